"""What a customer does half-way, move by move: early relief, consent taken back, another channel, silence."""

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any

import pytest

from mysterydesk import shelf
from policy.text import Lang
from policy.vocabulary import problems_of_event
from scenarios.twist import TWISTS, Second, TwistCode
from simulator.drill import Attempt, advance, replay
from simulator.state import Desk
from simulator.twist_channel import WAYS
from tests.simulator.conftest import drawn
from tests.simulator.desks import all_of, begin, do, heard, phrase, refused, twisted
from tests.simulator.ideals import Ideal, played

SECOND = {
    "zh": Second(tell="对了，前台的扫码枪也连不上。", symptom="前台扫码枪连不上", marks=(("扫码枪",),)),
    "en": Second(tell="Oh, and the scanner at the desk fails.", symptom="desk scanner fails", marks=(("scanner",),)),
}
FINE = {"zh": "现在能正常使用了吗？", "en": "Is it working for you now?"}


def turning(code: TwistCode, scenario: str = "S047", lang: Lang = "zh", seed: int = 7, **more: Any) -> Desk:
    """Draw a case and put a twist on it."""
    second = SECOND[lang] if code == "second_problem" else None
    return twisted(scenario, lang, seed, twists=(code,), second=second, **more)


def half_way(desk: Desk) -> Attempt:
    """Talk until the priority is set."""
    attempt = do(begin(desk), "say", text=phrase(desk, "empathise"))
    return do(attempt, "priority", level=desk.handbook.priorities[-1].code)


def acts(attempt: Attempt) -> list[str]:
    return [str(event.fields["act"]) for event in all_of(attempt, "customer.msg")]


def until(attempt: Attempt, act: str, waits: int = 40) -> Attempt:
    """Wait until the customer has said something."""
    for _ in range(waits):
        if act in acts(attempt):
            return attempt
        attempt = do(attempt, "wait", seconds=60)
    raise AssertionError(act)


@lru_cache(maxsize=8)
def relieved(lang: Lang) -> Attempt:
    """Find a customer who is relieved at a moment of its own."""
    for seed in range(1, 20):
        attempt = do(half_way(turning("early_relief", lang=lang, seed=seed)), "wait", seconds=400)
        if "early_relief" in acts(attempt):
            return attempt
    raise AssertionError


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_relief_too_early_is_no_confirmation_and_a_test_shows_it(lang: Lang) -> None:
    attempt = relieved(lang)
    assert not all_of(attempt, "verify.customer")
    assert not attempt.state.ticket.verified
    asked = do(attempt, "verify", text=FINE[lang])
    assert heard(asked).fields["act"] == "relief_gone"
    assert not all_of(asked, "verify.customer")


def test_whoever_is_relieved_does_not_urge_and_finds_out_by_itself() -> None:
    attempt = relieved("zh")
    said = len(all_of(attempt, "chase.received"))
    later = do(attempt, "wait", seconds=1000)
    assert len(all_of(later, "chase.received")) == said
    assert "relief_gone" in acts(until(later, "relief_gone", 60))
    closed = do(do(attempt, "resolve"), "close")
    assert "still_waiting_after_close" in acts(until(closed, "still_waiting_after_close", 90))


def test_some_are_relieved_only_after_a_step_that_cured_nothing() -> None:
    ways = set()
    for seed in range(1, 25):
        desk = turning("early_relief", seed=seed)
        attempt = do(half_way(desk), "wait", seconds=400)
        ways.add("early_relief" in acts(attempt))
    assert ways == {True, False}


def in_session(lang: Lang = "zh") -> Attempt:
    """Open a session that was agreed to."""
    desk = turning("withdraws_consent", "S067", lang)
    attempt = do(begin(desk), "ask_remote", text=phrase(desk, "remote_consent"))
    while not attempt.state.remote.consented:
        attempt = do(attempt, "wait", seconds=0)
    attempt = do(attempt, "remote_check", text=phrase(desk, "remote_check"))
    return do(attempt, "remote_start", tool="teamviewer")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_consent_is_taken_back_while_the_session_runs_and_given_again_after_an_explanation(lang: Lang) -> None:
    attempt = until(in_session(lang), "withdraws_consent")
    desk = attempt.desk
    assert attempt.state.remote.running
    assert not attempt.state.remote.consented
    again = do(do(attempt, "remote_end"), "ask_remote", text=phrase(desk, "remote_consent"))
    assert heard(again).fields["act"] == "refuses_again"
    explained = do(again, "say", text=phrase(desk, "explain_plan"))
    agreed = do(explained, "ask_remote", text=phrase(desk, "remote_consent"))
    while not agreed.state.remote.consented:
        agreed = do(agreed, "wait", seconds=0)
    assert len(all_of(agreed, "remote.consent")) == 2
    second = do(agreed, "remote_start", tool="teamviewer")
    assert acts(do(second, "wait", seconds=300)).count("withdraws_consent") == 1


