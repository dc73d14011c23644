"""The supervisor's seat: the ticket stays where it is, anybody can be given it, and leave does what the step does."""

from dataclasses import replace

from scenarios.draw import seated
from simulator.drill import Attempt
from tests.simulator.conftest import drawn
from tests.simulator.desks import all_of, begin, do, refused
from tests.simulator.test_partners import until

NODE_DOWN, LOCKED = 2, 1
"""Seeds of S101: the bank's node is down; the gateway's writers wait for each other."""


def asked(seed: int) -> Attempt:
    """Open the case and wait until second line asks leave to send the open payments again."""
    return until(begin(drawn("S101", seed, "zh")), "override.requested")


def test_the_ticket_comes_reported_and_stays_with_the_line_that_has_it() -> None:
    attempt = begin(drawn("S101", LOCKED, "zh"))
    notice = all_of(attempt, "supervisor.notified")[0]
    assert notice.actor == "T2"
    assert (attempt.state.ticket.tier, attempt.state.ticket.joined) == ("T2", True)
    assert attempt.state.ticket.type
    assert "supervisor" not in {one.tier for one in attempt.desk.case.coworkers}


def test_leave_that_is_given_does_what_the_step_does() -> None:
    """The same request rescues under one cause and charges people twice under the other."""
    granted = {}
    for seed in (NODE_DOWN, LOCKED):
        attempt = do(asked(seed), "authorise", action="replay_open_payments", verdict="yes", text="准")
        granted[seed] = until(attempt, "action.executed").state.system
    assert granted[NODE_DOWN]["charges"] == "doubled"
    assert (granted[LOCKED]["charges"], granted[LOCKED]["open_payments"]) == ("single", "resent")


def test_what_is_refused_is_not_done_and_not_asked_again() -> None:
    attempt = do(asked(NODE_DOWN), "authorise", action="replay_open_payments", verdict="no", text="先查清")
    assert refused(attempt, "authorise", action="replay_open_payments", verdict="yes", text="x") == "nothing_asked"
    later = do(attempt, "wait", seconds=7200)
    assert all_of(later, "action.executed") == []
    assert len(all_of(later, "override.requested")) == 1


def test_a_supervisor_gives_the_ticket_to_anybody_and_whoever_gets_it_begins() -> None:
    attempt = do(begin(drawn("S101", LOCKED, "zh")), "assign", to="t3-2")
    assert (attempt.state.ticket.tier, attempt.state.ticket.assigned) == ("T3", "t3-2")
    assert until(attempt, "tier3.joined").state.ticket.joined
    same_line = do(begin(drawn("S101", LOCKED, "zh")), "assign", to="t2-2")
    assert not same_line.state.ticket.joined
    assert until(same_line, "tier2.started").state.ticket.joined


def test_whoever_lost_the_ticket_asks_leave_for_nothing() -> None:
    moved = do(begin(drawn("S101", LOCKED, "zh")), "assign", to="t3-1")
    assert all_of(do(moved, "wait", seconds=1800), "override.requested") == []


def test_nobody_above_is_told_and_nobody_else_decides() -> None:
    assert refused(asked(LOCKED), "notify", reason="help", text="x") == "not_at_this_seat"
    assert refused(asked(LOCKED), "authorise", action="restart_gateway", verdict="yes", text="x") == "nothing_asked"
    plain = begin(drawn("S006", 3, "zh"))
    assert refused(plain, "authorise", action="x", verdict="yes", text="x") == "not_at_this_seat"


def test_an_expert_at_the_desk_reaches_as_far_as_second_line() -> None:
    """DSK-4.1.expert, A-expert-reach; who is skilled passes the same case on."""
    desk = drawn("S103", 2, "zh", "DSK")
    expert = do(do(begin(desk), "answer_call"), "check", check="compare_clocks")
    assert expert.state.checks["compare_clocks"] == "apart"
    assert do(expert, "act", action="point_to_time_source").state.system["clock"] == "true_time"
    skilled = do(begin(replace(desk, case=seated(desk.case, "skilled"))), "answer_call")
    assert refused(skilled, "check", check="compare_clocks") == "no_permission"
    assert refused(skilled, "act", action="point_to_time_source") == "no_permission"
