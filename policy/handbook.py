"""What does one manual ask, as exact data?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, NewType

from policy.text import Text

HandbookId = NewType("HandbookId", str)
ClauseId = NewType("ClauseId", str)
AssumptionId = NewType("AssumptionId", str)
PriorityCode = NewType("PriorityCode", str)
TierCode = NewType("TierCode", str)
ClockName = NewType("ClockName", str)

Basis = tuple[str, ...]
"""Ids of the clauses (`STD-3.3.1`) and assumptions (`A-pause`) an element stands on, never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One sentence of the manual, paraphrased.

    Attributes:
        id: e.g. `STD-2.2.2.L1`.
        section: Number of the chapter as printed.
        kind: Group of requirement, e.g. `sla-target`.
        obligation: `must`, `should`, `may` or `info`.
        text: The paraphrase.
        features: Where the product has to show it, e.g. `drill:grade`.
    """

    id: ClauseId
    section: str
    kind: str
    obligation: Literal["must", "should", "may", "info"]
    text: Text
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A rule of ours where the manual is silent; shown with a badge wherever it acts.

    Attributes:
        id: e.g. `A-pause`.
        text: What we assume.
        reason: Why, in words a manager can check.
        fills: The silent item that it fills, e.g. `pause_rules`.
        ambiguity: Id in the list of ambiguities, e.g. `A02`, or empty.
    """

    id: AssumptionId
    text: Text
    reason: Text
    fills: str
    ambiguity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One condition on the impact of a problem (`scenarios.impact` measures it).

    Attributes:
        measure: Name of an impact measure, e.g. `core_share_stopped`.
        op: Comparison.
        value: What it is compared with; shares are 0..1.
    """

    measure: str
    op: Literal["eq", "ge", "le", "gt", "lt"]
    value: float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """One priority (级别), most urgent first in its handbook.

    Attributes:
        code: Code of the packs, `L1`..`L3`; never shown to people.
        name: `一级` / `Critical`.
        definition: Paraphrase of the manual's definition.
        examples: The manual's own examples.
        when: Alternatives (any of) of conditions (all of); empty means "whatever is left".
        basis: Clauses and assumptions.
    """

    code: PriorityCode
    name: Text
    definition: Text
    examples: tuple[Text, ...]
    when: tuple[tuple[Criterion, ...], ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What starts or stops a clock: a kind of event, with fields it must carry.

    Attributes:
        kind: A kind of the event vocabulary.
        fields: Values that the event's fields must equal, e.g. `{"to_tier": "T2"}`.
    """

    kind: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One SLA target or OLA of the manual.

    Attributes:
        name: e.g. `response`; clock names are those of the packs.
        title: What the clock bar prints.
        starts: First event that starts it; `starts_by_priority` overrides it for a priority.
        starts_by_priority: Starts that differ, e.g. `t3_join` of L1 starts at grading (A07).
        stops: First of these events after the start ends it.
        targets: Target per priority code; `any` where the priority does not matter.
        owner: Tier that owes it.
        pausable: Whether the option `wait_customer` pauses it.
        basis: Clauses of the figures.
        start_basis: Assumptions of the start where the manual does not say it.
    """

    name: ClockName
    title: Text
    starts: tuple[Trigger, ...]
    stops: tuple[Trigger, ...]
    targets: Mapping[str, timedelta]
    owner: TierCode
    basis: Basis
    starts_by_priority: Mapping[str, tuple[Trigger, ...]] = field(default_factory=dict)
    pausable: bool = False
    start_basis: Basis = ()


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
class IntakeField:
    """One field of the ticket.

    Attributes:
        name: Slot name, e.g. `product_version`; facts of a case use the same names.
        title: Label of the form.
        group: `customer`, `issue` or `attachment`.
        required: Whether it must be filled before transfer or closing.
        basis: Clauses.
    """

    name: str
    title: Text
    group: Literal["customer", "issue", "attachment"]
    required: bool
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
class LadderRung:
    """One level of certification (等级).

    Attributes:
        level: `junior`, `intermediate`, `senior`.
        title: Its name.
        tier: Tier it is for.
        parts: What is examined.
        pass_share: Share of the paper's points that passes (an assumption), or None where silent.
        drills: Number of passed drills asked for.
        drill_kinds: Number of different kinds among them.
        validity_days: How long the credential holds, or None.
        basis: Clauses and assumptions.
    """

    level: str
    title: Text
    tier: TierCode
    parts: tuple[Text, ...]
    pass_share: float | None
    drills: int
    drill_kinds: int
    validity_days: int | None
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Handbook:
    """One manual made exact (policy pack). Silent items are absent and named in `silent`.

    Attributes:
        lists: The manual's plain lists by name: `scope`, `channels`, `complaint_channels`, `complaint_steps`,
            `closure_steps`, `closure_record`, `communication`, `remote_rules`, `remote_tools`, `article_sections`,
            `kpis`, `quality_checks`, `training`, `performance`, `improvement`, `statuses`, `tools`, `privacy`.
        settings: Assumed figures by name, each with its assumption id: `pass_total`, `slack_share`, …
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
