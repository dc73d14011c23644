"""Urging calls and growth come after what was said, never before it."""

from itertools import pairwise

import pytest

from simulator.drill import Attempt
from tests.simulator.desks import all_of, begin, do, twisted
from tests.simulator.test_customer import ask

CHANNELS = ("phone", "wecom", "web_form", "email")


def in_order(attempt: Attempt) -> bool:
    """Tell whether no event stands before an earlier one."""
    return all(before.at <= after.at for before, after in pairwise(attempt.events))


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("seed", [1, 3])
def test_nobody_urges_before_the_patience_after_the_last_word_has_run_out(channel: str, seed: int) -> None:
    desk = twisted("S006", seed=seed, channel=channel)
    attempt = do(begin(desk), "say", text=ask(desk, "customer_id").text("text"))
    attempt = do(attempt, "wait", seconds=4 * 3600)
    assert in_order(attempt)
    answer = next(event for event in all_of(attempt, "customer.msg") if "customer_id" in str(event.fields["slots"]))
    first = next(event for event in all_of(attempt, "chase.received") if event.at > answer.at)
    assert (first.at - answer.at).total_seconds() >= desk.case.persona.patience_s * 0.5


@pytest.mark.parametrize("channel", CHANNELS)
def test_growth_held_back_by_a_detour_does_not_come_before_the_detour_ended(channel: str) -> None:
    """A third line that restores by another way and then cures; a masked fault that comes back later."""
    desk = twisted("S006", seed=3, channel=channel)
    attempt = do(begin(desk), "escalate", to="T3", symptom="s", done="d", ask="a")
    for _ in range(4):
        attempt = do(attempt, "wait", seconds=5000)
    assert all_of(attempt, "fix.provided")
    assert in_order(do(attempt, "finish"))


@pytest.mark.parametrize("channel", CHANNELS)
def test_opening_a_ticket_again_brings_no_call_from_the_past(channel: str) -> None:
    desk = twisted("S006", seed=3, channel=channel)
    attempt = do(do(begin(desk), "close"), "wait", seconds=3 * 3600)
    attempt = do(do(attempt, "reopen", text="x"), "wait", seconds=3600)
    assert in_order(attempt)
