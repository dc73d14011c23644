"""When does a clock of the manual start and stop, and how long may it run?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from policy.clause import Basis, ClockName, TierCode
from policy.digest import LATER
from policy.text import Text

Hours = Literal["business", "wall"]
"""Whether a target counts on the handbook's calendar or in natural hours."""


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
        owner: Tier that owes it; a seat or a group where the manual has no tiers.
        pausable: Whether the option `wait_customer` pauses it.
        basis: Clauses of the figures.
        start_basis: Assumptions of the start where the manual does not say it.
        hours: Hours per priority code, or for `any`; wall time where nothing is said (ASC-2.2.P3).
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
    hours: Mapping[str, Hours] = field(default_factory=dict, metadata=LATER)
