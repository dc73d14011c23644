"""What is a contradiction between figures, and what proves it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from policy.handbook import Basis, ClockName, Handbook, PriorityCode
from sla.calendar import Calendar
from sla.clock import SlaClock, State, clocks
from sla.priorities import priorities_as_set
from sla.timeline import Timeline

Code = Literal[
    "chain_over_limit", "lesser_due_first", "kpi_over_targets", "kpi_over_scale", "never_due", "stated_twice"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What one clock of an example says.

    Attributes:
        clock: Its name.
        since: When it began.
        due: When it is used up.
        reached: When it was stopped; None where the example ends before.
        state: As the engine reads it.
    """

    clock: ClockName
    since: datetime
    due: datetime
    reached: datetime | None
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One ticket of a counter-example.

    Attributes:
        priority: Its priority; None where the handbook has none.
        timeline: What happens to it.
        dues: The clocks that matter, in the order of the argument.
        count: How many such tickets there are.
    """

    priority: PriorityCode | None
    timeline: Timeline
    dues: tuple[Due, ...]
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Demands of one handbook that cannot all be met.

    Attributes:
        code: Kind; a sentence of the catalogue has the same name.
        clauses: Clauses whose figures collide.
        examples: Tickets that show it.
        params: Values of the sentence: names of clocks, priorities and indicators, spans in seconds.
        settled_by: Assumptions whose reading avoids it; empty where it holds in the pack as it stands.
    """

    code: Code
    clauses: Basis
    examples: tuple[Example, ...]
    params: Mapping[str, str | int | float] = field(default_factory=dict)
    settled_by: Basis = ()


def clauses_in(bases: Iterable[Basis], handbook: Handbook, priorities: Iterable[PriorityCode | None]) -> Basis:
    """Keep the clauses among ids, without those of other priorities (`STD-2.2.2.L3` where L1 is spoken of)."""
    wanted = set(priorities)
    others = tuple(f".{one.code}" for one in handbook.priorities if one.code not in wanted)
    named = (one for basis in bases for one in basis if not one.startswith("A-"))
    return tuple(dict.fromkeys(one for one in named if not (others and one.endswith(others))))


def read(handbook: Handbook, timeline: Timeline, calendar: Calendar) -> Mapping[ClockName, SlaClock]:
    """Read every clock of an example at its last event, by name, as any ticket is read."""
    as_of = max(event.at for event in timeline)
    return {one.name: one for one in clocks(handbook, timeline, priorities_as_set(timeline), as_of, calendar)}


def due_of(clock: SlaClock) -> Due | None:
    """Give what a clock says, None where it never began."""
    if clock.started_at is None or clock.due is None:
        return None
    return Due(clock=clock.name, since=clock.started_at, due=clock.due, reached=clock.stopped_at, state=clock.state)


def whole_seconds(span: timedelta) -> int:
    """Give a span in seconds, as parameters of sentences hold it."""
    return span // timedelta(seconds=1)
