"""Which limits, each met at its last minute, leave another one no chance?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from policy.handbook import ClockRule, Handbook, PriorityCode
from sla.calendar import Calendar
from sla.contradictions.finding import Contradiction, Example, clauses_in, due_of, read, whole_seconds
from sla.contradictions.instants import earliest, plain_start
from sla.contradictions.life import AFTER, lives, starts_of
from sla.contradictions.walk import Overrun, Plan, Walk, due, events_of, plan, walk
from sla.own_hours import in_working_hours


def chains_over_limits(handbook: Handbook, calendar: Calendar) -> Iterator[Contradiction]:
    """Find them in the pack as it stands, then under the manual's own words where our assumptions are left out.

    Where the manual does not say when a limit begins, an assumption does (`start_basis`). Without it the limit may as
    well begin when the line has finished what it was given with it, and for no priority earlier than for the others;
    what goes wrong then is told as settled by the assumption.
    """
    literal = as_written(handbook)
    levels: tuple[PriorityCode | None, ...] = tuple(one.code for one in handbook.priorities) or (None,)
    for priority in levels:
        told: set[str] = set()
        for reading in (handbook,) if literal == handbook else (handbook, literal):
            for found in _of_priority(handbook, reading, priority, calendar):
                if str(found.params["clock"]) not in told:
                    told.add(str(found.params["clock"]))
                    yield found


def as_written(handbook: Handbook) -> Handbook:
    """Give the handbook with every start that rests on an assumption put as late as the manual's words allow."""
    return replace(handbook, clocks=tuple(_literal(handbook, rule) for rule in handbook.clocks))


def _literal(handbook: Handbook, rule: ClockRule) -> ClockRule:
    if not rule.start_basis:
        return rule
    order = list(AFTER)
    ends = max((order.index(one.kind) for one in rule.stops if one.kind in AFTER), default=0)
    beside = [
        other.stops
        for other in handbook.clocks
        if other.owner == rule.owner
        and other.name != rule.name
        and other.starts == rule.starts
        and all(one.kind in AFTER and order.index(one.kind) < ends for one in other.stops)
    ]
    starts = max(beside, key=lambda stops: max(order.index(one.kind) for one in stops), default=rule.starts)
    return replace(rule, starts=starts, starts_by_priority={})


def _of_priority(
    handbook: Handbook, reading: Handbook, priority: PriorityCode | None, calendar: Calendar
) -> Iterator[Contradiction]:
    for own_life, life in zip(lives(handbook, priority), lives(reading, priority), strict=True):
        planned = plan(reading, priority, life)
        for name, when in _firsts(planned, calendar).items():
            found = _proven(planned, calendar, (name, when))
            if found is not None:
                own = walk(plan(handbook, priority, own_life), calendar, when)
                yield _told(handbook, planned, calendar, found, own)


def _firsts(planned: Plan, calendar: Calendar) -> Mapping[str, datetime]:
    """Give the first instant of a week at which each limit is overrun; in natural hours any one shows it."""

    def late(at: datetime) -> tuple[str, ...]:
        return tuple(str(one.limit.rule.name) for one in walk(planned, calendar, at).overruns)

    counted = (in_working_hours(planned.handbook, one.rule, one.code) for one in planned.limits)
    if calendar.is_always_open or not any(counted):
        begin = plain_start(calendar.zone)
        return dict.fromkeys(late(begin), begin)
    return earliest(calendar, [one.rule.name for one in planned.limits], late)


def _proven(planned: Plan, calendar: Calendar, claim: tuple[str, datetime]) -> tuple[Overrun, Example] | None:
    """Let the engine read the walk as a ticket: the chain has to be met and the limit breached, or it is no proof."""
    name, at = claim
    found = next(one for one in walk(planned, calendar, at).overruns if one.limit.rule.name == name)
    timeline = events_of(found)
    clocks = read(planned.handbook, timeline, calendar)
    rules = [one.rule.name for one in (*found.chain, found.limit)]
    dues = tuple(one for one in map(due_of, (clocks[name] for name in rules)) if one is not None)
    if [one.state for one in dues] != ["met"] * len(found.chain) + ["breached"]:
        return None
    return found, Example(priority=planned.priority, timeline=timeline, dues=dues)


def _told(
    handbook: Handbook, planned: Plan, calendar: Calendar, proof: tuple[Overrun, Example], own: Walk
) -> Contradiction:
    found, example = proof
    limit, begun = found.limit, found.times[found.limit.start]
    settled = _settled(handbook, planned, found)
    params: dict[str, str | int | float] = {
        "clock": limit.rule.name,
        "chain": " ".join(one.rule.name for one in found.chain),
        "limits": " ".join(str(whole_seconds(one.rule.targets[one.code])) for one in found.chain),
        "target_s": whole_seconds(limit.rule.targets[limit.code]),
        "allowed_s": whole_seconds(due(planned, calendar, limit, begun) - begun),
        "needed_s": whole_seconds((example.dues[-1].reached or begun) - begun),
    }
    if settled and {limit.start, limit.stop} <= own.earliest.keys():
        params["settled_s"] = whole_seconds(own.earliest[limit.stop] - own.times[limit.start])
    return Contradiction(
        code="chain_over_limit",
        clauses=clauses_in((one.rule.basis for one in (*found.chain, limit)), handbook, (planned.priority,)),
        examples=(example,),
        params=params,
        settled_by=settled,
    )


def _settled(handbook: Handbook, planned: Plan, found: Overrun) -> tuple[str, ...]:
    """Name the assumptions whose starts the walk has left out."""
    own = {one.name: one for one in handbook.clocks}
    changed = [
        own[one.rule.name]
        for one in (*found.chain, found.limit)
        if starts_of(one.rule, planned.priority) != starts_of(own[one.rule.name], planned.priority)
    ]
    return tuple(dict.fromkeys(name for rule in changed for name in rule.start_basis))
