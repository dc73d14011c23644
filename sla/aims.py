"""Which targets was a clock held to, and when is each used up?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from policy.handbook import ClockRule, Handbook, PriorityCode
from sla.calendar import Calendar
from sla.course import Course
from sla.pauses import Pauses, Waits, due_after
from sla.priorities import PrioritySteps
from sla.targets import ANY, Override, in_working_hours, strictest
from sla.timeline import Timeline

NATURAL: Final = Calendar.always_open("UTC")
"""Natural hours; a calendar that never closes is the same in every zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
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
        handbook: Says which clocks there are.
        events: Stored kinds in time order, none later than `as_of`.
        priorities: None later either.
        as_of: The moment of reading.
        calendar: Hours of the desk.
        judged: Whether the true priority counts, growth by growth.
        waits: How the customer was waited for, where that pauses anything.
        overrides: Announced changes that bind this ticket.
    """

    handbook: Handbook
    events: Timeline
    priorities: PrioritySteps
    as_of: datetime
    calendar: Calendar
    judged: bool
    waits: Waits
    overrides: tuple[Override, ...]

    def hours(self, *, working: bool) -> Calendar:
        """Give the calendar a target counts on."""
        return self.calendar if working else NATURAL

    def code_at(self, at: datetime) -> PriorityCode | None:
        """Give the code in force: the one set by now, or, judged, the one true at `at` (the first one, before it)."""
        if not self.judged:
            return self.priorities.at(self.as_of)
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
    if ticket.judged:
        now = course.ended_at or ticket.as_of
        steps = [(course.since, ticket.code_at(course.since))]
        steps += [step for step in ticket.priorities.steps if course.since < step[0] <= now]
    else:
        steps = [(course.since, ticket.priorities.at(ticket.as_of))]
    aims: list[Aim] = []
    for since, code in steps:
        key = _key(targets, code)
        if key is None or (aims and aims[-1].code == key):
            continue
        working = in_working_hours(ticket.handbook, rule, key)
        due = due_after(ticket.hours(working=working), waits, since, targets[key])
        aims.append(Aim(since=since, code=key, target=targets[key], due=due, working=working))
    return tuple(aims)


def _key(targets: Mapping[str, timedelta], code: PriorityCode | None) -> str | None:
    """Name the target of a priority; before triage the strictest (DESIGN, decision 6)."""
    if code is not None and code in targets:
        return code
    if ANY in targets:
        return ANY
    return strictest(targets) if code is None and targets else None
