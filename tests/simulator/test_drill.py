from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mysterydesk import shelf
from policy.vocabulary import problems_of_event
from simulator.drill import Attempt, advance, look, open_attempt, replay, step
from simulator.fold import fold
from simulator.move import Move, Refusal
from simulator.state import Desk
from tests.simulator.conftest import WALL, drawn

STEP = timedelta(seconds=10)


def play(desk: Desk, *moves: Move, gap: timedelta = STEP) -> Attempt:
    """Play moves one after the other; a refusal fails the test."""
    attempt = open_attempt(desk, "test", "practice", WALL)
    wall = WALL
    for move in moves:
        wall += gap
        done = step(attempt, move, wall)
        assert not isinstance(done, Refusal), done
        attempt = done[0]
    return attempt


def say(text: str) -> Move:
    return Move(kind="say", fields={"text": text}, key=f"say-{text}")


def kinds(attempt: Attempt) -> list[str]:
    return [event.kind for event in attempt.events]


def test_first_word_is_first_contact_and_accepts_the_ticket(desk: Desk) -> None:
    attempt = play(desk, say("您好" if desk.case.lang == "zh" else "Hello"))
    assert kinds(attempt)[2:5] == ["agent.first_contact", "ticket.accepted", "agent.msg"]


def test_on_the_phone_the_answer_is_heard_before_the_next_move(desk: Desk) -> None:
    attempt = play(desk, say("您好" if desk.case.lang == "zh" else "Hello"))
    assert attempt.events[-1].kind == "customer.msg"
    assert attempt.state.now > attempt.events[-1].at


def test_a_move_is_charged_its_cost_in_scenario_time(desk: Desk) -> None:
    before = open_attempt(desk, "test", "practice", WALL)
    attempt = play(desk, Move(kind="field", fields={"name": "symptom", "value": "x"}))
    assert attempt.state.now - before.state.now == timedelta(seconds=5)


def test_typing_slowly_within_the_grace_costs_nothing(desk: Desk) -> None:
    quick = play(desk, Move(kind="field", fields={"name": "symptom", "value": "x"}), gap=timedelta(seconds=1))
    slow = play(desk, Move(kind="field", fields={"name": "symptom", "value": "x"}), gap=timedelta(seconds=59))
    assert quick.state.now == slow.state.now


def test_silence_beyond_the_grace_passes_on_the_phone(desk: Desk) -> None:
    slow = play(desk, Move(kind="field", fields={"name": "symptom", "value": "x"}), gap=timedelta(seconds=100))
    assert slow.state.now - desk.case.submitted_at == timedelta(seconds=100 - 60 + 5)


def test_a_long_gap_is_absence_and_noted_not_silence(desk: Desk) -> None:
    away = play(desk, Move(kind="field", fields={"name": "symptom", "value": "x"}), gap=timedelta(minutes=20))
    paused = [event for event in away.events if event.kind == "attempt.paused"]
    assert [event.fields["gap_s"] for event in paused] == [1200]
    assert away.state.now - desk.case.submitted_at == timedelta(seconds=5)


def test_an_attempt_left_for_a_day_is_abandoned_not_failed(desk: Desk) -> None:
    attempt = open_attempt(desk, "test", "practice", WALL)
    done = step(attempt, say("x"), WALL + timedelta(hours=25))
    assert not isinstance(done, Refusal)
    assert done[0].state.status == "abandoned"
    after = step(done[0], say("y"), WALL + timedelta(hours=26))
    assert isinstance(after, Refusal)
    assert after.code == "attempt_over"


def test_a_repeated_key_writes_nothing(desk: Desk) -> None:
    attempt = play(desk, say("喂"))
    again = step(attempt, say("喂"), WALL + timedelta(seconds=30))
    assert again == (attempt, ())


def test_what_no_desk_can_do_is_refused_and_nothing_is_written(desk: Desk) -> None:
    attempt = open_attempt(desk, "test", "practice", WALL)
    tried = {
        "unknown_move": Move(kind="dance"),
        "missing_field": Move(kind="say"),
        "empty_text": say("   "),
        "no_such_field": Move(kind="field", fields={"name": "shoe_size", "value": "44"}),
        "no_such_priority": Move(kind="priority", fields={"level": "L9"}),
        "no_such_check": Move(kind="check", fields={"check": "tea_leaves"}),
        "no_such_action": Move(kind="act", fields={"action": "pray"}),
        "no_such_article": Move(kind="kb_open", fields={"article": "KB-0"}),
        "no_such_tier": Move(kind="escalate", fields={"to": "T9", "symptom": "", "done": "", "ask": ""}),
        "not_transferred": Move(kind="ask_eta"),
        "bad_wait": Move(kind="wait", fields={"seconds": -1}),
        "unknown_field": Move(kind="close", fields={"now": "yes"}),
        "too_long": say("长" * 5000),
        "bad_field": Move(kind="say", fields={"text": ["a"]}),
    }
    for code, move in tried.items():
        refused = step(attempt, move, WALL + STEP)
        assert isinstance(refused, Refusal), move
        assert refused.code == code


