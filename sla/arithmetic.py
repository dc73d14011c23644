"""When is it due, and how much business time lies between two instants?"""

from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta
from typing import Literal

from sla.calendar import HORIZON, Calendar, EmptyCalendarError, HorizonError
from sla.compiled import TICK, instant, micros
from sla.scale import NONE
from sla.segment import Segment
from sla.timeline import aware

Boundary = Literal["close", "open"]
"""Where a duration ends exactly on a closing: there (`close`, our default), or at the next opening (`open`).

Backwards the picture is mirrored: where it ends exactly on an opening, `close` stays there and `open` goes on to the
closing before it.
"""

Direction = Literal["after", "before"]

FIRST, LAST = instant(HORIZON[0]), instant(HORIZON[1])
CENTURY = timedelta(days=36_500)


def add(calendar: Calendar, start: datetime, duration: timedelta, boundary: Boundary = "close") -> datetime:
    """Move on (or, with a negative duration, back) by business time.

    A zero duration stays where it is; with `open` it goes to the next opening.

    >>> from datetime import UTC
    >>> add(Calendar.always_open("UTC"), datetime(2026, 3, 10, 9, tzinfo=UTC), timedelta(minutes=30)).isoformat()
    '2026-03-10T09:30:00+00:00'

    Raises:
        EmptyCalendarError: The calendar never opens again in that direction.
        HorizonError: The result lies outside the years answered for.
    """
    at = start if start.tzinfo is UTC else _in_utc(start)
    if calendar.is_always_open:
        if FIRST < at < LAST and -CENTURY < duration < CENTURY and FIRST < (reached := at + duration) < LAST:
            return reached
    elif boundary == "close" and NONE < duration < CENTURY:
        scale = calendar.scale(at, at)
        origins, spent = scale.origins, scale.spent
        here = bisect_right(scale.opens, at) - 1
        closing = scale.closes[here]
        total = (at if at < closing else closing) - origins[here] + duration  # noqa: FURB136  min() takes longer
        there = bisect_left(spent, total, here)
        if there < len(spent):
            return origins[there] + total
    return _moved(calendar, start, duration, boundary)


def _moved(calendar: Calendar, start: datetime, duration: timedelta, boundary: Boundary) -> datetime:
    """Move in either direction, to either edge, and as far as the calendar has to be looked up for."""
    point, length = micros(start), duration // TICK
    hours = calendar.hours(point, point)
    if not length:
        return start if boundary == "close" else next_open(calendar, start)
    forward = length > 0
    early = forward == (boundary == "close")
    while True:
        total = hours.open_until(point) + length
        found = hours.earliest(total) if early else hours.latest(total)
        if found is not None:
            return instant(found)
        if abs(length) > HORIZON[1] - HORIZON[0]:
            raise HorizonError("the deadline lies outside the years 1600 to 2399")
        hours = calendar.wider(hours, forward=forward)


