"""How much of its own time has a clock used, when waiting does not count?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sla.arithmetic import add, between
from sla.calendar import Calendar
from sla.kinds import WAITED, WAITING
from sla.segment import Segment, merged
from sla.timeline import Event, Timeline

Pauses = tuple[Segment[datetime], ...]
"""Spans in which a clock stands still, sorted and apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How the customer was waited for.

    Attributes:
        spans: When, sorted and apart; one that is still open reaches to the moment of reading.
        now: Whether the customer is waited for at that moment.
    """

    spans: Pauses = ()
    now: bool = False


def waits_for_customer(events: Timeline, as_of: datetime) -> Waits:
    """Read the spans in which the customer was waited for.

    A wait ends at its own `until`, at the next end that is written, or is still open, which means it lasts at least
    to `as_of`. An announced `until` that lies ahead counts in full: the clock is known to stand still till then.

    Args:
        events: Stored kinds in time order, none later than `as_of`.
        as_of: Where an open wait is cut.
    """
    mine = [event for event in events if event.fields.get("for") == "customer"]
    ends = [event for event in mine if event.kind == WAITED]
    spans: list[Segment[datetime]] = []
    now = False
    for event in (one for one in mine if one.kind == WAITING):
        written = [end.at for end in ends if (end.at, end.id) > (event.at, event.id)]
        end = min((*written, *_until(event)), default=None)
        now = now or end is None or as_of < end
        spans.append(Segment(start=event.at, end=max(event.at, as_of if end is None else end)))
    return Waits(spans=merged(spans), now=now)


def _until(event: Event) -> tuple[datetime, ...]:
    """Read when the wait ends by itself, if it says so; in events an instant is ISO 8601 text."""
    until = event.fields.get("until")
    return (datetime.fromisoformat(until),) if isinstance(until, str) else ()


def counted(calendar: Calendar, pauses: Pauses, start: datetime, end: datetime) -> timedelta:
    """Sum the business time from `start` to `end` less the pauses in it; negative when they are reversed."""
    if not pauses:
        return between(calendar, start, end)
    if end < start:
        return -counted(calendar, pauses, end, start)
    whole = Segment(start=start, end=end)
    stood = [part for pause in pauses if (part := pause & whole)]
    return between(calendar, start, end) - sum(
        (between(calendar, part.start, part.end) for part in stood), timedelta()
    )


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
