"""Which events started and ended one clock of a ticket?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from policy.handbook import ClockRule, PriorityCode, Trigger
from sla.kinds import CANCELLED, REOPENED, RESOLVED, fires
from sla.priorities import PrioritySteps
from sla.timeline import Event, Timeline, of_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One round of a clock; reopening a ticket begins another.

    Attributes:
        started: The event that started it.
        since: When it began: the event's instant, or later where the priority that asks for it came later.
        stopped: The event that fulfilled it.
        cancelled_at: From when on nobody owes it any more.
    """

    started: Event
    since: datetime
    stopped: Event | None = None
    cancelled_at: datetime | None = None

    @property
    def ended_at(self) -> datetime | None:
        """When it was stopped or cancelled, None while it is open."""
        return self.stopped.at if self.stopped else self.cancelled_at

    def cancelled(self, at: datetime) -> "Course":
        """Give the course as it ends when nobody owes it any more; one that was stopped by then stays."""
        if self.stopped is not None and self.stopped.at <= at:
            return self
        return replace(self, stopped=None, cancelled_at=at)


def courses(starts: Sequence[Trigger], stops: Sequence[Trigger], events: Timeline) -> tuple[Course, ...]:
    """Read the rounds of a clock, the current one last.

    The first start of a round counts, and the first stop at or after it. A reopening begins a new round of what had
    stopped; what had not stopped runs on from its first start, so that reopening wins no time. A clock that the
    solution itself started (the callback) is void with that solution.

    Args:
        starts: What starts it.
        stops: What stops it.
        events: Stored kinds in time order, none later than the moment of reading.
    """
    reopened = sorted({event.at for event in of_kind(events, REOPENED)})
    void_on_reopening = any(trigger.kind == RESOLVED for trigger in starts)
    rounds: list[Course] = []
    for since, until in zip([None, *reopened], [*reopened, None], strict=True):
        if since is not None and rounds and _open_at(rounds[-1], since):
            if not void_on_reopening:
                continue
            rounds[-1] = rounds[-1].cancelled(since)
        window = [one for one in events if _inside(one.at, since, until)]
        started = _first(starts, window)
        if started is not None:
            later = [one for one in events if one.at >= started.at and one.id != started.id]
            rounds.append(Course(started=started, since=started.at, stopped=_first(stops, later)))
    withdrawn = min((event.at for event in of_kind(events, CANCELLED)), default=None)
    if withdrawn is not None and rounds and rounds[-1].since <= withdrawn:
        rounds[-1] = rounds[-1].cancelled(withdrawn)
    return tuple(rounds)


def courses_of(rule: ClockRule, events: Timeline, priorities: PrioritySteps, *, judged: bool) -> tuple[Course, ...]:
    """Read the rounds of a clock whose start may depend on the priority (A07).

    The start named for the last priority counts. Where it has not come, or the clock had been fulfilled before it
    came, the general start counts. A clock that only an earlier priority asked for is cancelled when that priority
    is given up. Without a priority the general start counts: what is provisional starts nothing.

    Args:
        rule: The clock.
        events: Stored kinds in time order, none later than the moment of reading.
        priorities: None later either.
        judged: Nobody owed before the impact grew what only the grown impact asks for.
    """
    code = priorities.steps[-1][1] if priorities.steps else None
    general = courses(rule.starts, rule.stops, events)
    own = _under(rule, events, code)
    if own and not (general and _stopped_by(general[-1], own[-1].since)):
        return (*own[:-1], _from(own[-1], priorities.steps[-1][0])) if judged else own
    return general or _given_up(rule, events, priorities)


def _under(rule: ClockRule, events: Timeline, code: PriorityCode | None) -> tuple[Course, ...]:
    special = rule.starts_by_priority.get(code or "", ())
    return courses(special, rule.stops, events) if special else ()


def _from(course: Course, onset: datetime) -> Course:
    if _stopped_by(course, onset):
        return course
    return replace(course, since=max(course.since, onset))


def _given_up(rule: ClockRule, events: Timeline, priorities: PrioritySteps) -> tuple[Course, ...]:
    for (_, old), (left, new) in reversed(tuple(pairwise(priorities.steps))):
        begun = _under(rule, events, old) if old != new else ()
        if begun and begun[-1].since < left:
            return (*begun[:-1], begun[-1].cancelled(left))
    return ()


def _first(triggers: Sequence[Trigger], events: Sequence[Event]) -> Event | None:
    return next((event for event in events if any(fires(one, event) for one in triggers)), None)


def _inside(at: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or since <= at) and (until is None or at < until)


def _open_at(course: Course, at: datetime) -> bool:
    return course.ended_at is None or course.ended_at > at


def _stopped_by(course: Course, at: datetime) -> bool:
    return course.stopped is not None and course.stopped.at <= at
