"""What does one manual ask, as exact data?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from policy.clause import (
    Assumption,
    AssumptionId,
    Basis,
    Clause,
    ClauseId,
    ClockName,
    HandbookId,
    PriorityCode,
    TierCode,
)
from policy.clock_rule import ClockRule, Hours, Trigger
from policy.digest import LATER
from policy.intake_field import IntakeField
from policy.ladder import LadderRung
from policy.numbering import TicketNumber
from policy.priority import Criterion, Priority
from policy.satisfaction import Grade, Satisfaction
from policy.seat import Group, Phrase, Seat
from policy.text import Text
from policy.working_hours import OpenDate, OpenSpan, WorkingHours

__all__ = (
    "Assumption",
    "AssumptionId",
    "Basis",
    "Clause",
    "ClauseId",
    "ClockName",
    "ClockRule",
    "Criterion",
    "EscalationRule",
    "Grade",
    "Group",
    "Handbook",
    "HandbookId",
    "Hours",
    "IntakeField",
    "Item",
    "LadderRung",
    "OpenDate",
    "OpenSpan",
    "Phrase",
    "Priority",
    "PriorityCode",
    "Satisfaction",
    "Seat",
    "Setting",
    "TicketNumber",
    "Tier",
    "TierCode",
    "Trigger",
    "WorkingHours",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One support line (线).

    Attributes:
        code: `T1`, `T2`, `T3`.
        name: `一线` / `Tier 1`.
        duties: What the manual gives it.
        solves: Kinds of repair (fault-model actions carry one) this tier may carry out,
            e.g. `guidance`, `configuration`, `bug_fix`, `core_repair`.
        receives: Priorities that go straight to it, e.g. `("L1",)` for T3.
        basis: Clauses and assumptions.
    """

    code: TierCode
    name: Text
    duties: tuple[Text, ...]
    solves: tuple[str, ...]
    receives: tuple[PriorityCode, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRule:
    """When a ticket goes to another line.

    Attributes:
        source: Tier that hands over.
        target: Tier that receives.
        when: Condition in words.
        requires: Kinds of events that come first, e.g. `kb.search`.
        limit: Longest stay at the source, where stated.
        basis: Clauses and assumptions.
    """

    source: TierCode
    target: TierCode
    when: Text
    requires: tuple[str, ...]
    limit: timedelta | None
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a simple list of the manual (channel, duty, KPI, training day, …).

    Attributes:
        code: Short name, unique in its list.
        title: What it is called.
        detail: What the manual says of it, may be empty in both languages.
        figures: Numbers as written, e.g. `{"target": "0.80", "op": "ge"}`.
        basis: Clauses and assumptions.
    """

    code: str
    title: Text
    basis: Basis
    detail: Text = field(default_factory=lambda: Text(zh="", en=""))
    figures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handbook:
    """One manual made exact (policy pack). Silent items are absent and named in `silent`.

    Attributes:
        lists: The manual's plain lists by name: `scope`, `channels`, `complaint_channels`, `complaint_steps`,
            `closure_steps`, `closure_record`, `communication`, `remote_rules`, `remote_tools`, `article_sections`,
            `kpis`, `quality_checks`, `training`, `performance`, `improvement`, `statuses`, `tools`, `privacy`.
        settings: Assumed figures by name, each with its assumption id: `pass_total`, `slack_share`, …
        seats: Who sits at the desk.
        groups: Who takes which type of issue.
        ticket_number: How tickets are numbered.
        satisfaction: How customers rate.
        calendar: Hours that targets in working hours count on; None means round the clock.
        phrases: What to say at which moment, by meaning.
    """

    id: HandbookId
    title: Text
    version: str
    zone: str
    priorities: tuple[Priority, ...]
    clocks: tuple[ClockRule, ...]
    tiers: tuple[Tier, ...]
    escalations: tuple[EscalationRule, ...]
    intake: tuple[IntakeField, ...]
    ladder: tuple[LadderRung, ...]
    lists: Mapping[str, tuple[Item, ...]]
    settings: Mapping[str, "Setting"]
    clauses: Mapping[ClauseId, Clause]
    assumptions: Mapping[AssumptionId, Assumption]
    silent: tuple[str, ...]
    digest: str
    seats: tuple[Seat, ...] = field(default=(), metadata=LATER)
    groups: tuple[Group, ...] = field(default=(), metadata=LATER)
    ticket_number: TicketNumber | None = field(default=None, metadata=LATER)
    satisfaction: Satisfaction | None = field(default=None, metadata=LATER)
    calendar: WorkingHours | None = field(default=None, metadata=LATER)
    phrases: tuple[Phrase, ...] = field(default=(), metadata=LATER)

    def priority(self, code: str) -> Priority:
        """Find a priority by its code; a code the handbook lacks raises KeyError."""
        for one in self.priorities:
            if one.code == code:
                return one
        raise KeyError(code)

    def tier(self, code: str) -> Tier:
        """Find a tier by its code; a code the handbook lacks raises KeyError."""
        for one in self.tiers:
            if one.code == code:
                return one
        raise KeyError(code)

    def line_of(self, holder: str) -> str:
        """Name the line of whoever owes something: a line itself, or the line of a seat; else the name as it is."""
        return next((str(one.tier) for one in self.seats if one.code == holder and one.tier is not None), holder)

    def owed_by(self, line: str) -> frozenset[str]:
        """Name the clocks that a line owes, itself or by one of its seats."""
        return frozenset(str(one.name) for one in self.clocks if self.line_of(one.owner) == line)

    def slot_of(self, name: str) -> str:
        """Name the slot of the fact that fills an intake field; a field the handbook lacks has its own name."""
        return next((one.fact for one in self.intake if one.name == name), name)

    def fields_for(self, slot: str) -> tuple[str, ...]:
        """Name the intake fields that a fact fills, in the order of the form; empty where none is asked for it."""
        return tuple(one.name for one in self.intake if one.fact == slot)

    def recorded(self, slot: str, fields: Mapping[str, str]) -> str:
        """Give what a record holds of a slot: the first filled field that it fills, empty where there is none.

        Args:
            slot: Slot of a fact.
            fields: Filled intake fields by name.
        """
        return next((fields[name] for name in self.fields_for(slot) if fields.get(name)), "")

    def clock(self, name: str) -> ClockRule:
        """Find a clock rule by its name; a name the handbook lacks raises KeyError."""
        for one in self.clocks:
            if one.name == name:
                return one
        raise KeyError(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One figure that the manual leaves open and we assume.

    Attributes:
        value: The figure; durations in seconds, shares 0..1.
        basis: The assumption it stands on (and clauses, where some apply).
    """

    value: float
    basis: Basis
