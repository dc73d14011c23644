"""Other lines and the supervisor: when they come, what they ask for, what they repair, how their manners show."""

from datetime import datetime, timedelta

import pytest

from scenarios.fault_model import after, holds_strictly, is_cured, is_working, state_under
from scenarios.twist import Manner
from simulator import coworker
from simulator.drill import Attempt, step
from simulator.move import Move, Refusal
from simulator.repair import mistakes, plan
from simulator.repertoire import COLLEAGUE_LINES
from simulator.state import Desk
from sla.timeline import Event
from tests.simulator.conftest import drawn
from tests.simulator.manners import with_manners, without_names
from tests.simulator.test_drill import STEP, play

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


# -- manners -----------------------------------------------------------------------------------------------


def on(attempt: Attempt, *moves: Move) -> Attempt:
    """Go on with an attempt; a refusal fails the test."""
    for number, move in enumerate(moves):
        named = Move(kind=move.kind, fields=move.fields, key=f"{len(attempt.events)}-{number}")
        done = step(attempt, named, attempt.state.wall + STEP)
        assert not isinstance(done, Refusal), done
        attempt = done[0]
    return attempt


def begun(desk: Desk, target: str) -> Attempt:
    """Hand a complete ticket over, and wait until somebody has begun."""
    fields = [Move(kind="field", fields={"name": n, "value": v}, key=n) for n, v in GOOD.items()]
    note = {"to": target, "symptom": "s", "done": "d", "ask": "a"}
    attempt = play(desk, *fields, Move(kind="escalate", fields=note, key="e"))
    while not attempt.state.ticket.joined:
        attempt = on(attempt, Move(kind="wait", fields={"seconds": 0}))
    return attempt


ASKS = Move(kind="ask_eta")


def waits(minutes: int) -> Move:
    return Move(kind="wait", fields={"seconds": 60 * minutes})


def named(attempt: Attempt) -> list[tuple[datetime, datetime]]:
    """Give when a time was named, and which."""
    found = [event for event in attempt.events if event.kind == "escalation.eta_obtained"]
    return [(event.at, datetime.fromisoformat(str(event.fields["eta"]))) for event in found]


def from_(attempt: Attempt, actor: str, kind: str = "agent.msg") -> list[Event]:
    return [event for event in attempt.events if event.actor == actor and event.kind == kind]


@pytest.mark.parametrize(("tier", "least", "most"), [("T2", 45, 80), ("T3", 20, 45)])
def test_a_busy_colleague_begins_late(tier: str, least: int, most: int) -> None:
    for seed in range(1, 9):
        attempt = begun(with_manners(drawn("S006", seed, "zh"), "busy"), tier)
        kind = "tier2.started" if tier == "T2" else "tier3.joined"
        assert timedelta(minutes=least) <= at(attempt, kind) <= timedelta(minutes=most)


def test_assigning_another_colleague_before_anybody_began_counts_from_then() -> None:
    desk = with_manners(drawn("S006", 4, "zh"), "busy", "steady")
    note = {"to": "T3", "symptom": "s", "done": "d", "ask": "a"}
    escalate = Move(kind="escalate", fields=note, key="e")
    late = on(play(desk, escalate), waits(60))
    soon = on(play(desk, escalate), Move(kind="assign", fields={"to": "t3-2"}), waits(60))
    assert at(late, "tier3.joined") >= timedelta(minutes=20)
    assert at(soon, "tier3.joined") <= timedelta(minutes=20)
    assert len(from_(soon, "T3", "tier3.joined")) == 1
    assert coworker.holder(desk, soon.state).id == "t3-2"


def test_the_one_with_the_fewest_tickets_is_the_least_loaded() -> None:
    desk = with_manners(drawn("S006", 4, "zh"), "steady")
    best = coworker.least_loaded(desk, "T2")
    assert best is not None
    assert best.load == min(one.load for one in coworker.on_duty(desk, "T2"))
    assert coworker.least_loaded(without_names(desk), "T2") is None


@pytest.mark.parametrize("seed", range(1, 5))
def test_a_slow_colleague_lets_a_named_time_slip_once_and_warns_before(seed: int) -> None:
    steady = on(begun(with_manners(drawn("S047", seed, "en"), "steady"), "T2"), ASKS, waits(300))
    slow = on(begun(with_manners(drawn("S047", seed, "en"), "slow"), "T2"), ASKS, waits(300))
    slipped = at(slow, "fix.provided") - at(steady, "fix.provided")
    assert timedelta(minutes=20) <= slipped <= timedelta(minutes=40)
    (_, first), (warned, second) = named(slow)
    assert warned == first - timedelta(minutes=5)
    done = from_(slow, "T2", "fix.provided")[0].at
    assert first < done <= second < done + timedelta(minutes=5)
    assert second.astimezone(first.tzinfo).strftime("%H:%M") in str(from_(slow, "T2")[-2].fields["text"])


def test_a_slow_colleague_who_is_asked_again_owns_up_and_does_not_warn_later() -> None:
    slow = on(begun(with_manners(drawn("S047", 2, "zh"), "slow"), "T2"), ASKS, waits(5), ASKS, waits(300))
    (_, first), (_, second) = named(slow)
    done = from_(slow, "T2", "fix.provided")[0].at
    assert first < done <= second


