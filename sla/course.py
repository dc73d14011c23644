"""Which events started and ended one clock of a ticket?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

from policy.handbook import ClockRule, PriorityCode, Trigger
from sla.kinds import ACCEPTED, BEGINS, CANCELLED, FIRST_CONTACT, REOPENED, RESOLVED, SUBMITTED, fires
from sla.priorities import PrioritySteps
from sla.segment import Segment
from sla.timeline import Event, EventId, Timeline, in_time_order


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The events of one ticket, looked up by kind: every clock asks for the same few.

    Attributes:
        by_kind: Stored kinds, each in time order; a reopening is among the acceptances too.
        windows: From when to when each round may begin: a reopening ends one and begins the next.
        withdrawn: When the ticket was cancelled.
        began: When the customer came with the matter, where that is before the ticket was submitted.
    """

    by_kind: Mapping[str, Sequence[Event]]
    windows: tuple[tuple[datetime | None, datetime | None], ...]
    withdrawn: datetime | None
    began: datetime | None


WHOLE: Final = ((None, None),)
"""Windows of a ticket that was never reopened."""


def history_of(events: Timeline) -> History:
    """Sort events by kind.

    Args:
        events: Stored kinds in time order, none later than the moment of reading.
    """
    by_kind: dict[str, list[Event]] = {}
    for event in events:
        kept = by_kind.get(event.kind)
        if kept is None:
            by_kind[event.kind] = [event]
        else:
            kept.append(event)
    withdrawn = by_kind[CANCELLED][0].at if CANCELLED in by_kind else None
    began = _began(events, by_kind)
    if REOPENED not in by_kind:
        return History(by_kind=by_kind, windows=WHOLE, withdrawn=withdrawn, began=began)
    again = by_kind[REOPENED]
    by_kind[ACCEPTED] = list(in_time_order((*by_kind.get(ACCEPTED, ()), *again)))
    reopened = sorted({event.at for event in again})
    windows = tuple(zip((None, *reopened), (*reopened, None), strict=True))
    return History(by_kind=by_kind, windows=windows, withdrawn=withdrawn, began=began)


def _began(events: Timeline, by_kind: Mapping[str, Sequence[Event]]) -> datetime | None:
    submitted = by_kind.get(SUBMITTED)
    if submitted is None or events[0].at >= submitted[0].at:
        return None
    first = min(by_kind[kind][0].at for kind in BEGINS if kind in by_kind)
    return first if first < submitted[0].at else None


class Course(NamedTuple):
    """One round of a clock; reopening a ticket begins another.

    A tuple, as is `Aim`: a reading makes a dozen of them, and a frozen dataclass takes three times as long to make.

    Attributes:
        started: The event that started it.
        since: When it began: the event's instant, or later where the priority that asks for it came later.
        stopped: The event that fulfilled it.
        cancelled_at: From when on nobody owes it any more.
        closed: Spans from a stop to the reopening that took the clock up again.
    """

    started: Event
    since: datetime
    stopped: Event | None = None
    cancelled_at: datetime | None = None
    closed: tuple[Segment[datetime], ...] = ()

    @property
    def ended_at(self) -> datetime | None:
        """When it was stopped or cancelled, None while it is open; what was done already, it ends as it begins."""
        return max(self.since, self.stopped.at) if self.stopped else self.cancelled_at

    def cancelled(self, at: datetime) -> "Course":
        """Give the course as it ends when nobody owes it any more; one that was stopped by then stays."""
        if self.stopped is not None and self.stopped.at <= at:
            return self
        return self._replace(stopped=None, cancelled_at=at)


