"""Which shape does the plan of a level have as authored, and what is wrong with one?"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from certification.blueprint import TOPIC, of_the_book
from certification.item import Topic
from certification.level_plan import LevelPlan, TopicPlan
from policy.digest import digest_of
from policy.document import Document, read_document
from policy.handbook import Handbook
from policy.problem import Problem, Problems, in_order, problem
from policy.shape import Code, Ids, Shape, Span, TextShape, parse_duration, shaped

ONE_PROOF = ("items", "slot", "written")

Share = Annotated[float, Field(ge=0, le=1)]
Number = Annotated[int, Field(ge=1, le=50)]


class TopicShape(Shape):
    """One topic as authored."""

    topic: Annotated[str, Field(pattern=TOPIC)]
    title: TextShape
    weight: Annotated[float, Field(gt=0, le=100)]
    items: Number | None = None
    slot: Code | None = None
    written: Code | None = None


class PartShape(Shape):
    """One part as authored."""

    id: Code
    title: TextShape
    topics: Annotated[list[TopicShape], Field(min_length=1)]
    minimum: Share = 0.0


class PaperShape(Shape):
    """The theory paper: its name and its time."""

    title: TextShape
    time: Span


class SlotShape(Shape):
    """Cases of one kind."""

    slot: Code
    title: TextShape
    cases: Annotated[int, Field(ge=1, le=10)]


class RetakesShape(Shape):
    """When a level may be tried again."""

    waits: Annotated[list[Span], Field(min_length=1)]
    tries: Number
    window: Span


class LevelShape(Shape):
    """A plan as authored."""

    format: Literal["level/1"]
    id: Code
    handbook: Code
    level: Code
    title: TextShape
    requires: Annotated[str, Field(max_length=64)]
    seat: Code
    paper: PaperShape
    parts: Annotated[list[PartShape], Field(min_length=1)]
    guard: Annotated[float, Field(ge=0, le=0.2)] = 0.0
    gate: Annotated[list[SlotShape], Field(min_length=1)]
    shift: bool
    assessors: Annotated[int, Field(ge=0, le=5)]
    issuers: Annotated[int, Field(ge=1, le=3)]
    retakes: RetakesShape
    basis: Ids

    def value(self) -> LevelPlan:
        """Give the frozen value, its digest still empty."""
        return LevelPlan(
            id=self.id,
            handbook=self.handbook,
            level=self.level,
            title=self.title.value(),
            requires=self.requires,
            seat=self.seat,
            paper=self.paper.title.value(),
            time=_time(self.paper.time),
            parts=tuple((one.id, one.title.value(), one.minimum) for one in self.parts),
            topics=tuple(_topic(part.id, one) for part in self.parts for one in part.topics),
            guard=self.guard,
            slots=tuple((one.slot, one.cases) for one in self.gate),
            slot_titles=tuple(one.title.value() for one in self.gate),
            shift=self.shift,
            assessors=self.assessors,
            issuers=self.issuers,
            waits=tuple(_time(one) for one in self.retakes.waits),
            tries=self.retakes.tries,
            window=_time(self.retakes.window),
            basis=tuple(self.basis),
            digest="",
        )


def _time(span: str) -> timedelta:
    return parse_duration(span) or timedelta(0)


def _topic(part: str, one: TopicShape) -> TopicPlan:
    return TopicPlan(
        topic=Topic(one.topic),
        title=one.title.value(),
        part=part,
        weight=one.weight,
        items=one.items or 0,
        slot=one.slot or "",
        written=one.written or "",
    )


def parse_level(text: str, source: str, handbook: Handbook) -> tuple[LevelPlan | None, Problems]:
    """Read one plan and hold it against its handbook.

    Returns:
        The plan, or None with every problem: those of shape, `other_handbook`, `unknown_level`, `unknown_id` in the
        basis, `unknown_tier`, `duplicate_topic`, `duplicate_code`, `one_proof`, `unknown_case_slot`.
    """
    document, problems = read_document(text, source)
    if document is None:
        return None, problems
    return read_level(document, handbook)


def read_level(document: Document, handbook: Handbook) -> tuple[LevelPlan | None, Problems]:
    """Read a plan that is parsed already; as `parse_level`."""
    shape, problems = shaped(LevelShape, document.value, document, ())
    if shape is None:
        return None, in_order(problems)
    found = in_order(_mistakes(shape, document, handbook))
    if found:
        return None, found
    made = shape.value()
    return replace(made, digest=digest_of(made)), ()


def _mistakes(shape: LevelShape, document: Document, handbook: Handbook) -> Iterator[Problem]:
    def at(code: str, *path: str | int, **params: object) -> Problem:
        return problem(document.source, document.line(path), code, **params)

    yield from of_the_book(shape, handbook, at)
    if shape.requires and shape.requires not in {rung.level for rung in handbook.ladder}:
        yield at("unknown_level", "requires", got=shape.requires)
    if shape.seat not in {one.code for one in handbook.tiers}:
        yield at("unknown_tier", "seat", got=shape.seat)
    yield from _parts(shape, at)


def _parts(shape: LevelShape, at: Callable[..., Problem]) -> Iterator[Problem]:
    """Ask that ids differ, and that each topic is proven in exactly one way, by a slot that is drawn."""
    slots, topics, parts = [one.slot for one in shape.gate], list[str](), list[str]()
    for index, slot in enumerate(slots):
        if slot in slots[:index]:
            yield at("duplicate_code", "gate", index, "slot", got=slot)
    for place, part in enumerate(shape.parts):
        if part.id in parts:
            yield at("duplicate_code", "parts", place, "id", got=part.id)
        parts.append(part.id)
        for index, one in enumerate(part.topics):
            where = ("parts", place, "topics", index)
            if one.topic in topics:
                yield at("duplicate_topic", *where, "topic", got=one.topic)
            topics.append(one.topic)
            if sum(getattr(one, name) is not None for name in ONE_PROOF) != 1:
                yield at("one_proof", *where, "topic", topic=one.topic, expected=", ".join(ONE_PROOF))
            if one.slot is not None and one.slot not in slots:
                yield at("unknown_case_slot", *where, "slot", got=one.slot, known=", ".join(slots))
