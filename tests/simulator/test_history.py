"""A ticket of a later line comes with its history, is taken, sent back, completed and reported on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mysterydesk.scores import score_attempt
from policy.text import Lang
from scenarios.codec import case_from_json, case_to_json
from scenarios.history import History
from scenarios.marks import is_recorded
from simulator.drill import Attempt, advance, open_attempt, replay, step
from simulator.handed_back import faults_in
from simulator.history import history_drafts, is_before
from simulator.move import Move, Refusal
from simulator.slack import LEAST, broken_by_dawdling, ideal_slacks
from simulator.state import Desk
from sla.clock import clocks
from sla.priorities import priorities_as_set
from tests.simulator.conftest import WALL, drawn
from tests.simulator.ideals import ideal

LATER: tuple[tuple[str, int, Lang], ...] = (
    ("S025", 1, "zh"),
    ("S025", 2, "en"),
    ("S081", 3, "zh"),
    ("S081", 2, "en"),
)


def opened(desk: Desk) -> Attempt:
    return open_attempt(desk, "later", "practice", WALL)


def history(desk: Desk) -> History:
    assert desk.case.history is not None
    return desk.case.history


def made(attempt: Attempt, kind: str, **fields: str | int) -> Attempt:
    result = step(attempt, Move(kind=kind, fields=fields), WALL)
    assert not isinstance(result, Refusal), result
    return result[0]


def refused(attempt: Attempt, kind: str, **fields: str | int) -> str:
    result = step(attempt, Move(kind=kind, fields=fields), WALL)
    assert isinstance(result, Refusal)
    return result.code


@pytest.mark.parametrize("which", LATER, ids=str)
def test_the_history_is_in_order_ends_at_the_trainee_and_plans_nothing(which: tuple[str, int, Lang]) -> None:
    desk = drawn(*which)
    drafts, attempt = history_drafts(desk), opened(desk)
    times = [one.at for one in drafts]
    assert times == sorted(times)
    assert times[0] > desk.case.submitted_at
    assert times[-1] == desk.case.submitted_at + timedelta(minutes=history(desk).minutes) == attempt.state.now
    assert all(is_before(one) and one.actor != "trainee" for one in attempt.events[2:])
    assert attempt.state.agenda == ()
    assert attempt.state.ticket.tier == desk.case.seat
    assert attempt.state.mood.frustration == desk.case.persona.start_mood
    assert replay(desk, "later", attempt.events) == replace(
        attempt, state=replay(desk, "later", attempt.events).state
    )


@pytest.mark.parametrize("which", LATER, ids=str)
def test_the_record_is_as_good_as_the_case_says(which: tuple[str, int, Lang]) -> None:
    desk = drawn(*which)
    state, told = opened(desk).state, history(desk)
    for slot in told.missing:
        assert slot not in state.told
        assert not desk.handbook.recorded(slot, state.ticket.fields)
    for slot, text in told.wrong.items():
        fact = desk.case.fact(slot)
        assert fact is not None
        assert not is_recorded(fact, text)
    ranks = [str(one.code) for one in desk.handbook.priorities]
    assert state.ticket.level == ranks[2 if told.underrated else 1]


def test_earlier_lines_keep_their_targets() -> None:
    """What is read at the hand-over: nothing of theirs is broken, and what runs on is known."""
    for which in LATER:
        attempt = opened(drawn(*which))
        read = clocks(attempt.desk.handbook, attempt.events, priorities_as_set(attempt.events), attempt.state.now)
        assert [one.name for one in read if one.state == "breached"] == []


def test_a_case_with_a_history_is_written_and_read_again_and_one_without_keeps_its_bytes() -> None:
    case = drawn("S081", 3, "zh").case
    assert case_from_json(case_to_json(case)) == case
    assert '"history"' not in case_to_json(drawn("S006", 3, "zh").case)


def test_who_was_sent_stands_in_the_record_and_who_was_not_does_not() -> None:
    """S059 tells of an engineer who is out; S060 says so too, and nobody is."""
    sent, unsent = (drawn(name, 3, "zh") for name in ("S059", "S060"))
    forms = [one for one in history_drafts(sent) if one.kind == "dispatch.form"]
    assert [(one.actor, one.fields["tools"]) for one in forms] == [("T1", (history(sent).sent,))]
    assert not [one for one in history_drafts(unsent) if one.kind == "dispatch.form"]
    assert "已派工" in history(unsent).turns[0].note or "派工了" in history(unsent).turns[0].note


@pytest.mark.parametrize(
    ("words", "sent", "unsent"),
    [
        ("工程师在路上，请您稍等。", "met", "not_met"),
        ("我先查清楚有没有派人，十分钟内回您。", "", ""),
    ],
)
def test_to_say_that_somebody_is_on_the_way_is_judged_by_whether_anybody_was_sent(
    words: str, sent: str, unsent: str
) -> None:
    """DSK-6.chase, at second line: that the ticket came over is no proof of it."""
    for name, verdict in (("S059", sent), ("S060", unsent)):
        attempt = made(opened(drawn(name, 3, "zh", "DSK")), "say", text=words)
        card = score_attempt(attempt)
        assert "".join(one.verdict for one in card.findings if one.code == "chase_true") == verdict, name


def test_a_low_rating_that_began_the_case_runs_its_day_and_is_followed_up_with_the_first_contact() -> None:
    attempt = opened(drawn("S054", 3, "zh", "ASC"))
    assert attempt.state.duties.low_rated
    read = clocks(attempt.desk.handbook, attempt.events, priorities_as_set(attempt.events), attempt.state.now)
    assert [(one.state, one.started_at) for one in read if one.name == "dissat_contact"] == [
        ("running", attempt.desk.case.submitted_at)
    ]
    contacted = made(attempt, "complaint_contact", text="很抱歉，您具体不满意哪里，希望我们怎么做？")
    asked = made(contacted, "low_rating_contact", text="很抱歉没让您满意，请问哪里没做好？")
    assert asked.state.duties.followed_up


def test_what_only_a_later_line_does_is_refused_at_first_line() -> None:
    attempt = opened(drawn("S006", 3, "zh"))
    assert refused(attempt, "take") == "not_at_this_seat"
    assert refused(attempt, "send_back", text="缺版本") == "not_at_this_seat"
    assert refused(attempt, "hand_in", what="fix", text="好了") == "not_at_this_seat"


def test_a_ticket_is_taken_once_and_never_escalated_backwards() -> None:
    attempt = opened(drawn("S081", 3, "en"))
    assert refused(attempt, "escalate", to="T1", symptom="x", done="x", ask="x") == "no_such_tier"
    taken = made(attempt, "take")
    assert [one.kind for one in taken.events if one.actor == "trainee"] == ["tier2.started"]
    assert refused(taken, "take") == "already_taken"
    assert refused(taken, "hand_in", what="miracle", text="x") == "bad_field"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_ticket_sent_back_comes_again_complete(lang: Lang) -> None:
    attempt = opened(drawn("S081", 3, lang))
    assert set(faults_in(attempt.desk, attempt.state)) >= {"product_version", "trigger"}
    away = made(made(attempt, "take"), "send_back", text="product version, what happened before")
    assert away.state.ticket.tier == "T1"
    assert refused(away, "take") == "not_here"
    again, _ = advance(away, away.state.now + timedelta(minutes=20))
    assert again.state.ticket.tier == "T2"
    assert again.state.ticket.joined
    assert faults_in(again.desk, again.state) == ()
    halves, _ = advance(away, away.state.now + timedelta(minutes=5))
    assert advance(halves, away.state.now + timedelta(minutes=20))[0].events == again.events


@pytest.mark.parametrize("which", LATER, ids=str)
def test_the_ideal_at_a_later_line_leaves_room_of_what_was_left(which: tuple[str, int, Lang]) -> None:
    desk = drawn(*which)
    left = ideal_slacks(desk, WALL)
    assert {one.clock for one in left} <= desk.handbook.owed_by("T2")
    assert all(one.is_enough and one.share >= LEAST for one in left)


def test_who_dawdles_with_a_ticket_that_was_dug_at_for_long_breaks_its_limit() -> None:
    assert broken_by_dawdling(drawn("S025", 2, "en"), WALL) == ("t2_unsolved_escalate",)


def test_the_search_passes_on_what_is_not_its_own_and_puts_copies_before_a_risky_step() -> None:
    dug = ideal("S025", 2, "en").attempt.events
    moved = [str(one.fields["to_tier"]) for one in dug if one.kind == "ticket.transferred" and one.actor == "trainee"]
    assert moved == ["T3"]
    worn = next(seed for seed in range(1, 30) if drawn("S081", seed, "zh").case.true_cause == "disk_dying")
    kinds = [one for one in ideal("S081", worn, "zh").attempt.events if one.actor == "trainee"]
    done = [str(one.fields["action"]) for one in kinds if one.kind == "action.executed"]
    assert done == ["copy_to_external", "fit_new_disk"]
    risk = next(one for one in kinds if one.kind == "plan.explained" and one.fields["action"] == "fit_new_disk")
    assert "risk" in str(risk.fields["parts"])
