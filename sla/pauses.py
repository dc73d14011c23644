"""How much of its own time has a clock used, when waiting does not count?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sla.arithmetic import add, between
from sla.calendar import Calendar
from sla.segment import Segment, merged
from sla.timeline import Event

Pauses = tuple[Segment[datetime], ...]
"""Spans in which a clock stands still, sorted and apart."""


CUSTOMER: Final = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How the customer was waited for.

    Attributes:
        spans: When, sorted and apart; one that is still open reaches to the moment of reading.
        now: Whether the customer is waited for at that moment.
    """

    spans: Pauses = ()
    now: bool = False


NO_WAITS: Final = Waits()


def waits_for_customer(started: Iterable[Event], ended: Iterable[Event], as_of: datetime) -> Waits:
    """Read the spans in which the customer was waited for.

    A wait ends at its own `until`, at the next end that is written, or is still open, which means it lasts at least
    to `as_of`. An announced `until` that lies ahead counts in full: the clock is known to stand still till then.

    Args:
        started: The waits of a ticket, whoever is waited for, none later than `as_of`.
        ended: Their ends, in time order, none later either.
        as_of: Where an open wait is cut.
    """
    mine = [event for event in started if event.fields.get("for") == CUSTOMER]
    if not mine:
        return NO_WAITS
    ends = [event for event in ended if event.fields.get("for") == CUSTOMER]
    spans: list[Segment[datetime]] = []
    now = False
    for event in mine:
        end = _end(event, ends)
        now = now or end is None or as_of < end
        spans.append(Segment(start=event.at, end=max(event.at, as_of if end is None else end)))
    return Waits(spans=merged(spans), now=now)


def _end(wait: Event, ends: Sequence[Event]) -> datetime | None:
    """Find when a wait ends, if that is known; in events an instant is ISO 8601 text."""
    written = next((one.at for one in ends if (one.at, one.id) > (wait.at, wait.id)), None)
    said = wait.fields.get("until")
    if not isinstance(said, str):
        return written
    until = datetime.fromisoformat(said)
    return until if written is None else min(until, written)


def counted(calendar: Calendar, pauses: Pauses, start: datetime, end: datetime) -> timedelta:
    """Sum the business time from `start` to `end` less the pauses in it; negative when they are reversed."""
    if not pauses:
        return between(calendar, start, end)
    if end < start:
        return -counted(calendar, pauses, end, start)
    total = between(calendar, start, end)
    for pause in pauses:
        first, last = max(start, pause.start), min(end, pause.end)
        if first < last:
            total -= between(calendar, first, last)
    return total


def cut(pauses: Pauses, start: datetime, end: datetime) -> Pauses:
    """Keep what of some pauses, at least one, lies in `[start, end)`."""
    if start <= pauses[0].start and pauses[-1].end <= end:
        return pauses
    whole = Segment(start=start, end=end)
    return tuple(part for one in pauses if (part := one & whole) is not None)


def due_after(calendar: Calendar, pauses: Pauses, start: datetime, target: timedelta) -> datetime:
    """Give the instant at which `target` of business time is used up, pauses not counted.

    A target that ends on a closing ends there, not at the next opening.

    >>> from datetime import UTC
    >>> nine = datetime(2026, 3, 10, 9, tzinfo=UTC)
    >>> half_hour = timedelta(minutes=30)
    >>> lunch = Segment(start=nine + half_hour, end=nine + 2 * half_hour)
    >>> due_after(Calendar.always_open("UTC"), (lunch,), nine, 2 * half_hour).isoformat()
    '2026-03-10T10:30:00+00:00'
    """
    cursor, left = start, target
    for pause in pauses:
        if pause.end <= cursor:
            continue
        used = between(calendar, cursor, max(cursor, pause.start))
        # A wait that begins at the very due instant still holds the clock: nothing is breached while waiting.
        # One that begins later saves nothing, even where the desk has been closed since.
        if used > left or (used == left and add(calendar, cursor, left) < pause.start):
            break
        left -= used
        cursor = pause.end
    return add(calendar, cursor, left)
