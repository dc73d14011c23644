import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.answer_words import names_the_answer, says_the_answer
from scenarios.case import Fact
from scenarios.figures import clock_forms, en_number, number_forms, spoken_clock, zh_number
from scenarios.fill import fill, has_stray_brace, names_in
from scenarios.marks import expand, is_recorded
from scenarios.people import draw_identity, phone_forms


@pytest.mark.parametrize(
    "name",
    ["priority", "true_priority", "severity_code", "p1", "L2", "urgency", "tier_path", "group", "due_at", "sla",
     "core_down", "business_stopped", "main_outage", "escalate_to", "级别", "是否紧急", "target-minutes"],
)  # fmt: skip
def test_a_name_of_an_answer_is_known_under_any_dress(name: str) -> None:
    assert names_the_answer(name)


@pytest.mark.parametrize(
    "name",
    ["symptom", "impact_scope", "since_when", "shops", "product_version", "began_minutes", "duet", "leveller", "pl",
     "tills"],
)  # fmt: skip
def test_a_name_of_a_fact_is_none(name: str) -> None:
    assert not names_the_answer(name)


@pytest.mark.parametrize(
    "sentence",
    ["这是一级故障", "按最高级别处理", "优先级调高点", "转三线", "这影响核心业务了", "It is a P1",
     "severity 2, I think", "Put it at top priority", "send it to tier 3", "this is critical", "our SLA says so",
     "get the third line"],
)  # fmt: skip
def test_a_customer_who_names_the_answer_is_heard(sentence: str) -> None:
    assert says_the_answer(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["一台收银机坏了", "我们二十家店都收不了", "前面有一级台阶", "线上的单子", "Twenty shops are down",
     "There is a line of people", "It happened on level ground", "the slab is cracked"],
)  # fmt: skip
def test_plain_speech_is_no_answer(sentence: str) -> None:
    assert not says_the_answer(sentence)


def test_filling_knows_names_only() -> None:
    assert names_in("{a}{a.b}{a[0]}{a!r}{A}{}") == {"a"}
    assert fill("{a} {a.b} {a!r} {{a}}", {"a": "{b}", "b": "no"}) == "{b} {a.b} {a!r} {{b}}"
    assert has_stray_brace("{a!r}")
    assert has_stray_brace("}")
    assert not has_stray_brace("{a} and {b_2}")
    with pytest.raises(KeyError):
        fill("{absent}", {})


@given(st.text(alphabet="ab{}.!_ 家", max_size=30), st.text(max_size=5))
def test_filling_never_looks_at_a_value_again(text: str, value: str) -> None:
    names = names_in(text)
    assert fill(text, dict.fromkeys(names, value)) == value.join(_split(text, names))


def _split(text: str, names: frozenset[str]) -> list[str]:
    for name in names:
        text = text.replace("{" + name + "}", "\0")
    return text.split("\0")


@given(st.integers(0, 9999))
def test_chinese_numerals_read_back(number: int) -> None:
    digits, units = "零一二三四五六七八九", {"十": 10, "百": 100, "千": 1000}
    total, current = 0, 0
    for character in zh_number(number):
        if character in units:
            total += (current or 1) * units[character]
            current = 0
        else:
            current = digits.index(character)
    assert total + current == number


@given(st.integers(0, 200))
def test_a_number_has_its_figures_first_and_no_form_twice(number: int) -> None:
    for lang in ("zh", "en"):
        forms = number_forms(number, lang)
        assert forms[0] == str(number)
        assert len(set(forms)) == len(forms)


@given(st.integers(0, 1439))
def test_a_time_of_day_holds_what_is_said_of_it(minute: int) -> None:
    for lang in ("zh", "en"):
        said = spoken_clock(minute, lang)
        fact = Fact(slot="since_when", value=said, say=said, disclosure="on_ask", marks=(clock_forms(minute, lang),))
        assert is_recorded(fact, said)
        assert is_recorded(fact, f"{minute // 60:02}:{minute % 60:02}")


@pytest.mark.parametrize(
    ("minute", "lang", "form"),
    [(795, "zh", "一点一刻"), (885, "zh", "两点三刻"), (870, "zh", "14点半"), (840, "zh", "下午两点"),
     (605, "zh", "十点零五"), (765, "en", "quarter to one"), (735, "en", "quarter past twelve"),
     (770, "en", "ten to one"), (785, "en", "five past one"),
     (840, "en", "two o'clock"), (600, "en", "10 am"), (1439, "en", "one to twelve")],
)  # fmt: skip
def test_colloquial_times_are_known(minute: int, lang: str, form: str) -> None:
    assert form in {*clock_forms(minute, lang), spoken_clock(minute, lang)}


def test_a_mark_is_written_out_for_every_form_of_every_name() -> None:
    forms = {"a": ("1", "一"), "b": ("x",)}
    assert expand("{a}{b}家", forms) == ("1x家", "一x家")
    assert expand("无", forms) == ("无",)


SCOPE = Fact(
    slot="impact_scope",
    value="全部20家门店",
    say="",
    disclosure="on_ask",
    marks=((*number_forms(20, "zh"), "全部"), ("店",)),
)
FEW = Fact(
    slot="impact_scope",
    value="2 tills",
    say="",
    disclosure="on_ask",
    marks=(number_forms(2, "en"), ("till", "tills")),
)


@pytest.mark.parametrize("record", ["20家店", "２０家门店都不行", "二十家店", "共 20 间店面", "全部门店"])
def test_a_fair_record_counts_in_any_writing(record: str) -> None:
    assert is_recorded(SCOPE, record)


@pytest.mark.parametrize(
    "record", ["120家店", "200家店", "2.20家店", "一百二十家店", "二十一家店", "20台机器", "", "   "]
)
def test_a_wrong_figure_or_half_a_fact_does_not(record: str) -> None:
    assert not is_recorded(SCOPE, record)


def test_english_words_count_only_as_whole_words() -> None:
    assert is_recorded(FEW, "Two tills")
    assert is_recorded(FEW, "tills: 2.")
    assert not is_recorded(FEW, "twofold, until 2026")
    assert not is_recorded(FEW, "12 tills")


def test_without_marks_the_value_itself_is_asked_for() -> None:
    fact = Fact(slot="environment", value="Office PC", say="", disclosure="on_ask")
    assert is_recorded(fact, "an  OFFICE pc")
    assert not is_recorded(fact, "an office")


def test_a_phone_number_is_known_with_and_without_its_gaps() -> None:
    assert set(phone_forms("212-555-0142")) >= {"212-555-0142", "2125550142", "212 555 0142", "555-0142"}


@given(st.integers(0, 2**40))
def test_an_identity_is_the_same_twice_and_differs_by_purpose(seed: int) -> None:
    one = draw_identity(seed, "S001-x", "customer")
    assert one == draw_identity(seed, "S001-x", "customer")
    assert one != draw_identity(seed, "S001-x", "other")
    assert one.person.zh.strip() == one.person.zh
    assert " " in one.person.en


def test_numbers_in_words() -> None:
    assert [en_number(number) for number in (0, 19, 21, 40, 99, 100)] == [
        "zero", "nineteen", "twenty-one", "forty", "ninety-nine", "100",
    ]  # fmt: skip
