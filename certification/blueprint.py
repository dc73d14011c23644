"""How many items of which topic does a paper hold, and where does each come from?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal, Protocol

from pydantic import Field

from certification.item import Topic
from policy.document import Document
from policy.handbook import Handbook
from policy.problem import Problem, Problems, in_order, problem
from policy.shape import Code, Ids, Shape, TextShape, shaped
from policy.text import Text
from scenarios.codec import digest_of

TOPIC = r"^[A-Z][1-9]$"
BANK = "bank"
"""Source of items that people wrote; every other source names a generator or an ordering recipe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One topic of a paper.

    Attributes:
        topic: `P1` .. `O8`.
        title: Name of the topic.
        sources: Source -> how many items it gives: `bank`, `triage`, `sla`, or a recipe of an ordering.
    """

    topic: Topic
    title: Text
    sources: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many items the cell holds."""
        return sum(self.sources.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """The plan of one paper.

    Attributes:
        id: e.g. `std-junior-short`.
        handbook: Handbook it examines.
        level: Rung of the handbook's ladder it is part of.
        title: Name of the paper.
        cells: In the order of the paper.
        basis: Clauses and assumptions it stands on.
        digest: sha256 of the rest.
    """

    id: str
    handbook: str
    level: str
    title: Text
    cells: tuple[Cell, ...]
    basis: tuple[str, ...]
    digest: str

    @property
    def total(self) -> int:
        """How many items, and so points, the paper holds."""
        return sum(cell.count for cell in self.cells)


class CellShape(Shape):
    """One topic as authored."""

    topic: Annotated[str, Field(pattern=TOPIC)]
    title: TextShape
    sources: Annotated[dict[Code, Annotated[int, Field(ge=1, le=50)]], Field(min_length=1)]


class BlueprintShape(Shape):
    """A blueprint as authored."""

    format: Literal["blueprint/1"]
    id: Code
    handbook: Code
    level: Code
    title: TextShape
    cells: Annotated[list[CellShape], Field(min_length=1)]
    basis: Ids

    def value(self) -> Blueprint:
        """Give the frozen value, its digest still empty."""
        return Blueprint(
            id=self.id,
            handbook=self.handbook,
            level=self.level,
            title=self.title.value(),
            cells=tuple(
                Cell(topic=Topic(one.topic), title=one.title.value(), sources=dict(one.sources)) for one in self.cells
            ),
            basis=tuple(self.basis),
            digest="",
        )


def read_blueprint(document: Document, handbook: Handbook) -> tuple[Blueprint | None, Problems]:
    """Read one blueprint and hold it against its handbook.

    Returns:
        The blueprint, or None with every problem: those of shape, `other_handbook`, `unknown_level`,
        `unknown_id` in the basis, `duplicate_topic`.
    """
    shape, problems = shaped(BlueprintShape, document.value, document, ())
    if shape is None:
        return None, in_order(problems)
    found = in_order(_mistakes(shape, document, handbook))
    if found:
        return None, found
    made = shape.value()
    return replace(made, digest=digest_of(made)), ()


class Grounded(Protocol):
    """Whatever rests on a handbook: it names the book, a level of its ladder, and what it stands on."""

    handbook: str
    level: str
    basis: list[str]


def of_the_book(shape: Grounded, handbook: Handbook, at: Callable[..., Problem]) -> Iterator[Problem]:
    """Hold book, level and basis against the handbook: `other_handbook`, `unknown_level`, `unknown_id`."""
    if shape.handbook != handbook.id:
        yield at("other_handbook", "handbook", got=shape.handbook, expected=handbook.id)
    if shape.level not in {rung.level for rung in handbook.ladder}:
        yield at("unknown_level", "level", got=shape.level)
    known: set[str] = {*handbook.clauses, *handbook.assumptions}
    for index, one in enumerate(shape.basis):
        if one not in known:
            yield at("unknown_id", "basis", index, got=one)


def _mistakes(shape: BlueprintShape, document: Document, handbook: Handbook) -> Iterator[Problem]:
    def at(code: str, *path: str | int, **params: object) -> Problem:
        return problem(document.source, document.line(path), code, **params)

    yield from of_the_book(shape, handbook, at)
    topics = [cell.topic for cell in shape.cells]
    for index, topic in enumerate(topics):
        if topic in topics[:index]:
            yield at("duplicate_topic", "cells", index, "topic", got=topic)
