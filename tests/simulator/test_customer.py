"""The customer is a deterministic person: tells by rule, confirms only what is so, urges when nobody speaks."""

from itertools import pairwise

import pytest

from simulator.drill import Attempt, open_attempt, step
from simulator.move import Move, Refusal
from simulator.solve import solve
from simulator.state import Desk
from sla.timeline import Event
from tests.simulator.conftest import WALL, drawn
from tests.simulator.test_drill import STEP, play, say

ASK = {
    "zh": {
        "impact_scope": "请问涉及多少台设备、多少个网点？",
        "product_version": "请问您用的是哪个版本？",
        "customer_id": "请问您的客户编号是多少？",
        "contact_name": "请问怎么称呼您？",
        "department": "请问您在哪个部门？",
    },
    "en": {
        "impact_scope": "How many devices or sites are affected?",
        "product_version": "Which version are you using?",
        "customer_id": "What is your customer number?",
        "contact_name": "May I have your name?",
        "department": "Which department are you in?",
    },
}


def ask(desk: Desk, *slots: str) -> Move:
    """Ask for some slots in one message."""
    return say(" ".join(ASK[desk.case.lang][slot] for slot in slots))


def told(attempt: Attempt) -> list[Event]:
    """Give what the customer said."""
    return [event for event in attempt.events if event.kind == "customer.msg"]


def words(attempt: Attempt) -> str:
    """Give everything the customer said, the opening included."""
    first = str(attempt.events[1].fields["text"])
    return first + "".join(str(event.fields["text"]) for event in told(attempt))


def test_a_fact_is_told_when_it_is_asked_for_and_not_before(desk: Desk) -> None:
    fact = desk.case.fact("customer_id")
    assert fact is not None
    before = play(desk, ask(desk, "department"))
    assert fact.value not in words(before)
    assert fact.value in words(play(desk, ask(desk, "customer_id")))


def test_a_vague_fact_needs_a_second_question(desk: Desk) -> None:
    """`on_clarify`: the first question yields the vague form, the second the fact."""
    vague = [one for one in desk.case.facts if one.disclosure == "on_clarify" and one.slot in ASK["zh"]]
    for fact in vague:
        once = play(desk, ask(desk, fact.slot))
        assert fact.slot not in once.state.told
        assert fact.vague in words(once)
        twice = play(desk, ask(desk, fact.slot), Move(kind="say", fields=ask(desk, fact.slot).fields, key="again"))
        assert fact.slot in twice.state.told
    assert vague or desk.case.scenario.startswith("S047")


def test_at_most_two_slots_are_answered_per_message(desk: Desk) -> None:
    attempt = play(desk, ask(desk, "customer_id", "contact_name", "department", "product_version"))
    new = set(attempt.state.told)
    assert len(new) <= 2


def test_asking_again_for_what_was_told_costs_patience(desk: Desk) -> None:
    first = ask(desk, "customer_id")
    once = play(desk, first)
    twice = play(desk, first, Move(kind="say", fields=first.fields, key="again"))
    assert twice.state.mood.frustration > once.state.mood.frustration


def test_the_customer_confirms_only_what_is_so(desk: Desk) -> None:
    text = "现在能正常使用了吗？" if desk.case.lang == "zh" else "Is it working for you now?"
    attempt = play(desk, Move(kind="verify", fields={"text": text}, key="v"))
    assert told(attempt)[-1].fields["act"] == "deny_fixed"
    assert not attempt.state.ticket.verified
    assert not any(event.kind == "verify.customer" for event in attempt.events)


def test_the_same_hurt_costs_whatever_was_asked(desk: Desk) -> None:
    rude = "你眼神不好吗？" if desk.case.lang == "zh" else "Are you stupid?"
    calm = play(desk, ask(desk, "customer_id"))
    hurt = play(desk, say(rude))
    assert hurt.state.mood.frustration > calm.state.mood.frustration
    assert "rude_words" in str(told(hurt)[-1].fields["cause"])


def test_empathy_helps_less_each_time() -> None:
    desk = drawn("S006", 3, "zh")
    text = "我理解您着急的心情，遇上这种事换谁都会急。"
    attempt = open_attempt(desk, "test", "practice", WALL)
    felt, wall = [attempt.state.mood.frustration], WALL
    for number in range(4):
        wall += STEP
        done = step(attempt, Move(kind="say", fields={"text": text}, key=str(number)), wall)
        assert not isinstance(done, Refusal)
        attempt = done[0]
        felt.append(attempt.state.mood.frustration)
    gains = [before - after for before, after in pairwise(felt)]
    assert gains[0] >= gains[-1]
    assert attempt.state.mood.frustration >= 0


@pytest.mark.parametrize("seed", range(1, 9))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_sentence_carries_a_fact_that_was_not_released(seed: int, lang: str) -> None:
    """Property 1 of the simulation spec, on whole ideal handlings of both scenarios."""
    for scenario in ("S006", "S047"):
        desk = drawn(scenario, seed, "zh" if lang == "zh" else "en")
        attempt = open_attempt(desk, "ideal", "practice", WALL)
        for timed in solve(desk, WALL):
            before = set(attempt.state.told)
            done = step(attempt, timed.move, timed.wall)
            assert not isinstance(done, Refusal)
            attempt, events = done
            allowed = before | set(attempt.state.told)
            spoken = "".join(str(event.fields["text"]) for event in events if event.kind == "customer.msg")
            for slot in ("customer_id", "contact_method", "product_version"):
                fact = desk.case.fact(slot)
                assert fact is not None
                assert slot in allowed or fact.value not in spoken, (slot, spoken)


def test_urging_calls_follow_a_promised_time() -> None:
    """At 80 % of a promised time the customer asks whether it holds, at 100 % that it has passed."""
    desk = drawn("S006", 3, "zh")
    attempt = play(
        desk, say("您好，我正在处理，半小时内给您回电。"), Move(kind="wait", fields={"seconds": 2400}, key="w")
    )
    promise = attempt.state.promises[0]
    urges = [event for event in attempt.events if event.kind == "chase.received"]
    span = (promise.due - promise.made_at).total_seconds()
    assert span == 1800
    asked = [(event.at - promise.made_at).total_seconds() for event in urges]
    assert asked[0] == pytest.approx(0.8 * span, abs=1)
    assert asked[1] == pytest.approx(span, abs=1)


def test_a_promise_nobody_can_put_on_a_clock_is_questioned() -> None:
    desk = drawn("S006", 3, "zh")
    attempt = play(desk, say("我尽快给您回电。"))
    acts = [event.fields["act"] for event in told(attempt)]
    said = {"when_exactly", "ack_wait", "not_clear"}
    assert acts[-1] in said
    assert attempt.state.promises == ()
