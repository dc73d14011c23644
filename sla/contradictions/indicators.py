"""Which indicator does a desk miss although every ticket meets its target, and which can nobody reach?"""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from policy.handbook import ClockRule, Handbook, Item, PriorityCode
from sla.calendar import Calendar
from sla.contradictions.finding import Contradiction, Example, clauses_in, due_of, read, whole_seconds
from sla.contradictions.instants import plain_start
from sla.contradictions.life import ACCEPTED, GRADED
from sla.contradictions.order import arrival, timeline_at
from sla.timeline import Event, EventId

CLOCKS: Final[Mapping[str, str]] = {"art": "response", "mttr": "resolution"}
"""Clock that an indicator averages, by the indicator's code, unless its figures name one as `clock`."""

_UNITS: Final[Mapping[str, timedelta]] = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}
_SCALE: Final = re.compile(r"score_of_([0-9]+)")
_CAPS: Final = frozenset({"le", "lt"})
_FLOORS: Final = frozenset({"ge", "gt"})


def indicators_missed(handbook: Handbook, calendar: Calendar) -> Iterator[Contradiction]:
    """Find both kinds among the manual's own indicators (list `kpis`)."""
    for item in handbook.lists.get("kpis", ()):
        written, op = item.figures.get("target", ""), item.figures.get("op", "")
        try:
            target = float(written)
        except ValueError:
            continue
        if op in _CAPS:
            yield from _average(handbook, item, target, calendar)
        elif op in _FLOORS:
            yield from _scale(handbook, item, target, calendar)


def _average(handbook: Handbook, item: Item, target: float, calendar: Calendar) -> Iterator[Contradiction]:
    named = item.figures.get("clock") or CLOCKS.get(item.code)
    rule = next((one for one in handbook.clocks if one.name == named), None)
    unit = _UNITS.get(item.figures.get("unit", ""))
    if rule is None or unit is None:
        return
    examples = at_their_limits(handbook, rule, calendar)
    for some in (examples, examples[-1:]):
        mean = _mean(some)
        if some and mean > target * unit:
            yield Contradiction(
                code="kpi_over_targets",
                clauses=clauses_in((item.basis, rule.basis), handbook, [one.priority for one in some]),
                examples=some,
                params={
                    "kpi": item.code,
                    "clock": rule.name,
                    "target_s": whole_seconds(target * unit),
                    "mean_s": whole_seconds(mean),
                    "tickets": sum(one.count for one in some),
                },
            )
            return


def at_their_limits(handbook: Handbook, rule: ClockRule, calendar: Calendar) -> tuple[Example, ...]:
    """Make a mix of tickets, each stopped at the very last moment that meets its target; the lesser are the more.

    There are 2 of the most urgent, 3 of the next, then as many as of the two before: 2, 3, 5 in ten.
    """
    order = [one.code for one in handbook.priorities if one.code in rule.targets]
    counts = [2, 3]
    while len(counts) < len(order):
        counts.append(counts[-1] + counts[-2])
    made = (_met(handbook, rule, code, calendar, count) for code, count in zip(order, counts, strict=False))
    return tuple(one for one in made if one is not None)


def _met(handbook: Handbook, rule: ClockRule, code: PriorityCode, calendar: Calendar, count: int) -> Example | None:
    begun = arrival(rule, code, plain_start(calendar.zone))
    due = read(handbook, begun, calendar)[rule.name].due
    if due is None:
        return None
    stop = rule.stops[0]
    last = Event(id=EventId(len(begun)), at=due, kind=stop.kind, actor="agent", fields=dict(stop.fields))
    timeline = (*begun, last)
    reached = due_of(read(handbook, timeline, calendar)[rule.name])
    if reached is None or reached.state != "met":
        return None
    return Example(priority=code, timeline=timeline, dues=(reached,), count=count)


def _mean(examples: tuple[Example, ...]) -> timedelta:
    spans = [
        (one.dues[0].reached - one.dues[0].since) * one.count for one in examples if one.dues[0].reached is not None
    ]
    return sum(spans, timedelta()) / max(1, sum(one.count for one in examples))


def _scale(handbook: Handbook, item: Item, target: float, calendar: Calendar) -> Iterator[Contradiction]:
    unit = item.figures.get("unit", "")
    scale = _SCALE.fullmatch(unit)
    tops = [float(scale[1])] if scale else [1.0] if unit == "share" else []
    if scale and handbook.satisfaction is not None:
        tops += [
            max((one.value for one in handbook.satisfaction.grades if one.value is not None), default=float("inf"))
        ]
    best = min(tops, default=float("inf"))
    beyond = target > best or (item.figures.get("op") == "gt" and target == best)
    if beyond:
        basis = (item.basis, handbook.satisfaction.basis if handbook.satisfaction is not None else ())
        yield Contradiction(
            code="kpi_over_scale",
            clauses=clauses_in(basis, handbook, ()),
            examples=(_rated_best(handbook, calendar),),
            params={"kpi": item.code, "target": target, "best": best},
        )


def _rated_best(handbook: Handbook, calendar: Calendar) -> Example:
    """Make a ticket that is answered and resolved at once and gets the best grade there is."""
    at = plain_start(calendar.zone)
    code = handbook.priorities[0].code if handbook.priorities else None
    grades = handbook.satisfaction.grades if handbook.satisfaction is not None else ()
    best = max(grades, key=lambda one: float("-inf") if one.value is None else one.value, default=None)
    acts: list[tuple[str, dict[str, str]]] = [("ticket.submitted", {}), (ACCEPTED, {})]
    acts += [] if code is None else [(GRADED, {"level": str(code)})]
    acts += [("agent.first_contact", {}), ("ticket.resolved", {}), ("verify.customer", {})]
    acts += [] if best is None else [("csat.received", {"value": best.code})]
    timeline = timeline_at(at, acts)
    dues = (due_of(one) for one in read(handbook, timeline, calendar).values())
    met = tuple(one for one in dues if one is not None and one.state == "met")
    return Example(priority=code, timeline=timeline, dues=met)
