"""When does each act of a ticket happen if everybody uses the whole of every limit, and wastes no minute beside?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from policy.handbook import ClockRule, Handbook, PriorityCode
from sla.arithmetic import add
from sla.calendar import Calendar
from sla.contradictions.life import ACCEPTED, AFTER, BY_LINES, MOVED, Act, act_of, before, found_among, starts_of
from sla.own_hours import ANY, NATURAL, in_working_hours
from sla.timeline import Event, EventId, Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One clock between two acts of a life.

    Attributes:
        rule: The clock.
        code: Key of its target: the priority, or `any`.
        start: Act that starts it.
        stop: Act that stops it.
    """

    rule: ClockRule
    code: str
    start: Act
    stop: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The acts of one life and the limits on them, under one reading of the handbook.

    Attributes:
        handbook: The reading.
        priority: The ticket's priority.
        acts: In order.
        limits: Clocks that run in this life.
        waits: What has to come before each act.
        stopping: Limits that each act ends.
    """

    handbook: Handbook
    priority: PriorityCode | None
    acts: tuple[Act, ...]
    limits: tuple[Limit, ...]
    waits: Mapping[Act, tuple[Act, ...]]
    stopping: Mapping[Act, tuple[Limit, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrun:
    """A limit that is used up before what has to come first can be done.

    Attributes:
        limit: The clock that cannot be met.
        chain: Clocks that, each met at its limit, make the time up, the first one first.
        times: When each act happens.
    """

    limit: Limit
    chain: tuple[Limit, ...]
    times: Mapping[Act, datetime]


def plan(handbook: Handbook, priority: PriorityCode | None, life: Sequence[Act]) -> Plan:
    """Put the clocks of a handbook on a life: each adds the acts that start and stop it, where they belong there."""
    acts, limits, elsewhere = list(life), dict[str, Limit](), _not_on_the_way(handbook, life)
    grown = True
    while grown:
        grown = False
        for rule in handbook.clocks:
            code = str(priority) if priority in rule.targets else ANY
            if rule.name in limits or code not in rule.targets or rule.owner in elsewhere:
                continue
            start = _start(rule, priority, acts)
            if start is not None:
                stop = _stop(rule, start, acts)
                limits[rule.name] = Limit(rule=rule, code=code, start=start, stop=stop)
                acts.extend(one for one in (start, stop) if one not in acts)
                grown = True
    inside = tuple(one for one in limits.values() if one.start < one.stop)
    order = tuple(sorted(acts))
    return Plan(
        handbook=handbook,
        priority=priority,
        acts=order,
        limits=inside,
        waits={act: before(act, order) for act in order},
        stopping={act: tuple(one for one in inside if one.stop == act) for act in order},
    )


def _not_on_the_way(handbook: Handbook, life: Sequence[Act]) -> frozenset[str]:
    """Name the lines that a ticket never reaches: they owe it nothing."""
    if not any(one.kind == ACCEPTED for one in life):
        return frozenset()
    reached = {dict(one.fields)["to_tier"] for one in life if one.kind == MOVED}
    return frozenset(str(tier.code) for tier in handbook.tiers[1:]) - reached


def _start(rule: ClockRule, priority: PriorityCode | None, acts: Sequence[Act]) -> Act | None:
    triggers = starts_of(rule, priority)
    found = found_among(triggers, tuple(acts))
    if found is not None:
        return found
    kinds = {one.kind for one in acts}
    fresh = (one for one in triggers if one.kind not in BY_LINES and kinds & set(AFTER.get(one.kind, ())))
    return next((act_of(one) for one in fresh), None)


def _stop(rule: ClockRule, start: Act, acts: Sequence[Act]) -> Act:
    found = found_among(rule.stops, tuple(one for one in acts if one > start))
    made = sorted(act_of(one, start) for one in rule.stops if one.kind != MOVED)
    return found or next(iter(made), start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A life, walked from an instant on.

    Attributes:
        times: When each act happens.
        earliest: When what has to come before each act is done.
        overruns: Limits that are used up too early, in the order of their stops.
    """

    times: Mapping[Act, datetime]
    earliest: Mapping[Act, datetime]
    overruns: tuple[Overrun, ...]


def walk(planned: Plan, calendar: Calendar, begin: datetime) -> Walk:
    """Walk a life from an instant on.

    An act that a clock stops happens when the first such clock is used up, any other one at once after what has to
    come before it. A clock is contradicted when it is used up before that.

    Raises:
        EmptyCalendarError: A target counts on a calendar that never opens again.
    """
    times: dict[Act, datetime] = {}
    because: dict[Act, tuple[Act | None, Limit | None]] = {}
    ready: dict[Act, datetime] = {}
    found: list[Overrun] = []
    for act in planned.acts:
        first = max(planned.waits[act], key=times.__getitem__, default=None)
        ready[act] = times[act] = begin if first is None else times[first]
        because[act] = (first, None)
        dues = [(due(planned, calendar, one, times[one.start]), one) for one in planned.stopping[act]]
        last, limit = min(dues, key=lambda one: one[0], default=(ready[act], None))
        if limit is not None and last >= ready[act]:
            times[act], because[act] = last, (limit.start, limit)
        late = [one for when, one in dues if when < ready[act]]
        chain = _chain(because, first) if late else ()
        found.extend(Overrun(limit=one, chain=chain, times=dict(times)) for one in late if one not in chain)
    return Walk(times=times, earliest=ready, overruns=tuple(found))


def due(planned: Plan, calendar: Calendar, limit: Limit, since: datetime) -> datetime:
    """Give the instant at which a limit is used up."""
    working = in_working_hours(planned.handbook, limit.rule, limit.code)
    return add(calendar if working else NATURAL, since, limit.rule.targets[limit.code])


def _chain(because: Mapping[Act, tuple[Act | None, Limit | None]], last: Act | None) -> tuple[Limit, ...]:
    found: list[Limit] = []
    while last is not None:
        last, limit = because[last]
        if limit is not None:
            found.append(limit)
    return tuple(reversed(found))


def events_of(overrun: Overrun) -> Timeline:
    """Write the walk as a timeline, up to the act that comes too late."""
    done = [act for act in sorted(overrun.times) if act <= overrun.limit.stop]
    return tuple(
        Event(
            id=EventId(at),
            at=overrun.times[act],
            kind=act.kind,
            actor="customer" if act.kind in {"ticket.submitted", "verify.customer"} else "agent",
            fields=dict(act.fields),
        )
        for at, act in enumerate(done)
    )
