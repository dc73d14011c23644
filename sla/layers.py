"""When several rules speak about one date, which of them holds?

The law is one order, `PRECEDENCE`: of the layers that speak about a date, the highest decides alone what is open, and
breaks are cut out of that. An instant on which no layer but the week speaks is as the week says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, get_args

from sla.calendar import Calendar, Span
from sla.official import OfficialDays
from sla.segment import merged

Layer = Literal["weekly", "holiday", "make_up", "company", "break"]

PRECEDENCE: Final[tuple[Layer, ...]] = get_args(Layer)
"""Lowest first: the week, a public holiday, an official make-up day, the company's own dated entry, a break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """What is said about single dates, above the week.

    Attributes:
        holidays: Public holidays: closed.
        make_up: Official make-up days: open as on a working day.
        company: The company's own entries: exactly these spans; none closes the date.
        breaks: Spans closed on a date, whatever opens it.
        published_until: Last date the state has settled; None where no holidays of the state count.
        published_from: First date of the first notice; None likewise.
    """

    holidays: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()
    company: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    breaks: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    published_until: date | None = None
    published_from: date | None = None

    @classmethod
    def of(
        cls,
        official: OfficialDays,
        company: Mapping[date, tuple[Span, ...]] | None = None,
        breaks: Mapping[date, tuple[Span, ...]] | None = None,
    ) -> "Layers":
        """Put a company's own dates on top of the official ones."""
        return cls(
            holidays=official.holidays,
            make_up=official.make_up,
            company=company or {},
            breaks=breaks or {},
            published_until=official.published_until,
            published_from=official.published_from,
        )

    def speaking(self, day: date) -> tuple[Layer, ...]:
        """Name the layers that say something about a date, lowest first.

        >>> Layers(holidays=frozenset({date(2026, 10, 1)})).speaking(date(2026, 10, 1))
        ('weekly', 'holiday')
        """
        says: Mapping[Layer, bool] = {
            "weekly": True,
            "holiday": day in self.holidays,
            "make_up": day in self.make_up,
            "company": day in self.company,
            "break": day in self.breaks,
        }
        return tuple(layer for layer in PRECEDENCE if says[layer])


def working_hours(weekly: tuple[tuple[Span, ...], ...]) -> tuple[Span, ...]:
    """Give the hours of a make-up day: those of the first day of the week that has any (Assumption).

    The notices say that a day is worked, not until when; a desk that differs enters the date itself.
    """
    return next((day for day in weekly if merged(day)), ())


def layered(zone: str, weekly: tuple[tuple[Span, ...], ...], layers: Layers) -> Calendar:
    """Make the calendar that keeps the law.

    A desk that never closes has no holidays; it takes `Calendar.always_open` instead.

    Args:
        zone: IANA name.
        weekly: Spans of the seven weekdays, Monday first.
        layers: What is said about single dates.
    """
    usual = working_hours(weekly)
    return Calendar(
        zone=zone,
        weekly=weekly,
        holidays=layers.holidays,
        extra={**dict.fromkeys(layers.make_up, usual), **layers.company},
        breaks=layers.breaks,
        published_until=layers.published_until,
        published_from=layers.published_from,
    )


def with_official(calendar: Calendar, official: OfficialDays) -> Calendar:
    """Lay official days under a calendar's own dates; a calendar that never closes stays as it is.

    What a handbook says of single dates, off or with hours of their own, is the company's word and beats the state's.
    """
    if calendar.is_always_open:
        return calendar
    company = {**dict.fromkeys(calendar.holidays, ()), **calendar.extra}
    return layered(calendar.zone, calendar.weekly, Layers.of(official, company=company, breaks=calendar.breaks))
