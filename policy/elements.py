"""Which working parts does a handbook have as authored, and which value does each become?"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from policy import handbook as hb
from policy.shape import Code, Ids, Shape, Span, TextShape, parse_duration

Slot = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9][A-Za-z0-9_.\-]*)?$", max_length=64)]
"""Slot of a fact, or empty for none."""


def _limit(value: object) -> float | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    raise PydanticCustomError("wrong_type", "number or flag", {"expected": "number, flag"})


class CriterionShape(Shape):
    """One condition on the impact."""

    measure: Code
    op: Literal["eq", "ge", "le", "gt", "lt"]
    value: Annotated[object, AfterValidator(_limit)]

    def criterion(self) -> hb.Criterion:
        """Give the frozen value."""
        return hb.Criterion(measure=self.measure, op=self.op, value=_limit(self.value))


class PriorityShape(Shape):
    """One priority."""

    code: Code
    name: TextShape
    definition: TextShape
    examples: list[TextShape] = Field(default_factory=list)
    when: list[Annotated[list[CriterionShape], Field(min_length=1)]]
    basis: Ids

    def value(self) -> hb.Priority:
        """Give the frozen value."""
        return hb.Priority(
            code=hb.PriorityCode(self.code),
            name=self.name.value(),
            definition=self.definition.value(),
            examples=tuple(one.value() for one in self.examples),
            when=tuple(tuple(one.criterion() for one in every) for every in self.when),
            basis=tuple(self.basis),
        )


class TriggerShape(Shape):
    """What starts or stops a clock."""

    kind: Code
    fields: dict[str, str] = Field(default_factory=dict)

    def value(self) -> hb.Trigger:
        """Give the frozen value."""
        return hb.Trigger(kind=self.kind, fields=dict(self.fields))


Triggers = Annotated[list[TriggerShape], Field(min_length=1)]


def _triggers(shapes: list[TriggerShape]) -> tuple[hb.Trigger, ...]:
    return tuple(one.value() for one in shapes)


class ClockShape(Shape):
    """One target."""

    name: Code
    title: TextShape
    starts: Triggers
    stops: Triggers
    targets: Annotated[dict[Code, Span], Field(min_length=1)]
    owner: Code
    basis: Ids
    starts_by_priority: dict[Code, Triggers] = Field(default_factory=dict)
    pausable: bool = False
    start_basis: list[Code] = Field(default_factory=list)
    hours: dict[Code, hb.Hours] = Field(default_factory=dict)

    def value(self) -> hb.ClockRule:
        """Give the frozen value."""
        spans = {code: parse_duration(written) for code, written in self.targets.items()}
        return hb.ClockRule(
            name=hb.ClockName(self.name),
            title=self.title.value(),
            starts=_triggers(self.starts),
            stops=_triggers(self.stops),
            targets={code: span for code, span in spans.items() if span is not None},
            owner=hb.TierCode(self.owner),
            basis=tuple(self.basis),
            starts_by_priority={code: _triggers(some) for code, some in self.starts_by_priority.items()},
            pausable=self.pausable,
            start_basis=tuple(self.start_basis),
            hours=dict(self.hours),
        )


class TierShape(Shape):
    """One support line."""

    code: Code
    name: TextShape
    duties: list[TextShape] = Field(default_factory=list)
    solves: list[Code] = Field(default_factory=list)
    receives: list[Code] = Field(default_factory=list)
    basis: Ids

    def value(self) -> hb.Tier:
        """Give the frozen value."""
        return hb.Tier(
            code=hb.TierCode(self.code),
            name=self.name.value(),
            duties=tuple(one.value() for one in self.duties),
            solves=tuple(self.solves),
            receives=tuple(hb.PriorityCode(one) for one in self.receives),
            basis=tuple(self.basis),
        )


class EscalationShape(Shape):
    """One way from line to line."""

    source: Code
    target: Code
    when: TextShape
    basis: Ids
    requires: list[Code] = Field(default_factory=list)
    limit: Span | None = None

    def value(self) -> hb.EscalationRule:
        """Give the frozen value."""
        return hb.EscalationRule(
            source=hb.TierCode(self.source),
            target=hb.TierCode(self.target),
            when=self.when.value(),
            requires=tuple(self.requires),
            limit=None if self.limit is None else parse_duration(self.limit),
            basis=tuple(self.basis),
        )


class IntakeShape(Shape):
    """One field of the ticket."""

    name: Code
    title: TextShape
    group: Literal["customer", "issue", "attachment"]
    required: bool
    basis: Ids
    fact: Slot | None = None

    def value(self) -> hb.IntakeField:
        """Give the frozen value."""
        return hb.IntakeField(
            name=self.name,
            title=self.title.value(),
            group=self.group,
            required=self.required,
            basis=tuple(self.basis),
            filled_by=None if self.fact == self.name else self.fact,
        )
