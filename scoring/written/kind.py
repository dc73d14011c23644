"""Which kinds of written work are there, and what must each hold?"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from policy.document import Document, read_document
from policy.problem import Problem, Problems, in_order, problem
from policy.shape import Code, Shape, TextShape, shaped
from policy.text import Text

Form = Literal["words", "short", "steps", "choice"]
"""Sentences; a field where a bare value is enough; steps that must all be there in order; one of the grades."""

STEP = "step"
"""Topic of the facts that a section of steps carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One required section.

    Attributes:
        code: Name.
        title: What people call it.
        clauses: Rules it rests on; the one of the desk's own manual counts, else the first is borrowed.
        weight: Against the other sections.
        carries: Topics of the reference facts it must state.
        form: How it is written.
        considers: Wrong causes may be named in it.
        proposes: Figures in it are the author's own plan.
        conditional: What it says holds under a condition.
    """

    code: str
    title: Text
    clauses: tuple[str, ...]
    weight: int
    carries: tuple[str, ...]
    form: Form
    considers: bool
    proposes: bool
    conditional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of written work.

    Attributes:
        code: Name.
        title: What people call it.
        personal: Personal data may stand in it.
        ordered: Its sections are stages.
        sections: In their order.
    """

    code: str
    title: Text
    personal: bool
    ordered: bool
    sections: tuple[Section, ...]

    def section(self, code: str) -> Section | None:
        """Find a section by its name."""
        return next((one for one in self.sections if one.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """The file.

    Attributes:
        version: Raised with every change of what is asked.
        kinds: By name.
        grades: Names of the grades of a choice, best first, in both languages.
    """

    version: str
    kinds: tuple[Kind, ...]
    grades: tuple[Text, ...]

    def kind(self, code: str) -> Kind | None:
        """Find a kind by its name."""
        return next((one for one in self.kinds if one.code == code), None)


class SectionShape(Shape):
    """One section as authored."""

    code: Code
    title: TextShape
    clauses: Annotated[list[Code], Field(min_length=1)]
    weight: Annotated[int, Field(ge=1, le=10)]
    carries: Annotated[list[Code], Field(min_length=1)]
    form: Form = "words"
    considers: bool = False
    proposes: bool = False
    conditional: bool = False

    def value(self) -> Section:
        """Give the frozen value."""
        return Section(
            code=self.code,
            title=self.title.value(),
            clauses=tuple(self.clauses),
            weight=self.weight,
            carries=tuple(self.carries),
            form=self.form,
            considers=self.considers,
            proposes=self.proposes,
            conditional=self.conditional,
        )


class KindShape(Shape):
    """One kind as authored."""

    code: Code
    title: TextShape
    personal: bool
    ordered: bool = False
    sections: Annotated[list[SectionShape], Field(min_length=1)]

    def value(self) -> Kind:
        """Give the frozen value."""
        sections = tuple(one.value() for one in self.sections)
        return Kind(
            code=self.code,
            title=self.title.value(),
            personal=self.personal,
            ordered=self.ordered,
            sections=sections,
        )


class GradeShape(Shape):
    """One grade of a choice as authored."""

    code: Code
    title: TextShape


class HeadShape(Shape):
    """The head of the file."""

    version: str


class FileShape(Shape):
    """The whole file."""

    written: HeadShape
    kinds: Annotated[list[KindShape], Field(min_length=1)]
    grades: Annotated[list[GradeShape], Field(min_length=2)]


def parse_kinds(text: str, source: str) -> tuple[Kinds | None, Problems]:
    """Read the kinds of written work.

    Returns:
        The kinds, or None with every problem found, each with its line.
    """
    document, unread = read_document(text, source)
    if document is None:
        return None, unread
    whole, problems = shaped(FileShape, document.value, document, ())
    if whole is None:
        return None, in_order((*unread, *problems))
    found = (*unread, *problems, *_twice(whole, document))
    if found:
        return None, in_order(found)
    kinds, grades = tuple(one.value() for one in whole.kinds), tuple(one.title.value() for one in whole.grades)
    return Kinds(version=whole.written.version, kinds=kinds, grades=grades), ()


def _twice(whole: FileShape, document: Document) -> tuple[Problem, ...]:
    """Find names that stand twice: a kind's among kinds, a section's inside its kind."""
    found: list[Problem] = []
    places = [(("kinds", at), [one.code for one in kind.sections]) for at, kind in enumerate(whole.kinds)]
    for path, codes in (
        (("kinds",), [one.code for one in whole.kinds]),
        *(((*place, "sections"), codes) for place, codes in places),
    ):
        found += [
            problem(document.source, document.line((*path, at)), "duplicate_id", id=code)
            for at, code in enumerate(codes)
            if code in codes[:at]
        ]
    return tuple(found)
