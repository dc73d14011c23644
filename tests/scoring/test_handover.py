"""A critical outage handed to third line: what the hand-over owes, to colleagues and to the customer."""

import pytest

from scoring.finding import Finding
from scoring.scorecard import Scorecard
from sla.timeline import Json
from tests.scoring.conftest import (
    FACTS,
    Row,
    Scored,
    added,
    changed,
    dropped,
    key_of,
    said,
    unclear,
    unmet,
    words,
)


def by(minute: float, hour: int = 9) -> tuple[dict[str, Json], ...]:
    """Name a clock time of the day in a message."""
    moment = hour * 60 + int(minute)
    return (
        {
            "quote": "t", "start": 0, "end": 1, "kind": "by", "span_s": None, "day": 0, "minute_of_day": moment,
        },
    )  # fmt: skip


OUTAGE: tuple[Row, ...] = (
    (0, "customer", "ticket.submitted", {"channel": "phone", "text": "全部门店收不了款，急死了"}),
    (1, "trainee", "ticket.accepted", {"number": "TS20260310002"}),
    (1, "trainee", "ticket.type_set", {"value": "incident"}),
    (1, "trainee", "ticket.assigned", {"to": "me", "group": "T1"}),
    (1, "trainee", "agent.first_contact", {"channel": "phone"}),
    (
        1,
        "trainee",
        "agent.msg",
        words("您好，我是小何，别急，我先核对再转给专家", "greet", "self_introduce", "empathise", "explain_plan"),
    ),
    (
        2,
        "customer",
        "customer.msg",
        {"text": "K20881，冯静，分机8012，财务部，6.3", "act": "tell", "mood": "anxious", "slots": [*FACTS]},
    ),
    (3, "trainee", "intake.set", {"fields": dict(FACTS)}),
    (4, "trainee", "ticket.severity_set", {"level": "L1"}),
    (5, "trainee", "kb.search", {"query": "收款", "hits": []}),
    (
        6,
        "trainee",
        "handover.note",
        {"text": "x", "sections": {"symptom": "全部门店收不了款", "done": "查过知识库", "ask": "何时修好"}},
    ),
    (6, "trainee", "ticket.transferred", {"from_tier": "T1", "to_tier": "T3"}),
    (
        7,
        "trainee",
        "agent.msg",
        words("已转三线，九点半前给您消息", "escalate_notice", "promise_eta", times=by(30)),
    ),
    (7, "trainee", "escalation.customer_told", {"text": ""}),
    (15, "T3", "tier3.joined", {}),
    (16, "trainee", "liaison.contacted", {"ok": True, "to": "T3"}),
    (17, "T3", "escalation.eta_obtained", {"eta": "2026-03-10T10:00:00+08:00"}),
    (
        18,
        "trainee",
        "agent.msg",
        words("三线计划十点前恢复，我盯着", "progress_update", "promise_eta", times=by(0, 10)),
    ),
    (18, "trainee", "progress.update", {"text": ""}),
    (40, "trainee", "agent.msg", words("还在处理", "progress_update")),
    (50, "T3", "action.executed", {"action": "rebuild_core", "by": "T3"}),
    (50, "system", "state.changed", {"set": {"core": "up"}, "cause": "rebuild_core"}),
    (50, "T3", "fix.provided", {"text": "修好了"}),
    (52, "trainee", "agent.msg", words("现在能收款了吗？还有别的吗？", "confirm_resolved", "ask_anything_else")),
    (53, "customer", "customer.msg", {"text": "好了", "act": "confirm_fixed", "slots": [], "mood": "calm"}),
    (53, "customer", "verify.customer", {"text": "好了"}),
    (54, "trainee", "ticket.resolved", {}),
    (55, "trainee", "agent.msg", words("请打个分，谢谢您，再见", "ask_satisfaction", "thank", "farewell")),
    (55, "trainee", "csat.asked", {"text": ""}),
    (
        56,
        "trainee",
        "ticket.archived",
        {"fields": {"description": "全部门店收不了款", "steps": "三线恢复", "feedback": "好了"}},
    ),
    (57, "trainee", "ticket.closed", {}),
    (180, "trainee", "agent.msg", words("您好，回访一下", "greet")),
    (180, "trainee", "callback.done", {"text": ""}),
)


def outage(scored: Scored, rows: tuple[Row, ...] = OUTAGE) -> Scorecard:
    return scored(rows, key_of("core_down", level="L1"))


def finding(card: Scorecard, code: str) -> Finding:
    return next(one for one in card.findings if one.code == code)


def test_a_good_handover_has_no_finding(scored: Scored) -> None:
    card = outage(scored)
    assert (unmet(card), unclear(card)) == ({}, [])
    assert card.verdict == "pass"


