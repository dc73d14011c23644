"""Holding the line: only where there is one, announced, and not for ever."""

import pytest

from policy.text import Lang
from simulator.drill import Attempt, advance
from simulator.state import Desk
from tests.simulator.conftest import drawn
from tests.simulator.desks import all_of, begin, do, heard, phrase, refused, twisted

LANGS: tuple[Lang, ...] = ("zh", "en")


def held(desk: Desk) -> Attempt:
    """Put the customer on hold."""
    return do(begin(desk), "hold", text=phrase(desk, "hold"))


@pytest.mark.parametrize("lang", LANGS)
def test_a_held_call_is_taken_up_again_and_its_length_noted(lang: Lang) -> None:
    desk = drawn("S006", 3, lang)
    attempt = held(desk)
    assert attempt.state.held_at is not None
    assert heard(attempt).fields["act"] == "ack_wait"
    attempt = do(attempt, "kb_search", query="x")
    since = attempt.state.held_at
    assert since is not None
    attempt = do(attempt, "resume", text="x")
    resumed = all_of(attempt, "call.resumed")[0]
    assert resumed.fields["held_s"] == int((resumed.at - since).total_seconds())
    assert attempt.state.held_at is None


@pytest.mark.parametrize("kind", ["say", "update", "verify"])
def test_any_word_takes_the_call_up_first(kind: str) -> None:
    attempt = do(held(drawn("S006", 3, "zh")), kind, text="您好，久等了。")
    kinds = [event.kind for event in attempt.events]
    assert kinds.index("call.resumed") < len(kinds) - 1 - kinds[::-1].index("agent.msg")
    assert attempt.state.held_at is None


def test_work_on_the_ticket_leaves_the_call_on_hold() -> None:
    attempt = held(drawn("S006", 3, "zh"))
    attempt = do(do(attempt, "field", name="symptom", value="x"), "log", text="x")
    assert attempt.state.held_at is not None


def test_what_no_telephone_can_do_is_refused() -> None:
    desk = drawn("S006", 3, "zh")
    assert refused(begin(desk), "resume", text="x") == "not_held"
    assert refused(held(desk), "hold", text="x") == "already_held"
    assert refused(begin(desk), "hold", text="") == "empty_text"
    for channel in ("email", "wecom", "web_form"):
        assert refused(begin(twisted("S006", channel=channel)), "hold", text="x") == "not_live"


def test_a_customer_on_hold_asks_after_half_the_patience_whatever_was_promised() -> None:
    desk = drawn("S006", 3, "zh")
    attempt = do(begin(desk), "hold", text="请您稍等一分钟，我查一下，一分钟内回来。")
    since, half = attempt.state.held_at, desk.case.persona.patience_s // 2
    assert since is not None
    waited = do(attempt, "wait", seconds=2 * half + 60)
    asked = [event for event in all_of(waited, "customer.msg") if event.fields["act"] == "held_long"]
    assert [(event.at - since).total_seconds() for event in asked] == [half, 2 * half]
    assert {event.fields["act"] for event in all_of(waited, "customer.msg")} == {"ack_wait", "held_long"}


def test_a_hold_advances_the_same_in_any_partition() -> None:
    attempt = held(drawn("S006", 3, "en"))
    end = attempt.state.now.replace(hour=attempt.state.now.hour + 1)
    whole, parts = advance(attempt, end)[0], attempt
    for _ in range(40):
        parts = advance(parts, parts.state.now + (end - attempt.state.now) / 41)[0]
    assert advance(parts, end)[0].events == whole.events
