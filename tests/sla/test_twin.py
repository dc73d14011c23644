"""Are priorities of two handbooks matched by rank, and nothing else of a ticket touched?"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sla.timeline import Event, EventId
from sla.twin import as_under, twin_of
from tests.sla.std_handbook import ASC, STD

AT = datetime(2026, 3, 10, 1, tzinfo=UTC)


def event(kind: str, **fields: str) -> Event:
    return Event(id=EventId(0), at=AT, kind=kind, actor="agent", fields=fields)


@pytest.mark.parametrize(("code", "twin"), [("P1", "L1"), ("P2", "L2"), ("P3", "L3"), ("P4", "L3"), ("P9", None)])
def test_ranks_match_and_the_last_takes_the_rest(code: str, twin: str | None) -> None:
    assert twin_of(code, ASC, STD) == twin


def test_a_handbook_without_priorities_has_no_twin() -> None:
    assert twin_of("L1", STD, replace(ASC, priorities=())) is None


def test_only_the_name_of_the_priority_is_another() -> None:
    told, given = event("agent.msg", text="您好"), event("ticket.severity_set", level="P4", reason="x")
    assert as_under((told, given), ASC, STD) == (told, event("ticket.severity_set", level="L3", reason="x"))
    assert as_under((given,), ASC, ASC) == (given,)


def test_a_priority_without_twin_is_not_set() -> None:
    assert as_under((event("ticket.severity_set", level="P9"), event("auto.ack")), ASC, STD) == (event("auto.ack"),)
