"""The calendar against a clock that is looked at minute by minute, and the laws that need no oracle."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla.arithmetic import Boundary, add, between, next_open, segments
from sla.calendar import Calendar, EmptyCalendarError, HorizonError, Span
from sla.layers import Layers, layered
from sla.working_days import add_days
from tests.sla.china_data import shipped
from tests.sla.test_calendar import calendars, durations, moments, opens_every_week, spans
from tests.sla.timelines import ASC_HOURS, hours, utc

MINUTE = timedelta(minutes=1)
WINDOW = 2 * 24 * 60
"""Minutes that the brute force looks at, before and after."""

few = settings(max_examples=25)  # each example looks at thousands of minutes

on_the_minute = moments.map(lambda moment: moment.replace(second=0, microsecond=0))
minutes = st.integers(1, 600)
edges = st.sampled_from(["close", "open"])


def open_minutes(calendar: Calendar, start: datetime, count: int) -> list[bool]:
    """Look at the wall clock once a minute: is it open now? Spans begin and end on quarters of an hour."""
    zone = ZoneInfo(calendar.zone)
    by_date: dict[date, tuple[Span, ...]] = {}
    seen = []
    for number in range(count):
        local = (start + number * MINUTE).astimezone(zone)
        day = local.date()
        if day not in by_date:
            by_date[day] = calendar.spans_on(day)
        wall = timedelta(hours=local.hour, minutes=local.minute)
        seen.append(any(wall in one for one in by_date[day]))
    return seen


@few
@given(calendars, on_the_minute, st.integers(0, WINDOW))
def test_between_is_the_number_of_open_minutes(calendar: Calendar, start: datetime, length: int) -> None:
    counted = sum(open_minutes(calendar, start, length))
    assert between(calendar, start, start + length * MINUTE) == counted * MINUTE


def stepped(seen: list[bool], count: int, boundary: Boundary) -> int | None:
    """Walk until so many open minutes have gone by; with `open` on to the next open one. None: not in the window."""
    for number, opened in enumerate(seen):
        if not count and (boundary == "close" or opened):
            return number
        count -= opened and count > 0
    return len(seen) if not count and boundary == "close" else None


@few
@given(calendars.filter(opens_every_week), on_the_minute, minutes, edges)
def test_add_is_where_a_walk_by_minutes_arrives(
    calendar: Calendar, start: datetime, count: int, boundary: Boundary
) -> None:
    arrived = stepped(open_minutes(calendar, start, WINDOW), count, boundary)
    reached = add(calendar, start, count * MINUTE, boundary)
    assert reached - start == arrived * MINUTE if arrived is not None else reached - start >= WINDOW * MINUTE


@few
@given(calendars.filter(opens_every_week), on_the_minute, minutes, edges)
def test_add_backwards_is_the_walk_in_the_mirror(
    calendar: Calendar, start: datetime, count: int, boundary: Boundary
) -> None:
    seen = open_minutes(calendar, start - WINDOW * MINUTE, WINDOW)[::-1]
    arrived = stepped(seen, count, boundary)
    reached = add(calendar, start, -count * MINUTE, boundary)
    assert start - reached == arrived * MINUTE if arrived is not None else start - reached >= WINDOW * MINUTE


forward = st.timedeltas(timedelta(microseconds=1), timedelta(days=1))


@few
@given(calendars.filter(opens_every_week), moments, forward, forward)
def test_one_duration_after_another_is_their_sum(
    calendar: Calendar, start: datetime, one: timedelta, two: timedelta
) -> None:
    assert add(calendar, add(calendar, start, one), two) == add(calendar, start, one + two)


@few
@given(calendars.filter(opens_every_week), moments, moments, durations)
def test_a_later_start_is_never_due_earlier(
    calendar: Calendar, one: datetime, two: datetime, duration: timedelta
) -> None:
    assert add(calendar, min(one, two), duration) <= add(calendar, max(one, two), duration)


@few
@given(
    st.sampled_from(["UTC", "Asia/Shanghai"]),
    st.tuples(*[spans] * 7).filter(lambda week: any(one.duration for day in week for one in day)),
    moments,
    durations,
    st.integers(-60, 60),
)
def test_a_week_later_everything_is_a_week_later(
    zone: str, week: tuple[tuple[Span, ...], ...], start: datetime, duration: timedelta, count: int
) -> None:
    calendar, shift = Calendar(zone=zone, weekly=week), timedelta(weeks=count)
    assert add(calendar, start + shift, duration) == add(calendar, start, duration) + shift
    assert between(calendar, start + shift, start + shift + duration) == between(calendar, start, start + duration)


CHINA = layered("Asia/Shanghai", ASC_HOURS.weekly, Layers.of(shipped()))


@few
@given(
    st.datetimes(datetime(2005, 12, 1), datetime(2026, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001  hypothesis adds the zone
    minutes,
)
def test_official_days_are_walked_alike(start: datetime, count: int) -> None:
    begun = start.replace(second=0, microsecond=0)
    arrived = stepped(open_minutes(CHINA, begun, WINDOW), count, "close")
    reached = add(CHINA, begun, count * MINUTE)
    assert reached - begun == arrived * MINUTE if arrived is not None else reached - begun >= WINDOW * MINUTE


def test_a_week_that_is_empty_opens_on_company_dates_only_and_then_never_again() -> None:
    layers = Layers.of(shipped(), company={date(2026, 3, 10): hours("09:00-17:00")})
    calendar = layered("UTC", ((),) * 7, layers)
    assert add(calendar, utc(2026, 1, 1), timedelta(hours=8)) == utc(2026, 3, 10, 17)
    with pytest.raises(EmptyCalendarError):
        add(calendar, utc(2026, 3, 10, 17), MINUTE)
    with pytest.raises(EmptyCalendarError):
        add_days(calendar, utc(2026, 3, 10), 1)


def test_a_calendar_whose_dates_are_all_closed_again_is_as_good_as_empty() -> None:
    day = date(2026, 3, 10)
    calendar = layered("UTC", ((),) * 7, Layers(make_up=frozenset({day}), company={day: ()}))
    for ask in (next_open, lambda which, at: segments(which, at, "after", 1)):
        with pytest.raises(EmptyCalendarError):
            ask(calendar, utc(2026, 1, 1))


def test_dates_that_breaks_close_are_searched_once_and_given_up_at_the_horizon() -> None:
    """Every Monday hour is open by the week; what breaks take away on dates cannot end the search early."""
    calendar = Calendar(zone="UTC", weekly=(hours("09:00-10:00"), *((),) * 6))
    with pytest.raises(HorizonError):
        add(calendar, utc(2399, 12, 1), timedelta(hours=9))
    with pytest.raises(HorizonError):
        add(calendar, utc(1600, 1, 20), timedelta(hours=-9))


def test_a_dated_day_that_a_break_takes_whole_does_not_hold_the_search_up() -> None:
    day = date(2026, 3, 10)
    calendar = Calendar(
        zone="UTC", weekly=((),) * 7, extra={day: hours("09:00-17:00")}, breaks={day: hours("00:00-24:00")}
    )
    with pytest.raises(EmptyCalendarError):
        next_open(calendar, utc(2026, 1, 1))
    with pytest.raises(EmptyCalendarError):
        add(calendar, utc(2026, 1, 1), MINUTE)
