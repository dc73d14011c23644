from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla.arithmetic import (
    add,
    between,
    next_boundary,
    next_open,
    open_between,
    prev_close,
    previous_boundary,
    segments,
    within,
)
from sla.calendar import Calendar, EmptyCalendarError, HorizonError
from sla.segment import Segment
from sla.timeline import NaiveTimeError
from sla.working_days import add_days
from tests.sla.timelines import ASC_HOURS, hours, utc, weekdays

HOUR = timedelta(hours=1)


def test_make_up_day_replaces_the_weekly_hours_and_beats_a_holiday() -> None:
    saturday, monday = date(2026, 10, 10), date(2026, 10, 5)
    calendar = Calendar(
        zone="Asia/Shanghai",
        weekly=ASC_HOURS.weekly,
        holidays=frozenset({monday, date(2026, 10, 6)}),
        extra={saturday: hours("10:00-15:00"), monday: hours("09:00-10:00")},
    )
    assert calendar.spans_on(saturday) == hours("10:00-15:00")
    assert calendar.spans_on(monday) == hours("09:00-10:00")
    assert calendar.spans_on(date(2026, 10, 6)) == ()


def test_break_is_cut_from_whatever_opens_the_date() -> None:
    day = date(2026, 3, 14)
    calendar = Calendar(
        zone="UTC",
        weekly=((),) * 7,
        extra={day: hours("09:00-17:00")},
        breaks={day: hours("12:00-13:00")},
    )
    assert calendar.spans_on(day) == hours("09:00-12:00", "13:00-17:00")


def test_friday_evening_p3_of_asc_is_due_on_monday_afternoon() -> None:
    friday = utc(2026, 3, 13, 9)  # 17:00 in Shanghai
    assert add(ASC_HOURS, friday, 8 * HOUR) == utc(2026, 3, 16, 9)


def test_closing_and_opening_are_the_two_ends_of_one_business_instant() -> None:
    calendar = weekdays("09:00-17:00")
    tuesday = utc(2026, 3, 10, 16)
    assert add(calendar, tuesday, HOUR) == utc(2026, 3, 10, 17)
    assert add(calendar, tuesday, HOUR, "open") == utc(2026, 3, 11, 9)
    assert add(calendar, utc(2026, 3, 11, 10), -HOUR) == utc(2026, 3, 11, 9)
    assert add(calendar, utc(2026, 3, 11, 10), -HOUR, "open") == utc(2026, 3, 10, 17)


def test_zero_duration_stays_or_goes_to_the_next_opening() -> None:
    calendar = weekdays("09:00-17:00")
    night = utc(2026, 3, 10, 22)
    assert add(calendar, night, timedelta()) == night
    assert add(calendar, night, timedelta(), "open") == utc(2026, 3, 11, 9)


def test_opening_is_open_and_closing_is_not() -> None:
    calendar = weekdays("09:00-17:00")
    assert [within(calendar, utc(2026, 3, 10, hour)) for hour in (8, 9, 16, 17)] == [False, True, True, False]


def test_next_open_and_prev_close_stay_inside_a_segment() -> None:
    calendar = weekdays("09:00-17:00")
    noon = utc(2026, 3, 10, 12)
    assert (next_open(calendar, noon), prev_close(calendar, noon)) == (noon, noon)
    assert next_open(calendar, utc(2026, 3, 13, 17)) == utc(2026, 3, 16, 9)
    assert prev_close(calendar, utc(2026, 3, 16, 9)) == utc(2026, 3, 13, 17)


def test_boundaries_are_strictly_before_and_after() -> None:
    calendar = weekdays("09:00-17:00")
    opening, closing = utc(2026, 3, 10, 9), utc(2026, 3, 10, 17)
    assert next_boundary(calendar, opening) == closing
    assert next_boundary(calendar, closing) == utc(2026, 3, 11, 9)
    assert previous_boundary(calendar, closing) == opening
    assert previous_boundary(calendar, opening) == utc(2026, 3, 9, 17)


def test_calendar_that_never_closes_has_no_boundary() -> None:
    always = Calendar.always_open("Asia/Shanghai")
    moment = utc(2026, 3, 10, 9)
    assert next_boundary(always, moment) is None
    assert previous_boundary(always, moment) is None
    assert between(always, moment, moment + timedelta(days=900)) == timedelta(days=900)
    assert len(segments(always, moment, "after", 2)) == 1


def test_calendar_that_is_always_open_but_for_one_holiday_closes_once() -> None:
    calendar = Calendar(
        zone="UTC", weekly=Calendar.always_open("UTC").weekly, holidays=frozenset({date(2026, 3, 10)})
    )
    assert next_boundary(calendar, utc(2026, 3, 9)) == utc(2026, 3, 10)
    assert previous_boundary(calendar, utc(2026, 3, 12)) == utc(2026, 3, 11)
    assert next_boundary(calendar, utc(2026, 3, 12)) is None
    assert previous_boundary(calendar, utc(2026, 3, 9)) is None


