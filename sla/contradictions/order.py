"""Which less urgent ticket is due before a more urgent one that came at the same moment?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations

from policy.handbook import ClockRule, Handbook, PriorityCode
from sla.arithmetic import add
from sla.calendar import Calendar
from sla.contradictions.finding import Contradiction, Due, Example, clauses_in, due_of, read, whole_seconds
from sla.contradictions.instants import earliest, plain_start
from sla.contradictions.life import ACCEPTED, GRADED, starts_of
from sla.own_hours import NATURAL, in_working_hours
from sla.timeline import Event, EventId, Timeline

Pair = tuple[PriorityCode, PriorityCode]
"""A more urgent priority and a lesser one."""


def lesser_due_first(handbook: Handbook, calendar: Calendar) -> Iterator[Contradiction]:
    """Find the earliest moment of a week at which two priorities of one clock change places, pair by pair."""
    order = [one.code for one in handbook.priorities]
    for rule in handbook.clocks:
        pairs = {f"{two[0]} {two[1]}": two for two in combinations([one for one in order if one in rule.targets], 2)}
        for named, at in _firsts(handbook, rule, pairs, calendar).items():
            found = inversion_at(handbook, rule, pairs[named], calendar, at)
            if found is not None:
                yield found


def _firsts(
    handbook: Handbook, rule: ClockRule, pairs: Mapping[str, Pair], calendar: Calendar
) -> Mapping[str, datetime]:
    def inverted(at: datetime) -> tuple[str, ...]:
        dues = {code: _due(handbook, rule, code, calendar, at) for pair in pairs.values() for code in pair}
        return tuple(name for name, (urgent, lesser) in pairs.items() if dues[lesser] < dues[urgent])

    codes = {code for pair in pairs.values() for code in pair}
    if calendar.is_always_open or not any(in_working_hours(handbook, rule, code) for code in codes):
        start = plain_start(calendar.zone)
        return dict.fromkeys(inverted(start), start)
    return earliest(calendar, pairs, inverted)


def _due(handbook: Handbook, rule: ClockRule, code: PriorityCode, calendar: Calendar, at: datetime) -> datetime:
    return add(calendar if in_working_hours(handbook, rule, code) else NATURAL, at, rule.targets[code])


def inversion_at(
    handbook: Handbook,
    rule: ClockRule,
    pair: Pair,
    calendar: Calendar,
    at: datetime,
) -> Contradiction | None:
    """Let the engine read two tickets of one moment, a more urgent and a lesser one; None where all is in order."""
    examples = tuple(_example(handbook, rule, code, calendar, at) for code in pair)
    urgent, lesser = (example.dues for example in examples)
    if not urgent or not lesser or urgent[0].due <= lesser[0].due:
        return None
    return Contradiction(
        code="lesser_due_first",
        clauses=clauses_in((rule.basis,), handbook, pair),
        examples=examples,
        params={
            "clock": rule.name,
            "urgent": pair[0],
            "lesser": pair[1],
            "before_s": whole_seconds(urgent[0].due - lesser[0].due),
        },
    )


def _example(handbook: Handbook, rule: ClockRule, code: PriorityCode, calendar: Calendar, at: datetime) -> Example:
    timeline = arrival(rule, code, at)
    due: Due | None = due_of(read(handbook, timeline, calendar)[rule.name])
    return Example(priority=code, timeline=timeline, dues=() if due is None else (due,))


def arrival(rule: ClockRule, code: PriorityCode, at: datetime) -> Timeline:
    """Make a ticket submitted, accepted, triaged and, for a later clock, brought to its start at one moment."""
    begun = starts_of(rule, code)[0]
    acts: list[tuple[str, dict[str, str]]] = [
        ("ticket.submitted", {}),
        (ACCEPTED, {}),
        (GRADED, {"level": str(code)}),
    ]
    if begun.kind not in {kind for kind, _ in acts}:
        acts.append((begun.kind, dict(begun.fields)))
    return timeline_at(at, acts)


def timeline_at(at: datetime, acts: Sequence[tuple[str, Mapping[str, str]]]) -> Timeline:
    """Tell acts of one moment, each a kind of event with what it carries."""
    return tuple(
        Event(
            id=EventId(index),
            at=at,
            kind=kind,
            actor="customer" if index == 0 or kind in {"verify.customer", "csat.received"} else "agent",
            fields=dict(fields),
        )
        for index, (kind, fields) in enumerate(acts)
    )
