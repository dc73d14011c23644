"""What do other Python packages make of the same desk, and what of it can they not say?

None of them is a dependency: they are looked for on the path, and one that is not there is named as absent.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

Add = Callable[[datetime, timedelta], datetime]
Between = Callable[[datetime, datetime], timedelta]

ZONE = ZoneInfo("Asia/Shanghai")
SPANS = ((time(9), time(12)), (time(13), time(18)))
"""Wall time of a working day, Monday to Friday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One package, asked the way it allows.

    Attributes:
        name: Of the package.
        lacks: What it cannot say, and what it was given instead.
        add: None: it has no such question.
        between: The same.
        coarse: Smallest step of its answers.
    """

    name: str
    lacks: str
    add: Add | None = None
    between: Between | None = None
    coarse: timedelta = timedelta(seconds=1)


def peers(holidays: Iterable[date]) -> tuple[list[Peer], list[str]]:
    """Make those that are there ready for the desk; the others by name, with what is missing."""
    days, found, absent = sorted(holidays), [], []
    for name, make in MAKERS.items():
        try:
            found.append(make(days))
        except ImportError as missing:
            absent.append(f"{name} ({missing})")
    return found, absent


def _naive(at: datetime) -> datetime:
    return at.astimezone(ZONE).replace(tzinfo=None)


def _businesstimedelta(days: list[date]) -> Peer:
    package, zones = import_module("businesstimedelta"), import_module("pytz")
    zone = zones.timezone(ZONE.key)
    work = package.WorkDayRule(start_time=SPANS[0][0], end_time=SPANS[1][1], working_days=[0, 1, 2, 3, 4], tz=zone)
    lunch = package.LunchTimeRule(start_time=SPANS[0][1], end_time=SPANS[1][0], working_days=[0, 1, 2, 3, 4], tz=zone)
    rules = package.Rules([work, lunch, package.HolidayRule(set(days), tz=zone)])

    def add(start: datetime, length: timedelta) -> datetime:
        reached: datetime = start + package.BusinessTimeDelta(rules, timedelta=length)
        return reached

    def between(start: datetime, end: datetime) -> timedelta:
        spent: timedelta = rules.difference(start, end).timedelta
        return spent

    return Peer(
        name="businesstimedelta",
        lacks="no make-up days; a holiday must follow within 5 years, or it fails",
        add=add,
        between=between,
    )


def _business_duration(days: list[date]) -> Peer:
    ask, off = import_module("business_duration").businessDuration, set(days)
    stamp = import_module("pandas").Timestamp

    def between(start: datetime, end: datetime) -> timedelta:
        ends = stamp(_naive(start)), stamp(_naive(end))
        return timedelta(
            seconds=sum(ask(*ends, opens, closes, holidaylist=off, unit="sec") for opens, closes in SPANS)
        )

    return Peer(
        name="business-duration",
        lacks="no lunch: asked twice, 9-12 and 13-18; no zones: wall times; no add; no make-up days",
        between=between,
    )


def _businesstime(days: list[date]) -> Peer:
    make, off = import_module("businesstime").BusinessTime, set(days)
    parts = [make(business_hours=span, weekends=(5, 6), holidays=off) for span in SPANS]

    def between(start: datetime, end: datetime) -> timedelta:
        ends = _naive(start), _naive(end)
        return sum((one.businesstime_hours(*ends) for one in parts), timedelta())

    return Peer(
        name="businesstime",
        lacks="no lunch: asked twice, 9-12 and 13-18; no zones: wall times; no add; no make-up days",
        between=between,
    )


def _pandas(days: list[date]) -> Peer:
    pandas: Any = import_module("pandas")
    hour = timedelta(hours=1)
    offset = pandas.offsets.CustomBusinessHour(
        start=[f"{opens:%H:%M}" for opens, _ in SPANS],
        end=[f"{closes:%H:%M}" for _, closes in SPANS],
        holidays=days,
    )

    def add(start: datetime, length: timedelta) -> datetime:
        reached: datetime = (pandas.Timestamp(_naive(start)) + offset * (length // hour)).to_pydatetime()
        return reached.replace(tzinfo=ZONE)

    def between(start: datetime, end: datetime) -> timedelta:
        steps = len(pandas.date_range(_naive(start), _naive(end), freq=offset))
        return max(steps - 1, 0) * hour

    return Peer(
        name="pandas CustomBusinessHour",
        lacks="adds whole hours only, on to the next opening where a span is used up; between: steps of an hour are "
        "counted; no zones: wall times; no make-up days",
        add=add,
        between=between,
        coarse=hour,
    )


MAKERS: Mapping[str, Callable[[list[date]], Peer]] = {
    "businesstimedelta": _businesstimedelta,
    "business-duration": _business_duration,
    "businesstime": _businesstime,
    "pandas CustomBusinessHour": _pandas,
}
