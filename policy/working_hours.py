"""When does the manual say that the desk works?"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from policy.clause import Basis
from policy.text import Text

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

FULL_DAY = timedelta(days=1)

_WALL_TIME = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9]))?")


def parse_wall_time(written: str) -> timedelta | None:
    """Read `09:00`, `09:00:30` or `24:00` as the distance from midnight; None when it is none.

    >>> parse_wall_time("13:30")
    datetime.timedelta(seconds=48600)
    >>> parse_wall_time("24:01") is None
    True
    """
    found = _WALL_TIME.fullmatch(written)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    time = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return time if time <= FULL_DAY else None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class OpenSpan:
    """Open wall time of a day, half-open `[start, end)`.

    Attributes:
        start: Distance from midnight.
        end: Distance from midnight, 24 h at most.
    """

    start: timedelta
    end: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDate:
    """A date with hours of its own, such as a make-up working day (调休); it beats a holiday of the same date.

    Attributes:
        day: The date.
        spans: Its hours; none where it is closed.
    """

    day: date
    spans: tuple[OpenSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """The handbook's calendar: what a target in working hours counts on. Hashable, so that it is compiled once.

    Attributes:
        name: What the clock bar prints, e.g. `周一至周五` / `Monday to Friday`.
        zone: IANA name.
        weekly: Spans of the seven weekdays, Monday first.
        holidays: Dates off.
        extra: Dates with hours of their own.
        basis: Clauses and assumptions.
    """

    name: Text
    zone: str
    weekly: tuple[tuple[OpenSpan, ...], ...]
    holidays: tuple[date, ...]
    extra: tuple[OpenDate, ...]
    basis: Basis
