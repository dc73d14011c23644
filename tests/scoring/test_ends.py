"""Smaller rules of the checks, each with its reason."""

from datetime import timedelta

import pytest

from policy.handbook import ClockName, Handbook
from scoring.answer_key import ExpectedSlot
from scoring.checks.timeliness import breach_is_own
from scoring.rubric import Rubric
from scoring.score import question_of, score
from scoring.scorecard import Scorecard
from sla.clock import SlaClock
from tests.scoring.conftest import (
    FACTS,
    GOOD,
    Row,
    Scored,
    added,
    changed,
    dropped,
    key_of,
    said,
    sheet,
    unclear,
    unmet,
    words,
    written,
)


def verdicts(card: Scorecard) -> dict[str, str]:
    return {one.code: one.verdict for one in card.findings}


def test_a_confirmation_nobody_has_read_goes_to_a_person(scored: Scored) -> None:
    plain = dropped("verify.customer", rows=changed("customer.msg", 2, text="嗯，我看看", act=None))
    silent = changed("customer.msg", 1, rows=plain, act=None)
    assert "confirmed" in unclear(scored(silent))


def test_confirmed_and_left_open_is_confirmed(scored: Scored) -> None:
    assert verdicts(scored(dropped("ticket.closed")))["confirmed"] == "met"


def test_neither_confirmed_nor_closed_is_not_met(scored: Scored) -> None:
    assert "confirmed" in unmet(scored(dropped("ticket.closed", "verify.customer")))


def test_a_rating_in_the_confirming_contact_counts_as_the_callback(scored: Scored) -> None:
    rated = added((13, "customer", "csat.received", {"value": 5}), rows=dropped("callback.done"))
    assert verdicts(scored(rated))["callback"] == "met"


def test_a_rating_of_what_others_had_done_is_no_callback(scored: Scored) -> None:
    earlier: Row = (0, "customer", "csat.received", {"value": 3, "before": True})
    after = added((13, "customer", "csat.received", {"value": 5}), rows=dropped("callback.done"))
    assert verdicts(scored(added(earlier, rows=after)))["callback"] == "met"
    assert "callback" in unmet(scored(added(earlier, rows=dropped("callback.done"))))


def _taking_leave_with(text: str, *acts: str, **fields: str) -> tuple[Row, ...]:
    """Say nothing after the customer confirmed; before it, come back from a hold."""
    confirmed = next(row[0] for row in GOOD if row[2] == "verify.customer")
    rows = tuple(row for row in GOOD if row[2] != "agent.msg" or row[0] <= confirmed)
    return added((confirmed - 1.5, "trainee", "agent.msg", {**words(text, *acts), **fields}), rows=rows)


def test_thanks_for_holding_the_line_are_no_goodbye(scored: Scored) -> None:
    assert "farewell" in unmet(scored(_taking_leave_with("谢谢您的等候", "thank", intent="resume")))
    assert "farewell" in unmet(scored(_taking_leave_with("谢谢您的等候", "thank")))


def test_a_goodbye_before_the_customers_last_word_counts(scored: Scored) -> None:
    assert verdicts(scored(_taking_leave_with("再见", "farewell")))["farewell"] == "met"


def test_a_callback_that_is_not_due_yet_is_open(scored: Scored, handbook: Handbook) -> None:
    early = scored(dropped("callback.done", "attempt.ended"), as_of=written(*GOOD)[-1].at - timedelta(minutes=100))
    assert "callback" not in verdicts(early)
    assert handbook.clock("callback").targets["any"] == timedelta(hours=24)


def test_a_handbook_without_callbacks_owes_none(rubric: Rubric, handbook: Handbook) -> None:
    from dataclasses import replace  # noqa: PLC0415  only this test takes a handbook apart

    from scoring.checks.closure import closure  # noqa: PLC0415  the same

    bare = replace(handbook, clocks=tuple(one for one in handbook.clocks if one.name != "callback"))
    asked = question_of(written(*GOOD), key_of(), rubric, bare, sheet())
    assert "callback" not in {one.code for one in closure(asked)}


def test_a_calm_customer_asks_for_no_empathy(scored: Scored) -> None:
    calm = changed("customer.msg", 0, mood="calm")
    assert "empathy" not in verdicts(scored(calm, key_of(upset=False)))