FAULTS: dict[str, tuple[tuple[Row, ...], dict[str, str]]] = {
    "empty_note": (
        changed("handover.note", rows=OUTAGE, sections={"symptom": "", "done": "", "ask": ""}),
        {"handover_note": "STD-5b.1.core"},
    ),
    "no_note": (dropped("handover.note", rows=OUTAGE), {"handover_note": "STD-5b.1.core"}),
    "short_note": (
        changed("handover.note", rows=OUTAGE, sections=None, text="请看"),
        {"handover_note": "STD-5b.1.core"},
    ),
    "not_told": (
        said(
            1,
            words("九点半前给您消息", "promise_eta", times=by(30)),
            dropped("escalation.customer_told", rows=OUTAGE),
        ),
        {"customer_told": "DSK-7.4"},
    ),
    "no_eta": (dropped("escalation.eta_obtained", rows=OUTAGE), {"eta_obtained": "DSK-9.1.esc-eta"}),
    "eta_not_told": (
        said(2, words("三线在处理", "progress_update"), OUTAGE),
        {"eta_told": "DSK-9.1.esc-eta"},
    ),
    "promise_before_the_eta": (
        said(2, words("九点四十前就能恢复", "promise_eta", times=by(40)), OUTAGE),
        {"promise_possible": "NET-4.1.acc"},
    ),
    "promise_after_the_target": (
        said(2, words("十五点前恢复", "promise_eta", times=by(0, 15)), OUTAGE),
        {"promise_possible": "NET-4.1.acc"},
    ),
    "promise_broken": (
        said(1, words("已转三线，九点零八分答复", "escalate_notice", "promise_eta", times=by(8)), OUTAGE),
        {"promise_kept": "NET-4.1.time"},
    ),
    "wrong_line": (
        changed("ticket.transferred", rows=OUTAGE, to_tier="T2"),
        {"to_line.T3": "STD-3.2.3.scope"},
    ),
    "version_missing": (
        changed("intake.set", rows=OUTAGE, fields={**FACTS, "product_version": ""}),
        {"issue_fields": "STD-3.1.2.issue", "handover_note": "STD-5b.1.core"},
    ),
    "no_contact_before": (
        added(
            (8, "trainee", "intake.set", {"fields": {"contact_method": FACTS["contact_method"]}}),
            rows=changed(
                "intake.set",
                rows=OUTAGE,
                fields={name: value for name, value in FACTS.items() if name != "contact_method"},
            ),
        ),
        {"contact_before_transfer": "STD-3.1.2.cust"},
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_fault_of_a_handover_is_found(name: str, scored: Scored) -> None:
    rows, expected = FAULTS[name]
    card = outage(scored, rows)
    assert unmet(card) == expected
    assert unclear(card) == []


def test_a_full_note_in_one_piece_is_enough(scored: Scored) -> None:
    text = "全部门店收不了款，已查知识库，请告知何时修好"
    assert unmet(outage(scored, changed("handover.note", rows=OUTAGE, sections=None, text=text))) == {}


def test_a_promise_without_a_clock_time_promises_nothing(scored: Scored) -> None:
    vague: tuple[dict[str, Json], ...] = (
        {"quote": "t", "start": 0, "end": 1, "kind": "vague", "span_s": None, "day": None, "minute_of_day": None},
    )
    rows = said(1, words("已转三线，尽快答复", "escalate_notice", "promise_eta", times=vague), OUTAGE)
    assert "promise_kept" not in unmet(outage(scored, rows))


def test_a_promise_whose_time_has_not_come_is_open(scored: Scored) -> None:
    day: tuple[dict[str, Json], ...] = (
        {"quote": "t", "start": 0, "end": 1, "kind": "by", "span_s": None, "day": 5, "minute_of_day": 600},
    )
    rows = said(5, words("过几天再回访您", "promise_eta", times=day), dropped("callback.done", rows=OUTAGE))
    assert "promise_kept" not in unmet(outage(scored, rows))


def test_a_quick_fix_leaves_no_time_to_ask_for(scored: Scored) -> None:
    rows = dropped("escalation.eta_obtained", rows=OUTAGE)
    quick = tuple(row if row[1] != "T3" or row[2] == "tier3.joined" else (20, *row[1:]) for row in rows)
    ordered = tuple(sorted(quick, key=lambda row: row[0]))
    assert "eta_obtained" not in unmet(outage(scored, ordered))


def test_no_search_is_not_held_against_the_most_urgent(scored: Scored) -> None:
    card = outage(scored, dropped("kb.search", rows=OUTAGE))
    assert unmet(card) == {}
    assert "kb_first" not in [one.code for one in card.findings]


def test_an_outage_kept_in_first_line_is_a_gate_once_its_time_is_up(scored: Scored) -> None:
    card = outage(scored, OUTAGE[:8])
    found = unmet(card)
    assert found["to_line.T3"] == "STD-3.2.3.scope"
    assert found["clock.resolution.unrestored"] == "STD-2.2.2.L1"
    assert card.verdict == "fail"


def test_a_workaround_in_time_makes_lateness_no_gate(scored: Scored) -> None:
    slow = tuple((row[0] + 300 if row[0] >= 40 else row[0], *row[1:]) for row in OUTAGE)
    late = added(
        (35, "trainee", "workaround.provided", {"text": "先收现金"}), rows=dropped("fix.provided", rows=slow)
    )
    card = outage(scored, tuple(row for row in late if row[2] != "ticket.transferred"))
    assert finding(card, "clock.resolution").verdict == "not_met"
    assert "clock.resolution.unrestored" not in unmet(card)


def test_the_time_of_another_line_costs_nothing_but_its_reason(scored: Scored) -> None:
    slow = tuple((row[0] + 300 if row[0] >= 50 else row[0], *row[1:]) for row in OUTAGE)
    card = outage(scored, slow)
    assert "clock.resolution" not in [one.code for one in card.findings]
    assert unmet(card)["breach_reason"] == "ASC-4.2"
    told = added((352, "trainee", "breach.reason_logged", {"clock": "resolution", "reason": "三线排查"}), rows=slow)
    assert finding(outage(scored, told), "breach_reason").verdict == "met"


def test_silence_towards_the_customer_is_measured_by_the_priority(scored: Scored) -> None:
    quiet = tuple(row for row in OUTAGE if row[0] != 40)
    assert unmet(outage(scored, quiet))["updates"] == "NET-4.1.time"


def test_a_needless_transfer_belongs_to_first_line(scored: Scored) -> None:
    card = scored(OUTAGE, key_of("filter_on", level="L3"))
    assert unmet(card)["kept_first_line"] == "STD-3.2.1.scope"


def test_the_line_is_left_to_a_person_where_nobody_knows_it(scored: Scored) -> None:
    card = scored(OUTAGE, key_of("core_down", level="L1", tier=""))
    assert finding(card, "kept_first_line").verdict == "not_judged"


def test_progress_told_where_nothing_was_done_is_made_up(scored: Scored) -> None:
    start = OUTAGE[:6]
    claim: Row = (12, "trainee", "agent.msg", words("工程师已经查出原因了", "progress_update", "work_claimed"))
    card = outage(scored, (*start, claim))
    assert unmet(card)["progress_true"] == "A-gates"
    assert card.verdict == "fail"
    doubt: Row = (12, "trainee", "agent.msg", words("大概查出来了", "progress_update", unsure=True))
    assert "progress_true" in unclear(outage(scored, (*start, doubt)))


def test_a_hand_over_claimed_in_doubtful_words_is_let_pass(scored: Scored) -> None:
    rows = dropped("ticket.transferred", "escalation.customer_told", "liaison.contacted", rows=OUTAGE)
    claimed = said(1, words("已经转给三线", "escalate_notice"), rows)
    assert unmet(outage(scored, claimed))["escalation_true"] == "NET-4.1.acc"
    doubtful = said(1, words("好像转了", doubts=("escalate_notice",)), rows)
    card = outage(scored, doubtful)
    assert "escalation_true" not in {*unmet(card), *unclear(card)}


def test_progress_in_doubt_where_nothing_was_done_goes_to_a_person(scored: Scored) -> None:
    claim: Row = (12, "trainee", "agent.msg", words("差不多有眉目了", doubts=("progress_update",)))
    assert "progress_true" in unclear(outage(scored, (*OUTAGE[:6], claim)))


def test_resolved_is_true_only_when_it_works(scored: Scored) -> None:
    card = outage(scored, dropped("state.changed", rows=OUTAGE))
    assert unmet(card)["resolved_true"] == "NET-3.4.verify"
    assert unmet(card)["closed_uncured"] == "STD-2.2.2.def-reso"


def test_a_second_line_seat_is_not_asked_to_search_first(scored: Scored) -> None:
    card = scored(OUTAGE, key_of("core_down", level="L1"), seat="T2")
    assert "kb_first" not in [one.code for one in card.findings]


def test_a_time_later_in_the_sentence_belongs_to_the_promise(scored: Scored) -> None:
    def far(text: str) -> dict[str, Json]:
        start = text.index("within")
        time: dict[str, Json] = {
            "quote": "within 3 days", "start": start, "end": start + 13, "kind": "within", "span_s": 259_200,
            "day": None, "minute_of_day": None,
        }  # fmt: skip
        spoken = words(text, "promise_eta", times=(time,))
        reading = spoken["reading"]
        assert isinstance(reading, dict)
        acts = reading["acts"]
        assert isinstance(acts, list)
        return {**spoken, "reading": {**reading, "acts": [{**acts[0], "quote": text[:9], "end": 9}]}}

    late: Row = (5.5, "trainee", "agent.msg", far("I'll have it fixed for you within 3 days."))
    assert unmet(outage(scored, added(late, rows=OUTAGE)))["promise_possible"] == "NET-4.1.acc"
    other: Row = (5.5, "trainee", "agent.msg", far("I'll have a look. Prices hold within 3 days."))
    assert "promise_possible" not in unmet(outage(scored, added(other, rows=OUTAGE)))


def test_news_promised_of_what_is_not_put_right_yet_names_no_result(scored: Scored) -> None:
    """The line behind named half past ten: a word may come before it, the repair may not."""
    word = said(2, words("对不起，还没弄好，九点四十前给您消息", "promise_eta", times=by(40)), OUTAGE)
    result = said(2, words("对不起，九点四十前给您弄好", "promise_eta", times=by(40)), OUTAGE)
    assert "promise_possible" not in unmet(outage(scored, word))
    assert unmet(outage(scored, result))["promise_possible"] == "NET-4.1.acc"
