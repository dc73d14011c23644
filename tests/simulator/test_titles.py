"""The name of an action is no word of whoever passes it on: nothing is asked or promised by it."""

import pytest

from simulator.titles import read_words, without_titles
from tests.simulator.desks import twisted

NAMES = ("上门评分并附上日志", "Attach the logs today")


@pytest.mark.parametrize(
    "text",
    [
        "请您先做这一步：上门评分并附上日志。",
        "我会先做这一步：“上门评分并附上日志”，再请您核实。",
        "Next: attach the logs today?",
    ],
)
def test_a_name_behind_a_colon_is_hidden_and_every_place_is_kept(text: str) -> None:
    hidden = without_titles(text, NAMES)
    assert hidden != text
    assert len(hidden) == len(text)
    assert not any(name.casefold() in hidden.casefold() for name in NAMES)


def test_a_name_is_one_in_traditional_and_full_width_too() -> None:
    text = "請先做這一步：上門評分並附上日誌。Next：Ａｔｔａｃｈ the ｌｏｇｓ today."
    script = {"門": "门", "評": "评", "並": "并", "誌": "志"}
    hidden = without_titles(text, NAMES, script)
    assert len(hidden) == len(text)
    assert not any(char in hidden for char in "門誌Ａｌ")


@pytest.mark.parametrize(
    "text", ["我上门评分并附上日志。", "请附上日志：今天就要。", "Please attach the logs today."]
)
def test_words_of_ones_own_are_read(text: str) -> None:
    assert without_titles(text, NAMES) == text


def test_a_name_asks_for_nothing_and_quotes_stay_as_written() -> None:
    desk = twisted("S047", "zh")
    title = desk.case.fault_model.actions[0].title.zh
    text = f"请您先做这一步：{title}。方便的话请发一张截图给我。"
    reading = read_words(desk, text)
    assert all(one.quote == text[one.start : one.end] for one in reading.acts)
    assert {one.label for one in reading.acts} >= {"give_solution", "ask:attachment"}
    assert not any(text.index(title) <= one.start < text.index(title) + len(title) for one in reading.acts)
