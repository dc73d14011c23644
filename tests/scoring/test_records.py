"""Records against the truth: true, missing, wrong, made up, or for a person to read."""

import pytest

from policy.handbook import Handbook
from scoring.answer_key import ExpectedSlot
from scoring.question import Question
from scoring.records import figures, loose, worth, worths
from scoring.rubric import Rubric
from scoring.score import question_of
from tests.scoring.conftest import GOOD, changed, key_of, sheet, written


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


def test_writing_is_levelled_out() -> None:
    assert loose("ＡＢ-1，2。三") == "ab12三"
    assert figures("二十家，20家，14:30") == {"20", "14:30"}