def test_going_on_against_the_will_is_possible_and_hurts() -> None:
    attempt = until(in_session(), "withdraws_consent")
    check = next(one for one in attempt.desk.case.fault_model.checks if "remote" in one.needs and one.tier == "T1")
    before = attempt.state.mood.frustration
    went_on = do(attempt, "check", check=check.id)
    assert went_on.state.mood.frustration > before
    assert "consent_reminded" in acts(until(went_on, "consent_reminded"))
    assert any("consent_ignored" in str(event.fields["cause"]) for event in all_of(went_on, "customer.msg"))


def moved(lang: Lang = "zh", channel: str = "phone") -> Attempt:
    """Let the customer go over to another channel."""
    return until(half_way(turning("changes_channel", "S006", lang, channel=channel)), "changes_channel")


@pytest.mark.parametrize("channel", ["phone", "email", "wecom", "web_form"])
def test_who_stays_on_the_old_channel_is_not_heard(channel: str) -> None:
    attempt = moved(channel=channel)
    new = str(heard(attempt).fields["channel"])
    assert new in WAYS[channel]
    talked = do(attempt, "say", text="请问您的客户编号是多少？")
    last = all_of(talked, "agent.msg")[-1]
    assert (last.fields["reached"], last.fields["channel"]) == (False, channel)
    assert talked.state.asked == attempt.state.asked
    assert acts(do(talked, "wait", seconds=3600))[len(acts(attempt)) :].count("tell") == 0
    over = do(talked, "switch_channel", channel=new)
    asked = do(over, "say", text="请问您的客户编号是多少？")
    assert all_of(asked, "agent.msg")[-1].fields["channel"] == new
    assert "reached" not in all_of(asked, "agent.msg")[-1].fields
    assert "customer_id" in str(heard(do(asked, "wait", seconds=3600)).fields) or "customer_id" in asked.state.told


def test_liveness_delays_and_costs_follow_the_customer() -> None:
    attempt = moved()
    assert attempt.here.case.channel != attempt.desk.case.channel
    assert attempt.here.case.digest == attempt.desk.case.digest
    away = str(heard(attempt).fields["channel"])
    over = do(attempt, "switch_channel", channel=away)
    assert refused(over, "switch_channel", channel=away) == "already_done"
    assert refused(over, "switch_channel", channel="pigeon") == "no_such_channel"
    asked = do(over, "say", text="请问您的客户编号是多少？")
    # On a channel that is not live nobody stays on the line: the answer is still to come.
    assert len(acts(asked)) == len(acts(over))
    assert any(due.what == "customer" for due in asked.state.agenda)


def test_what_needs_the_customer_cannot_be_done_without_one() -> None:
    attempt = moved()
    check = next(one for one in attempt.desk.case.fault_model.checks if one.via == "ask")
    assert refused(attempt, "check", check=check.id) == "customer_away"


def silent(lang: Lang = "zh") -> Attempt:
    """Repair what is broken for a customer who is then gone."""
    desk = turning("goes_silent", lang=lang)
    one = played(desk)
    changes = [event for event in all_of(one.attempt, "state.changed") if event.fields["set"]]
    cured = int(changes[0].id)
    return replay(desk, "ideal", one.attempt.events[: cured + 1])


def test_a_customer_who_is_gone_cannot_be_reached_for_hours_and_does_not_urge() -> None:
    attempt = silent()
    assert attempt.state.twist.away
    tried = do(attempt, "verify", text=FINE["zh"])
    assert all_of(tried, "agent.msg")[-1].fields["reached"] is False
    assert not tried.state.ticket.verified
    waited = do(tried, "wait", seconds=3600)
    assert not all_of(waited, "verify.customer")
    assert len(all_of(waited, "chase.received")) == len(all_of(attempt, "chase.received"))
    back = until(waited, "back_again", 24 * 60)
    gone_s = (heard(back).at - all_of(attempt, "state.changed")[-1].at).total_seconds()
    assert 2 * 3600 <= gone_s <= 20 * 3600
    assert do(back, "verify", text=FINE["zh"]).state.ticket.verified


