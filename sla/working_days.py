"""Which instant lies so many working days away?"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sla.arithmetic import FIRST, LAST, next_open, prev_close
from sla.calendar import Calendar, EmptyCalendarError, HorizonError
from sla.compiled import micros


def add_days(calendar: Calendar, start: datetime, days: int, *, end_of_day: bool = False) -> datetime:
    """Move by working days at the same wall time, then to the next opening (backwards: the closing before).

    Working days are counted after (before) the date of `start`, whether that is one itself or not.

    Args:
        calendar: Its zone says what a date is.
        start: Where to count from.
        days: How many; 0 goes to the next opening.
        end_of_day: Give the last closing of the date reached instead.

    Raises:
        EmptyCalendarError: The calendar has not that many working days.
        HorizonError: The date lies outside the years answered for.
    """
    point = micros(start)
    calendar.hours(point, point)  # refuses what lies outside the years answered for
    local = start.astimezone(ZoneInfo(calendar.zone))
    day = local.date()
    left = abs(days)
    step = timedelta(days=-1 if days < 0 else 1)
    while left or (end_of_day and not calendar.spans_on(day)):
        day = _following(calendar, day, step)
        left -= 1 if left and calendar.spans_on(day) else 0
    if end_of_day:
        return _wall(calendar, day, calendar.spans_on(day)[-1].end)
    clock = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    reached = _wall(calendar, day, clock)
    return prev_close(calendar, reached) if days < 0 else next_open(calendar, reached)


def _following(calendar: Calendar, day: date, step: timedelta) -> date:
    following = day + step
    if not calendar.opens_again(following, forward=step > timedelta()):
        raise EmptyCalendarError("expected working days in the calendar, found none in this direction")
    if not FIRST.date() < following < LAST.date():
        raise HorizonError("the date lies outside the years 1600 to 2399")
    return following


def _wall(calendar: Calendar, day: date, clock: timedelta) -> datetime:
    """Turn wall time into an instant; a skipped one moves on by the gap, a repeated one is the first."""
    local = datetime.combine(day, datetime.min.time(), ZoneInfo(calendar.zone)) + clock
    return local.astimezone(UTC)
