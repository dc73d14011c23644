"""Warnings come at parts of the clock's own time, and only while somebody is on duty."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.handbook import Handbook
from sla.arithmetic import between, within
from sla.calendar import Calendar
from sla.clock import STRICT, ClockOptions, SlaClock, clocks
from sla.priorities import priorities_as_set
from sla.warned import warned_at, warnings_of
from tests.sla.std_handbook import ASC, HOUR, MINUTE, STD, handbook, rule, trigger
from tests.sla.timelines import ASC_HOURS, at, timeline, weekdays

ALWAYS = Calendar.always_open("Asia/Shanghai")
FRIDAY = "+3 17:00 ticket.submitted\n+3 17:05 ticket.severity_set level="


def first(
    book: Handbook, text: str, as_of: str, options: ClockOptions = STRICT, calendar: Calendar = ASC_HOURS
) -> SlaClock:
    events = timeline(text)
    return clocks(book, events, priorities_as_set(events), at(as_of), calendar, options)[0]


def test_three_quarters_of_eight_working_hours_are_six_working_hours() -> None:
    """Friday 17:00, eight hours to Monday 17:00: of the wall time three quarters would be Sunday noon."""
    clock = first(ASC, f"{FRIDAY}P3", "+3 17:10")
    told = {one.share: one.at for one in warnings_of(clock, ASC_HOURS)}
    assert told == {0.5: at("+6 12:00") + HOUR, 0.75: at("+6 15:00"), 0.9: at("+6 16:12")}


def test_a_share_that_ends_on_a_closing_is_told_at_the_next_opening() -> None:
    clock = first(ASC, f"{FRIDAY}P3", "+3 17:10")
    assert [one.at for one in warnings_of(clock, ASC_HOURS, (0.125, 0.5))] == [at("+6 09:00"), at("+6 13:00")]


def test_natural_hours_that_run_out_by_night_are_warned_of_before_the_desk_closes() -> None:
    """P2 at 17:00 is due at 21:00; nobody is there at 19:00 or at 20:36."""
    clock = first(ASC, f"{FRIDAY}P2", "+3 17:10")
    assert [one.at for one in warnings_of(clock, ASC_HOURS, (0.1, 0.5, 0.9))] == [
        at("+3 17:24"),
        at("+3 17:59:59"),
        at("+3 17:59:59"),
    ]


def test_natural_hours_that_outlast_the_night_are_warned_of_in_the_morning() -> None:
    thursday = "+2 17:00 ticket.submitted\n+2 17:05 ticket.severity_set level=P4"
    assert [one.at for one in warnings_of(first(ASC, thursday, "+2 17:10"), ASC_HOURS, (0.5,))] == [at("+3 09:00")]


def test_nobody_is_told_where_nobody_is_on_duty_before_the_due_time() -> None:
    night = first(ASC, "+4 02:00 ticket.submitted\n+4 02:01 ticket.severity_set level=P1", "+4 02:10")
    assert warnings_of(night, ASC_HOURS) == ()
    assert warnings_of(night, Calendar(zone="UTC", weekly=((),) * 7)) == ()


def test_round_the_clock_the_warning_is_where_the_share_is() -> None:
    clock = first(STD, "22:00 ticket.submitted\n22:01 ticket.severity_set level=L2", "22:05", calendar=ALWAYS)
    assert [one.at for one in warnings_of(clock, ALWAYS)] == [at("22:30"), at("22:45"), at("22:54")]


def test_waiting_moves_the_warning_as_it_moves_the_due_time() -> None:
    text = "09:00 ticket.accepted\n09:01 ticket.severity_set level=L2\n10:00 clock.paused until=@12:00"
    events = timeline(text)
    options = ClockOptions(wait_customer=True)
    read = clocks(STD, events, priorities_as_set(events), at("13:00"), ALWAYS, options)
    resolution = next(one for one in read if one.name == "resolution")
    assert [one.at for one in warnings_of(resolution, ALWAYS, (0.125, 0.5, 1))] == [
        at("12:00"),
        at("15:00"),
        at("19:00"),
    ]


def test_what_is_done_is_warned_of_no_more_and_what_has_not_begun_not_yet() -> None:
    clock = first(
        STD, "10:00 ticket.submitted\n10:01 ticket.severity_set level=L2\n10:40 agent.first_contact", "11:00"
    )
    assert [one.share for one in warnings_of(clock, ALWAYS)] == [0.5]
    assert warnings_of(first(STD, "", "11:00"), ALWAYS) == ()
    assert warned_at(first(STD, "", "11:00"), ALWAYS, HOUR) is None


def test_offsets_are_own_time_before_and_after_the_due_time_and_never_before_the_start() -> None:
    clock = first(ASC, f"{FRIDAY}P3", "+3 17:10")
    assert clock.target is not None
    offsets = (-2 * HOUR, -9 * HOUR, timedelta(), HOUR, 2 * HOUR)
    assert [warned_at(clock, ASC_HOURS, clock.target + one) for one in offsets] == [
        at("+6 15:00"),
        at("+3 17:00"),
        at("+6 17:00"),
        at("+7 09:00"),
        at("+7 10:00"),
    ]


def test_a_priority_that_grows_warns_before_the_due_time_that_counts() -> None:
    clock = first(ASC, f"{FRIDAY}P3\n+3 17:30 ticket.severity_set level=P1", "+3 17:40")
    assert [one.at for one in warnings_of(clock, ASC_HOURS, (0.25,))] == [at("+3 17:30")]


@pytest.mark.parametrize("share", [0, -0.5, 1.01])
def test_a_share_is_a_part_of_the_target(share: float) -> None:
    with pytest.raises(ValueError, match="above 0 and up to 1"):
        warnings_of(first(STD, "10:00 ticket.submitted", "11:00"), ALWAYS, (share,))


OFFICE = weekdays("09:00-12:00", "13:00-18:00")
BUSINESS = handbook(
    "TST",
    (),
    (
        rule(
            "answer",
            starts=(trigger("ticket.submitted"),),
            stops=(trigger("agent.first_contact"),),
            targets={"any": 6 * HOUR},
            hours={"any": "business"},
        ),
    ),
)


@settings(max_examples=40)
@given(st.integers(0, 10 * 24 * 60), st.integers(1, 100))
def test_a_warning_is_inside_service_hours_with_its_share_of_business_time_used(minute: int, percent: int) -> None:
    start = at("00:00") + minute * MINUTE
    events = timeline("00:00 ticket.submitted")
    (begun,) = (type(one)(id=one.id, at=start, kind=one.kind, actor=one.actor) for one in events)
    clock = clocks(BUSINESS, (begun,), priorities_as_set(()), start, OFFICE)[0]
    (told,) = warnings_of(clock, OFFICE, (percent / 100,))
    assert within(OFFICE, told.at)
    assert between(OFFICE, start, told.at) == 6 * HOUR * (percent / 100)
