"""Arrays against the scalar path, and both against a clock that is looked at minute by minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sla import arithmetic, bulk
from sla.arithmetic import Boundary
from sla.bulk import NONE, Micros, moments
from sla.calendar import Calendar, EmptyCalendarError, HorizonError
from sla.compiled import instant
from sla.layers import Layers, layered
from sla.timeline import NaiveTimeError
from tests.sla.test_calendar import calendars, opens_every_week
from tests.sla.test_calendar_laws import MINUTE, open_minutes, stepped
from tests.sla.timelines import ASC_HOURS, hours, utc, weekdays

few = settings(max_examples=25)

# Of a quarter of an hour, so that instants fall on edges; and a little beside them.
quarters = st.integers(0, 2 * 365 * 96).map(lambda count: utc(2015, 1, 1) + count * timedelta(minutes=15))
some = st.lists(
    st.tuples(quarters, st.integers(-4000, 4000), st.sampled_from([0, 0, 1, 59_999_999])), min_size=1, max_size=12
)
edges = st.sampled_from(["close", "open"])

HOUR = timedelta(hours=1)


def micros(*spans: timedelta) -> Micros:
    return np.array([one // timedelta(microseconds=1) for one in spans], dtype=np.int64)


def instants(points: Micros) -> list[datetime]:
    return [instant(one) for one in points.tolist()]


@few
@given(calendars.filter(opens_every_week), some, edges)
def test_arrays_say_what_one_after_the_other_says(
    calendar: Calendar, drawn: list[tuple[datetime, int, int]], boundary: Boundary
) -> None:
    starts = [start + timedelta(microseconds=odd) for start, _, odd in drawn]
    durations = [length * MINUTE for _, length, _ in drawn]
    fresh = Calendar(
        zone=calendar.zone,
        weekly=calendar.weekly,
        holidays=calendar.holidays,
        extra=calendar.extra,
        breaks=calendar.breaks,
    )
    reached = bulk.add(fresh, moments(starts), micros(*durations), boundary)
    one_by_one = [
        arithmetic.add(calendar, at, length, boundary) for at, length in zip(starts, durations, strict=True)
    ]
    assert instants(reached) == one_by_one
    spent = [arithmetic.between(calendar, at, end) for at, end in zip(starts, one_by_one, strict=True)]
    assert bulk.between(fresh, moments(starts), reached).tolist() == micros(*spent).tolist()
    opened = [arithmetic.within(calendar, at) for at in starts]
    assert bulk.within(fresh, moments(starts)).tolist() == opened


@few
@given(calendars.filter(opens_every_week), quarters, st.lists(st.integers(-600, 600), min_size=1, max_size=8), edges)
def test_arrays_arrive_where_a_walk_by_minutes_arrives(
    calendar: Calendar, start: datetime, counts: list[int], boundary: Boundary
) -> None:
    window = 24 * 60
    ahead = open_minutes(calendar, start, window)
    behind = open_minutes(calendar, start - window * MINUTE, window)[::-1]
    reached = bulk.add(calendar, moments([start]), micros(*(one * MINUTE for one in counts)), boundary)
    for count, arrived in zip(counts, instants(reached), strict=True):
        walked = stepped(ahead if count >= 0 else behind, abs(count), boundary)
        gone = arrived - start if count >= 0 else start - arrived
        assert gone == walked * MINUTE if walked is not None else gone >= window * MINUTE
    later = [start + number * MINUTE for number in range(0, window, 7)]
    assert bulk.within(calendar, moments(later)).tolist() == ahead[::7]
    spent = [sum(ahead[: 7 * number]) * MINUTE for number in range(len(later))]
    assert bulk.between(calendar, moments([start]), moments(later)).tolist() == micros(*spent).tolist()


def test_hours_that_a_change_of_clocks_takes_or_gives_are_counted_as_they_were() -> None:
    night = Calendar(zone="Europe/Berlin", weekly=(hours("00:00-24:00"),) * 6 + (hours("01:00-04:00"),))
    berlin = ZoneInfo("Europe/Berlin")
    sundays = [datetime(2026, 3, 29, tzinfo=berlin), datetime(2026, 10, 25, tzinfo=berlin)]
    ends = [one.replace(hour=12) for one in sundays]
    assert bulk.between(night, moments(sundays), moments(ends)).tolist() == micros(2 * HOUR, 4 * HOUR).tolist()


def test_dated_extras_and_breaks_hold_in_arrays() -> None:
    saturday = date(2026, 10, 10)
    layers = Layers(
        holidays=frozenset({date(2026, 10, 7)}),
        make_up=frozenset({saturday}),
        breaks={saturday: hours("10:00-12:00")},
    )
    calendar = layered("UTC", weekdays("09:00-12:00", "13:00-18:00").weekly, layers)
    starts = moments([utc(2026, 10, 6, 17), utc(2026, 10, 9, 17)])
    due = bulk.add(calendar, starts, micros(2 * HOUR, 4 * HOUR))
    assert instants(due) == [utc(2026, 10, 8, 10), utc(2026, 10, 10, 15)]


def test_one_array_may_go_both_ways_far_beyond_what_was_compiled() -> None:
    calendar = weekdays("09:00-17:00")
    starts = moments([utc(2026, 3, 10, 9)] * 3)
    years = timedelta(days=5 * 52 * 4 // 3)  # 4 years of 5 days of 8 hours
    reached = instants(bulk.add(calendar, starts, micros(years, -years, timedelta())))
    assert reached[2] == utc(2026, 3, 10, 9)
    assert reached[0].year == 2030
    assert reached[1].year == 2022


def test_a_duration_stands_for_all_and_nothing_gives_nothing() -> None:
    starts = moments([utc(2026, 3, 10, 9), utc(2026, 3, 10, 10)])
    due = bulk.add(weekdays("09:00-17:00"), starts, micros(HOUR))
    assert instants(due) == [utc(2026, 3, 10, 10), utc(2026, 3, 10, 11)]
    nothing = moments([])
    assert bulk.add(ASC_HOURS, nothing, micros(HOUR)).size == 0
    assert bulk.between(ASC_HOURS, nothing, nothing).size == 0
    assert bulk.within(ASC_HOURS, nothing).size == 0


def test_more_than_one_block_reads_as_its_parts() -> None:
    calendar, step = weekdays("09:00-12:00", "13:00-18:00"), micros(timedelta(minutes=1))
    starts = moments([utc(2026, 3, 9)]) + step * np.arange(bulk.BLOCK + 3)
    spent = bulk.between(calendar, starts, starts + step)
    assert spent.tolist() == np.where(bulk.within(calendar, starts), step, 0).tolist()


def test_a_calendar_that_opens_on_one_far_date_is_closed_till_then_and_empty_after() -> None:
    day = date(2036, 3, 10)
    calendar = Calendar(zone="UTC", weekly=((),) * 7, extra={day: hours("09:00-17:00")})
    starts = moments([utc(2026, 3, 10), utc(2027, 3, 10)])
    assert not bulk.within(calendar, starts).any()
    assert not bulk.between(calendar, starts, starts[::-1]).any()
    assert instants(bulk.add(calendar, starts, micros(HOUR))) == [utc(2036, 3, 10, 10)] * 2
    with pytest.raises(EmptyCalendarError):
        bulk.add(calendar, starts, micros(9 * HOUR))
    with pytest.raises(EmptyCalendarError):
        bulk.add(calendar, starts, micros(-HOUR))


def test_a_calendar_that_never_closes_reads_alike_in_every_zone_and_ends_at_the_horizon() -> None:
    natural, begun, length = Calendar.always_open("UTC"), utc(2026, 3, 29), timedelta(days=200, hours=5)
    berlin = begun.astimezone(ZoneInfo("Europe/Berlin"))
    ends = [arithmetic.add(natural, one, length) for one in (begun, berlin)]
    assert ends == instants(bulk.add(natural, moments([begun, berlin]), micros(length))) == [begun + length] * 2
    local = ends[0].astimezone(ZoneInfo("Europe/Berlin"))
    assert arithmetic.between(natural, berlin, local) == arithmetic.between(natural, begun, ends[0]) == length
    last = utc(2399, 12, 31)
    for ask in (
        lambda: arithmetic.add(natural, last, 2 * length),
        lambda: bulk.add(natural, moments([last]), micros(2 * length)),
        lambda: arithmetic.add(natural, begun, timedelta(days=400_000)),
    ):
        with pytest.raises(HorizonError):
            ask()


def test_what_is_no_instant_is_refused() -> None:
    starts = moments([utc(2026, 3, 10, 9)])
    with pytest.raises(HorizonError):
        bulk.within(ASC_HOURS, np.array([NONE]))
    with pytest.raises(HorizonError):
        bulk.add(ASC_HOURS, starts, np.array([NONE]))
    with pytest.raises(HorizonError):
        bulk.add(weekdays("09:00-10:00"), moments([utc(2399, 12, 30)]), micros(9 * HOUR))
    with pytest.raises(TypeError, match="float64"):
        bulk.add(ASC_HOURS, starts, np.array([0.5]))
    with pytest.raises(NaiveTimeError):
        moments([datetime(2026, 3, 10, 9)])  # noqa: DTZ001  that is what is refused


def test_an_instant_that_is_not_known_is_what_numpy_calls_no_time() -> None:
    written = moments([datetime(2026, 3, 10, 9, tzinfo=UTC), None]).view("datetime64[us]")
    assert written.astype(str).tolist() == ["2026-03-10T09:00:00.000000", "NaT"]
