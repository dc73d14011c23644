"""Second and third line: when they come, what they ask for, what they repair, how poor handovers cost."""

from datetime import timedelta

import pytest

from scenarios.fault_model import is_cured, is_working
from simulator.drill import Attempt
from simulator.move import Move
from simulator.state import Desk
from tests.simulator.conftest import drawn
from tests.simulator.test_drill import play

GOOD = {
    "symptom": "till fails, all shops",
    "impact_scope": "all shops",
    "product_version": "4.2",
    "contact_method": "010-5550-0100",
}


def handed_over(desk: Desk, target: str, *, recorded: bool, hours: int = 5) -> Attempt:
    fields = [Move(kind="field", fields={"name": n, "value": v}, key=n) for n, v in GOOD.items()] if recorded else []
    note = {"to": target, "symptom": "cards and codes fail", "done": "kb", "ask": "please repair"}
    moves = [*fields, Move(kind="escalate", fields=note, key="e")]
    return play(desk, *moves, Move(kind="wait", fields={"seconds": hours * 3600}, key="w"))


def at(attempt: Attempt, kind: str) -> timedelta:
    """Give how long after the hand-over something happened first."""
    begin = next(event.at for event in attempt.events if event.kind == "ticket.transferred")
    return next(event.at for event in attempt.events if event.kind == kind) - begin


@pytest.mark.parametrize("seed", range(1, 7))
def test_third_line_joins_restores_and_cures_well_inside_its_targets(seed: int) -> None:
    attempt = handed_over(drawn("S006", seed, "zh"), "T3", recorded=True)
    assert at(attempt, "tier3.joined") <= timedelta(minutes=25)
    assert at(attempt, "fix.provided") <= timedelta(hours=2)
    model = attempt.desk.case.fault_model
    assert is_cured(model, attempt.state.system)
    assert is_working(model, attempt.state.system)


def test_a_poor_handover_is_asked_about_and_costs_time() -> None:
    desk = drawn("S006", 2, "zh")
    good = handed_over(desk, "T3", recorded=True)
    poor = handed_over(desk, "T3", recorded=False)
    asks = [
        e for e in poor.events if e.kind == "agent.msg" and e.actor == "T3" and "影响范围" in str(e.fields["text"])
    ]
    assert asks
    assert at(poor, "fix.provided") > at(good, "fix.provided")


def test_second_line_passes_on_what_it_cannot_repair_before_its_two_hours() -> None:
    attempt = handed_over(drawn("S006", 2, "zh"), "T2", recorded=True, hours=6)
    moves = [event for event in attempt.events if event.kind == "ticket.transferred"]
    assert [event.fields["to_tier"] for event in moves] == ["T2", "T3"]
    assert moves[1].at - moves[0].at <= timedelta(hours=2)
    assert is_cured(attempt.desk.case.fault_model, attempt.state.system)


def test_second_line_repairs_what_is_its_own() -> None:
    attempt = handed_over(drawn("S047", 2, "zh"), "T2", recorded=True)
    assert [e.actor for e in attempt.events if e.kind == "fix.provided"] == ["T2"]
    assert is_cured(attempt.desk.case.fault_model, attempt.state.system)


def test_a_planned_time_is_kept_when_nothing_is_missing() -> None:
    desk = drawn("S006", 2, "zh")
    fields = [Move(kind="field", fields={"name": n, "value": v}, key=n) for n, v in GOOD.items()]
    note = {"to": "T3", "symptom": "s", "done": "d", "ask": "a"}
    until_join = Move(kind="wait", fields={"seconds": 25 * 60}, key="j")
    attempt = play(
        desk, *fields, Move(kind="escalate", fields=note, key="e"), until_join, Move(kind="ask_eta", key="q")
    )
    eta = attempt.state.ticket.eta
    assert eta is not None
    later = play(
        desk,
        *fields,
        Move(kind="escalate", fields=note, key="e"),
        until_join,
        Move(kind="ask_eta", key="q"),
        Move(kind="wait", fields={"seconds": 3 * 3600}, key="w"),
    )
    done = min(e.at for e in later.events if e.kind in {"workaround.provided", "fix.provided"})
    assert done <= eta
