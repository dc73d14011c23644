"""Which faulty handlings did somebody else than the scorer's author write? (VALIDITY G3).

A fault says which moves of the ideal handling it changes, and how; it is played like any handling.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import Field

from policy.document import Document, Path, read_document
from policy.problem import Problem, Problems, in_order, problem
from policy.shape import Shape, TextShape, shaped
from policy.text import Lang, Text
from simulator.move import MOVES, OPTIONAL, Move, shape_of

Way = Literal["drop", "change", "before", "after", "late"]
WAYS: tuple[Way, ...] = get_args(Way)
CHOICE = ("kind", "nth", "all", "has")
"""Keys of a choice of moves that are no fields of a move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Moves of the ideal handling.

    Attributes:
        kind: Their kind.
        fields: Values that they carry.
        has: Words that one of their texts holds.
        nth: Which of them, from 1, or from the end below 0; 0 for all.
    """

    kind: str
    fields: Mapping[str, str]
    has: str = ""
    nth: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change to the moves.

    Attributes:
        way: Left out with its minutes kept, changed, preceded or followed by others, or made later.
        at: Which moves.
        to: Values that fields get.
        kind: Kind that the move gets; empty for its own.
        do: Moves that are put in.
        minutes: How much later.
    """

    way: Way
    at: Chosen
    to: Mapping[str, str | int]
    kind: str = ""
    do: tuple[Move, ...] = ()
    minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Which case is drawn for some faults: its scenario, handbook, seat, language and seed."""

    scenario: str
    handbook: str
    seat: str
    lang: Lang
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFault:
    """One faulty handling.

    Attributes:
        id: Its name.
        case: Name of its setting.
        clauses: Ids of the clauses it breaks, the case's own or borrowed ones.
        what: What is wrong with it, in a line.
        edits: How it is made of the ideal handling.
    """

    id: str
    case: str
    clauses: tuple[str, ...]
    what: Text
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherHands:
    """All of them for one handbook: settings by their name, and faults in the order of writing."""

    cases: Mapping[str, Setting]
    faults: tuple[OtherFault, ...]


class SettingShape(Shape):
    """Which case is drawn."""

    scenario: str
    handbook: str
    seat: str
    lang: Lang
    seed: int


class EditShape(Shape):
    """One change."""

    drop: dict[str, str | int | bool] | None = None
    change: dict[str, str | int | bool] | None = None
    before: dict[str, str | int | bool] | None = None
    after: dict[str, str | int | bool] | None = None
    late: dict[str, str | int | bool] | None = None
    to: dict[str, str | int] = Field(default_factory=dict)
    becomes: str = ""
    do: list[dict[str, dict[str, str | int]]] = Field(default_factory=list)
    minutes: int = 0


class FaultShape(Shape):
    """One fault."""

    case: str
    clauses: list[str] = Field(min_length=1)
    what: TextShape
    edits: list[EditShape] = Field(min_length=1)


class OtherHandsShape(Shape):
    """The whole file."""

    cases: dict[str, SettingShape] = Field(min_length=1)
    faults: dict[str, FaultShape] = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Makes edits of what was authored, and notes what is wrong with them."""

    document: Document
    wrong: list[Problem]

    def complain(self, path: Path, code: str, **params: object) -> None:
        self.wrong.append(problem(self.document.source, self.document.line(path), code, **params))

    def edit(self, one: EditShape, path: Path) -> Edit | None:
        given: dict[Way, Mapping[str, str | int | bool]] = {
            way: raw for way in WAYS if (raw := getattr(one, way)) is not None
        }
        if len(given) != 1:
            self.complain(path, "unknown_value", field=" ".join(given), expected=" | ".join(WAYS))
            return None
        way, raw = next(iter(given.items()))
        at = self.chosen(raw, (*path, way))
        kind = one.becomes or at.kind
        self.kind(kind, (*path, "becomes"))
        self.fields(kind, one.to, (*path, "to"))
        if way == "late" and one.minutes < 1:
            self.complain(path, "missing_field", field="minutes")
        do = tuple(self.move(raw, (*path, "do", place)) for place, raw in enumerate(one.do))
        return Edit(way=way, at=at, to=one.to, kind=one.becomes, do=do, minutes=one.minutes)

    def chosen(self, raw: Mapping[str, str | int | bool], path: Path) -> Chosen:
        kind, nth = str(raw.get("kind", "")), raw.get("nth", 1)
        self.kind(kind, path)
        fields = {name: str(value) for name, value in raw.items() if name not in CHOICE}
        self.fields(kind, fields, path)
        every = raw.get("all") is True
        return Chosen(kind=kind, fields=fields, has=str(raw.get("has", "")), nth=0 if every else int(nth))

    def kind(self, kind: str, path: Path) -> None:
        if kind not in MOVES:
            self.complain(path, "unknown_value", field=kind, expected=" ".join(MOVES))

    def fields(self, kind: str, given: Mapping[str, object], path: Path) -> None:
        known = (*MOVES.get(kind, ()), *OPTIONAL.get(kind, ()))
        for name in given:
            if kind in MOVES and name not in known:
                self.complain((*path, name), "unknown_field", field=name)

    def move(self, raw: Mapping[str, Mapping[str, str | int]], path: Path) -> Move:
        kind, fields = next(iter(raw.items()), ("", {}))
        made = Move(kind=kind, fields=dict(fields))
        refused = shape_of(made)
        if refused is not None:
            self.complain(path, "unknown_value", field=kind, expected=" ".join(refused.params.values()))
        return made


def parse_other_hands(text: str, source: str) -> tuple[OtherHands | None, Problems]:
    """Read the faults of one handbook, or every problem with its line."""
    document, unread = read_document(text, source)
    if document is None:
        return None, unread
    whole, problems = shaped(OtherHandsShape, document.value, document, ())
    if whole is None or unread:
        return None, in_order((*unread, *problems))
    reader = _Reader(document=document, wrong=[])
    faults = tuple(_fault(reader, name, one, whole.cases) for name, one in whole.faults.items())
    cases = {name: Setting(**one.model_dump()) for name, one in whole.cases.items()}
    return (None, in_order(reader.wrong)) if reader.wrong else (OtherHands(cases=cases, faults=faults), ())


def _fault(reader: _Reader, name: str, one: FaultShape, cases: Mapping[str, SettingShape]) -> OtherFault:
    path: Path = ("faults", name)
    if one.case not in cases:
        reader.complain((*path, "case"), "unknown_value", field=one.case, expected=" ".join(cases))
    made = (reader.edit(edit, (*path, "edits", place)) for place, edit in enumerate(one.edits))
    edits = tuple(edit for edit in made if edit is not None)
    return OtherFault(id=name, case=one.case, clauses=tuple(one.clauses), what=one.what.value(), edits=edits)
