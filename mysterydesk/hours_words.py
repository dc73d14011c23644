"""How are the working hours of a handbook said: weekdays, dates with hours of their own, breaks, zone?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Final

from mysterydesk.i18n import Translation
from policy.working_hours import FULL_DAY, OpenSpan, WorkingHours

CHINA: Final = "Asia/Shanghai"
DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)
_MINUTES: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursRow:
    """The hours of some days.

    Attributes:
        days: Which, in words.
        opened: When the desk works, or that it does not.
        breaks: What lies between two spans of the same day; empty where nothing does.
    """

    days: str
    opened: str
    breaks: str


def week_rows(t: Translation, hours: WorkingHours) -> tuple[HoursRow, ...]:
    """Say the week, neighbouring weekdays of the same hours together."""
    found = []
    for _, group in groupby(enumerate(hours.weekly), key=lambda day: tuple(sorted(day[1]))):
        days = [number for number, _ in group]
        found.append(
            _row(
                t, _ranged(t, [t(f"handbooks.day.{days[0]}"), t(f"handbooks.day.{days[-1]}")]), hours.weekly[days[0]]
            )
        )
    return tuple(found)


def date_rows(t: Translation, hours: WorkingHours) -> tuple[HoursRow, ...]:
    """Say the dates off, those that follow each other together, and each date with hours of its own; in order."""
    own = {one.day for one in hours.extra}
    rows = [(first, _row(t, _dates(t, first, last), ())) for first, last in _runs(set(hours.holidays) - own)]
    rows += [(one.day, _row(t, _dates(t, one.day, one.day), one.spans)) for one in hours.extra]
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def zone_words(t: Translation, zone: str) -> str:
    """Name the zone that the hours are read in."""
    return t("lab.zone_china") if zone == CHINA else zone


def _row(t: Translation, days: str, spans: Sequence[OpenSpan]) -> HoursRow:
    whole = sorted(spans)
    if whole and whole[0].start == timedelta() and whole[-1].end == FULL_DAY and len(whole) == 1:
        return HoursRow(days=days, opened=t("handbooks.hours_all_day"), breaks="")
    joint = t("handbooks.and")
    opened = joint.join(_span(one.start, one.end) for one in whole) or t("handbooks.hours_off")
    gaps = [(one.end, after.start) for one, after in pairwise(whole) if one.end < after.start]
    return HoursRow(days=days, opened=opened, breaks=joint.join(_span(*one) for one in gaps))


def _span(start: timedelta, end: timedelta) -> str:
    """Say a span of wall time, to the second where it has seconds.

    >>> _span(timedelta(hours=9), timedelta(hours=24))
    '09:00–24:00'
    """
    return f"{_wall(start)}–{_wall(end)}"


def _wall(at: timedelta) -> str:
    minutes, rest = divmod(at, _MINUTE)
    said = f"{minutes // _MINUTES:02}:{minutes % _MINUTES:02}"
    return f"{said}:{int(rest.total_seconds()):02}" if rest else said


def _runs(days: Iterable[date]) -> tuple[tuple[date, date], ...]:
    """Put dates that follow each other together: first and last of each run."""
    runs: list[tuple[date, date]] = []
    for day in sorted(days):
        if runs and runs[-1][1] + DAY == day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return tuple(runs)


def _dates(t: Translation, first: date, last: date) -> str:
    return _ranged(
        t, [t("handbooks.date", day=one, weekday=t(f"handbooks.day.{one.weekday()}")) for one in (first, last)]
    )


def _ranged(t: Translation, ends: Sequence[str]) -> str:
    first, last = ends
    return first if first == last else t("handbooks.from_to", first=first, last=last)