def test_repairs_of_another_line_are_refused_with_its_name(desk: Desk) -> None:
    attempt = open_attempt(desk, "test", "practice", WALL)
    solves = desk.handbook.tier("T1").solves
    foreign = next(one for one in desk.case.fault_model.actions if one.repair not in solves)
    refused = step(attempt, Move(kind="act", fields={"action": foreign.id}), WALL + STEP)
    assert isinstance(refused, Refusal)
    assert refused.code == "no_permission"
    assert foreign.repair in desk.handbook.tier(refused.params["tier"]).solves


def test_every_event_fits_the_vocabulary(desk: Desk) -> None:
    attempt = busy(desk)
    for event in attempt.events:
        assert problems_of_event(shelf.vocabulary(), event.kind, event.fields) == ()


def busy(desk: Desk) -> Attempt:
    """Play a long, careless handling through to the end."""
    moves = [say("您好，请问怎么称呼？" if desk.case.lang == "zh" else "Hello, what is your name?")]
    moves.append(Move(kind="priority", fields={"level": "L2"}, key="p"))
    moves.append(Move(kind="kb_search", fields={"query": desk.case.opening}, key="s"))
    handover = {"to": "T3", "symptom": "s", "done": "d", "ask": "a"}
    moves.append(Move(kind="escalate", fields=handover, key="e"))
    moves.extend(Move(kind="wait", fields={"seconds": 1200}, key=f"w{number}") for number in range(6))
    moves.append(Move(kind="close", key="c"))
    moves.append(Move(kind="finish", key="f"))
    return play(desk, *moves)


def test_replay_of_stored_events_gives_the_same_state(desk: Desk) -> None:
    attempt = busy(desk)
    again = replay(desk, "test", attempt.events)
    assert replace(again.state, now=attempt.state.now) == attempt.state


def test_folding_a_prefix_then_the_rest_equals_folding_all(desk: Desk) -> None:
    attempt = busy(desk)
    for cut in range(1, len(attempt.events), 7):
        state = replay(desk, "test", attempt.events[:cut]).state
        for event in attempt.events[cut:]:
            state = fold(desk, state, event)
        assert replace(state, now=attempt.state.now) == attempt.state


def test_same_case_moves_and_times_give_identical_events(desk: Desk) -> None:
    assert busy(desk).events == busy(desk).events


@settings(max_examples=25)
@given(cuts=st.lists(st.integers(min_value=1, max_value=5 * 3600), max_size=6))
def test_any_partition_of_an_interval_advances_to_identical_events(cuts: list[int]) -> None:
    handover = {"to": "T3", "symptom": "s", "done": "d", "ask": "a"}
    attempt = play(drawn("S006", 3, "zh"), Move(kind="escalate", fields=handover, key="e"))
    end = attempt.state.now + timedelta(hours=5)
    whole = advance(attempt, end)[0]
    parts = attempt
    for cut in sorted(cuts):
        parts = advance(parts, attempt.state.now + timedelta(seconds=cut))[0]
    assert advance(parts, end)[0].events == whole.events


def test_looking_writes_nothing_and_shows_only_what_will_be_stored(desk: Desk) -> None:
    attempt = play(desk, say("喂"))
    wall: datetime = WALL + STEP + timedelta(seconds=290)
    seen = look(attempt, wall)
    then = step(attempt, Move(kind="field", fields={"name": "symptom", "value": "x"}), wall)
    assert not isinstance(then, Refusal)
    assert then[0].events[: len(seen.events)] == seen.events


def test_the_customer_urges_when_nobody_speaks() -> None:
    attempt = play(drawn("S006", 3, "zh"), Move(kind="wait", fields={"seconds": 3600}, key="w"))
    urges = [event for event in attempt.events if event.kind == "chase.received"]
    patience = attempt.desk.case.persona.patience_s
    assert len(urges) >= 2
    assert urges[0].at - attempt.desk.case.submitted_at <= timedelta(seconds=patience)


def test_waiting_never_calms() -> None:
    desk = drawn("S006", 3, "zh")
    attempt = open_attempt(desk, "test", "practice", WALL)
    felt = [attempt.state.mood.frustration]
    for hour in range(1, 5):
        attempt, _ = advance(attempt, desk.case.submitted_at + timedelta(hours=hour))
        felt.append(attempt.state.mood.frustration)
    assert felt == sorted(felt)


def test_closing_on_a_fault_that_lasts_is_possible_and_found_out() -> None:
    desk = drawn("S006", 3, "zh")
    attempt = play(desk, say("您好"), Move(kind="close", key="c"), Move(kind="finish", key="f"))
    after_end = [
        e for e in attempt.events if e.kind == "customer.msg" and e.at > attempt.events[-1].at - timedelta(days=2)
    ]
    assert attempt.state.ticket.closed
    assert any(event.fields["act"] in {"urge_first", "urge_again", "news"} for event in after_end)


def test_an_eta_comes_only_from_a_colleague_who_has_begun(desk: Desk) -> None:
    handover = {"to": "T3", "symptom": "s", "done": "d", "ask": "a"}
    attempt = play(desk, Move(kind="escalate", fields=handover, key="e"))
    early = step(attempt, Move(kind="ask_eta", key="q"), WALL + timedelta(seconds=30))
    assert isinstance(early, Refusal)
    assert early.code == "nobody_there"
