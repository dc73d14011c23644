"""What do parts of a wrong shape refer to that is not there?

Their shape says nothing of the ids that can be read in them; told at once, they are mended in one go.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from policy.document import Path, Plain
from policy.draft import Draft, Placed
from policy.problem import Problem

HOLDERS: Final = ("tiers", "seats", "groups")
"""Sections whose codes may hold a ticket: a manual without tiers has seats or groups."""

_STANDING: Final = (
    "priorities", "clocks", "tiers", "seats", "groups", "escalations", "intake", "ticket_number", "satisfaction",
    "calendar", "phrases", "ladder", "lists", "settings",
)  # fmt: skip
"""Sections whose parts stand on clauses and assumptions."""

_CITING: Final = ("basis", "start_basis")
_NAMING: Final[Mapping[str, tuple[str, ...]]] = {
    "clocks": ("owner",),
    "escalations": ("source", "target"),
    "ladder": ("tier",),
}
"""Fields that name who holds a ticket, by section."""

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}")


def _code(value: Plain) -> str:
    return value if isinstance(value, str) and _CODE.fullmatch(value) else ""


def _entries(section: Placed[Plain], deep: int) -> Iterator[Placed[Plain]]:
    """Give every part of a section as plain data: itself, its members, or those of its members."""
    if not deep:
        yield section
        return
    value = section.one
    pairs: Sequence[tuple[str | int, Plain]] = ()
    if isinstance(value, list):
        pairs = list(enumerate(value))
    elif isinstance(value, dict):
        pairs = list(value.items())
    for key, one in pairs:
        yield from _entries(Placed(one=one, document=section.document, path=(*section.path, key)), deep - 1)


def _depth(name: str) -> int:
    return {"lists": 2, "ticket_number": 0, "satisfaction": 0, "calendar": 0}.get(name, 1)


def _torn(draft: Draft, whole: set[tuple[str, Path]]) -> Iterator[tuple[str, Placed[Plain]]]:
    """Give the parts that have a wrong shape, each with its section."""
    for name in _STANDING:
        section = draft.sections.get(name)
        for one in _entries(section, _depth(name)) if section is not None else ():
            if isinstance(one.one, dict) and (one.document.source, one.path) not in whole:
                yield name, one


def problems_in_torn(draft: Draft, sound: Iterator[Placed[object]]) -> Iterator[Problem]:
    """Find ids in misshapen parts that no clause, assumption or holder of tickets has.

    Args:
        draft: The parts of a handbook.
        sound: Those whose shape is right; what they refer to is looked at by their own rules.
    """
    clauses, assumptions = draft.ids.get("clauses", ()), draft.ids.get("assumptions", ())
    holders = {code for name in HOLDERS for code in draft.ids.get(name, ())}
    for name, part in _torn(draft, {(one.document.source, one.path) for one in sound}):
        members = part.one if isinstance(part.one, dict) else {}
        for field in _CITING:
            ids = members.get(field)
            for at, one in enumerate(map(_code, ids if isinstance(ids, list) else ())):
                if one.startswith("A-") and one not in assumptions:
                    yield part.problem("unknown_assumption", field, at, id=one)
                elif one and not one.startswith("A-") and one not in clauses:
                    yield part.problem("unknown_clause", field, at, id=one)
        for field in _NAMING.get(name, ()):
            if (code := _code(members.get(field))) and code not in holders:
                yield part.problem("unknown_tier", field, got=code)
