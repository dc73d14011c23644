"""How long is left on every clock of a ticket, and how did those that ended end?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

from policy.handbook import Basis, ClockName, ClockRule, Handbook, PriorityCode
from sla.aims import Aim, Ticket, aims_of
from sla.calendar import Calendar
from sla.course import Course, History, courses_of, history_of
from sla.kinds import WAITED, WAITING, stored
from sla.own_hours import ANY, calendar_of, speaks_of_hours
from sla.pauses import NO_WAITS, Pauses, Waits, counted, cut, waits_for_customer
from sla.priorities import PrioritySteps
from sla.segment import merged
from sla.targets import Override, overrides_in_force, targets_of
from sla.timeline import EventId, Timeline, aware, until

State = Literal["not_started", "running", "paused", "met", "breached", "cancelled"]

Reading = Literal["operational", "judged"]
"""`operational` follows the priority set, `judged` the true one (DESIGN, decision 6)."""

Reopening = Literal["goes_on", "anew"]
"""What a reopening does to a clock that had stopped.

`goes_on`: the time used before counts, and the time while it was closed is a pause; so a reopening wins no time
(A-reopen). `anew`: the whole target begins again.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockOptions:
    """What a case or a trainer chooses where the handbook is silent.

    Attributes:
        reading: Whose priority counts.
        wait_customer: Whether waiting for the customer pauses the clocks that may pause (A02).
        overrides: Targets changed for a time; they bind where they were announced.
        reopening: What becomes of the time used before a ticket was reopened.
    """

    reading: Reading = "operational"
    wait_customer: bool = False
    overrides: tuple[Override, ...] = ()
    reopening: Reopening = "goes_on"


STRICT: Final = ClockOptions()


class SlaClock(NamedTuple):
    """One target of one ticket at one instant.

    A tuple, as are `Course` and `Aim`; its parts are named where it is made.

    Attributes:
        name: Clock of the handbook, e.g. `resolution`.
        priority: Code in force; None before triage.
        basis: Clauses of the figure, then assumptions of the start.
        state: `running` up to and including the due instant; `paused` never turns into `breached`.
        started_at: When this round began.
        due: When it is used up, known pauses included; None before the start and once cancelled.
        stopped_at: When it was fulfilled or cancelled.
        target: What it is held to.
        elapsed: Own time used, pauses left out.
        remaining: Own time left at the stop or at the moment of reading; negative when overdue.
        provisional: No priority has been set yet, and the strictest target stands in.
        pauses: Spans in which it stood still.
        closed: Those of them in which the ticket was closed, until it was reopened.
        started_by: Event that started it.
        stopped_by: Event that stopped it.
        aims: Every target it was held to in this round, the oldest first; the earliest due counts.
        earlier: Rounds before the last reopening, the oldest first, each with its verdict.
    """

    name: ClockName
    priority: PriorityCode | None
    basis: Basis
    state: State = "not_started"
    started_at: datetime | None = None
    due: datetime | None = None
    stopped_at: datetime | None = None
    target: timedelta | None = None
    elapsed: timedelta | None = None
    remaining: timedelta | None = None
    provisional: bool = False
    pauses: Pauses = ()
    closed: Pauses = ()
    started_by: EventId | None = None
    stopped_by: EventId | None = None
    aims: tuple[Aim, ...] = ()
    earlier: tuple["SlaClock", ...] = ()