def test_far_holiday_is_found_from_years_away() -> None:
    def fresh() -> Calendar:
        week = Calendar.always_open("UTC").weekly
        return Calendar(zone="UTC", weekly=week, holidays=frozenset({date(2036, 3, 10)}))

    assert next_boundary(fresh(), utc(2026, 3, 9)) == utc(2036, 3, 10)
    assert previous_boundary(fresh(), utc(2046, 3, 12)) == utc(2036, 3, 11)


def test_long_durations_on_a_short_week_reach_across_years() -> None:
    def fresh() -> Calendar:
        return Calendar(zone="UTC", weekly=(hours("09:00-10:00"),) + ((),) * 6)

    start, later = utc(2026, 3, 9, 9), utc(2030, 3, 4, 9)
    assert add(fresh(), start, 208 * HOUR) == utc(2030, 2, 25, 10)
    assert add(fresh(), start, 208 * HOUR, "open") == later
    assert add(fresh(), later, -208 * HOUR) == start
    assert add(fresh(), later, -208 * HOUR, "open") == utc(2026, 3, 2, 10)


def test_segments_are_clipped_where_they_are_entered() -> None:
    calendar = weekdays("09:00-12:00", "13:00-17:00")
    noon = utc(2026, 3, 10, 11)
    assert segments(calendar, noon, "after", 2) == (
        Segment(start=noon, end=utc(2026, 3, 10, 12)),
        Segment(start=utc(2026, 3, 10, 13), end=utc(2026, 3, 10, 17)),
    )
    assert segments(calendar, noon, "before", 2) == (
        Segment(start=utc(2026, 3, 10, 9), end=noon),
        Segment(start=utc(2026, 3, 9, 13), end=utc(2026, 3, 9, 17)),
    )
    assert segments(calendar, noon, "after", 0) == ()
    assert open_between(calendar, noon, utc(2026, 3, 10, 14)) == (
        Segment(start=noon, end=utc(2026, 3, 10, 12)),
        Segment(start=utc(2026, 3, 10, 13), end=utc(2026, 3, 10, 14)),
    )


