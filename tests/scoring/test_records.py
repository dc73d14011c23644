"""Records against the truth: true, missing, wrong, made up, or for a person to read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC

import pytest

from policy.handbook import Handbook
from scoring.answer_key import ExpectedSlot
from scoring.question import Question
from scoring.records import Worth, stamps, worth, worths
from scoring.rubric import Rubric
from scoring.score import question_of
from tests.scoring.conftest import FACTS, GOOD, Scored, changed, key_of, sheet, unmet, written


@pytest.fixture
def question(handbook: Handbook, rubric: Rubric) -> Question:
    heard = changed("customer.msg", 0, text="K20881，冯静，版本6.3，大概5家店", slots=["customer_id", "contact_name"])
    return question_of(written(*heard), key_of(), rubric, handbook, sheet())


def slot(name: str, value: str, **more: object) -> ExpectedSlot:
    return ExpectedSlot(name=name, value=value, disclosure="on_ask", **more)  # type: ignore[arg-type]  # its own fields


CASES = (
    ("customer_id", "K20881", "k20881", "true"),
    ("customer_id", "K20881", " Ｋ20881 ", "true"),
    ("customer_id", "K20881", "客户号 K20881", "true"),
    ("customer_id", "K20881", "未知", "missing"),
    ("customer_id", "K20881", "", "missing"),
    ("customer_id", "K20881", "K20818", "wrong"),
    ("contact_method", "分机8012", "13900001111", "invented"),
    ("contact_method", "分机8012", "企业微信", "odd"),
    ("department", "财务部", "采购部", "odd"),
    ("product_version", "4.2", "14.20", "odd"),
    ("contact_name", "冯静", "冯靖", "wrong"),
    ("impact_scope", "5家店", "5家店都不行", "true"),
    ("impact_scope", "5家店", "好几家店", "unclear"),
    ("impact_scope", "5家店", "12家店", "odd"),
    ("product_version", "7.0", "6.3", "wrong"),
)


@pytest.mark.parametrize(("name", "value", "record", "expected"), CASES)
def test_a_record_is_worth_what_it_holds(
    question: Question, name: str, value: str, record: str, expected: str
) -> None:
    assert worth(question, slot(name, value), record) == expected


def test_what_the_customer_wrongly_believes_may_be_recorded(question: Question) -> None:
    believed = slot("product_version", "7.0", believes="6.3")
    assert worth(question, believed, "6.3") == "true"


def test_marks_take_other_words_for_the_same(question: Question) -> None:
    marked = slot("impact_scope", "20家门店", marks=(("20", "二十"), ("店",)))
    assert worth(question, marked, "全部二十家店") == "true"


def test_where_nobody_knows_what_was_told_a_copied_value_stands(question: Question) -> None:
    copied = ExpectedSlot(name="contact_name", value="冯女士")
    assert worth(question, copied, "冯静") == "true"


def test_without_a_key_a_filled_field_is_for_a_person(handbook: Handbook, rubric: Rubric) -> None:
    asked = question_of(written(*GOOD), None, rubric, handbook, sheet())
    assert set(dict(worths(asked, "customer")).values()) == {"unclear"}
    bare = question_of(written(*changed("intake.set", fields={})), None, rubric, handbook, sheet())
    assert set(dict(worths(bare, "customer")).values()) == {"missing"}


def test_a_fact_the_customer_does_not_know_is_not_asked_for(handbook: Handbook, rubric: Rubric) -> None:
    unknown = ExpectedSlot(name="department", value="财务部", disclosure="unknown")
    rows = changed("intake.set", fields={})
    asked = question_of(written(*rows), key_of(slots=(unknown,)), rubric, handbook, sheet())
    assert dict(worths(asked, "customer")) == {}


HEARD = {
    "zh": (
        "我叫冯静，客户号K20881，门店运营部的，打分机8012，版本4.2.0。今天九点半左右发现促销草稿没了，列表是空的，"
        "二十家门店都这样，我自己这台也是。"
    ),
    "en": (
        "Joan Fenn here, customer K20881, Shop Operations, extension 8012, version 4.2.0. Since about half past nine "
        "the promotion drafts are gone and the list is blank, in all twenty shops, and on my own till too."
    ),
}
VALUES = {
    "zh": {
        "contact_name": "冯静",
        "department": "门店运营部",
        "contact_method": "分机8012",
        "product_version": "4.2.0",
        "symptom": "促销草稿丢失",
        "impact_scope": "20家门店",
        "alone": "只有本人",
        "started": "今天九点半左右",
    },
    "en": {
        "contact_name": "Joan Fenn",
        "department": "Shop Operations",
        "contact_method": "ext. 8012",
        "product_version": "4.2.0",
        "symptom": "promotion drafts missing",
        "impact_scope": "20 shops",
        "alone": "just me",
        "started": "since about half past nine today",
    },
}
HONEST: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "zh": {
        "contact_name": ("冯女士", "小冯", "馮靜"),
        "department": ("运营部", "门店运营", "门店运营部门"),
        "contact_method": ("8012", "分机八零一二", "同来电"),
        "product_version": ("v4.2", "四点二"),
        "symptom": (
            "1. 草稿没了 2. 列表空白",
            "①草稿没了②列表空白",
            "3月10日上午促销草稿丢失",
            "2026-03-10 09:30 草稿丢失",
            "两个问题：草稿没了、列表空",
        ),
        "impact_scope": ("二十家店", "约20家店", "全部门店"),
        "alone": ("1人", "一个人", "1个用户"),
        "started": ("9:30", "09:30 起", "上午9点半", "九时三十分", "3/10 9:30"),
    },
    "en": {
        "contact_name": ("Ms Fenn", "J. Fenn", "Fenn"),
        "department": ("Operations", "Shop Ops", "the Shop Operations team"),
        "contact_method": ("8012", "x 8012", "calling number"),
        "product_version": ("v4.2", "Version 4.2.0"),
        "symptom": (
            "1) drafts gone 2) list blank",
            "1. drafts gone; 2. list blank",
            "drafts gone on 10 March",
            "Drafts lost 2026-03-10, 9:30",
            "two things: drafts, list",
        ),
        "impact_scope": ("twenty shops", "about 20 shops", "every shop"),
        "alone": ("1 person", "one user", "1 user only"),
        "started": ("9:30 am", "09:30 on", "around nine thirty", "10 March, 9.30am"),
    },
}
DISHONEST: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "zh": {
        "contact_name": ("马静", "李总"),
        "department": ("采购部",),
        "contact_method": ("分机8013",),
        "product_version": ("4.2.1",),
        "symptom": ("订单300条丢失",),
        "impact_scope": ("12家门店", "十二家店", "3家店"),
        "alone": ("12人", "全公司300人"),
        "started": ("11:05 起",),
    },
    "en": {
        "contact_name": ("Mary Fenn", "Mr Finn"),
        "department": ("Purchasing",),
        "contact_method": ("ext. 8013",),
        "product_version": ("4.2.1",),
        "symptom": ("300 orders lost",),
        "impact_scope": ("12 shops", "twelve shops", "3 shops"),
        "alone": ("12 people", "300 people"),
        "started": ("from 11:05",),
    },
}


def rows_of(table: Mapping[str, Mapping[str, tuple[str, ...]]]) -> list[tuple[str, str, str]]:
    return [(lang, name, one) for lang, fields in table.items() for name, ones in fields.items() for one in ones]


def told(handbook: Handbook, rubric: Rubric, lang: str) -> Question:
    rows = changed("customer.msg", 0, text=HEARD[lang], slots=[*VALUES[lang]])
    return question_of(written(*rows), key_of(), rubric, handbook, sheet(lang=lang))


def judged(handbook: Handbook, rubric: Rubric, lang: str, name: str, record: str) -> Worth:
    return worth(told(handbook, rubric, lang), slot(name, VALUES[lang][name]), record)


@pytest.mark.parametrize(("lang", "name", "record"), rows_of(HONEST))
def test_an_honest_record_in_other_words_costs_nothing(
    handbook: Handbook, rubric: Rubric, lang: str, name: str, record: str
) -> None:
    assert judged(handbook, rubric, lang, name, record) in {"true", "unclear"}


@pytest.mark.parametrize(("lang", "name", "record"), rows_of(DISHONEST))
def test_a_false_record_is_wrong_in_whatever_writing(
    handbook: Handbook, rubric: Rubric, lang: str, name: str, record: str
) -> None:
    assert judged(handbook, rubric, lang, name, record) == "wrong"


def test_a_title_and_a_short_department_are_true(scored: Scored) -> None:
    short = {**FACTS, "contact_name": "冯女士", "department": "财务", "contact_method": "8012", "impact_scope": "1人"}
    assert unmet(scored(changed("intake.set", fields=short))) == {}


def test_stamps_are_those_of_the_desk_whatever_zone_an_event_has(handbook: Handbook, rubric: Rubric) -> None:
    rows = written(*GOOD)
    there = tuple(replace(one, at=one.at.astimezone(UTC)) for one in rows)
    found = [stamps(question_of(one, key_of(), rubric, handbook, sheet())) for one in (rows, there)]
    assert found[0] == found[1]
    assert "09:12" in found[1]
