"""At which instants does a search look for a counter-example?"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sla.calendar import Calendar

MONDAY: Final = date(2026, 3, 2)
"""Begins a plain week: no official holiday of China lies in it or in the week after it."""

_WEEK: Final = timedelta(days=7)
_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)
_MOST_WEEKS: Final = 4


def plain_start(zone: str) -> datetime:
    """Give the instant that natural hours are tried at: Monday 9:00; any other one would do."""
    return datetime(MONDAY.year, MONDAY.month, MONDAY.day, 9, tzinfo=ZoneInfo(zone))


def instants(calendar: Calendar) -> Iterator[datetime]:
    """Give every whole hour and every edge of the desk's hours, of a plain week, then of those with its own dates."""
    zone = ZoneInfo(calendar.zone)
    dates = {*calendar.holidays, *calendar.extra, *calendar.breaks}
    weeks = sorted({one - timedelta(days=one.weekday()) for one in dates})
    mondays = [MONDAY, *[one for one in weeks if one != MONDAY][:_MOST_WEEKS]]
    for monday in mondays:
        midnight = datetime(monday.year, monday.month, monday.day, tzinfo=zone)
        hours = {midnight + at * _HOUR for at in range(_WEEK // _HOUR)}
        for at in range(7):
            spans = calendar.spans_on(monday + timedelta(days=at))
            hours |= {midnight + timedelta(days=at) + edge for one in spans for edge in (one.start, one.end)}
        yield from sorted(hours)


def earliest(
    calendar: Calendar, names: Collection[str], holding: Callable[[datetime], Collection[str]]
) -> Mapping[str, datetime]:
    """Give the first instant, to the minute, at which each of some things holds; those that never do are left out.

    Between two neighbouring instants of the search a thing is taken to begin to hold once.
    """
    first: dict[str, datetime] = {}
    previous: datetime | None = None
    for one in instants(calendar):
        for name in sorted(set(holding(one)) - first.keys()):
            first[name] = one if previous is None or previous > one else _between((previous, one), name, holding)
        if len(first) == len(names):
            break
        previous = one
    return first


def _between(ends: tuple[datetime, datetime], name: str, holding: Callable[[datetime], Collection[str]]) -> datetime:
    low, high = 0, (ends[1] - ends[0]) // _MINUTE
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if name in holding(ends[0] + middle * _MINUTE) else (middle, high)
    return ends[0] + high * _MINUTE