def between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Sum the business time from `start` to `end`; negative when they are reversed, so that intervals add up.

    >>> from datetime import UTC
    >>> day = datetime(2026, 3, 10, tzinfo=UTC)
    >>> str(between(Calendar.always_open("UTC"), day + timedelta(hours=2), day))
    '-1 day, 22:00:00'
    """
    first = start if start.tzinfo is UTC else _in_utc(start)
    last = end if end.tzinfo is UTC else _in_utc(end)
    if calendar.is_always_open and FIRST < first < LAST and FIRST < last < LAST:
        return last - first
    scale = calendar.scale(first, last) if first <= last else calendar.scale(last, first)
    opens, closes, origins = scale.opens, scale.closes, scale.origins
    here, there = bisect_right(opens, first) - 1, bisect_right(opens, last) - 1
    one, other = closes[here], closes[there]
    gone = (first if first < one else one) - origins[here]  # noqa: FURB136  min() takes longer
    return (last if last < other else other) - origins[there] - gone  # noqa: FURB136  the same


def _in_utc(at: datetime) -> datetime:
    """Give the same instant in UTC, whose arithmetic needs no look at a zone."""
    try:
        return aware(at).astimezone(UTC)
    except OverflowError:
        raise HorizonError("expected moments between the years 1600 and 2399") from None


def within(calendar: Calendar, at: datetime) -> bool:
    """Say whether the calendar is open at an instant; an opening is open, a closing is not."""
    point = micros(at)
    hours = calendar.hours(point, point)
    index = bisect_right(hours.starts, point) - 1
    return index >= 0 and point < hours.ends[index]


def next_open(calendar: Calendar, start: datetime) -> datetime:
    """Give `start` when it is open, else the next opening.

    Raises:
        EmptyCalendarError: The calendar never opens again.
        HorizonError: The opening lies outside the years answered for.
    """
    return _first(calendar, start).start


def prev_close(calendar: Calendar, start: datetime) -> datetime:
    """Give the last closing at or before `start`, or `start` itself inside a segment; an opening is no inside.

    Raises:
        EmptyCalendarError: The calendar was never open before.
        HorizonError: The closing lies outside the years answered for.
    """
    return _last(calendar, start).end


def next_boundary(calendar: Calendar, at: datetime) -> datetime | None:
    """Give the next opening or closing after `at`; None where none comes."""
    try:
        coming = _first(calendar, at)
    except (EmptyCalendarError, HorizonError):
        return None
    if coming.start > at:
        return coming.start
    return None if coming.end == LAST else coming.end


def previous_boundary(calendar: Calendar, at: datetime) -> datetime | None:
    """Give the last opening or closing before `at`; None where none was."""
    try:
        gone = _last(calendar, at)
    except (EmptyCalendarError, HorizonError):
        return None
    if gone.end < at:
        return gone.end
    return None if gone.start == FIRST else gone.start


def segments(calendar: Calendar, start: datetime, direction: Direction, take: int) -> tuple[Segment[datetime], ...]:
    """List open segments from `start` on, or back (latest first); the one that holds `start` is clipped there.

    Fewer than `take` come only where a calendar of dated hours ends.

    Raises:
        EmptyCalendarError: There is none at all.
    """
    found: list[Segment[datetime]] = []
    cursor = start
    while len(found) < take:
        try:
            one = _first(calendar, cursor) if direction == "after" else _last(calendar, cursor)
        except (EmptyCalendarError, HorizonError):
            if not found:
                raise
            break
        found.append(one)
        cursor = one.end if direction == "after" else one.start
    return tuple(found)


def open_between(calendar: Calendar, start: datetime, end: datetime) -> tuple[Segment[datetime], ...]:
    """List the open segments of `[start, end)`, clipped at both."""
    first, last = micros(start), micros(end)
    hours = calendar.hours(first, last)
    low, high = bisect_right(hours.ends, first), bisect_left(hours.starts, last)
    pairs = zip(hours.starts[low:high], hours.ends[low:high], strict=True)
    return tuple(Segment(start=instant(max(opens, first)), end=instant(min(closes, last))) for opens, closes in pairs)


def _first(calendar: Calendar, at: datetime) -> Segment[datetime]:
    """Find the segment that holds `at`, clipped there, or the next one."""
    point = micros(at)
    hours = calendar.hours(point, point)
    while True:
        index = bisect_right(hours.ends, point)
        if index < len(hours.ends):
            start, end = max(hours.starts[index], point), hours.ends[index]
            if end == hours.last and not calendar.closes_again(hours, forward=True):
                end = HORIZON[1]
            if end < hours.last or end == HORIZON[1]:
                return Segment(start=instant(start), end=instant(end))
        hours = calendar.wider(hours, forward=True)


def _last(calendar: Calendar, at: datetime) -> Segment[datetime]:
    """Find the segment open just before `at`, clipped there, or the one before it."""
    point = micros(at)
    hours = calendar.hours(point, point)
    while True:
        index = bisect_left(hours.starts, point) - 1
        if index >= 0:
            start, end = hours.starts[index], min(hours.ends[index], point)
            if start == hours.first and not calendar.closes_again(hours, forward=False):
                start = HORIZON[0]
            if start > hours.first or start == HORIZON[0]:
                return Segment(start=instant(start), end=instant(end))
        hours = calendar.wider(hours, forward=False)
