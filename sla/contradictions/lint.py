"""Which demands of one handbook, a company's own included, cannot all be met?"""

from collections.abc import Collection, Iterator
from itertools import chain

from policy.handbook import Handbook
from policy.readable import ROUTES, Reading
from sla.arithmetic import add
from sla.calendar import Calendar, EmptyCalendarError, HorizonError
from sla.contradictions.chain import chains_over_limits
from sla.contradictions.finding import Contradiction, Example, clauses_in
from sla.contradictions.indicators import indicators_missed
from sla.contradictions.instants import plain_start
from sla.contradictions.order import arrival, lesser_due_first
from sla.contradictions.twice import stated_twice
from sla.own_hours import ANY, calendar_of, in_working_hours


def contradictions_in(
    handbook: Handbook, calendar: Calendar | None = None, torn: Collection[str] = ()
) -> tuple[Contradiction, ...]:
    """Find what contradicts itself by the figures alone, each with tickets on which the SLA engine shows it.

    Nothing is known beforehand of any manual: timelines are made from the handbook's clocks and lines, and only what
    the engine reads off them counts.

    Args:
        handbook: Any handbook that parses.
        calendar: Hours of the desk; None: the handbook's own.
        torn: Sections that are not there whole; where the way of a ticket is among them, no chain is looked for.
    """
    hours = calendar_of(handbook, calendar)
    dead = tuple(_never_due(handbook, hours))
    if dead:
        return dead
    found = chain(
        () if ROUTES & set(torn) else chains_over_limits(handbook, hours),
        lesser_due_first(handbook, hours),
        indicators_missed(handbook, hours),
        stated_twice(handbook, hours),
    )
    return tuple(found)


def contradictions_beside(reading: Reading) -> tuple[Contradiction, ...]:
    """Find what contradicts itself in a pack that may have problems, as far as its figures can be read.

    Where a key stands twice, only what holds with either value counts.

    Raises:
        OverflowError: A target is longer than any date can hold.
    """
    first, *others = (contradictions_in(one, None, reading.torn) for one in reading.readable)
    return tuple(one for one in first if all(one in other for other in others))


def _never_due(handbook: Handbook, calendar: Calendar) -> Iterator[Contradiction]:
    """Find targets in working hours on a calendar that has none left: nothing ever falls due."""
    start = plain_start(calendar.zone)
    for rule in handbook.clocks:
        for code, target in rule.targets.items():
            if not in_working_hours(handbook, rule, code):
                continue
            try:
                add(calendar, start, target)
            except (EmptyCalendarError, HorizonError):
                priority = next((one.code for one in handbook.priorities if code in {ANY, one.code}), None)
                begun = () if priority is None else arrival(rule, priority, start)
                yield Contradiction(
                    code="never_due",
                    clauses=clauses_in((rule.basis,), handbook, (priority,)),
                    examples=(Example(priority=priority, timeline=begun, dues=()),),
                    params={"clock": rule.name, "code": code},
                )