def courses(
    starts: Sequence[Trigger], stops: Sequence[Trigger], history: History, *, anew: bool = False
) -> tuple[Course, ...]:
    """Read the rounds of a clock, the current one last.

    The first start of a round counts, and the first stop at or after it. Where a ticket is written after the customer
    has come, what was done for the customer by then is done: whoever speaks to a caller first and writes afterwards
    need not speak again, so that to speak earlier never makes a verdict worse. A reopening takes up again what the
    acceptance had started and what had stopped: the time used before counts, the time while it was closed does not.
    What had not stopped runs on from its first start, so that reopening wins no time. A clock that the solution
    itself started (the callback) is void with that solution.

    Args:
        starts: What starts it.
        stops: What stops it.
        history: What happened, up to the moment of reading.
        anew: Whether a reopening gives the whole target again instead.
    """
    rounds: list[Course] = []
    for since, until in history.windows:
        if since is not None and rounds and _open_at(rounds[-1], since):
            if all(trigger.kind != RESOLVED for trigger in starts):
                continue
            rounds[-1] = rounds[-1].cancelled(since)
        started = _first(starts, history, since, until)
        if started is not None:
            early = since is None and started.kind == SUBMITTED and history.began is not None
            owed = history.began if early else started.at
            stopped = _first(stops, history, owed, None, other_than=started.id)
            begun = Course(started=started, since=started.at, stopped=stopped)
            if since is not None and not anew and started.at == since:
                begun = _taken_up(rounds, begun, starts)
            rounds.append(begun)
    withdrawn = history.withdrawn
    if withdrawn is not None and rounds and rounds[-1].since <= withdrawn:
        rounds[-1] = rounds[-1].cancelled(withdrawn)
    return tuple(rounds)


def _taken_up(rounds: Sequence[Course], begun: Course, starts: Sequence[Trigger]) -> Course:
    """Let a round that a reopening begins go on from where the one before it was stopped."""
    last = rounds[-1] if rounds else begun
    if last.stopped is None or last is begun or all(trigger.kind != ACCEPTED for trigger in starts):
        return begun
    closed = (*last.closed, Segment(start=last.stopped.at, end=begun.since))
    return begun._replace(started=last.started, since=last.since, closed=closed)


def courses_of(
    rule: ClockRule, history: History, priorities: PrioritySteps, *, judged: bool, anew: bool = False
) -> tuple[Course, ...]:
    """Read the rounds of a clock whose start may depend on the priority (A07).

    The start named for the last priority counts. Where it has not come, or the clock had been fulfilled before it
    came, the general start counts. A clock that only an earlier priority asked for is cancelled when that priority
    is given up. Without a priority the general start counts: what is provisional starts nothing.

    Args:
        rule: The clock.
        history: What happened, up to the moment of reading.
        priorities: None later either.
        judged: Nobody owed before the impact grew what only the grown impact asks for.
        anew: Whether a reopening gives the whole target again.
    """
    general = courses(rule.starts, rule.stops, history, anew=anew)
    if not rule.starts_by_priority:
        return general
    code = priorities.steps[-1][1] if priorities.steps else None
    own = _under(rule, history, code, anew=anew)
    if own and not (general and _stopped_by(general[-1], own[-1].since)):
        return (*own[:-1], _from(own[-1], priorities.steps[-1][0])) if judged else own
    return general or _given_up(rule, history, priorities, anew=anew)


def _under(rule: ClockRule, history: History, code: PriorityCode | None, *, anew: bool) -> tuple[Course, ...]:
    special = rule.starts_by_priority.get(code or "", ())
    return courses(special, rule.stops, history, anew=anew) if special else ()


def _from(course: Course, onset: datetime) -> Course:
    if _stopped_by(course, onset):
        return course
    return course._replace(since=max(course.since, onset))


def _given_up(rule: ClockRule, history: History, priorities: PrioritySteps, *, anew: bool) -> tuple[Course, ...]:
    for (_, old), (left, new) in reversed(tuple(pairwise(priorities.steps))):
        begun = _under(rule, history, old, anew=anew) if old != new else ()
        if begun and begun[-1].since < left:
            return (*begun[:-1], begun[-1].cancelled(left))
    return ()


def _first(
    triggers: Sequence[Trigger],
    history: History,
    since: datetime | None,
    until: datetime | None,
    *,
    other_than: EventId | None = None,
) -> Event | None:
    """Find the first event in `[since, until)` that one of the triggers names."""
    first: Event | None = None
    for trigger in triggers:
        events = history.by_kind.get(trigger.kind)
        if events is None:
            continue
        picky = trigger.kind == FIRST_CONTACT or bool(trigger.fields)
        for event in events:
            if until is not None and event.at >= until:
                break
            if (since is not None and event.at < since) or event.id == other_than:
                continue
            if picky and not fires(trigger, event):
                continue
            if first is None or (event.at, event.id) < (first.at, first.id):
                first = event
            break
    return first


def _open_at(course: Course, at: datetime) -> bool:
    return course.ended_at is None or course.ended_at > at


def _stopped_by(course: Course, at: datetime) -> bool:
    return course.stopped is not None and course.stopped.at <= at
