"""When is the desk open?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sla.compiled import DAY, EPOCH_ORDINAL, Hours, Spans, compiled, micros, unbroken
from sla.scale import NOWHERE, Scale, scale_of
from sla.segment import Segment, merged, without

Span = Segment[timedelta]
"""Open wall time of a date, as distances from midnight: 09:00 to 24:00 is `[9 h, 24 h)`."""

MIDNIGHT = timedelta()
FULL_DAY = Segment(start=MIDNIGHT, end=timedelta(days=1))

HORIZON = (micros(datetime(1600, 1, 1, tzinfo=UTC)), micros(datetime(2400, 1, 1, tzinfo=UTC)))
"""The years a calendar answers for; a duration that leads further is a mistake, not a deadline."""

ROOM = (60 * DAY, 370 * DAY)
"""What is compiled before and after the points first asked for."""


class EmptyCalendarError(ValueError):
    """No open time is left in the direction asked for: expected weekly hours or dated hours."""


class HorizonError(ValueError):
    """A moment or a deadline lies outside the years 1600 to 2399."""


def _spans(day: Sequence[Span]) -> Spans:
    tick = timedelta(microseconds=1)
    return tuple((one.start // tick, one.end // tick) for one in merged(day))


def _near(edge: int, *, forward: bool) -> date:
    """Give a date safely inside a window's edge, whatever the zone."""
    return date.fromordinal(edge // DAY + EPOCH_ORDINAL) + timedelta(days=-2 if forward else 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Working hours of one desk, in wall time of one zone; compiled to UTC when first asked.

    Wall-clock membership decides, by the zone's own rules: an instant is open when the wall clock then shows an open
    time. Skipped wall times (gap) are never open, repeated ones (fold) are open both times.

    Attributes:
        zone: IANA name, e.g. `Asia/Shanghai`.
        weekly: Spans of the seven weekdays, Monday first.
        holidays: Dates off.
        extra: Dates with hours of their own (make-up days 调休): they replace the weekly hours and beat a holiday.
        breaks: Spans closed on a date, whatever opens it.
        published_until: Last date whose official fate is known; what lies behind may change (`sla.provisional`). None
            where the calendar waits for no notice.
        published_from: First date of the first notice; what lies before is not known either. None as above.
        is_always_open: Whether no instant is closed.
    """

    zone: str
    weekly: tuple[tuple[Span, ...], ...]
    holidays: frozenset[date] = frozenset()
    extra: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    breaks: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    published_until: date | None = None
    published_from: date | None = None
    is_always_open: bool = field(default=False, init=False, repr=False, compare=False)
    _memo: list[Hours] = field(default_factory=list, init=False, repr=False, compare=False)
    _scale: list[Scale] = field(default_factory=lambda: [NOWHERE], init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_always_open", not self._dates and self._full_weeks)

    @classmethod
    def always_open(cls, zone: str) -> "Calendar":
        """Make the 24x7 calendar.

        >>> Calendar.always_open("Asia/Shanghai").is_always_open
        True
        """
        return cls(zone=zone, weekly=((FULL_DAY,),) * 7)

    @property
    def _full_weeks(self) -> bool:
        return all(merged(day) == (FULL_DAY,) for day in self.weekly)

    @property
    def _dates(self) -> frozenset[date]:
        """Dates that may differ from their weekday."""
        return self.holidays | self.extra.keys() | self.breaks.keys()

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """List the open wall time of a date: its own hours, or the week's unless a holiday; less its breaks."""
        weekly = () if day in self.holidays else self.weekly[day.weekday()]
        return without(self.extra.get(day, weekly), self.breaks.get(day, ()))

    def opens_again(self, day: date, *, forward: bool) -> bool:
        """Say whether any date from `day` on (or back) can be open, without looking at each."""
        if any(merged(one) for one in self.weekly):
            return True
        dates = [one for one, spans in self.extra.items() if merged(spans)]
        return any(one >= day if forward else one <= day for one in dates)

    def hours(self, first: int, last: int) -> Hours:
        """Give compiled hours that cover two points of UTC microseconds, with room around them.

        Raises:
            HorizonError: A point lies outside the years answered for.
        """
        known = self._memo[0] if self._memo else None
        if known is not None and known.first < first and last < known.last:
            return known
        if not HORIZON[0] < first <= last < HORIZON[1]:
            raise HorizonError("expected moments between the years 1600 and 2399")
        low = min(first - ROOM[0], known.first if known else first)
        high = max(last + ROOM[1], known.last if known else last)
        return self._compile(low, high)

    def scale(self, first: datetime, last: datetime) -> Scale:
        """Give the same for two instants in UTC.

        Raises:
            HorizonError: An instant lies outside the years answered for.
        """
        known = self._scale[0]
        if known.since < first and last < known.until:
            return known
        self._scale[0] = made = scale_of(self.hours(micros(first), micros(last)))
        return made

    def wider(self, hours: Hours, *, forward: bool) -> Hours:
        """Give compiled hours of at least twice the window, into the direction asked for.

        Raises:
            EmptyCalendarError: Nothing is open there.
            HorizonError: The window has reached its limit.
        """
        edge = hours.last if forward else hours.first
        if not self.opens_again(_near(edge, forward=forward), forward=forward):
            raise EmptyCalendarError("expected open hours in the calendar, found none in this direction")
        if edge in HORIZON:
            raise HorizonError("the deadline lies outside the years 1600 to 2399")
        span = hours.last - hours.first
        low, high = (hours.first, hours.last + span) if forward else (hours.first - span, hours.last)
        return self._compile(low, high)

    def closes_again(self, hours: Hours, *, forward: bool) -> bool:
        """Say whether anything can be closed outside the window, in the direction asked for."""
        day = _near(hours.last if forward else hours.first, forward=forward)
        return not self._full_weeks or any(one >= day if forward else one <= day for one in self._dates)

    def _compile(self, low: int, high: int) -> Hours:
        # Whole days: the search for a change of offset bisects whole seconds.
        window = max(low // DAY * DAY, HORIZON[0]), min(-(-high // DAY) * DAY, HORIZON[1])
        if self.is_always_open:
            hours = unbroken(HORIZON)
        else:
            dated = {day: _spans(self.spans_on(day)) for day in self._dates}
            week = [_spans(day) for day in self.weekly]
            hours = compiled(ZoneInfo(self.zone), window, week, dated)
        # One assignment: threads that race compile the same hours, and the last one stays.
        self._memo[:] = [hours]
        self._scale[0] = NOWHERE
        return hours
