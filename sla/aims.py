"""Which targets was a clock held to, and when is each used up?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from policy.handbook import ClockRule, PriorityCode
from sla.calendar import Calendar
from sla.course import Course, History
from sla.own_hours import ANY, NATURAL, is_business
from sla.pauses import Pauses, Waits, due_after
from sla.priorities import PrioritySteps
from sla.targets import Override

__all__ = ("NATURAL", "Aim", "Ticket", "aims_of")


class Aim(NamedTuple):
    """One target a clock was held to.

    Attributes:
        since: From when the target counts: the start, or in the judged reading the growth of the impact.
        code: Priority it belongs to.
        target: How long.
        due: When it is used up.
        working: Whether it counts in working hours.
    """

    since: datetime
    code: str
    target: timedelta
    due: datetime
    working: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What all clocks of one ticket share.

    Attributes:
        history: What happened, up to `as_of`.
        priorities: None later either.
        code: The one in force at `as_of`, None before triage.
        as_of: The moment of reading.
        calendar: Hours of the desk.
        stated: Whether the handbook speaks of working hours; where it does not, the calendar binds every target.
        judged: Whether the true priority counts, growth by growth.
        anew: Whether a reopening gives the whole target again.
        waits: How the customer was waited for, where that pauses anything.
        overrides: Announced changes that bind this ticket.
    """

    history: History
    priorities: PrioritySteps
    code: PriorityCode | None
    as_of: datetime
    calendar: Calendar
    stated: bool
    judged: bool
    anew: bool
    waits: Waits
    overrides: tuple[Override, ...]

    def hours(self, *, working: bool) -> Calendar:
        """Give the calendar a target counts on."""
        return self.calendar if working else NATURAL

    def code_at(self, at: datetime) -> PriorityCode | None:
        """Give the code in force: the one set by now, or, judged, the one true at `at` (the first one, before it)."""
        if not self.judged:
            return self.code
        first = self.priorities.steps[0][1] if self.priorities.steps else None
        return self.priorities.at(at) or first


def aims_of(
    ticket: Ticket,
    rule: ClockRule,
    targets: Mapping[str, timedelta],
    round_: tuple[Course, Pauses],
) -> tuple[Aim, ...]:
    """List the targets in force: the one of now, or, judged, that of the start and of every growth after it."""
    course, waits = round_
    if not ticket.judged:
        key = ticket.code if ticket.code is not None and ticket.code in targets else ANY
        if key in targets:
            return (_held_to(ticket, rule, targets, (course.since, waits), key),)
        only = _aim(ticket, rule, targets, (course.since, waits), ticket.code)
        return (only,) if only is not None else ()
    now = course.ended_at or ticket.as_of
    steps = [(course.since, ticket.code_at(course.since))]
    steps += [step for step in ticket.priorities.steps if course.since < step[0] <= now]
    aims: list[Aim] = []
    for since, code in steps:
        aim = _aim(ticket, rule, targets, (since, waits), code)
        if aim is not None and not (aims and aims[-1].code == aim.code):
            aims.append(aim)
    return tuple(aims)


def _aim(
    ticket: Ticket,
    rule: ClockRule,
    targets: Mapping[str, timedelta],
    since: tuple[datetime, Pauses],
    code: PriorityCode | None,
) -> Aim | None:
    """Find the target of a priority; before triage the one due first (DESIGN, decision 6)."""
    if code is not None and code in targets:
        return _held_to(ticket, rule, targets, since, code)
    if ANY in targets:
        return _held_to(ticket, rule, targets, since, ANY)
    if code is not None:
        return None
    dues = (_held_to(ticket, rule, targets, since, one) for one in targets)
    return min(dues, key=lambda aim: (aim.due, aim.target, aim.code), default=None)


def _held_to(
    ticket: Ticket, rule: ClockRule, targets: Mapping[str, timedelta], since: tuple[datetime, Pauses], code: str
) -> Aim:
    start, waits = since
    working, target = not ticket.stated or is_business(rule, code), targets[code]
    due = due_after(ticket.calendar if working else NATURAL, waits, start, target)
    return Aim(start, code, target, due, working)
