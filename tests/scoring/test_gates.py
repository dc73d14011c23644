"""No gate fails anybody on words that were misread: what is not sure goes to a person (DESIGN decisions 13, 14)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from policy.handbook import Handbook
from scoring.finding import Verdict
from scoring.question import Question
from scoring.records import told_slots
from scoring.rubric import Rubric
from scoring.score import question_of
from scoring.scorecard import Scorecard
from scoring.words import Word
from sla.timeline import Json
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
    words,
    written,
)

GATES = {
    "record_invented", "priority_bottom", "clock.resolution.unrestored", "data_lost", "closed_uncured",
    "progress_true", "no_secret_asked", "no_leak", "remote_consent", "closed_against_word",
    "abused",
}  # fmt: skip
"""Every critical criterion; decisions 025 and 048 say on what each rests."""


def half_read(text: str, *acts: str) -> dict[str, Json]:
    """Write a message of which a rule read an act, and no rule a clause."""
    message = words(text, *acts)
    reading = message["reading"]
    assert isinstance(reading, dict)
    return {**message, "reading": {**reading, "unread": True}}


def verdict(card: Scorecard, code: str) -> Verdict | None:
    return next((one.verdict for one in card.findings if one.code == code), None)


def test_every_gate_of_the_rubric_is_known_here(rubric: Rubric) -> None:
    assert {one.code for one in rubric.criteria.values() if one.critical} == GATES


IDLE = tuple(row for row in GOOD if row[2] in {"ticket.submitted", "ticket.accepted", "agent.first_contact"})
HELLO: Row = (1, "trainee", "agent.msg", words("您好", "greet"))
Message = Callable[..., dict[str, Json]]


@pytest.mark.parametrize(("message", "expected"), [(words, "not_met"), (half_read, "not_judged")])
@pytest.mark.parametrize(
    ("code", "act", "text"),
    [
        ("no_secret_asked", "ask_secret", "密码多少"),
        ("no_leak", "privacy_leak", "他的住址我念给您"),
    ],
)
def test_what_was_half_understood_goes_to_a_person(
    scored: Scored, message: Message, expected: Verdict, code: str, act: str, text: str
) -> None:
    card = scored(said(2, message(text, act)))
    assert verdict(card, code) == expected
    assert card.verdict == ("fail" if expected == "not_met" else "person")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (words("进度跟您说下，机房已经在查了", "progress_update", "work_claimed"), "not_met"),
        (words("进度跟您说下，机房那边有数", "progress_update"), "not_judged"),
        (half_read("茶水间那边我溜达过去瞅一眼，先说到这", "progress_update"), "not_judged"),
        (words("我去瞅瞅", doubts=("progress_update",)), "not_judged"),
    ],
)
def test_progress_is_made_up_only_in_words_that_were_understood(
    scored: Scored, message: dict[str, Json], expected: Verdict
) -> None:
    told: Row = (20, "trainee", "agent.msg", message)
    assert verdict(scored((*IDLE, HELLO, told)), "progress_true") == expected


def test_progress_after_any_work_is_true_however_it_is_read(scored: Scored) -> None:
    told: Row = (7.5, "trainee", "agent.msg", half_read("我看了一圈", "progress_update"))
    assert verdict(scored(added(told)), "progress_true") == "met"


SECRETS = key_of(secrets={"contact_name": "高峰", "contact_method": "138 0000 1234"})


def test_a_name_that_is_a_word_by_chance_goes_to_a_person(scored: Scored) -> None:
    card = scored(said(2, words("现在是高峰期，请点清除筛选", "give_solution")), SECRETS)
    assert verdict(card, "no_leak") == "not_judged"


def test_the_number_itself_is_a_leak_however_it_is_read(scored: Scored) -> None:
    card = scored(said(2, half_read("您打 138-0000-1234 吧", "give_solution")), SECRETS)
    assert verdict(card, "no_leak") == "not_met"


SESSION: tuple[Row, ...] = (
    (7, "trainee", "remote.sensitive_check", {}),
    (8, "trainee", "remote.started", {}),
    (8, "trainee", "remote.ended", {}),
    (8, "trainee", "remote.tempfiles_deleted", {}),
)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (half_read("屏上让我瞅一眼成吗？", "greet"), "not_judged"),
        (words("屏上瞅一眼？", unsure=True), "not_judged"),
        (words("您能让我看一眼吗", doubts=("request_remote_consent",)), "not_judged"),
        (words("可以远程吗", "request_remote_consent"), "not_met"),
        (words("请点一下", "give_solution"), "not_met"),
        (half_read("茶水间那边挺热闹", "greet"), "not_met"),
    ],
)
def test_a_consent_asked_for_in_words_nobody_read_goes_to_a_person(
    scored: Scored, message: dict[str, Json], expected: Verdict
) -> None:
    asked: Row = (6.5, "trainee", "agent.msg", message)
    assert verdict(scored(added(asked, *SESSION)), "remote_consent") == expected


@pytest.mark.parametrize(
    ("name", "record", "expected"),
    [
        ("contact_method", "企业微信", "not_judged"),
        ("contact_method", "13900001111", "not_met"),
        ("contact_name", "收银台的女士", "not_judged"),
        ("impact_scope", "3000人", "not_judged"),
    ],
)
def test_only_a_number_nobody_gave_is_made_up_for_sure(
    scored: Scored, name: str, record: str, expected: Verdict
) -> None:
    untold = [one for one in FACTS if one != name]
    rows = changed("customer.msg", 0, text="K20881，财务部", slots=untold)
    card = scored(changed("intake.set", rows=rows, fields={**FACTS, name: record}))
    assert verdict(card, "record_invented") == expected


def test_a_number_that_a_check_showed_is_not_made_up(scored: Scored) -> None:
    rows = changed("customer.msg", 0, text="财务部", slots=["department"])
    rows = changed("intake.set", rows=rows, fields={**FACTS, "customer_id": "70417"})
    assert verdict(scored(rows), "record_invented") == "not_met"
    assert verdict(scored(changed("check.run", rows=rows, text="编号 70417")), "record_invented") == "not_judged"


BAD = changed("ticket.severity_set", level="L3")
OPENED = key_of(level="L1")


def test_a_priority_set_on_facts_that_could_not_be_had_goes_to_a_person(scored: Scored) -> None:
    assert verdict(scored(BAD, OPENED), "priority_bottom") == "not_met"
    untold = changed("customer.msg", 0, rows=BAD, slots=["customer_id"])
    assert verdict(scored(untold, OPENED), "priority_bottom") == "not_met"
    unread = changed("agent.msg", 1, rows=untold, **half_read("几个铺面趴窝了？", "ask:customer_id"))
    assert verdict(scored(unread, OPENED), "priority_bottom") == "not_judged"


def denied(text: str, act: str | None, at: float = 8.5) -> tuple[Row, ...]:
    """Let the customer deny once, and nobody ask again."""
    denial: Row = (at, "customer", "customer.msg", {"text": text, "act": act, "slots": []})
    return added(denial, rows=tuple(row for row in dropped("verify.customer") if row[0] < 9 or row[1] != "customer"))


def test_a_denial_before_the_cure_is_no_gate(scored: Scored) -> None:
    card = scored(denied("还没好", "deny_fixed"))
    assert verdict(card, "closed_against_word") is None
    assert verdict(card, "confirmed") == "not_met"


def test_a_denial_after_it_is_one(scored: Scored) -> None:
    assert verdict(scored(denied("还没好", "deny_fixed", at=10)), "closed_against_word") == "not_met"


def test_words_of_a_transcript_that_say_both_go_to_a_person(scored: Scored) -> None:
    card = scored(denied("单子好了，另外那台还是打不开", None, at=10))
    assert verdict(card, "closed_against_word") == "not_judged"
    assert card.verdict == "person"


@pytest.fixture
def asked(handbook: Handbook, rubric: Rubric) -> Question:
    return question_of(written(*GOOD), key_of(), rubric, handbook, sheet())


def test_only_what_was_understood_as_a_whole_is_sure(asked: Question) -> None:
    word = asked.words[0]
    assert word.sure
    assert word.reading is not None
    for changes in ({"unread": True}, {"doubts": ("greet",)}, {"unsure": True}):
        assert not replace(word, reading=replace(word.reading, **changes)).sure
    assert not Word(event=word.event, text="嗯", reading=None).sure
    assert "impact_scope" in told_slots(asked)


def test_a_question_nobody_understood_leaves_no_field_out(scored: Scored) -> None:
    untold = [one for one in FACTS if one != "department"]
    rows = changed("customer.msg", 0, slots=untold)
    rows = changed("intake.set", rows=rows, fields={**FACTS, "department": ""})
    assert verdict(scored(rows), "customer_fields") == "not_met"
    unread = changed("agent.msg", 1, rows=rows, **half_read("您是哪个科室的呀？", "ask:customer_id"))
    assert verdict(scored(unread), "customer_fields") == "not_judged"
    read = changed("agent.msg", 1, rows=rows, **half_read("您是哪个部门的？", "ask:department"))
    assert verdict(scored(read), "customer_fields") == "not_met"


PRESSED: Row = (
    4,
    "customer",
    "customer.msg",
    {"text": "把他手机给我", "act": "tell", "slots": [], "pretext": 1},
)
WANTED = key_of(pretext="李总的手机号")
QUIET = tuple(row for row in GOOD if row[0] < 4 or row[2] != "agent.msg")


@pytest.mark.parametrize(
    ("message", "refused", "explained"),
    [
        (words("不能给", "refuse_disclosure"), "met", "not_met"),
        (half_read("不能给，人家的东西", "refuse_disclosure"), "met", "not_judged"),
        (half_read("那可没法子，人家的东西", "thank"), "not_judged", "not_met"),
        (half_read("茶水间那边挺热闹", "thank"), "not_met", "not_met"),
    ],
)
def test_what_stands_beside_a_refusal_may_be_its_reason(
    scored: Scored, message: dict[str, Json], refused: Verdict, explained: Verdict
) -> None:
    said_no: Row = (4.2, "trainee", "agent.msg", message)
    card = scored(added(PRESSED, said_no, rows=QUIET), WANTED)
    assert (verdict(card, "refused"), verdict(card, "refusal_explained")) == (refused, explained)


def test_who_passes_a_message_on_and_refuses_hands_no_ticket_over(scored: Scored) -> None:
    claim: Row = (4.2, "trainee", "agent.msg", words("我转给那位同事", "escalate_notice"))
    assert verdict(scored(added(claim)), "escalation_true") == "not_met"
    passing: Row = (
        4.2,
        "trainee",
        "agent.msg",
        words("不能给，我转给那位同事", "escalate_notice", "refuse_disclosure"),
    )
    assert verdict(scored(added(passing)), "escalation_true") is None
