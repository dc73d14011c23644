"""A ringing phone: answered, sent on, or left ringing."""

from datetime import timedelta

import pytest

from simulator.drill import advance
from simulator.state import Desk
from tests.simulator.conftest import drawn
from tests.simulator.desks import all_of, begin, do, refused
from tests.simulator.duty_plays import GREETING, desk_under


def ringing(handbook: str = "DSK", seed: int = 3) -> Desk:
    """Give a desk whose phone rings."""
    return desk_under(handbook, seed=seed, channel="phone")


@pytest.mark.parametrize("handbook", ["DSK", "NET"])
def test_a_phone_rings_where_a_clock_waits_for_it(handbook: str) -> None:
    attempt = begin(ringing(handbook))
    assert [event.kind for event in attempt.events] == ["attempt.started", "ticket.submitted", "call.rung"]
    assert attempt.events[-1].at == attempt.desk.case.submitted_at
    assert attempt.state.duties.ringing


def test_no_phone_rings_elsewhere() -> None:
    for desk in (drawn("S006", 3, "zh"), desk_under("ASC"), desk_under("DSK", channel="email")):
        assert all_of(begin(desk), "call.rung") == []
        assert refused(begin(desk_under("NET", channel="email")), "answer_call") == "no_call"


def test_a_call_is_answered_once() -> None:
    attempt = do(begin(ringing()), "answer_call")
    assert [event.fields["by"] for event in all_of(attempt, "call.answered")] == ["desk"]
    assert not attempt.state.duties.ringing
    assert refused(attempt, "answer_call") == "no_call"
    assert refused(attempt, "forward_call", to="138") == "no_call"


@pytest.mark.parametrize("kind", ["say", "update", "verify"])
def test_whoever_speaks_picks_up_with_that_word(kind: str) -> None:
    attempt = do(begin(ringing()), kind, text=GREETING["zh"])
    kinds = [event.kind for event in attempt.events]
    assert kinds[3:7] == ["call.answered", "agent.first_contact", "ticket.accepted", "agent.msg"]
    costs = [event.kind for event in attempt.events[3:7] if event.fields.get("cost_s")]
    assert costs == ["agent.msg"]


def test_writing_on_the_ticket_leaves_it_ringing() -> None:
    attempt = do(begin(ringing()), "field", name="contact_name", value="x")
    assert attempt.state.duties.ringing
    assert all_of(attempt, "call.answered") == []


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_call_that_was_sent_on_rings_until_the_mobile_takes_it(seed: int) -> None:
    attempt = do(begin(ringing(seed=seed)), "forward_call", to="13800000000")
    assert attempt.state.duties.ringing
    assert refused(attempt, "forward_call", to="x") == "already_done"
    sent = all_of(attempt, "call.forwarded")[0]
    attempt = advance(attempt, attempt.state.now + timedelta(minutes=2))[0]
    taken = all_of(attempt, "call.answered")[0]
    assert (taken.fields["by"], taken.actor) == ("mobile", "trainee")
    assert 10 <= (taken.at - sent.at).total_seconds() <= 45


def test_nobody_takes_a_call_after_the_end() -> None:
    attempt = do(do(begin(ringing()), "forward_call", to="138"), "finish")
    assert all_of(attempt, "call.answered") == []


def test_a_call_may_be_taken_back_before_the_mobile_answers() -> None:
    attempt = do(do(begin(ringing()), "forward_call", to="138"), "answer_call")
    attempt = advance(attempt, attempt.state.now + timedelta(minutes=2))[0]
    assert [event.fields["by"] for event in all_of(attempt, "call.answered")] == ["desk"]
    assert refused(begin(ringing()), "forward_call", to=" ") == "empty_text"


def test_a_caller_whom_nobody_answers_rings_again_and_says_nothing() -> None:
    desk = ringing()
    attempt = begin(desk)
    patience = timedelta(seconds=desk.case.persona.patience_s)
    attempt = advance(attempt, attempt.state.now + 3 * patience)[0]
    rings = [event.at for event in all_of(attempt, "call.rung")]
    assert len(rings) >= 3
    assert all_of(attempt, "chase.received") == []
    attempt = do(attempt, "answer_call")
    assert attempt.state.urges == 0
    attempt = advance(attempt, attempt.state.now + 2 * patience)[0]
    assert all_of(attempt, "chase.received")
    assert len(all_of(attempt, "call.rung")) == len(rings)