@pytest.mark.parametrize("chased", ["ask_eta", "note"])
@pytest.mark.parametrize(("scenario", "tier"), [("S047", "T2"), ("S006", "T3")])
def test_a_wrong_colleague_says_done_and_finds_the_cure_when_chased(scenario: str, tier: str, chased: str) -> None:
    for seed in range(1, 4):
        desk = with_manners(drawn(scenario, seed, "zh"), "wrong")
        attempt = on(begun(desk, tier), waits(180))
        model = desk.case.fault_model
        assert from_(attempt, tier, "fix.provided")
        assert not is_cured(model, attempt.state.system)
        assert not holds_strictly(model.lost, attempt.state.system)
        left = on(attempt, waits(180))
        assert not is_cured(model, left.state.system), "nobody looks again unless chased"
        note = {"to": tier, "symptom": "still fails", "done": "d", "ask": "look again"}
        asked = on(attempt, ASKS if chased == "ask_eta" else Move(kind="escalate", fields=note), waits(60))
        again = from_(asked, tier, "fix.provided")[-1].at - attempt.state.now
        assert timedelta(minutes=10) <= again <= timedelta(minutes=25)
        assert is_cured(model, asked.state.system)
        if chased == "ask_eta":
            assert named(asked)[-1][1] >= from_(asked, tier, "fix.provided")[-1].at


def test_a_useless_repair_harms_nothing_and_can_be_made_good(desk: Desk) -> None:
    model = desk.case.fault_model
    for cause in model.causes:
        start = state_under(model, cause.id)
        for tier in desk.handbook.tiers:
            for action in mistakes(model, start, tier.solves):
                then = after(action, start)
                assert action.repair in tier.solves
                assert not is_cured(model, then)
                assert not holds_strictly(model.lost, then)
                assert is_working(model, then) == is_working(model, start)
                assert plan(model, then, tier.solves) is not None


def test_colleagues_without_names_work_as_steady_ones(desk: Desk) -> None:
    """Cases drawn before colleagues had names behave as they did: only the words for a planned time are new."""
    tier = "T3" if desk.case.scenario.startswith("S006") else "T2"
    plain = on(begun(without_names(desk), tier), waits(240))
    steady = on(begun(with_manners(desk, "steady"), tier), waits(240))
    assert [(e.at, e.kind, e.actor) for e in plain.events] == [(e.at, e.kind, e.actor) for e in steady.events]


# -- the supervisor ----------------------------------------------------------------------------------------


def notified(desk: Desk, reason: str) -> Event:
    """Notify the supervisor, hand the ticket over meanwhile, and give the answer."""
    note = {"to": "T2", "symptom": "s", "done": "d", "ask": "a"}
    notify = Move(kind="notify", fields={"reason": reason, "text": "x"}, key="n")
    attempt = on(play(desk, notify, Move(kind="escalate", fields=note, key="e")), waits(60))
    (answer,) = from_(attempt, "supervisor")
    assert answer.fields["to"] == "T1"
    return answer


@pytest.mark.parametrize(("manner", "least", "most"), [("steady", 3, 8), ("busy", 25, 50)])
def test_the_supervisor_answers_in_time_whatever_becomes_of_the_ticket(manner: Manner, least: int, most: int) -> None:
    for seed in range(1, 5):
        desk = with_manners(drawn("S047", seed, "en"), "steady", supervisor=manner)
        asked = desk.case.submitted_at
        assert timedelta(minutes=least) <= notified(desk, "complaint").at - asked <= timedelta(minutes=most)


@pytest.mark.parametrize("reason", ["complaint", "privacy", "breach", "unreachable"])
def test_the_supervisor_answers_what_was_asked(desk: Desk, reason: str) -> None:
    said = str(notified(desk, reason).fields["text"])
    assert said in desk.wording.colleague(f"sup_{reason}", desk.case.lang)


def asked(desk: Desk, reason: str, *before: Move) -> str:
    """Notify the supervisor as the last of some moves, and give the answer."""
    notify = Move(kind="notify", fields={"reason": reason, "text": "x"}, key="n")
    (answer,) = from_(on(play(desk, *before, notify), waits(60)), "supervisor")
    return str(answer.fields["text"])


def handed(to: str) -> Move:
    return Move(kind="escalate", fields={"to": to, "symptom": "s", "done": "d", "ask": "a"}, key="e")


def graded(level: str) -> Move:
    return Move(kind="priority", fields={"level": level}, key="p")


def line_of(desk: Desk, text: str) -> str:
    """Name the supervisor's line that a text is one of, for any tier."""
    names = [one.name.in_lang(desk.case.lang) for one in desk.handbook.tiers]
    lines = [one for one in COLLEAGUE_LINES if one.startswith("sup_")]
    found = {
        line
        for line in lines
        for template in desk.wording.colleague(line, desk.case.lang)
        for name in names
        if template.replace("{tier}", name) == text
    }
    assert len(found) == 1
    return found.pop()


def test_the_supervisor_says_which_line_when_help_is_asked_for() -> None:
    desk = drawn("S006", 2, "zh")
    assert desk.handbook.tier("T3").name.zh in asked(desk, "help")
    here = drawn("S047", 2, "zh")
    assert line_of(here, asked(here, "help")) == "sup_help_here"


def test_who_has_handed_over_is_not_told_to_hand_over() -> None:
    desk = drawn("S006", 2, "zh")
    assert line_of(desk, asked(desk, "help", graded("L1"), handed("T3"))) == "sup_help_there"
    assert line_of(desk, asked(desk, "help", graded("L1"), handed("T2"))) == "sup_help"
    needless = drawn("S047", 2, "en")
    assert line_of(needless, asked(needless, "help", handed("T2"))) == "sup_help_there"


def test_a_critical_incident_is_a_reason_of_its_own() -> None:
    desk = drawn("S006", 2, "en")
    assert line_of(desk, asked(desk, "critical", graded("L1"))) == "sup_critical"
    assert line_of(desk, asked(desk, "critical", graded("L1"), handed("T3"))) == "sup_critical_there"
    assert line_of(desk, asked(desk, "critical", graded("L3"))) == "sup_critical_grade"
