"""What does a file of written work say, in the interchange format `written-work/1`?

`expected` is never read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from policy.document import Document, Plain, read_document
from policy.problem import Problem, Problems, in_order, problem
from policy.shape import Code, Shape, shaped
from policy.text import Lang
from scoring.written.document import LONGEST, Written
from scoring.written.kind import Kind, Kinds
from scoring.written.reference import Fact, FactKind, References, Rival

FORMAT = "written-work/1"

Marks = list[Annotated[list[str], Field(min_length=1)]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document of a file.

    Attributes:
        written: What was written.
        kind: What it is.
        references: What is true.
        handbook: Id of the desk's manual.
    """

    written: Written
    kind: Kind
    references: References
    handbook: str


class RivalShape(Shape):
    """What contradicts a fact, as authored."""

    value: Annotated[str, Field(min_length=1)]
    marks: Marks


class FactShape(Shape):
    """One fact as authored."""

    topic: Code
    value: Annotated[str, Field(min_length=1)]
    kind: FactKind = "words"
    marks: Marks = Field(default_factory=list)
    about: Marks = Field(default_factory=list)
    rivals: list[RivalShape] = Field(default_factory=list)
    slot: str = ""

    def fact(self) -> Fact:
        """Give the frozen value."""
        rivals = tuple(Rival(value=one.value, marks=tuple(map(tuple, one.marks))) for one in self.rivals)
        marks, about = tuple(map(tuple, self.marks)), tuple(map(tuple, self.about))
        return Fact(
            topic=self.topic,
            value=self.value,
            kind=self.kind,
            marks=marks,
            about=about,
            rivals=rivals,
            slot=self.slot,
        )


class ReferencesShape(Shape):
    """What is true of one matter, as authored."""

    lang: Lang
    handbook: Code
    facts: Annotated[list[FactShape], Field(min_length=1)]
    private: list[str] = Field(default_factory=list)
    secrets: list[str] = Field(default_factory=list)
    known: str = ""
    prompt: str = ""

    def references(self) -> References:
        """Give the frozen value."""
        return References(
            lang=self.lang,
            facts=tuple(one.fact() for one in self.facts),
            private=tuple(self.private),
            secrets=tuple(self.secrets),
            known=self.known,
            prompt=self.prompt,
        )


class DocumentShape(Shape):
    """One document as handed in."""

    id: Code
    kind: Code
    references: Code
    sections: dict[str, str]
    expected: object = None


class FileShape(Shape):
    """The whole file; documents are shaped one by one, so that one mistake does not hide the next."""

    format: Literal["written-work/1"]
    references: dict[str, object]
    documents: Annotated[list[object], Field(min_length=1)]


def read_written(
    text: str, source: str, kinds: Kinds, handbooks: tuple[str, ...]
) -> tuple[tuple[Entry, ...], Problems]:
    """Read a file of documents with what is true.

    Args:
        text: YAML or JSON.
        source: File name as the author knows it.
        kinds: Which kinds there are.
        handbooks: Ids of the manuals that are carried.

    Returns:
        The documents, none where there is a problem; and every problem with its line.
    """
    document, unread = read_document(text, source)
    if document is None:
        return (), unread
    whole, problems = shaped(FileShape, document.value, document, ())
    if whole is None:
        return (), in_order((*unread, *problems))
    known, wrong = _known(document, handbooks)
    entries, more = _entries(document, kinds, known)
    found = (*unread, *problems, *wrong, *more)
    return (() if found else entries), in_order(found)


def _known(
    document: Document, handbooks: tuple[str, ...]
) -> tuple[Mapping[str, ReferencesShape], tuple[Problem, ...]]:
    """Read what is true, by the names that documents give it."""
    known: dict[str, ReferencesShape] = {}
    found: list[Problem] = []
    for name, raw in _raw(document, "references").items():
        shape, wrong = shaped(ReferencesShape, raw, document, ("references", name))
        found += wrong
        if shape is None:
            continue
        known[name] = shape
        if shape.handbook not in handbooks:
            line, carried = document.line(("references", name, "handbook")), " ".join(handbooks)
            found.append(
                problem(document.source, line, "handbook_not_carried", handbook=shape.handbook, known=carried)
            )
    return known, tuple(found)


def _entries(
    document: Document, kinds: Kinds, known: Mapping[str, ReferencesShape]
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Read the documents, each against its kind and what is true of it."""
    entries: list[Entry] = []
    found: list[Problem] = []
    named = frozenset(_raw(document, "references"))
    seen: set[str] = set()
    for at, raw in enumerate(_listed(document)):
        shape, wrong = shaped(DocumentShape, raw, document, ("documents", at))
        found += wrong
        if shape is None:
            continue
        found += _problems(shape, at, document, kinds, named)
        if shape.id in seen:
            found.append(problem(document.source, document.line(("documents", at)), "duplicate_id", id=shape.id))
        seen.add(shape.id)
        kind, truth = kinds.kind(shape.kind), known.get(shape.references)
        if kind is not None and truth is not None:
            written = Written(id=shape.id, sections=shape.sections)
            entries.append(Entry(written=written, kind=kind, references=truth.references(), handbook=truth.handbook))
    return tuple(entries), tuple(found)


def _raw(document: Document, name: str) -> Mapping[str, Plain]:
    value = document.value.get(name) if isinstance(document.value, dict) else None
    return value if isinstance(value, dict) else {}


def _listed(document: Document) -> list[Plain]:
    value = document.value.get("documents") if isinstance(document.value, dict) else None
    return value if isinstance(value, list) else []


def _problems(
    one: DocumentShape, at: int, document: Document, kinds: Kinds, references: frozenset[str]
) -> list[Problem]:
    """Find what a document names that is not there, and sections too long to be read."""
    place, found = ("documents", at), []
    kind = kinds.kind(one.kind)
    if kind is None:
        known = " ".join(kind.code for kind in kinds.kinds)
        line = document.line((*place, "kind"))
        found.append(problem(document.source, line, "written_kind", kind=one.kind, known=known))
    if one.references not in references:
        line = document.line((*place, "references"))
        found.append(problem(document.source, line, "written_references", name=one.references))
    for code, text in one.sections.items():
        line = document.line((*place, "sections", code))
        if kind is not None and kind.section(code) is None:
            known = " ".join(section.code for section in kind.sections)
            found.append(problem(document.source, line, "written_section", section=code, known=known))
        if len(text) > LONGEST:
            found.append(problem(document.source, line, "written_too_long", section=code, limit=LONGEST))
    return found
