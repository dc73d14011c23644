"""Who waits in a shift, for what, and how long is left? Whoever is due first stands first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mysterydesk.shifts import ShiftSight
from policy.handbook import PriorityCode
from simulator.drill import Attempt
from sla.clock import SlaClock, clocks
from sla.own_hours import calendar_of
from sla.own_options import options_of
from sla.priorities import priorities_as_set

Standing = Literal["new", "open", "away", "closed", "over"]
"""`new`: nobody has served it yet; `away`: another line has it; `closed`: the ticket is, the handling is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One ticket of the queue.

    Attributes:
        attempt: As it is now.
        standing: Where it is.
        serving: Whether it was the last to be served.
        fresh: Whether it came in the last stretch of time.
        priority: As set; None before triage.
        due: The clock that is due next; None where none runs.
    """

    attempt: Attempt
    standing: Standing
    serving: bool
    fresh: bool
    priority: PriorityCode | None
    due: SlaClock | None

    @property
    def left_s(self) -> int | None:
        """Seconds left on the clock that is due next, below 0 when it is overdue; None where none runs."""
        if self.due is None or self.due.remaining is None:
            return None
        return int(self.due.remaining.total_seconds())


def next_due(attempt: Attempt) -> SlaClock | None:
    """Give the running clock of one's own seat that is due first, an overdue one among them until it is met."""
    desk = attempt.desk
    own = desk.handbook.owed_by(desk.case.seat)
    read = clocks(
        desk.handbook,
        attempt.events,
        priorities_as_set(attempt.events),
        attempt.state.now,
        calendar_of(desk.handbook, desk.calendar),
        options_of(desk.handbook),
    )
    running = [
        one
        for one in read
        if one.name in own and one.due is not None and one.stopped_at is None and one.state in {"running", "breached"}
    ]
    return min(running, key=lambda one: (one.due or attempt.state.now, one.name), default=None)


def _standing(attempt: Attempt) -> Standing:
    state = attempt.state
    if state.status != "open":
        return "over"
    if state.ticket.closed:
        return "closed"
    if not any(event.actor == "trainee" for event in attempt.events):
        return "new"
    return "away" if state.ticket.tier != attempt.desk.case.seat else "open"


def _waiting(sight: ShiftSight, attempt: Attempt, fresh: frozenset[str]) -> Waiting:
    standing = _standing(attempt)
    steps = priorities_as_set(attempt.events).steps
    return Waiting(
        attempt=attempt,
        standing=standing,
        serving=attempt.id == sight.record.served and standing != "over",
        fresh=attempt.id in fresh and standing == "new",
        priority=steps[-1][1] if steps else None,
        due=None if standing == "over" else next_due(attempt),
    )


def queue(sight: ShiftSight) -> tuple[Waiting, ...]:
    """Give all tickets that have come: by what is due, those with nothing due behind, those that are over last."""
    fresh = frozenset(one.attempt for one in sight.record.fresh)
    rows = [_waiting(sight, sight.ticket(one.attempt), fresh) for one in sight.record.here]
    return tuple(sorted(rows, key=_urgency))


def _urgency(one: Waiting) -> tuple[bool, bool, datetime, str]:
    due = one.due.due if one.due is not None else None
    return one.standing == "over", due is None, due or one.attempt.state.now, one.attempt.id


def is_all_done(sight: ShiftSight, rows: Sequence[Waiting]) -> bool:
    """Tell whether everybody of the roster has come and every ticket is over."""
    return len(rows) == len(sight.record.roster) and all(one.standing == "over" for one in rows)