def clocks(
    handbook: Handbook,
    timeline: Timeline,
    priorities: PrioritySteps,
    as_of: datetime,
    calendar: Calendar | None = None,
    options: ClockOptions = STRICT,
) -> tuple[SlaClock, ...]:
    """Read every clock of the handbook off a timeline, in the handbook's order.

    Nothing later than `as_of` is known. The order of the timeline does not matter, only its instants.

    Args:
        handbook: Says which clocks there are.
        timeline: Stored kinds or those of interchange files, in any order.
        priorities: As set (`priorities_as_set`) or as true; steps later than `as_of` are not looked at.
        as_of: The moment of reading.
        calendar: The desk's hours, for the targets that count in working hours; None: the handbook's own.
        options: Reading, pauses, announced changes.

    Raises:
        NaiveTimeError: `as_of` has no zone.
        EmptyCalendarError: A target counts on a calendar that never opens again.
    """
    events = stored(until(timeline, aware(as_of)))
    history = history_of(events)
    ticket = Ticket(
        history=history,
        priorities=priorities.up_to(as_of),
        code=priorities.at(as_of),
        as_of=as_of,
        calendar=calendar_of(handbook, calendar),
        stated=speaks_of_hours(handbook),
        judged=options.reading == "judged",
        anew=options.reopening == "anew",
        waits=_waits(history, as_of) if options.wait_customer else NO_WAITS,
        overrides=overrides_in_force(events, options.overrides),
    )
    read = [_clock(ticket, rule) for rule in handbook.clocks]
    return tuple(read)


def _waits(history: History, as_of: datetime) -> Waits:
    return waits_for_customer(history.by_kind.get(WAITING, ()), history.by_kind.get(WAITED, ()), as_of)


def _clock(ticket: Ticket, rule: ClockRule) -> SlaClock:
    rounds = courses_of(rule, ticket.history, ticket.priorities, judged=ticket.judged, anew=ticket.anew)
    if not rounds:
        return SlaClock(name=rule.name, priority=ticket.code, basis=_basis(rule))
    targets = targets_of(rule, ticket.overrides)
    begun = [one for course in rounds if (one := _read(ticket, rule, targets, course)) is not None]
    if not begun:
        return SlaClock(name=rule.name, priority=ticket.code, basis=_basis(rule))
    return begun[-1]._replace(earlier=tuple(begun[:-1])) if len(begun) > 1 else begun[0]


def _read(ticket: Ticket, rule: ClockRule, targets: Mapping[str, timedelta], course: Course) -> SlaClock | None:
    """Read one round; None where the handbook has no target for the priority."""
    ended = course.ended_at
    now = ended or ticket.as_of
    waits = _applied(ticket, rule, course) if rule.pausable or course.closed else ()
    aims = aims_of(ticket, rule, targets, (course, waits))
    if not aims:
        return None
    aim = aims[0]
    elapsed = counted(ticket.hours(working=aims[-1].working), waits, course.since, now)
    if len(aims) == 1:
        remaining = aim.target - elapsed
    else:
        aim = min(aims, key=lambda one: one.due)
        remaining = counted(ticket.hours(working=aim.working), waits, now, aim.due)
    state = _state(ticket, rule, course, aim.due)
    code = ticket.code_at(now)
    return SlaClock(
        name=rule.name,
        priority=code,
        state=state,
        started_at=course.since,
        due=None if state == "cancelled" else aim.due,
        stopped_at=ended,
        target=aim.target,
        elapsed=elapsed,
        remaining=remaining,
        provisional=code is None and ANY not in targets,
        pauses=waits,
        closed=course.closed,
        started_by=course.started.id,
        stopped_by=course.stopped.id if course.stopped else None,
        aims=aims,
        basis=_basis(rule),
    )


def _applied(ticket: Ticket, rule: ClockRule, course: Course) -> Pauses:
    """Cut the waits to the round, from its start to its end where it has one; while closed it stood still too."""
    spans = ticket.waits.spans if rule.pausable else ()
    if course.closed:
        spans = merged((*spans, *course.closed))
    if not spans:
        return ()
    end = course.ended_at or max(course.since, spans[-1].end)
    return cut(spans, course.since, end)


def _state(ticket: Ticket, rule: ClockRule, course: Course, due: datetime) -> State:
    if course.stopped is not None:
        return "met" if course.stopped.at <= due else "breached"
    if (course.cancelled_at or ticket.as_of) > due:
        return "breached"
    if course.cancelled_at is not None:
        return "cancelled"
    return "paused" if rule.pausable and ticket.waits.now else "running"


def _basis(rule: ClockRule) -> Basis:
    return rule.basis + rule.start_basis