def test_who_gets_upset_after_the_last_word_asks_for_none(scored: Scored) -> None:
    rows = tuple(row for row in changed("customer.msg", 0, mood="calm") if row[0] < 100)
    late: Row = (20, "customer", "customer.msg", {"text": "嗯", "act": "ack", "mood": "angry", "slots": []})
    assert "empathy" not in verdicts(scored(added(late, rows=rows), key_of(upset=False)))


def test_a_customer_of_the_trade_may_hear_its_words(scored: Scored) -> None:
    rows = said(2, words("清一下DOM，点清除筛选", "give_solution", "jargon"))
    assert "plain_words" not in verdicts(scored(rows, key_of(lay=False)))


def test_slang_is_a_fault_in_writing_only(scored: Scored) -> None:
    slang = said(2, words("绝绝子，点清除筛选", "give_solution", "slang_emoji"))
    assert "formal" not in verdicts(scored(slang))
    assert unmet(scored(changed("ticket.submitted", rows=slang, channel="wecom"))) == {"formal": "NET-2.3.chat"}


def test_a_secret_in_any_words_is_a_leak(scored: Scored) -> None:
    rows = said(2, words("隔壁店的号码是 555-0199，点清除筛选", "give_solution"))
    card = scored(rows, key_of(secrets={"neighbour": "555 0199", "short": "1"}))
    assert unmet(card) == {"no_leak": "STD-5b.3.sec"}
    assert card.verdict == "fail"


def test_a_leak_that_a_desk_recorded_is_a_leak(scored: Scored) -> None:
    assert unmet(scored(added((8, "trainee", "privacy.leak", {"what": "phone"})))) == {"no_leak": "STD-5b.3.sec"}


def test_a_remote_session_without_a_named_tool_is_not_asked_for_it(scored: Scored) -> None:
    rows = added(
        (7, "customer", "remote.consent", {}),
        (7, "trainee", "remote.sensitive_check", {}),
        (8, "trainee", "remote.started", {}),
        (9, "trainee", "remote.ended", {}),
        (9, "trainee", "remote.tempfiles_deleted", {}),
    )
    found = verdicts(scored(rows))
    assert {
        found[code] for code in ("remote_consent", "remote_checked", "remote_disconnected", "remote_cleanup")
    } == {"met"}
    assert "remote_tool" not in found
    approved = changed("remote.started", rows=rows, tool="TeamViewer")
    assert verdicts(scored(approved))["remote_tool"] == "met"


def test_a_second_remote_session_needs_its_own_consent(scored: Scored) -> None:
    rows = added(
        (7, "customer", "remote.consent", {}),
        (7, "trainee", "remote.sensitive_check", {}),
        (8, "trainee", "remote.started", {"tool": "anydesk"}),
        (9, "trainee", "remote.ended", {}),
        (9, "trainee", "remote.started", {"tool": "anydesk"}),
        (10, "trainee", "remote.ended", {}),
        (10, "trainee", "remote.tempfiles_deleted", {}),
    )
    cleaned = added((9, "trainee", "remote.tempfiles_deleted", {}), rows=rows)
    ordered = tuple(sorted(cleaned, key=lambda row: (row[0], row[2] == "remote.started" and row[0] == 9)))
    assert unmet(scored(ordered)) == {"remote_consent": "STD-5b.3.consent", "remote_checked": "ASC-4.4"}


def test_a_typical_case_asks_for_an_article(scored: Scored) -> None:
    assert unmet(scored(key=key_of(typical=True))) == {"article": "STD-3.3.3"}
    full = added((15, "trainee", "kb.draft", {"sections": ["problem", "scene", "steps", "cautions"]}))
    found = verdicts(scored(full, key_of(typical=True)))
    assert (found["article"], found["article_sections"]) == ("met", "met")


def test_a_kept_screenshot_is_kept(scored: Scored) -> None:
    sent = changed("customer.msg", 0, attachment="shot.png")
    assert (
        verdicts(scored(changed("intake.set", rows=sent, fields={**FACTS, "attachment": "shot.png"})))[
            "attachment_kept"
        ]
        == "met"
    )


def test_what_stands_in_a_picture_came_with_one(scored: Scored) -> None:
    shown = changed("customer.msg", 0, slots=[*FACTS, "attachment"])
    pictured = (*key_of().slots, ExpectedSlot(name="error_text", value="E-17", disclosure="via_attachment"))
    assert unmet(scored(shown, key_of(slots=pictured))) == {"attachment_kept": "STD-3.1.2.attach"}
    assert "attachment_kept" not in unmet(scored(shown))


