"""Does a due time rest on a date whose holidays are not known, beyond the last notice or before the first one?

Due times are computed and never stored. Nothing guesses a coming year: beyond the last notice the week alone counts,
and whatever rests on that is marked; once the notice is there, the same question simply gives the new answer. Before
the first notice the week alone counts too, and is marked as well.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sla.calendar import Calendar
from sla.clock import SlaClock
from sla.timeline import aware


def first_unsettled(calendar: Calendar, start: datetime, end: datetime) -> date | None:
    """Give the first date between two instants of which no notice speaks; None: all are settled.

    A date with an entry of the company's own is settled, since no notice beats it. The order of the instants does not
    matter: business time is counted back as well.

    Args:
        calendar: Its `published_from` and `published_until` say what is settled.
        start: Where the counting began.
        end: Where it ended; a closing at midnight does not touch the day after.
    """
    if calendar.published_until is None:
        return None
    low, high = sorted((aware(start), aware(end)))
    zone = ZoneInfo(calendar.zone)
    first = low.astimezone(zone).date()
    last = max(high - timedelta(microseconds=1), low).astimezone(zone).date()
    began = calendar.published_from or first
    before = _unspoken(calendar, first, min(last, began - timedelta(days=1)))
    return before or _unspoken(calendar, max(first, calendar.published_until + timedelta(days=1)), last)


def is_before_notices(calendar: Calendar, day: date) -> bool:
    """Say whether an unsettled date lies before the first notice, so that none is to come for it."""
    return calendar.published_from is not None and day < calendar.published_from


def _unspoken(calendar: Calendar, day: date, last: date) -> date | None:
    while day in calendar.extra:
        day += timedelta(days=1)
    return day if day <= last else None


def unsettled_due(clock: SlaClock, calendar: Calendar) -> date | None:
    """Give the first unsettled date that a clock's due time rests on; None: the due time stands.

    Clocks that count elapsed time rest on no calendar, nor does one that has not started or was cancelled.

    Args:
        clock: As `clocks` reads it.
        calendar: The desk's hours that were given to `clocks`.
    """
    if clock.due is None:
        return None
    aim = min(clock.aims, key=lambda one: one.due)
    return first_unsettled(calendar, aim.since, aim.due) if aim.working else None
