"""On which dates does a company keep hours of its own, and what do they make of the desk's calendar?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sla.calendar import Calendar, Span
from sla.layers import working_hours
from sla.segment import merged

OwnKind = Literal["closed", "open", "break", "usual"]
"""Closed 休息; open 上班, at the hours named or a working day's; a part closed 停工; as if nothing was said 照常."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDate:
    """What a company says of one date, or of several that follow each other.

    Attributes:
        kind: What holds.
        first: First date.
        last: Last date, included.
        spans: Hours that are open (`open`; none: those of a working day) or closed (`break`).
        note: Why, in the company's words; may be empty.
    """

    kind: OwnKind
    first: date
    last: date
    spans: tuple[Span, ...] = ()
    note: str = ""

    def days(self) -> tuple[date, ...]:
        """List its dates."""
        return tuple(self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What holds on one date after everything a company has said of it.

    Attributes:
        hours: What is open: `OwnDate`s of `closed` or `open`; None: the company leaves that to others.
        breaks: Parts that are closed.
    """

    hours: OwnDate | None = None
    breaks: tuple[Span, ...] = ()


def kept_dates(said: Sequence[OwnDate]) -> Mapping[date, Kept]:
    """Say what holds on each date; of two entries the later one does, a break beside hours, `usual` taking all back.

    >>> noon = OwnDate(kind="closed", first=date(2026, 12, 31), last=date(2026, 12, 31))
    >>> [str(day) for day in kept_dates([noon])]
    ['2026-12-31']
    """
    found: dict[date, Kept] = {}
    for one in said:
        for day in one.days():
            if one.kind == "usual":
                found.pop(day, None)
            elif one.kind == "break":
                found[day] = replace(found.get(day, Kept()), breaks=one.spans)
            else:
                found[day] = replace(found.get(day, Kept()), hours=one)
    return found


def with_own(calendar: Calendar, said: Sequence[OwnDate]) -> Calendar:
    """Lay a company's own dates over a calendar; one that never closes stays as it is.

    They beat whatever else speaks of the date: the week, the state, and the handbook's own dates. Breaks are cut out
    of what is open then, besides the breaks that were there.
    """
    if calendar.is_always_open or not said:
        return calendar
    usual = working_hours(calendar.weekly)
    extra, breaks = dict(calendar.extra), dict(calendar.breaks)
    for day, kept in kept_dates(said).items():
        if kept.hours is not None:
            extra[day] = kept.hours.spans or (usual if kept.hours.kind == "open" else ())
        if kept.breaks:
            breaks[day] = merged((*breaks.get(day, ()), *kept.breaks))
    return replace(calendar, extra=extra, breaks=breaks)
