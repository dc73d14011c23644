"""Which announced changes bind a matter that came in by ticket, by call or as a complaint?"""

from datetime import UTC, datetime, timedelta

import pytest

from sla.targets import Override, came_at, overrides_in_force
from sla.timeline import Event, EventId, Timeline

NINE = datetime(2026, 3, 10, 1, tzinfo=UTC)
HOLIDAY = Override(id="nd", start=NINE, end=NINE + timedelta(hours=8), targets={})


def events(*kinds: tuple[float, str]) -> Timeline:
    return tuple(
        Event(
            id=EventId(number),
            at=NINE + timedelta(hours=hour),
            kind=kind,
            actor="agent",
            fields={"override": "nd"} if kind == "sla.change_notified" else {},
        )
        for number, (hour, kind) in enumerate(kinds)
    )


@pytest.mark.parametrize("kind", ["ticket.submitted", "call.rung", "complaint.opened"])
def test_what_comes_in_within_the_span_is_bound_once_it_was_announced(kind: str) -> None:
    """Calls and complaints without a ticket as well (DSK-7.9)."""
    told = (-1, "sla.change_notified")
    assert overrides_in_force(events(told, (1, kind)), (HOLIDAY,)) == (HOLIDAY,)
    assert overrides_in_force(events(told, (8, kind)), (HOLIDAY,)) == ()
    assert overrides_in_force(events((0, "sla.change_notified"), (1, kind)), (HOLIDAY,)) == ()


def test_the_ticket_counts_before_the_call() -> None:
    assert came_at(events((1, "call.rung"), (2, "ticket.submitted"))) == NINE + timedelta(hours=2)
    assert came_at(events((3, "complaint.opened"), (2, "call.rung"))) == NINE + timedelta(hours=2)


def test_what_never_came_in_is_bound_by_nothing() -> None:
    assert came_at(events((1, "auto.ack"))) is None
    assert overrides_in_force(events((-1, "sla.change_notified")), (HOLIDAY,)) == ()
