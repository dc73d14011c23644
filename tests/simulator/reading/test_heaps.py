from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.text import Lang
from simulator.reading.heaps import find_heaps
from simulator.reading.normal import normalise
from simulator.reading.read import read
from simulator.reading.rules import Rules
from tests.simulator.reading.figures import shipped_rules

KEYWORDS = {
    "zh": [
        "您好",
        "服务台",
        "理解",
        "抱歉",
        "感谢",
        "进展",
        "预计",
        "升级",
        "二线",
        "风险",
        "确认",
        "满意",
        "评分",
        "再见",
    ],
    "en": [
        "hello",
        "understand",
        "sorry",
        "thanks",
        "progress",
        "escalate",
        "confirm",
        "satisfied",
        "rating",
        "goodbye",
        "solution",
        "fixed",
        "survey",
    ],
}
SPOKEN = {"zh": "那个弄一下可能就行了，回头再看。", "en": "Maybe do that thing, we will see later."}


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    return shipped_rules(root)


@pytest.mark.parametrize("lang", ["zh", "en"])
@settings(max_examples=25)
@given(data=st.data())
def test_keywords_behind_a_sentence_do_nothing_in_any_order(lang: Lang, data: st.DataObject, rules: Rules) -> None:
    heap = " ".join(data.draw(st.permutations(KEYWORDS[lang])))
    bare, stuffed = read(SPOKEN[lang], lang, rules), read(f"{SPOKEN[lang]} {heap}", lang, rules)
    assert {act.label for act in stuffed.acts} == {act.label for act in bare.acts}


BETWEEN = ["，", "。", "！", "/", " # ", "、", "; ", " - ", ". "]


@pytest.mark.parametrize("lang", ["zh", "en"])
@settings(max_examples=25)
@given(data=st.data())
def test_a_few_courtesies_say_nothing_whatever_parts_them(lang: Lang, data: st.DataObject, rules: Rules) -> None:
    few = {
        "zh": ["您好", "抱歉", "理解", "感谢", "再见"],
        "en": ["hello", "sorry", "understand", "thank you", "goodbye"],
    }
    heap = data.draw(st.sampled_from(BETWEEN)).join(data.draw(st.permutations(few[lang])))
    stuffed = read(f"{SPOKEN[lang]} {heap}", lang, rules)
    assert {act.label for act in stuffed.acts} == {act.label for act in read(SPOKEN[lang], lang, rules).acts}


@pytest.mark.parametrize(
    ("lang", "text", "acts"),
    [
        ("zh", "您好，抱歉，请您稍等一下，谢谢。", {"greet", "thank"}),
        ("zh", "您好，已经恢复了，谢谢您的耐心，再见。", {"greet", "thank", "farewell"}),
        ("en", "Hello. It works again, thank you for waiting. Goodbye!", {"greet", "thank", "farewell"}),
    ],
)
def test_courtesies_with_something_said_between_are_speech(
    lang: Lang, text: str, acts: set[str], rules: Rules
) -> None:
    found = read(text, lang, rules)
    assert found.heaps_at == ()
    assert acts <= {act.label for act in found.acts}


@pytest.mark.parametrize(
    ("lang", "text", "acts"),
    [
        ("zh", "麻烦提供一下 姓名 部门 电话 型号 序列号 楼层", set()),
        ("zh", "您好 我是小林 请问 您的工号 是多少 谢谢", {"greet", "self_introduce", "thank"}),
        (
            "en",
            "Could you give me your name, department, phone number, device model, serial number, asset tag?",
            {"ask:contact_name", "ask:department", "ask:device_model", "ask:serial_number"},
        ),
    ],
)
def test_a_list_that_is_asked_for_and_words_typed_with_blanks_are_speech(
    lang: Lang, text: str, acts: set[str], rules: Rules
) -> None:
    assert find_heaps(normalise(text, rules.script).text, rules.sense) == ()
    assert acts <= {act.label for act in read(text, lang, rules).acts}


def test_a_reading_says_where_the_heap_stood(rules: Rules) -> None:
    text = "回头再说。 您好 理解 抱歉 感谢 进展 预计 升级 二线"
    (heap,) = read(text, "zh", rules).heaps_at
    assert text[heap.start : heap.end] == "您好 理解 抱歉 感谢 进展 预计 升级 二线"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "我并不理解您有什么可急的。"),
        ("zh", "没法体会您的心情。"),
        ("zh", "我可体会不到您的着急。"),
        ("zh", "谁理解您的心情啊。"),
        ("zh", "难道要我理解您的心情？"),
        ("en", "Why should I understand your frustration?"),
        ("en", "I doubt that this is stressful."),
        ("en", "I can't see how this is frustrating."),
        ("en", "I don't understand why you are so upset."),
    ],
)
def test_understanding_that_is_denied_is_none(lang: Lang, text: str, rules: Rules) -> None:
    assert not read(text, lang, rules).has("empathise")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "换作是我也会急，您先别担心。"),
        ("zh", "没有比这更让人着急的了，我理解您的心情。"),
        ("en", "That must be a real nuisance, I do understand."),
        ("en", "I can't imagine how frustrating this must be for you."),
    ],
)
def test_understanding_in_other_words_is_understood_and_offends_nobody(lang: Lang, text: str, rules: Rules) -> None:
    found = read(text, lang, rules)
    assert found.has("empathise")
    assert not found.has("rude")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "二线那边已经拿到我刚移交过去的工单。"),
        ("en", "Our second line will be taking this over now."),
        ("en", "That is a job for the third line, so I have handed it up."),
    ],
)
def test_a_case_that_another_line_has_was_handed_on(lang: Lang, text: str, rules: Rules) -> None:
    assert read(text, lang, rules).has("escalate_notice")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "二线还没收到我转过去的单子。"),
        ("en", "The second line will not be taking this over."),
        ("en", "If it needs the second line, I have not passed it on yet."),
    ],
)
def test_a_case_that_nobody_has_was_not(lang: Lang, text: str, rules: Rules) -> None:
    assert not read(text, lang, rules).has("escalate_notice")
