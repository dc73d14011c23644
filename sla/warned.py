"""When is somebody told that a target is close?

Nothing is stored: like a breach, a warning follows from the events (`sla.warned` of the vocabulary is derived).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from policy.handbook import ClockName
from sla.arithmetic import next_open, prev_close, within
from sla.calendar import Calendar, EmptyCalendarError, HorizonError
from sla.clock import SlaClock
from sla.own_hours import NATURAL
from sla.pauses import due_after

SHARES: Final = (0.5, 0.75, 0.9)
"""Parts of a target after which we warn; the manuals name none (Assumption), so whoever asks may choose others."""

LAST_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """One warning.

    Attributes:
        clock: Which clock runs out.
        share: Part of its target that is used by then.
        at: When somebody who is on duty is told.
    """

    clock: ClockName
    share: float
    at: datetime


def warnings_of(clock: SlaClock, calendar: Calendar, shares: Sequence[float] = SHARES) -> tuple[Warned, ...]:
    """List the warnings of one clock, given and still to come.

    What counts is the part of the clock's own time that is used, pauses left out, never the part of the wall time. A
    clock that stopped warns no more; one that stands still is taken to go on at the moment of reading, as for its due
    time.

    Args:
        clock: As `clocks` reads it.
        calendar: Service hours of the desk.
        shares: Of the target, each above 0 and up to 1.

    Raises:
        ValueError: A share is not above 0 and up to 1.
    """
    if any(not 0 < share <= 1 for share in shares):
        raise ValueError(f"expected shares above 0 and up to 1, got {tuple(shares)}")
    if clock.target is None:
        return ()
    told = ((share, warned_at(clock, calendar, clock.target * share)) for share in sorted(set(shares)))
    return tuple(
        Warned(clock=clock.name, share=share, at=at)
        for share, at in told
        if at is not None and (clock.stopped_at is None or at < clock.stopped_at)
    )


def warned_at(clock: SlaClock, calendar: Calendar, used: timedelta) -> datetime | None:
    """Give the instant at which so much of a clock's own time is used, as somebody on duty sees it.

    An offset from the due time is `clock.target + offset`: own time before it when negative, after it when positive,
    never before the clock began. Where service is closed then, the next opening it is; where that is too late, since
    natural hours run on by night, the last second of service before. None: nobody is on duty between the start of
    the clock and its due time, or it has no due time.

    >>> from datetime import UTC
    >>> from policy.handbook import ClockName
    >>> from sla.aims import Aim
    >>> nine, hour = datetime(2026, 3, 10, 9, tzinfo=UTC), timedelta(hours=1)
    >>> aim = Aim(since=nine, code="any", target=4 * hour, due=nine + 4 * hour, working=False)
    >>> clock = SlaClock(name=ClockName("c"), priority=None, started_at=nine, due=aim.due, aims=(aim,), basis=())
    >>> warned_at(clock, NATURAL, 3 * hour).isoformat()
    '2026-03-10T12:00:00+00:00'
    """
    if clock.due is None:
        return None
    aim = min(clock.aims, key=lambda one: one.due)
    own = calendar if aim.working else NATURAL
    at = due_after(own, clock.pauses, aim.since, max(used, timedelta()))
    if within(calendar, at):
        return at
    try:
        opening = next_open(calendar, at)
        if used >= aim.target or opening < clock.due:
            return opening
        last = prev_close(calendar, at) - LAST_SECOND
    except (EmptyCalendarError, HorizonError):
        return None
    return last if last >= aim.since else None
