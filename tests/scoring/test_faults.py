"""One fault at a time in a handling without any: exactly this one is found, under its clause."""

import pytest

from scoring.rubric import Rubric
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
)

REMOTE: tuple[Row, ...] = added(
    (6, "customer", "remote.consent", {"text": "可以"}),
    (6, "trainee", "remote.sensitive_check", {}),
    (7, "trainee", "remote.started", {"tool": "anydesk"}),
    (8, "trainee", "remote.ended", {}),
    (8, "trainee", "remote.tempfiles_deleted", {}),
)
"""The faultless handling with a remote session."""

REMOTE_BARE = dropped("remote.consent", rows=REMOTE)

FAULTS: dict[str, tuple[tuple[Row, ...], dict[str, str]]] = {
    "department_missing": (
        changed("intake.set", fields={name: value for name, value in FACTS.items() if name != "department"}),
        {"customer_fields": "STD-3.1.2.cust"},
    ),
    "version_missing": (
        changed("intake.set", fields={**FACTS, "product_version": "未知"}),
        {"issue_fields": "STD-3.1.2.issue"},
    ),
    "wrong_name": (
        changed("intake.set", fields={**FACTS, "contact_name": "马静"}),
        {"customer_fields": "STD-3.1.2.cust"},
    ),
    "wrong_scope_figure": (
        changed("intake.set", fields={**FACTS, "impact_scope": "12家店"}),
        {"issue_fields": "STD-3.1.2.issue"},
    ),
    "screenshot_not_kept": (
        changed("customer.msg", 0, attachment="shot.png"),
        {"attachment_kept": "STD-3.1.2.attach"},
    ),
    "priority_not_set": (dropped("ticket.severity_set"), {"priority_set": "STD-3.1.2.prio"}),
    "priority_too_high": (changed("ticket.severity_set", level="L1"), {"priority_right": "STD-2.2.1.L3"}),
    "priority_one_up_with_reason": (
        changed("ticket.severity_set", level="L2", reason="影响全组"),
        {"priority_one_up": "STD-2.2.1.L3"},
    ),
    "no_search": (dropped("kb.search"), {"kb_first": "STD-3.1.3"}),
    "guessed": (dropped("check.run"), {"isolated": "NET-3.2.isolate"}),
    "masked": (
        changed("state.changed", set={"filter": "all", "cache": "hidden"}),
        {"closed_uncured": "STD-2.2.2.def-reso"},
    ),
    "not_archived": (dropped("ticket.archived"), {"archived": "STD-3.3.2"}),
    "archive_without_feedback": (
        changed("ticket.archived", fields={"description": "促销草稿不见了", "steps": "清除筛选"}),
        {"archived": "STD-3.3.2"},
    ),
    "archive_with_invented_figure": (
        changed(
            "ticket.archived", fields={"description": "促销草稿777条不见了", "steps": "清除筛选", "feedback": "好"}
        ),
        {"archive_true": "STD-3.3.2"},
    ),
    "no_callback": (dropped("callback.done"), {"callback": "STD-6.1.call"}),
    "no_rating": (
        said(4, words("好的", "confirm_understanding"), dropped("csat.asked")),
        {"rating_asked": "STD-4.1.csat"},
    ),
    "nothing_else_asked": (said(3, words("好了吗？", "confirm_resolved")), {"anything_else": "STD-3.3.1"}),
    "not_confirmed": (dropped("verify.customer"), {"confirmed": "STD-3.3.1"}),
    "no_greeting": (
        said(0, words("我是小何，别急，先核对", "self_introduce", "empathise", "explain_plan")),
        {"greeting": "DSK-6.greet"},
    ),
    "no_name": (
        said(0, words("您好，别急，先核对", "greet", "empathise", "explain_plan")),
        {"greeting": "DSK-6.greet"},
    ),
    "no_empathy": (
        said(0, words("您好，我是小何，先核对", "greet", "self_introduce", "explain_plan")),
        {"empathy": "NET-4.1.emp"},
    ),
    "rude": (said(2, words("你眼睛不好吗，点清除筛选", "give_solution", "rude")), {"polite": "STD-4.2.call"}),
    "cold": (said(2, words("急什么，点清除筛选", "give_solution", "forbidden_phrase")), {"polite": "STD-4.2.call"}),
    "blamed": (said(2, words("是您同事弄的，点清除筛选", "give_solution", "blame_shift")), {"no_blame": "NET-2.1.b"}),
    "jargon": (said(2, words("清一下DOM，点清除筛选", "give_solution", "jargon")), {"plain_words": "NET-4.1.clear"}),
    "guaranteed": (
        said(2, words("百分百好，点清除筛选", "give_solution", "overpromise")),
        {"no_overpromise": "NET-4.1.acc"},
    ),
    "asked_again": (
        said(2, words("您贵姓？点清除筛选", "give_solution", "ask:contact_name")),
        {"listened": "NET-2.3.phone"},
    ),
    "no_farewell": (said(5, words("好的", "confirm_understanding")), {"farewell": "NET-3.4.bye"}),
    "password": (
        said(2, words("密码多少？点清除筛选", "give_solution", "ask_secret")),
        {"no_secret_asked": "STD-5b.3.sec"},
    ),
    "leaked": (
        said(2, words("王总号码是这个，点清除筛选", "give_solution", "privacy_leak")),
        {"no_leak": "STD-5b.3.sec"},
    ),
    "said_escalated": (
        said(2, words("已转二线，先点清除筛选", "give_solution", "escalate_notice")),
        {"escalation_true": "NET-4.1.acc"},
    ),
    "remote_without_consent": (REMOTE_BARE, {"remote_consent": "STD-5b.3.consent"}),
    "remote_screen_not_cleared": (
        dropped("remote.sensitive_check", rows=REMOTE),
        {"remote_checked": "ASC-4.4"},
    ),
    "remote_left_connected": (
        dropped("remote.ended", rows=REMOTE),
        {"remote_disconnected": "STD-5b.3.cleanup"},
    ),
    "remote_files_left": (
        dropped("remote.tempfiles_deleted", rows=REMOTE),
        {"remote_cleanup": "STD-5b.3.cleanup"},
    ),
    "remote_tool": (
        changed("remote.started", rows=REMOTE, tool="向日葵"),
        {"remote_tool": "STD-5b.3.tools"},
    ),
    "remote_tool_of_the_customer": (
        changed("remote.started", rows=REMOTE, tool="own_tool"),
        {"remote_tool": "STD-5b.3.tools"},
    ),
    "no_type": (dropped("ticket.type_set"), {"type_set": "DSK-9.1.judge"}),
    "no_owner": (dropped("ticket.assigned"), {"owner_kept": "DSK-7.8"}),
    "draft_without_cautions": (
        added(
            (
                15,
                "trainee",
                "kb.draft",
                {"sections": {"problem": "草稿不见", "applies": "6.3", "steps": "清除筛选 clear_filter"}},
            )
        ),
        {"article_sections": "STD-5b.2.content"},
    ),
    "published_by_first_line": (added((16, "trainee", "kb.published", {})), {"article_rights": "STD-5b.2.perm"}),
}


