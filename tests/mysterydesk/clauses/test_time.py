"""What a clause gives a time for is due then: one second earlier is in time, one second later is late."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from policy.handbook import Handbook, PriorityCode
from sla.clock import SlaClock, clocks
from sla.priorities import PrioritySteps
from sla.timeline import Event, EventId, Json, Timeline
from tests.mysterydesk.clauses.conftest import Books

FRIDAY = datetime(2026, 3, 13, 17, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SENT, TAKEN, MET = "ticket.submitted", "ticket.accepted", "agent.first_contact"


class Limit(NamedTuple):
    """One time limit: pack, clause, its clock, priority, time, and what starts and stops it (`kind field=value`)."""

    pack: str
    clause: str
    clock: str
    level: str
    time: timedelta
    start: str
    stop: str


def borrowed(pack: str, clause: str, level: str) -> tuple[Limit, ...]:
    """Give the three times of a complaint, under a manual that takes them from another."""
    return (
        Limit(pack, clause, "complaint_contact", level, 30 * MINUTE, "complaint.opened", "complaint.contacted"),
        Limit(pack, clause, "complaint_corrective", level, 24 * HOUR, "complaint.opened", "corrective.fed_back"),
        Limit(pack, clause, "complaint_followup", level, 7 * DAY, "corrective.done", "complaint.followup"),
    )


LIMITS = (
    Limit("STD", "STD-2.2.2.L1", "response", "L1", 30 * MINUTE, SENT, MET),
    Limit("STD", "STD-2.2.2.L2", "response", "L2", HOUR, SENT, MET),
    Limit("STD", "STD-2.2.2.L3", "response", "L3", 2 * HOUR, SENT, MET),
    Limit("STD", "STD-2.2.2.def-resp", "response", "L3", 2 * HOUR, SENT, MET),
    Limit("STD", "STD-3.2.1.contact", "response", "L2", HOUR, SENT, MET),
    Limit("STD", "STD-2.2.2.L1", "resolution", "L1", 4 * HOUR, TAKEN, "verify.customer"),
    Limit("STD", "STD-2.2.2.L2", "resolution", "L2", 8 * HOUR, TAKEN, "verify.customer"),
    Limit("STD", "STD-2.2.2.L3", "resolution", "L3", 24 * HOUR, TAKEN, "verify.customer"),
    Limit("STD", "STD-2.2.2.def-reso", "resolution", "L2", 8 * HOUR, TAKEN, "verify.customer"),
    Limit("STD", "STD-3.2.2.start", "t2_start", "L2", HOUR, "ticket.transferred to_tier=T2", "tier2.started"),
    Limit("STD", "STD-3.2.2.esc", "t2_unsolved_escalate", "L2", 2 * HOUR,
          "ticket.transferred to_tier=T2", "ticket.transferred to_tier=T3"),
    Limit("STD", "STD-3.2.3.join", "t3_join", "L2", 30 * MINUTE, "ticket.transferred to_tier=T3", "tier3.joined"),
    Limit("STD", "STD-3.2.3.plan", "t3_solution", "L2", 4 * HOUR, "tier3.joined", "workaround.provided"),
    Limit("STD", "STD-4.3.2", "complaint_contact", "L2", 30 * MINUTE, "complaint.opened", "complaint.contacted"),
    Limit("STD", "STD-4.3.4", "complaint_corrective", "L2", DAY, "complaint.opened", "corrective.fed_back"),
    Limit("STD", "STD-4.3.5", "complaint_followup", "L2", 7 * DAY, "corrective.done", "complaint.followup"),
    Limit("STD", "STD-6.1.call", "callback", "L3", DAY, "ticket.resolved", "callback.done"),
    Limit("ASC", "ASC-2.2.P1", "response", "P1", 2 * HOUR, SENT, MET),
    Limit("ASC", "ASC-2.2.P2", "response", "P2", 4 * HOUR, SENT, MET),
    # Eight working hours from Friday 17:00: one on Friday, seven on Monday, lunch and weekend left out.
    Limit("ASC", "ASC-2.2.P3", "response", "P3", 3 * DAY, SENT, MET),
    Limit("ASC", "ASC-2.2.P4", "response", "P4", DAY, SENT, MET),
    Limit("ASC", "ASC-4.2", "response", "P1", 2 * HOUR, SENT, MET),
    Limit("ASC", "ASC-2.3.ack", "acknowledge", "P2", HOUR, "ticket.assigned", "assignee.ack"),
    Limit("ASC", "ASC-2.5.dissat", "dissat_contact", "P2", DAY, "csat.received value=不满意", "dissat.contacted"),
    Limit("SMO", "SMO-1.3.b", "response", "HIGH", 30 * MINUTE, SENT, MET),
    Limit("SMO", "SMO-3.1.a", "response", "LOW", 2 * HOUR, SENT, MET),
    Limit("SMO", "SMO-3.3.c", "resolution", "HIGH", 4 * HOUR, TAKEN, "verify.customer"),
    Limit("SMO", "SMO-1.3.b", "resolution", "LOW", DAY, TAKEN, "verify.customer"),
    *borrowed("SMO", "SMO-1.2", "HIGH"),
    Limit("DSK", "DSK-12.1", "call_answer", "L2", 20 * SECOND, "call.rung", "call.answered"),
    Limit("DSK", "DSK-7.1", "call_answer", "L3", 20 * SECOND, "call.rung", "call.answered"),
    Limit("DSK", "DSK-9.1.esc", "desk_solve_limit", "L2", 30 * MINUTE, TAKEN, "ticket.transferred to_tier=T2"),
    Limit("DSK", "DSK-12.2", "desk_solve_limit", "L3", 30 * MINUTE, TAKEN, "ticket.transferred to_tier=T2"),
    Limit("DSK", "DSK-9.1.inv", "t2t3_plan", "L2", 4 * HOUR, "ticket.transferred to_tier=T2", "fix.provided"),
    *borrowed("DSK", "DSK-9.1.judge", "L2"),
    Limit("NET", "NET-3.1.chan", "call_answer", "L2", 20 * SECOND, f"{SENT} channel=phone", MET),
    Limit("NET", "NET-3.1.chan", "chat_answer", "L2", 60 * SECOND, f"{SENT} channel=online_chat", MET),
    Limit("NET", "NET-3.1.chan", "email_answer", "L2", 4 * HOUR, f"{SENT} channel=email", MET),
    Limit("NET", "NET-3.1.chan", "response", "L2", HOUR, f"{SENT} channel=ticket_system", MET),
    Limit("NET", "NET-1.3.2", "call_answer", "L1", 20 * SECOND, "call.rung", "call.answered"),
    Limit("NET", "NET-1.3.2", "response", "L1", 30 * MINUTE, f"{SENT} channel=ticket_system", MET),
    Limit("NET", "NET-1.3.2", "chat_answer", "L3", 60 * SECOND, f"{SENT} channel=online_chat", MET),
    Limit("NET", "NET-1.3.2", "email_answer", "L3", 4 * HOUR, f"{SENT} channel=email", MET),
)  # fmt: skip
"""What the clauses say; where they say only "soon" or "in the set time", what an assumption of the pack says."""


def event(at: datetime, words: str, number: int) -> Event:
    kind, *pairs = words.split(" ")
    fields: dict[str, Json] = {name: value for name, _, value in (one.partition("=") for one in pairs)}
    return Event(id=EventId(number), at=at, kind=kind, actor="trainee", fields=fields)


def read(book: Handbook, limit: Limit, stopped: timedelta) -> SlaClock:
    """Read the clock of a limit, begun on Friday at five and stopped that much later."""
    course: Timeline = (event(FRIDAY, limit.start, 0), event(FRIDAY + stopped, limit.stop, 1))
    held = PrioritySteps(steps=((FRIDAY, PriorityCode(limit.level)),))
    return next(one for one in clocks(book, course, held, FRIDAY + stopped) if one.name == limit.clock)


@pytest.mark.parametrize("limit", LIMITS, ids=lambda one: f"{one.clause}-{one.clock}-{one.level}")
def test_what_the_clause_gives_a_time_for_is_late_one_second_after_it(books: Books, limit: Limit) -> None:
    in_time = read(books[limit.pack], limit, limit.time - SECOND)
    assert (in_time.due, in_time.state) == (FRIDAY + limit.time, "met")
    assert read(books[limit.pack], limit, limit.time + SECOND).state == "breached"
    assert limit.clause in books[limit.pack].clock(limit.clock).basis


def test_only_the_manual_that_names_working_hours_stops_at_night(books: Books) -> None:
    """ASC-2.2.P3: eight working hours; the levels above it count every hour."""
    ours = [one for one in LIMITS if one.pack == "ASC" and one.start == SENT]
    at_five = {one.level: read(books["ASC"], one, one.time).due for one in ours}
    assert at_five["P3"] == FRIDAY.replace(day=16)
    assert at_five["P2"] == FRIDAY.replace(hour=21)
