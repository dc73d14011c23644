"""Which parts of an authored handbook have the right shape, and where does each stand?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from policy.desk_shapes import CalendarShape, GroupShape, NumberShape, PhraseShape, SatisfactionShape, SeatShape
from policy.document import Document, Path, Plain
from policy.elements import ClockShape, EscalationShape, IntakeShape, PriorityShape, TierShape
from policy.entries import AssumptionShape, ClauseShape, ItemShape, PackShape, RungShape, SettingShape
from policy.problem import Problem, problem
from policy.shape import Code, Shape, shaped

T_co = TypeVar("T_co", covariant=True)
S = TypeVar("S", bound=Shape)

SECTIONS = (
    "pack",
    "priorities",
    "clocks",
    "tiers",
    "seats",
    "groups",
    "escalations",
    "intake",
    "ticket_number",
    "satisfaction",
    "calendar",
    "phrases",
    "ladder",
    "lists",
    "settings",
    "clauses",
    "assumptions",
    "silent",
)
ALWAYS = ("pack", "clauses")
"""Sections that no handbook may lack; each of the next may be missing only where it is named silent."""
UNLESS_SILENT = ("priorities", "clocks", "tiers", "escalations", "intake", "ladder", "lists")


class SilentShape(Shape):
    """The list of what the manual does not say."""

    silent: list[Code]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Generic[T_co]):
    """A part of the handbook with its place, for problems.

    Attributes:
        one: The part.
        document: Text it stands in.
        path: Its path there.
    """

    one: T_co
    document: Document
    path: Path

    def problem(self, kind: str, *under: str | int, **params: object) -> Problem:
        """Make a problem of a kind (its code) at the part, or at something inside it."""
        path = (*self.path, *under)
        where = ".".join(map(str, path))
        return problem(self.document.source, self.document.line(path), kind, where=where, **params)


def unknown(part: Placed[Shape], kind: str, named: Mapping[str, str], known: tuple[str, ...]) -> Iterator[Problem]:
    """Make a problem of each code, by its dotted field, that is not among the known ones."""
    for place, one in named.items():
        if one not in known:
            yield part.problem(kind, *place.split("."), got=one)


@dataclass(slots=True, kw_only=True)
class Draft:
    """An authored handbook, its parts sorted out; parts of a wrong shape are only in `problems` and `ids`.

    Attributes:
        sections: Every section as plain data, with its place.
        ids: Codes and ids by section, those of misshapen parts included, so that one mistake is told once.
        cited: Every id that some part cites.
    """

    sections: Mapping[str, Placed[Plain]]
    ids: Mapping[str, tuple[str, ...]]
    cited: frozenset[str]
    problems: list[Problem] = field(default_factory=list)
    pack: Placed[PackShape] | None = None
    priorities: list[Placed[PriorityShape]] = field(default_factory=list)
    clocks: list[Placed[ClockShape]] = field(default_factory=list)
    tiers: list[Placed[TierShape]] = field(default_factory=list)
    seats: list[Placed[SeatShape]] = field(default_factory=list)
    groups: list[Placed[GroupShape]] = field(default_factory=list)
    phrases: list[Placed[PhraseShape]] = field(default_factory=list)
    ticket_number: Placed[NumberShape] | None = None
    satisfaction: Placed[SatisfactionShape] | None = None
    calendar: Placed[CalendarShape] | None = None
    escalations: list[Placed[EscalationShape]] = field(default_factory=list)
    intake: list[Placed[IntakeShape]] = field(default_factory=list)
    ladder: list[Placed[RungShape]] = field(default_factory=list)
    clauses: list[Placed[ClauseShape]] = field(default_factory=list)
    assumptions: list[Placed[AssumptionShape]] = field(default_factory=list)
    lists: dict[str, list[Placed[ItemShape]]] = field(default_factory=dict)
    settings: dict[str, Placed[SettingShape]] = field(default_factory=dict)
    silent: tuple[str, ...] = ()


def _ids_of(section: Plain) -> tuple[str, ...]:
    entries = section if isinstance(section, list) else []
    named = (one.get(key) for one in entries if isinstance(one, dict) for key in ("id", "code", "name", "level"))
    return tuple(one for one in named if isinstance(one, str))


def _cited_in(value: Plain) -> Iterator[str]:
    """Find every id under a `basis` or `start_basis`, whatever else is wrong around it."""
    if isinstance(value, list):
        for member in value:
            yield from _cited_in(member)
    elif isinstance(value, dict):
        for key, member in value.items():
            if key in {"basis", "start_basis"} and isinstance(member, list):
                yield from (one for one in member if isinstance(one, str))
            else:
                yield from _cited_in(member)


def _shape_one(draft: Draft, shape: type[S], raw: Placed[Plain]) -> list[Placed[S]]:
    found, problems = shaped(shape, raw.one, raw.document, raw.path)
    draft.problems.extend(problems)
    return [] if found is None else [Placed(one=found, document=raw.document, path=raw.path)]


def _members(draft: Draft, section: Placed[Plain], kind: str) -> Iterator[tuple[str, Placed[Plain]]]:
    """Give the members of a section that has to be a `list` or a `mapping`."""
    pairs: list[tuple[str | int, Plain]] = []
    if kind == "list" and isinstance(section.one, list):
        pairs = list(enumerate(section.one))
    elif kind == "mapping" and isinstance(section.one, dict):
        pairs = list(section.one.items())
    else:
        got = type(section.one).__name__
        draft.problems.append(section.problem("wrong_type", expected=kind, got=got))
    for key, value in pairs:
        yield str(key), Placed(one=value, document=section.document, path=(*section.path, key))


def _shape_list(draft: Draft, name: str, shape: type[S]) -> list[Placed[S]]:
    section = draft.sections.get(name)
    if section is None:
        return []
    return [one for _, raw in _members(draft, section, "list") for one in _shape_one(draft, shape, raw)]


def _shape_whole(draft: Draft, name: str, shape: type[S]) -> Placed[S] | None:
    section = draft.sections.get(name)
    return None if section is None else next(iter(_shape_one(draft, shape, section)), None)


def _shape_mappings(draft: Draft) -> None:
    settings, lists = draft.sections.get("settings"), draft.sections.get("lists")
    for name, raw in _members(draft, settings, "mapping") if settings else ():
        for setting in _shape_one(draft, SettingShape, raw):
            draft.settings[name] = setting
    for name, raw in _members(draft, lists, "mapping") if lists else ():
        items = [one for _, item in _members(draft, raw, "list") for one in _shape_one(draft, ItemShape, item)]
        draft.lists[name] = items


def draft_of(sections: Mapping[str, Placed[Plain]]) -> Draft:
    """Sort out the parts of a handbook, each checked for its shape on its own."""
    draft = Draft(
        sections=sections,
        ids={name: _ids_of(section.one) for name, section in sections.items()},
        cited=frozenset(one for section in sections.values() for one in _cited_in(section.one)),
    )
    if "silent" in sections:
        section = sections["silent"]
        whole: Placed[Plain] = Placed(one={"silent": section.one}, document=section.document, path=())
        draft.silent = tuple(one for found in _shape_one(draft, SilentShape, whole) for one in found.one.silent)
    draft.pack = _shape_whole(draft, "pack", PackShape)
    draft.ticket_number = _shape_whole(draft, "ticket_number", NumberShape)
    draft.satisfaction = _shape_whole(draft, "satisfaction", SatisfactionShape)
    draft.calendar = _shape_whole(draft, "calendar", CalendarShape)
    draft.priorities = _shape_list(draft, "priorities", PriorityShape)
    draft.clocks = _shape_list(draft, "clocks", ClockShape)
    draft.tiers = _shape_list(draft, "tiers", TierShape)
    draft.seats = _shape_list(draft, "seats", SeatShape)
    draft.groups = _shape_list(draft, "groups", GroupShape)
    draft.phrases = _shape_list(draft, "phrases", PhraseShape)
    draft.escalations = _shape_list(draft, "escalations", EscalationShape)
    draft.intake = _shape_list(draft, "intake", IntakeShape)
    draft.ladder = _shape_list(draft, "ladder", RungShape)
    draft.clauses = _shape_list(draft, "clauses", ClauseShape)
    draft.assumptions = _shape_list(draft, "assumptions", AssumptionShape)
    _shape_mappings(draft)
    return draft
