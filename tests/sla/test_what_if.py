"""Do edited events give what those events would have given, and is every difference of a clock seen?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.handbook import Handbook
from sla.clock import SlaClock, clocks
from sla.priorities import priorities_as_set
from sla.timeline import Event, EventId, NaiveTimeError, Timeline
from sla.what_if import Added, Dropped, Moved, compared, edited
from tests.sla.std_handbook import STD

NINE = datetime(2026, 3, 10, 1, tzinfo=UTC)


def event(number: int, minute: float, kind: str, **fields: str) -> Event:
    return Event(id=EventId(number), at=NINE + timedelta(minutes=minute), kind=kind, actor="agent", fields=fields)


TICKET: Timeline = (
    event(0, 0, "ticket.submitted"),
    event(1, 5, "ticket.accepted"),
    event(2, 6, "ticket.severity_set", level="L1"),
    event(3, 45, "agent.first_contact"),
    event(4, 200, "verify.customer"),
)


def read(handbook: Handbook, timeline: Timeline) -> tuple[SlaClock, ...]:
    return clocks(handbook, timeline, priorities_as_set(timeline), NINE + timedelta(hours=12))


def test_an_earlier_contact_would_have_met_the_response_and_nothing_else_changes() -> None:
    after = edited(TICKET, [Moved(event=EventId(3), at=NINE + timedelta(minutes=29))])
    changes = compared(read(STD, TICKET), read(STD, after))
    assert [one.name for one in changes if not one.is_same] == ["response"]
    response = changes[0]
    assert response.before is not None
    assert response.after is not None
    assert (response.before.state, response.after.state) == ("breached", "met")


def test_another_priority_moves_both_due_times() -> None:
    lower = event(9, 7, "ticket.severity_set", level="L3")
    changed = {
        one.name
        for one in compared(read(STD, TICKET), read(STD, edited(TICKET, [Added(event=lower)])))
        if not one.is_same
    }
    assert {"response", "resolution"} <= changed


def test_what_has_not_happened_leaves_its_clock_running() -> None:
    after = edited(TICKET, [Dropped(event=EventId(4))])
    resolution = next(one for one in read(STD, after) if one.name == "resolution")
    assert resolution.stopped_at is None
    assert [one.id for one in after] == [0, 1, 2, 3]


def test_ids_of_what_stays_are_kept_and_what_is_added_gets_the_next() -> None:
    after = edited(TICKET, [Dropped(event=EventId(4)), Added(event=event(0, 1, "auto.ack"))])
    assert [(one.id, one.kind) for one in after][:2] == [(0, "ticket.submitted"), (5, "auto.ack")]
    assert edited((), [Added(event=event(7, 1, "auto.ack"))])[0].id == 0


def test_an_event_that_is_not_there_and_a_time_without_zone_are_refused() -> None:
    with pytest.raises(KeyError):
        edited(TICKET, [Dropped(event=EventId(17))])
    with pytest.raises(NaiveTimeError):
        edited(TICKET, [Moved(event=EventId(3), at=datetime(2026, 3, 10, 1))])  # noqa: DTZ001  what is refused


def test_a_clock_that_only_one_handbook_has_stands_alone() -> None:
    fewer = replace(STD, clocks=tuple(one for one in STD.clocks if one.name != "resolution"))
    changes = {str(one.name): one for one in compared(read(STD, TICKET), read(fewer, TICKET))}
    assert changes["resolution"].after is None
    assert not changes["resolution"].is_same
    assert changes["response"].is_same


@given(minutes=st.lists(st.integers(0, 600), min_size=5, max_size=5))
def test_moving_there_and_back_changes_nothing(minutes: list[int]) -> None:
    there = [Moved(event=one.id, at=NINE + timedelta(minutes=at)) for one, at in zip(TICKET, minutes, strict=True)]
    back = [Moved(event=one.id, at=one.at) for one in TICKET]
    assert edited(edited(TICKET, there), back) == TICKET