@pytest.mark.parametrize("handbook", ["STD", "NET"])
def test_whoever_falls_silent_half_way_is_found_by_tries_on_two_channels(handbook: str) -> None:
    desk = _with(drawn("S006", 2, "zh", handbook), "falls_silent")
    attempt = half_way(desk)
    assert attempt.state.twist.away
    asked = do(attempt, "say", text="请问您的客户编号是多少？")
    assert all_of(asked, "agent.msg")[-1].fields["reached"] is False
    if handbook == "STD":
        # A manual without such tries waits.
        assert refused(asked, "try_contact", channel="phone", text=FINE["zh"]) == "not_at_this_desk"
        back = until(asked, "back_again", 10 * 60)
        assert 5 * 3600 <= (heard(back).at - attempt.state.now).total_seconds() + 60 <= 9 * 3600 + 120
        return
    for channel, reached in (("phone", False), ("phone", False), ("phone", False), ("email", True)):
        asked = do(asked, "try_contact", channel=channel, text="您好，我想跟您核对一件事。")
        assert all_of(asked, "contact.attempted")[-1].fields["reached"] is reached
    assert not asked.state.twist.away
    assert "back_again" not in acts(do(asked, "wait", seconds=10 * 3600))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_second_problem_comes_up_when_the_talk_ends_and_gets_a_ticket_of_its_own(lang: Lang) -> None:
    one = played(turning("second_problem", lang=lang))
    told = [event for event in all_of(one.attempt, "customer.msg") if SECOND[lang].tell in str(event.fields["text"])]
    assert len(told) == 1
    verified = all_of(one.attempt, "verify.customer")[0]
    assert told[0].id >= verified.id - 1
    raised = all_of(one.attempt, "ticket.raised")
    assert [event.fields["text"] for event in raised] == [SECOND[lang].symptom]
    assert str(raised[0].fields["number"]).startswith(one.attempt.state.ticket.number)
    assert refused(begin(one.desk), "second_ticket", text=" ") == "empty_text"


def test_whoever_waits_past_a_promise_complains_and_one_complaint_is_enough() -> None:
    desk = turning("turns_complaint", "S006")
    attempt = do(begin(desk), "say", text="您好，我正在处理，半小时内给您回电。")
    waited = until(attempt, "turns_complaint", 60)
    due = attempt.state.promises[0].due
    said = heard(waited)
    assert timedelta(seconds=60) <= said.at - due <= timedelta(seconds=300)
    assert acts(do(waited, "wait", seconds=7200)).count("turns_complaint") == 1
    opened = do(waited, "complaint_open", text="客户投诉等候太久", urgent="yes")
    assert opened.state.complaint is not None
    in_time = do(attempt, "say", text="跟您说一下进展，还在查，半小时内再给您消息。")
    assert "turns_complaint" not in acts(do(in_time, "wait", seconds=600))


def test_whoever_is_angry_enough_complains() -> None:
    desk = turning("turns_complaint", "S006")
    attempt = begin(desk)
    for _ in range(5):
        attempt = do(attempt, "say", text="你眼神不好吗？")
    assert "turns_complaint" in acts(do(attempt, "wait", seconds=120))


@pytest.mark.parametrize("handbook", ["STD", "ASC"])
def test_a_low_rating_after_a_good_repair_has_a_reason_of_its_own(handbook: str) -> None:
    reasons = set()
    for seed in range(1, 9):
        desk = drawn("S047", seed, "zh", handbook)
        one = played(_with(desk, "low_rating"))
        low = {2, "dissatisfied", "average"}
        assert {event.fields["value"] for event in all_of(one.attempt, "csat.received")} <= low
        assert one.attempt.state.ticket.verified
        if handbook == "ASC":
            assert all_of(one.attempt, "dissat.contacted")
            reasons |= {act for act in acts(one.attempt) if act.startswith("low_")}
    assert reasons == ({"low_slow", "low_repeat"} if handbook == "ASC" else set())


def _with(desk: Desk, code: TwistCode) -> Desk:
    return replace(desk, case=replace(desk.case, twists=(code,)))


@lru_cache(maxsize=len(TWISTS))
def ideal_of(code: TwistCode) -> Ideal:
    """Play the ideal handling of a case with a twist, once."""
    scenario = "S067" if code in {"withdraws_consent", "early_relief"} else "S006"
    return played(turning(code, scenario))


@pytest.mark.parametrize("code", TWISTS)
def test_any_partition_of_time_gives_the_same_events_and_all_are_of_the_vocabulary(code: TwistCode) -> None:
    one = ideal_of(code)
    size = len(one.attempt.events)
    for cut in (size // 3, size // 2, 2 * size // 3):
        attempt = replay(one.desk, "ideal", one.attempt.events[:cut])
        begun = attempt.state.now
        whole = advance(attempt, begun + timedelta(hours=5))[0]
        parts = attempt
        for seconds in (7, 61, 300, 1500, 3601, 9000):
            parts = advance(parts, begun + timedelta(seconds=seconds))[0]
        assert advance(parts, begun + timedelta(hours=5))[0].events == whole.events
    for event in one.attempt.events:
        assert problems_of_event(shelf.vocabulary(), event.kind, event.fields) == (), event.kind


@pytest.mark.parametrize("code", TWISTS)
def test_stored_events_fold_to_the_state_they_were_played_to(code: TwistCode) -> None:
    one = ideal_of(code)
    assert replay(one.desk, "ideal", one.attempt.events).state.twist == one.attempt.state.twist