def test_free_words_that_match_nothing_go_to_a_person(scored: Scored) -> None:
    card = scored(changed("intake.set", fields={**FACTS, "symptom": "页面怪怪的"}))
    assert unclear(card) == ["issue_fields"]


def test_fields_left_blank_make_nothing_up(scored: Scored) -> None:
    card = scored(changed("intake.set", fields=dict.fromkeys(FACTS, "无")))
    assert "record_invented" not in verdicts(card)


def test_data_that_another_line_lost_is_not_the_trainees(scored: Scored) -> None:
    rows = added((10, "system", "state.changed", {"set": {"data": "gone"}, "cause": "nightly_job"}))
    assert verdicts(scored(rows))["data_lost"] == "met"


def test_an_action_that_cures_every_open_cause_is_no_guess(scored: Scored) -> None:
    rows = changed("check.run", 1, check="nothing_known", result="x")
    narrowed = changed("check.run", 0, rows=rows, check="look_filter", result="bad")
    assert verdicts(scored(narrowed))["isolated"] == "met"


def test_a_case_nobody_looked_at_was_not_isolated(scored: Scored) -> None:
    rows = dropped("check.run", "action.executed", "state.changed")
    assert "isolated" in unmet(scored(rows))
    looked = dropped("action.executed", "state.changed")
    assert "isolated" not in verdicts(scored(looked))


def test_the_solution_of_a_transcript_rests_on_the_customers_word(scored: Scored) -> None:
    known = key_of(machine=None, tier="T1")
    assert verdicts(scored(key=known))["cured"] == "met"
    assert verdicts(scored(dropped("verify.customer"), known))["cured"] == "not_judged"
    bare = dropped("verify.customer", "action.executed", "ticket.resolved")
    assert verdicts(scored(bare, known))["cured"] == "not_met"


def test_a_clock_that_never_began_is_nobodys_breach(handbook: Handbook, rubric: Rubric) -> None:
    asked = question_of(written(*GOOD), key_of(), rubric, handbook, sheet())
    assert not breach_is_own(asked, SlaClock(name=ClockName("response"), priority=None, basis=("STD-2.2.2.L1",)))


def test_after_the_confirmation_a_promise_has_no_target_left(scored: Scored) -> None:
    far = ({"quote": "t", "start": 0, "end": 1, "kind": "by", "span_s": None, "day": 1, "minute_of_day": 700},)
    rows = said(5, words("明天十二点前给您发说明，谢谢再见", "promise_eta", "thank", "farewell", times=far))  # type: ignore[arg-type]  # JSON
    assert "promise_possible" not in unmet(scored(rows))


def test_messages_to_colleagues_are_not_said_to_the_customer(scored: Scored) -> None:
    aside: Row = (8, "trainee", "agent.msg", {**words("这客户真烦", "rude"), "to": "T2"})
    assert unmet(scored(added(aside))) == {}


def test_a_call_that_reached_nobody_is_no_word(scored: Scored) -> None:
    missed: Row = (8, "trainee", "agent.msg", {**words("喂？", "rude"), "reached": False})
    assert unmet(scored(added(missed))) == {}


@pytest.mark.parametrize("slots", [(), (ExpectedSlot(name="department", value="财务部"),)])
def test_what_the_key_does_not_know_is_not_asked_for(scored: Scored, slots: tuple[ExpectedSlot, ...]) -> None:
    card = scored(key=key_of(slots=slots))
    assert unmet(card) == {}


def test_fields_that_hold_nothing_readable_are_passed_over(scored: Scored) -> None:
    rows = added(
        (5, "trainee", "intake.set", {"fields": None}), (7, "trainee", "ticket.transferred", {"to_tier": "T2"})
    )
    assert "handover_note" in unmet(scored(rows))


def test_a_record_of_marks_alone_holds_no_value(scored: Scored) -> None:
    assert "customer_fields" in unmet(scored(changed("intake.set", fields={**FACTS, "contact_name": "！！"})))


def test_without_a_key_no_target_holds_a_promise(rubric: Rubric, handbook: Handbook) -> None:
    far = ({"quote": "t", "start": 0, "end": 1, "kind": "by", "span_s": None, "day": 0, "minute_of_day": 700},)
    rows = said(2, words("十二点前解决", "promise_eta", "give_solution", times=far))  # type: ignore[arg-type]  # JSON
    card = score(written(*rows), None, rubric, handbook, sheet())
    assert verdicts(card)["promise_possible"] == "met"
