"""What does an authored pack say, and everything that is wrong with it?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from policy.digest import digest_of
from policy.document import Document, Plain, read_partly
from policy.draft import ALWAYS, SECTIONS, UNLESS_SILENT, Draft, Placed, draft_of
from policy.entries import PackShape
from policy.follow import beside, causes
from policy.handbook import Handbook, HandbookId
from policy.lint import problems_in
from policy.problem import Problem, Problems, in_order, problem
from policy.readable import Reading, sound_parts, torn_in
from policy.vocabulary import Vocabulary

Sections = dict[str, Placed[Plain]]


_NO_SECTION: Final = "unknown_field"
_ELSEWHERE: Final = "duplicate_section"
_STANDS: Final = frozenset({"duplicate_key", "key_not_text", "tag_refused", "unknown_alias", "bad_character"})
"""Problems of a text that can be read all the same."""


def _read_all(files: Mapping[str, str]) -> tuple[list[tuple[Document, ...]], list[Problem]]:
    """Read every text as far as it goes, in order of name."""
    read = [read_partly(text, source) for source, text in sorted(files.items())]
    return [documents for documents, _ in read if documents], [one for _, unread in read for one in unread]


def _sections(documents: Sequence[Document], problems: list[Problem]) -> Sections:
    """Put the files together; a section stands in one file."""
    sections: Sections = {}
    for document in documents:
        members = document.value if isinstance(document.value, dict) else {}
        for name, value in members.items():
            part = Placed(one=value, document=document, path=(name,))
            if name not in SECTIONS:
                problems.append(part.problem("unknown_field", field=name))
            elif name in sections:
                first = sections[name].document.source
                problems.append(part.problem("duplicate_section", field=name, first=first))
            else:
                sections[name] = part
    return sections


def _missing(draft: Draft, source: str) -> Iterator[Problem]:
    for name in (*ALWAYS, *UNLESS_SILENT):
        section = draft.sections.get(name)
        absent = section is None or section.one in ([], {})
        if absent and (name in ALWAYS or name not in draft.silent):
            yield problem(source, 0, "missing_field", field=name, where=name)


def _handbook(draft: Draft, pack: PackShape) -> Handbook:
    clauses = [placed.one.value() for placed in draft.clauses]
    assumptions = [placed.one.value() for placed in draft.assumptions]
    made = Handbook(
        id=HandbookId(pack.id),
        title=pack.title.value(),
        version=pack.version,
        zone=pack.zone,
        priorities=tuple(placed.one.value() for placed in draft.priorities),
        clocks=tuple(placed.one.value() for placed in draft.clocks),
        tiers=tuple(placed.one.value() for placed in draft.tiers),
        escalations=tuple(placed.one.value() for placed in draft.escalations),
        intake=tuple(placed.one.value() for placed in draft.intake),
        ladder=tuple(placed.one.value() for placed in draft.ladder),
        lists={name: tuple(item.one.value() for item in items) for name, items in draft.lists.items()},
        settings={name: placed.one.setting() for name, placed in draft.settings.items()},
        clauses={clause.id: clause for clause in clauses},
        assumptions={assumption.id: assumption for assumption in assumptions},
        silent=draft.silent,
        digest="",
        seats=tuple(placed.one.value() for placed in draft.seats),
        groups=tuple(placed.one.value() for placed in draft.groups),
        ticket_number=None if draft.ticket_number is None else draft.ticket_number.one.value(),
        satisfaction=None if draft.satisfaction is None else draft.satisfaction.one.value(),
        calendar=None if draft.calendar is None else draft.calendar.one.value(),
        phrases=tuple(placed.one.value() for placed in draft.phrases),
    )
    return replace(made, digest=digest_of(made))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """One reading of the texts: what is wrong with its parts, and whether some text is in none of them."""

    draft: Draft
    problems: frozenset[Problem]
    lost: bool


def _version(
    documents: Sequence[Document], unread: Sequence[Problem], source: str, vocabulary: Vocabulary | None
) -> _Version:
    headings: list[Problem] = []
    draft = draft_of(_sections(documents, headings))
    whole = not any(one.code not in _STANDS for one in unread)
    lost = not whole or any(one.code in {_NO_SECTION, _ELSEWHERE} for one in headings)
    # Where a text could not be read, its sections are not missing, only unread.
    missing = _missing(draft, source) if whole else ()
    shapes = beside((*headings, *draft.problems), unread)
    between = causes((*problems_in(draft, vocabulary), *missing), draft, lost=lost)
    return _Version(draft=draft, problems=frozenset((*shapes, *between)), lost=lost)


def read_pack(files: Mapping[str, str], vocabulary: Vocabulary | None = None) -> Reading:
    """Read a policy pack as far as it goes; never an exception.

    Args:
        files: Name -> YAML text; sections may be spread over the files as the author likes.
        vocabulary: Kinds of events; with it, triggers of clocks and escalations are checked against it.
    """
    read, unread = _read_all(files)
    ways = range(max((len(one) for one in read), default=1))
    source = min(files, default="")
    versions = [_version([one[min(way, len(one) - 1)] for one in read], unread, source, vocabulary) for way in ways]
    # What is wrong with one value of a key that stands twice, but not with the other, follows from that.
    common = frozenset.intersection(*(one.problems for one in versions))
    problems = in_order((*unread, *common))
    draft = versions[0].draft
    whole = _handbook(draft, draft.pack.one) if draft.pack is not None and not problems else None
    return Reading(
        handbook=whole,
        problems=problems,
        readable=(whole,) if whole is not None else tuple(sound_parts(one.draft) for one in versions),
        torn=frozenset[str]().union(*(torn_in(one.draft, lost=one.lost) for one in versions))
        if problems
        else frozenset(),
    )


def parse_handbook(
    files: Mapping[str, str], vocabulary: Vocabulary | None = None
) -> tuple[Handbook | None, Problems]:
    """Read a policy pack.

    Args:
        files: As for `read_pack`.
        vocabulary: As for `read_pack`.

    Returns:
        The handbook, or None with every problem found, by file and line; never an exception. The digest is
        over what the pack says: comments, order of keys and split into files do not change it.
    """
    reading = read_pack(files, vocabulary)
    return reading.handbook, reading.problems
