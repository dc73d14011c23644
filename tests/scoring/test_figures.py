"""The same figure in other writing is known; another one is not, in whatever writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.figures import clock_forms, number_forms
from scoring.figures import amounts, counted, figures, plain, unheard, unheard_amounts
from scoring.records import loose

HONEST = (
    ("09:30 起", "九点半左右"),
    ("8:15 发现", "八点一刻"),
    ("14:30", "下午两点半"),
    ("2:30 pm", "14:30"),
    ("20点40分断网", "晚上八点四十"),
    ("9:30", "大概九点二十八"),
    ("since 9:30", "about half past nine"),
    ("from 8:45 am", "a quarter to nine this morning"),
    ("21:10", "ten past nine at night"),
    ("1. 草稿没了 2. 列表空白", "草稿没了，列表是空白的"),
    ("①草稿没了②列表空白③打不开", "草稿没了"),
    ("1、退出\n2、重登", "退出又登录"),
    ("(1) signed out (2) signed in", "I signed out and in"),
    ("1人", "只有我自己"),
    ("1 person", "just me"),
    ("20家", "二十家门店"),
    ("12 tills", "twelve tills"),
    ("1200条", "一千二百条"),
    ("1,200 orders", "1200 orders"),
    ("约1.2万条", "12000条"),
    ("约140家店", "137家店"),
    ("about 2500 orders", "2478 orders"),
    ("139 0000 1111", "13900001111"),
    ("13900001111", "139-0000-1111"),
    ("分机8012", "八零一二"),
    ("7:55", "今早7点55左右"),
)

MADE_UP = (
    ("10:20 起", "九点半左右", "10:20"),
    ("2:30 am", "14:30", "2:30"),
    ("from 11:05", "half past nine", "11:05"),
    ("1. 草稿没了 2. 丢了37条", "草稿没了", "37"),
    ("12人", "只有本人", "12"),
    ("12 people", "just me", "12"),
    ("200家", "二十家门店", "200"),
    ("120 orders", "about 2500 orders", "120"),
    ("136条", "137条", "136"),
    ("13900001112", "139-0000-1111", "13900001112"),
    ("升级到 4.2.1", "4.2.0", "4.2.1"),
)


@pytest.mark.parametrize(("record", "said"), HONEST)
def test_a_figure_in_other_writing_is_known(record: str, said: str) -> None:
    assert unheard(record, said) == frozenset()


@pytest.mark.parametrize(("record", "said", "figure"), MADE_UP)
def test_another_figure_is_strange(record: str, said: str, figure: str) -> None:
    assert figure in unheard(record, said)


@given(number=st.integers(2, 9999), lang=st.sampled_from(["zh", "en"]), data=st.data())
def test_every_way_to_write_a_number_is_the_same_number(number: int, lang: str, data: st.DataObject) -> None:
    written, said = (data.draw(st.sampled_from(number_forms(number, lang))) for _ in range(2))
    assert unheard(written, said) == frozenset()


@given(minute=st.integers(0, 1439), lang=st.sampled_from(["zh", "en"]), data=st.data())
def test_every_way_to_write_a_time_is_the_same_time(minute: int, lang: str, data: st.DataObject) -> None:
    written, said = (data.draw(st.sampled_from(clock_forms(minute, lang))) for _ in range(2))
    assert unheard(written, said) == frozenset()


@given(minute=st.integers(0, 1439), off=st.integers(45, 675))
def test_a_time_far_from_the_one_told_is_strange(minute: int, off: int) -> None:
    other = (minute + off) % 1440
    assert unheard(f"{other // 60:02}:{other % 60:02}", f"{minute // 60:02}:{minute % 60:02}")


@given(
    entries=st.lists(st.sampled_from(["草稿没了", "列表空白", "page is blank", "打不开"]), min_size=1, max_size=12)
)
def test_the_numbers_of_a_list_count_nothing(entries: list[str]) -> None:
    for form in ("{}. {}", "{}) {}", "{}、{}"):
        assert unheard("\n".join(form.format(at, one) for at, one in enumerate(entries, 1)), "") == frozenset()


def test_a_rounded_number_by_which_somebody_is_found_is_another_one() -> None:
    assert unheard_amounts("12300", "12345", exact=True)
    assert not unheard_amounts("12000", "12345")


def test_counts_in_words_are_counts() -> None:
    assert [one.value for one in amounts(counted("十二家店，两台收银机"))] == [12.0, 2.0]
    assert counted("三方和二线一起看，万一不行") == "三方和二线一起看，万一不行"
    assert counted("one of twenty-five shops") == "one of 25 shops"


def test_what_stands_behind_a_figure_tells_a_count_from_a_date() -> None:
    assert [one.counts for one in amounts("12家店，10日，5 shops on 10 March, 100%")] == [
        True,
        False,
        True,
        False,
        False,
    ]


def test_writing_is_levelled_out() -> None:
    assert loose("ＡＢ-1，2。三") == "ab12三"
    assert figures("二十家，20家，14:30") == {"20", "14:30"}
    assert plain("② 5家") == "5家"


def test_units_count_and_what_is_no_number_counts_nothing() -> None:
    assert unheard("3000 家", "3千家") == frozenset()
    assert unheard("200 人", "200人，百百") == frozenset()
    assert unheard("4000 家", "3千家，百百") == {"4000"}