@pytest.mark.parametrize("ask", [next_open, prev_close, lambda calendar, at: add(calendar, at, HOUR)])
def test_empty_calendar_is_refused_and_never_searched_for_ever(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(EmptyCalendarError):
        ask(Calendar(zone="UTC", weekly=((),) * 7), utc(2026, 3, 10))


def test_empty_calendar_has_no_open_time_and_no_segments() -> None:
    empty = Calendar(zone="UTC", weekly=((),) * 7)
    moment = utc(2026, 3, 10)
    assert between(empty, moment, utc(2026, 4, 10)) == timedelta()
    assert not within(empty, moment)
    assert next_boundary(empty, moment) is None
    assert previous_boundary(empty, moment) is None
    with pytest.raises(EmptyCalendarError):
        segments(empty, moment, "after", 1)
    with pytest.raises(EmptyCalendarError):
        add_days(empty, moment, 1)


def test_dated_hours_alone_end_where_their_last_date_ends() -> None:
    calendar = Calendar(zone="UTC", weekly=((),) * 7, extra={date(2026, 3, 10): hours("09:00-17:00")})
    assert add(calendar, utc(2020, 1, 1), 8 * HOUR) == utc(2026, 3, 10, 17)
    assert add(calendar, utc(2036, 1, 1), -8 * HOUR) == utc(2026, 3, 10, 9)
    assert len(segments(calendar, utc(2020, 1, 1), "after", 5)) == 1
    with pytest.raises(EmptyCalendarError):
        add(calendar, utc(2020, 1, 1), 9 * HOUR)


def test_deadline_beyond_the_years_answered_for_is_refused() -> None:
    calendar = Calendar(zone="UTC", weekly=(hours("09:00-10:00"),) + ((),) * 6)
    with pytest.raises(HorizonError):
        add(calendar, utc(2026, 3, 10), timedelta(days=9000))
    with pytest.raises(HorizonError):
        add(Calendar.always_open("UTC"), utc(2026, 3, 10), timedelta(days=366 * 800))
    with pytest.raises(HorizonError):
        within(calendar, utc(2500, 1, 1))
    with pytest.raises(HorizonError):
        add_days(calendar, utc(2399, 12, 20), 3)


def test_naive_moment_is_refused() -> None:
    with pytest.raises(NaiveTimeError):
        within(ASC_HOURS, datetime(2026, 3, 10, 9))  # noqa: DTZ001  the very thing refused


def test_skipped_wall_time_is_never_open_and_what_remains_is() -> None:
    """On 2 April 2006 Los Angeles skipped 02:00 to 03:00."""
    calendar = Calendar(zone="America/Los_Angeles", weekly=((),) * 6 + (hours("02:30-03:15"),))
    only = segments(calendar, utc(2006, 4, 2, 8), "after", 1)
    assert only == (Segment(start=utc(2006, 4, 2, 10), end=utc(2006, 4, 2, 10, 15)),)


def test_repeated_wall_time_is_open_both_times() -> None:
    """On 25 October 2020 Paris had 02:00 to 03:00 twice, and 25 hours."""
    start, end = utc(2020, 10, 24, 22), utc(2020, 10, 25, 23)
    day = Calendar(zone="Europe/Paris", weekly=((),) * 6 + (hours("00:00-24:00"),))
    hour = Calendar(zone="Europe/Paris", weekly=((),) * 6 + (hours("02:00-03:00"),))
    half = Calendar(zone="Europe/Paris", weekly=((),) * 6 + (hours("02:30-03:00"),))
    assert between(day, start, end) == 25 * HOUR
    assert between(hour, start, end) == 2 * HOUR
    assert len(segments(half, start, "after", 2)) == 2
    assert between(half, start, end) == HOUR


def test_working_days_are_counted_after_the_date_and_land_in_open_time() -> None:
    calendar = weekdays("09:00-17:00")
    friday, saturday = utc(2026, 3, 13, 12), utc(2026, 3, 14, 12)
    assert add_days(calendar, friday, 1) == utc(2026, 3, 16, 12)
    assert add_days(calendar, saturday, 1) == utc(2026, 3, 16, 12)
    assert add_days(calendar, saturday, -1) == utc(2026, 3, 13, 12)
    assert add_days(calendar, utc(2026, 3, 13, 20), 1) == utc(2026, 3, 17, 9)
    assert add_days(calendar, utc(2026, 3, 13, 8), -1) == utc(2026, 3, 11, 17)
    assert add_days(calendar, saturday, 0) == utc(2026, 3, 16, 9)
    assert add_days(calendar, friday, 2, end_of_day=True) == utc(2026, 3, 17, 17)
    assert add_days(calendar, saturday, 0, end_of_day=True) == utc(2026, 3, 16, 17)


ZONES = ("UTC", "Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Tehran")

few = settings(max_examples=40)  # each example compiles calendars of its own

quarters = st.integers(0, 96).map(lambda count: timedelta(minutes=15 * count))
spans = st.lists(st.tuples(quarters, quarters), max_size=3).map(
    lambda pairs: tuple(Segment(start=min(pair), end=max(pair)) for pair in pairs)
)
days = st.dates(date(2015, 1, 1), date(2016, 12, 31))
calendars = st.builds(
    Calendar,
    zone=st.sampled_from(ZONES),
    weekly=st.tuples(*[spans] * 7),
    holidays=st.frozensets(days, max_size=5),
    extra=st.dictionaries(days, spans, max_size=3),
    breaks=st.dictionaries(days, spans, max_size=3),
)
moments = st.datetimes(datetime(2015, 1, 1), datetime(2016, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds the zone


def by_wall_clock(calendar: Calendar, moment: datetime) -> bool:
    """The definition itself: what the wall clock shows decides."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  the oracle stands alone

    local = moment.astimezone(ZoneInfo(calendar.zone))
    wall = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return any(wall in one for one in calendar.spans_on(local.date()))


@few
@given(calendars, moments)
def test_compiled_hours_agree_with_the_wall_clock(calendar: Calendar, moment: datetime) -> None:
    for step in range(48):
        instant = moment + step * timedelta(minutes=35)
        assert within(calendar, instant) == by_wall_clock(calendar, instant)


@few
@given(calendars, moments, moments, moments)
def test_splitting_an_interval_adds_up(calendar: Calendar, one: datetime, two: datetime, three: datetime) -> None:
    whole = between(calendar, one, three)
    assert between(calendar, one, two) + between(calendar, two, three) == whole
    assert between(calendar, three, one) == -whole


def opens_every_week(calendar: Calendar) -> bool:
    return any(one.duration for day in calendar.weekly for one in day)


durations = st.timedeltas(timedelta(days=-1), timedelta(days=1))


@few
@given(calendars.filter(opens_every_week), moments, durations, st.sampled_from(["close", "open"]))
def test_between_undoes_add(calendar: Calendar, start: datetime, duration: timedelta, boundary: str) -> None:
    reached = add(calendar, start, duration, "open" if boundary == "open" else "close")
    assert between(calendar, start, reached) == duration


@few
@given(calendars.filter(opens_every_week), moments, durations, durations)
def test_more_business_time_is_never_earlier(
    calendar: Calendar, start: datetime, one: timedelta, two: timedelta
) -> None:
    less, more = min(one, two), max(one, two)
    assert add(calendar, start, less) <= add(calendar, start, more)


@few
@given(calendars.filter(opens_every_week), moments, st.timedeltas(timedelta(0), timedelta(days=1)), days)
def test_another_holiday_never_shortens_a_deadline(
    calendar: Calendar, start: datetime, duration: timedelta, holiday: date
) -> None:
    fewer = Calendar(
        zone=calendar.zone,
        weekly=calendar.weekly,
        holidays=calendar.holidays | {holiday},
        extra=calendar.extra,
        breaks=calendar.breaks,
    )
    assert add(fewer, start, duration) >= add(calendar, start, duration)


@few
@given(calendars.filter(opens_every_week), moments)
def test_next_open_and_prev_close_enclose_what_is_closed(calendar: Calendar, moment: datetime) -> None:
    before, after = prev_close(calendar, moment), next_open(calendar, moment)
    assert before <= moment <= after
    assert between(calendar, before, after) == timedelta()
    assert within(calendar, after)
