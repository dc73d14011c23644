"""Which limit does a handbook state twice, with two figures?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from policy.handbook import Basis, ClockRule, Handbook
from policy.shape import parse_duration
from sla.calendar import Calendar
from sla.contradictions.finding import Contradiction, Example, clauses_in, due_of, read, whole_seconds
from sla.contradictions.instants import plain_start
from sla.contradictions.order import arrival
from sla.own_hours import ANY
from sla.timeline import Event, EventId


def stated_twice(handbook: Handbook, calendar: Calendar) -> Iterator[Contradiction]:
    """Hold clocks against the limits of list entries and escalations that speak of the same thing.

    An entry speaks of a clock when it stands on a clause that no other clock stands on; an escalation, when the clock
    is owed by the line it leaves and ends with the transfer it asks for.
    """
    for name, items in handbook.lists.items():
        for item in items:
            limit = parse_duration(item.figures.get("limit", ""))
            clock = _of_clause(handbook, item.basis)
            if limit is not None and clock is not None:
                yield from _differ(handbook, clock, (f"lists.{name}.{item.code}", limit, item.basis), calendar)
    for way in handbook.escalations:
        for clock in handbook.clocks:
            ends = any(one.fields.get("to_tier") == way.target for one in clock.stops)
            if way.limit is not None and ends and clock.owner == way.source and set(clock.targets) == {ANY}:
                where = f"escalations.{way.source}-{way.target}"
                yield from _differ(handbook, clock, (where, way.limit, way.basis), calendar)


def _of_clause(handbook: Handbook, basis: Basis) -> ClockRule | None:
    clauses = {one for one in basis if not one.startswith("A-")}
    found = [one for one in handbook.clocks if clauses & set(one.basis)]
    return found[0] if len(found) == 1 and set(found[0].targets) == {ANY} else None


def _differ(
    handbook: Handbook, rule: ClockRule, other: tuple[str, timedelta, Basis], calendar: Calendar
) -> Iterator[Contradiction]:
    """Let the engine read one ticket, stopped when the longer limit is used up, by either figure."""
    where, limit, basis = other
    if limit == rule.targets[ANY] or not handbook.priorities:
        return
    code = handbook.priorities[-1].code
    changed = replace(rule, targets={ANY: limit})
    readings = [handbook, replace(handbook, clocks=tuple(changed if one == rule else one for one in handbook.clocks))]
    begun = arrival(rule, code, plain_start(calendar.zone))
    dues = [read(book, begun, calendar)[rule.name].due for book in readings]
    last = max((one for one in dues if one is not None), default=begun[-1].at)
    stop = Event(
        id=EventId(len(begun)), at=last, kind=rule.stops[0].kind, actor="agent", fields=dict(rule.stops[0].fields)
    )
    both = [due_of(read(book, (*begun, stop), calendar)[rule.name]) for book in readings]
    told = tuple(one for one in both if one is not None)
    if {one.state for one in told} == {"met", "breached"}:
        yield Contradiction(
            code="stated_twice",
            clauses=clauses_in((rule.basis, basis), handbook, (code,)),
            examples=(Example(priority=code, timeline=(*begun, stop), dues=told),),
            params={
                "clock": rule.name,
                "place": where,
                "target_s": whole_seconds(rule.targets[ANY]),
                "other_s": whole_seconds(limit),
            },
        )
