"""By what one thing is a ticket judged, and by whose rule?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from policy.shape import Code, Shape
from scoring.finding import Basis, Family, Weight

PRIORITY = "{priority}"
"""Stands in a clause for the priority that the finding is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing a ticket is judged by.

    Attributes:
        code: What the checks call it.
        clause: Clause or assumption it rests on; may hold `{priority}`.
        family: Where its points lie.
        weight: How much it weighs in its family.
        basis: Whose rule it is.
        critical: Whether it gates (DESIGN decision 16).
        assumptions: Rules of ours that act in it.
        seats: Seats it holds for, empty for all; elsewhere it weighs nothing.
        minor_for: Priorities for which it is minor.
        harm: It can only be done wrong: it counts when it is broken, and earns nothing by being kept.
        by_priority: Another clause for some priorities, where the manual has one for each in words of its own.
        also: Other clauses of the manual that the same deed keeps or breaks, e.g. the principle behind a rule.
    """

    code: str
    clause: str
    family: Family
    weight: Weight
    basis: Basis
    critical: bool = False
    assumptions: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    minor_for: tuple[str, ...] = ()
    harm: bool = False
    by_priority: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    def clause_for(self, priority: str) -> str:
        """Give the clause that a finding about a priority rests on."""
        return self.by_priority.get(priority, self.clause).replace(PRIORITY, priority)

    def holds_for(self, seat: str) -> bool:
        """Tell whether it is the business of a seat."""
        return not self.seats or seat in self.seats

    def weight_for(self, seat: str, priority: str) -> Weight:
        """Give the weight on a seat, for a priority."""
        if not self.holds_for(seat):
            return "none"
        return "minor" if priority in self.minor_for else self.weight


class CriterionShape(Shape):
    """One criterion as authored."""

    code: Code
    clause: Annotated[str, Field(min_length=1, max_length=64)]
    family: Family
    weight: Weight
    basis: Basis
    critical: bool = False
    assumptions: list[Code] = Field(default_factory=list)
    seats: list[Code] = Field(default_factory=list)
    minor_for: list[Code] = Field(default_factory=list)
    harm: bool = False
    by_priority: dict[str, str] = Field(default_factory=dict)
    also: list[Code] = Field(default_factory=list)

    def value(self) -> Criterion:
        """Give the frozen value."""
        return Criterion(
            code=self.code,
            clause=self.clause,
            family=self.family,
            weight=self.weight,
            basis=self.basis,
            critical=self.critical,
            assumptions=tuple(self.assumptions),
            seats=tuple(self.seats),
            minor_for=tuple(self.minor_for),
            harm=self.harm,
            by_priority=dict(self.by_priority),
            also=tuple(self.also),
        )