def test_a_faultless_handling_has_no_finding_and_passes(scored: Scored) -> None:
    card = scored()
    assert unmet(card) == {}
    assert unclear(card) == []
    assert (card.verdict, card.total) == ("pass", (100.0, 100.0))


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_is_found_under_its_clause_and_no_other(name: str, scored: Scored) -> None:
    rows, expected = FAULTS[name]
    card = scored(rows)
    assert unmet(card) == expected
    assert unclear(card) == []


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_found_is_proven_by_events_and_costs_points(name: str, scored: Scored) -> None:
    rows, expected = FAULTS[name]
    for one in scored(rows).findings:
        if one.code in expected:
            assert one.evidence
            assert one.lost == one.possible > 0


@pytest.mark.parametrize("name", ["password", "leaked", "remote_without_consent"])
def test_a_gate_fails_whatever_the_total(name: str, scored: Scored) -> None:
    card = scored(FAULTS[name][0])
    assert card.verdict == "fail"
    assert card.total[0] > 80
    assert [one.code for one in card.gates] == list(FAULTS[name][1])


def test_an_invented_number_is_a_gate(scored: Scored) -> None:
    heard = changed("customer.msg", 0, text="冯静", slots=["contact_name"])
    card = scored(changed("intake.set", rows=heard, fields={**FACTS, "customer_id": "K77777"}))
    assert unmet(card) == {"record_invented": "A-gates"}
    assert card.verdict == "fail"


def test_the_most_urgent_set_to_the_bottom_is_a_gate(scored: Scored) -> None:
    card = scored(key=key_of(level="L1"), as_of=sheet().as_of)
    assert unmet(card)["priority_bottom"] == "STD-2.2.1.L1"
    assert card.verdict == "fail"


def test_closing_against_the_word_of_the_customer_is_a_gate(scored: Scored) -> None:
    rows = dropped("verify.customer", "state.changed", rows=changed("customer.msg", 2, text="没好", act="deny_fixed"))
    card = scored(rows)
    assert unmet(card)["closed_against_word"] == "STD-3.3.1"
    assert card.verdict == "fail"


def test_lost_data_is_a_gate(scored: Scored) -> None:
    rows = added(
        (7, "trainee", "action.executed", {"action": "wipe", "by": "desk"}),
        (7.5, "system", "state.changed", {"set": {"data": "gone"}, "cause": "wipe"}),
    )
    card = scored(rows)
    assert unmet(card)["data_lost"] == "A-gates"
    assert card.verdict == "fail"


def test_borrowed_criteria_never_gate(rubric: Rubric) -> None:
    assert not [one.code for one in rubric.criteria.values() if one.basis == "borrowed" and one.critical]


def test_silence_scores_nothing(scored: Scored) -> None:
    card = scored(GOOD[:1])
    assert card.total == (0.0, 0.0)
    assert card.verdict == "fail"


def test_unsure_words_gate_nothing_and_go_to_a_person(scored: Scored) -> None:
    card = scored(said(2, words("密码那个，点清除筛选", "give_solution", "ask_secret", unsure=True)))
    assert unmet(card) == {}
    assert unclear(card) == ["no_secret_asked"]
    assert card.verdict == "person"
    assert card.total[0] < card.total[1] == 100.0


def test_a_preliminary_solution_is_due_within_the_response_time(scored: Scored) -> None:
    first = said(0, words("您好，我是小何，别急", "greet", "self_introduce", "empathise"))
    late = tuple((row[0] + 125 if row[0] >= 5 else row[0], *row[1:]) for row in first)
    assert unmet(scored(late)) == {"preliminary": "STD-3.2.1.contact"}
