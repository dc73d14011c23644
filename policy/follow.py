"""Which problems of a pack only follow from another one, so that telling them would hide the cause?"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from policy.document import Plain
from policy.draft import ALWAYS, SECTIONS, UNLESS_SILENT, Draft
from policy.problem import Problem

_MAPPINGS: Final = frozenset({"settings", "lists"})
_WHOLES: Final = frozenset({"pack", "ticket_number", "satisfaction", "calendar", "escalations", "phrases"})
"""Sections with one entry, or with entries that nothing else names."""

_NAMES: Final[Mapping[str, str]] = {
    "clauses": "id",
    "assumptions": "id",
    "clocks": "name",
    "intake": "name",
    "ladder": "level",
}
"""What an entry of a section goes by, where it is not a code."""

HANGS_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "unknown_clause": ("clauses",),
    "unknown_assumption": ("assumptions",),
    "silent_but_present": ("assumptions",),
    "fills_not_silent": ("silent",),
    "unknown_tier": ("tiers", "seats", "groups"),
    "unknown_group": ("groups",),
    "unknown_priority": ("priorities",),
    "unknown_type": ("lists",),
    "hours_without_calendar": ("calendar",),
    "calendar_unused": ("clocks",),
    "unused_assumption": SECTIONS,
}
"""Sections whose entries decide whether there is such a problem at all."""

_BY_NATURE: Final = frozenset({"duplicate_key"})


def unsure(draft: Draft, *, lost: bool) -> frozenset[str]:
    """Name the sections of which not every entry is known by its name.

    Args:
        draft: The parts that could be read.
        lost: Whether some text could not be read, or stands under a name that is no section's.
    """
    return frozenset(name for name in SECTIONS if _is_unsure(draft, name, lost=lost))


def _is_unsure(draft: Draft, name: str, *, lost: bool) -> bool:
    section = draft.sections.get(name)
    if section is None:
        told = name in ALWAYS or (name in UNLESS_SILENT and name not in draft.silent)
        return lost or told
    value = section.one
    if name == "silent":
        return not draft.silent and value != []
    if name in _MAPPINGS:
        return not isinstance(value, dict)
    if name in _WHOLES:
        return False
    return not isinstance(value, list) or any(not _is_named(one, name) for one in value)


def _is_named(entry: Plain, section: str) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get(_NAMES.get(section, "code")), str)


def causes(problems: Iterable[Problem], draft: Draft, *, lost: bool) -> Iterator[Problem]:
    """Leave out what only follows from parts that are not readable, or have no readable name.

    Args:
        problems: Those found between the parts of a handbook.
        draft: The parts.
        lost: As for `unsure`.
    """
    open_ones = unsure(draft, lost=lost)
    for one in problems:
        needed: Collection[str] = HANGS_ON.get(one.code, ())
        if one.code == "unused_assumption":
            needed = needed if lost else ()
        if one.code == "missing_field" and "silent" in open_ones and dict(one.params).get("field") in UNLESS_SILENT:
            continue
        if not open_ones & set(needed):
            yield one


def beside(shapes: Iterable[Problem], unread: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out what is wrong with the shape of a line that could not be read as it stands."""
    lines = {(one.source, one.line) for one in unread if one.code not in _BY_NATURE}
    return (one for one in shapes if (one.source, one.line) not in lines)
