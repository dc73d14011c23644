"""The time a clock has used is split among those who had the ticket, to the microsecond."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.handbook import Handbook, Tier, TierCode
from sla.clock import STRICT, ClockOptions, SlaClock, clocks
from sla.consumption import Holder, Share, consumption, holders
from sla.priorities import priorities_as_set
from sla.timeline import Timeline
from tests.sla.std_handbook import ASC, BLANK, HOUR, MINUTE, STD
from tests.sla.test_clock_laws import minutes, timelines
from tests.sla.timelines import ASC_HOURS, at, timeline

T1 = Tier(code=TierCode("T1"), name=BLANK, duties=(), solves=(), receives=(), basis=("T-1",))
LINED = replace(STD, tiers=(T1,))

WAY = """
09:00 ticket.submitted
09:00 ticket.accepted
09:01 ticket.severity_set level=L2
10:00 ticket.transferred from_tier=T1 to_tier=T2
10:30 ticket.assigned group=T2 to=t2-1
16:00 ticket.transferred from_tier=T2 to_tier=T3
18:30 verify.customer
"""


def named(
    book: Handbook, text: str, name: str, as_of: str, options: ClockOptions = STRICT
) -> tuple[SlaClock, Timeline]:
    events = timeline(text)
    read = clocks(book, events, priorities_as_set(events), at(as_of), options=options)
    return next(one for one in read if one.name == name), events


def told(shares: tuple[Share, ...]) -> dict[str, tuple[timedelta, timedelta]]:
    return {f"{one.holder.line}/{one.holder.person}": (one.spent, one.late) for one in shares}


def test_each_line_and_person_is_told_with_what_came_after_the_due_time() -> None:
    """8 h from 9:00 are due at 17:00; the third line has the ticket then, and has had it for one hour of it."""
    clock, events = named(LINED, WAY, "resolution", "19:00")
    shares = consumption(LINED, clock, events, at("19:00"))
    assert told(shares) == {
        "T1/": (HOUR, timedelta()),
        "T2/": (30 * MINUTE, timedelta()),
        "T2/t2-1": (5.5 * HOUR, timedelta()),
        "T3/": (2.5 * HOUR, 1.5 * HOUR),
    }


def test_waiting_that_pauses_the_clock_is_nobodys_time() -> None:
    text = f"{WAY}11:00 clock.paused until=@13:00"
    clock, events = named(LINED, text, "resolution", "19:00", ClockOptions(wait_customer=True))
    assert told(consumption(LINED, clock, events, at("19:00")))["T2/t2-1"] == (3.5 * HOUR, timedelta())


def test_a_clock_of_working_hours_is_split_in_working_hours() -> None:
    """Friday 17:00 to Monday 11:00 are three working hours: one with the desk, two with the software group."""
    text = """
+3 17:00 ticket.submitted
+3 17:01 ticket.severity_set level=P3
+5 20:00 ticket.assigned group=软件组 to=李
+6 11:00 agent.first_contact
"""
    events = timeline(text)
    clock = clocks(ASC, events, priorities_as_set(events), at("+6 12:00"), ASC_HOURS)[0]
    shares = consumption(ASC, clock, events, at("+6 12:00"), ASC_HOURS)
    assert told(shares) == {"/": (HOUR, timedelta()), "软件组/李": (2 * HOUR, timedelta())}


def test_a_clock_that_has_not_begun_or_used_nothing_is_nobodys() -> None:
    clock, events = named(LINED, WAY, "callback", "19:00")
    assert consumption(LINED, clock, events, at("19:00")) == ()
    begun, events = named(LINED, WAY, "response", "09:00")
    assert consumption(LINED, begun, events, at("09:00")) == ()


def test_a_cancelled_clock_has_no_late_part() -> None:
    text = "09:00 ticket.accepted\n10:00 ticket.cancelled"
    clock, events = named(LINED, text, "resolution", "11:00")
    assert told(consumption(LINED, clock, events, at("11:00"))) == {"T1/": (HOUR, timedelta())}


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ("09:00 ticket.assigned to=me", Holder(line="T1", person="me")),
        ("09:00 ticket.assigned to=me\n10:00 ticket.assigned group=T1", Holder(line="T1", person="me")),
        ("09:00 ticket.assigned to=me\n10:00 ticket.assigned group=网络组", Holder(line="网络组")),
        ("09:00 ticket.assigned to=me\n10:00 ticket.transferred to_tier=T2", Holder(line="T2")),
        ("09:00 ticket.transferred to_tier=T2\n09:30 ticket.transferred to_tier=T2", Holder(line="T2")),
        ("11:30 ticket.transferred to_tier=T2", Holder(line="T1")),
    ],
)
def test_who_has_the_ticket_is_read_off_transfers_and_assignments(lines: str, last: Holder) -> None:
    found = holders(LINED, timeline(lines), at("11:00"))
    assert found[0] == (None, Holder(line="T1"))
    assert found[-1][1] == last
    assert len(found) == len({holder for _, holder in found})


@settings(max_examples=60)
@given(timelines, minutes, st.booleans())
def test_the_parts_add_up_to_what_the_clock_has_used(timeline: Timeline, minute: int, waits: bool) -> None:  # noqa: FBT001  by position
    as_of = at("08:00") + minute * MINUTE
    options = ClockOptions(wait_customer=waits)
    for clock in clocks(LINED, timeline, priorities_as_set(timeline), as_of, ASC_HOURS, options):
        shares = consumption(LINED, clock, timeline, as_of, ASC_HOURS)
        assert sum((one.spent for one in shares), timedelta()) == (clock.elapsed or timedelta())
        assert all(timedelta() <= one.late <= one.spent for one in shares)
        overdue = -min(clock.remaining or timedelta(), timedelta()) if clock.due is not None else timedelta()
        assert sum((one.late for one in shares), timedelta()) == overdue
