import sys
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.reading.clauses import take_apart
from simulator.reading.normal import normalise
from simulator.reading.read import read, read_anew
from simulator.reading.rules import Rules
from simulator.reading.times import find_times
from tests.simulator.reading.figures import shipped_rules

LONG = {
    "no mark": "请您重启设备然后再试试看我们会给您处理问题",
    "one character": "的",
    "marks": "，。",
    "sentences": "您好，请问您的客户编号是多少？我们马上给您处理。",
    "Chinese figures": "一二三四五六七八九十",
    "figures": "1234567890",
    "times": "明天下午三点",
    "quotation marks": "'a",
    "spaces": "好 ",
    "English": "please restart the device and try again we will ",
    "emoji": "😂",
    "controls": "\x00\x01\u202e",
    "where it is": "请在到从用",
    "a long quotation": "您可以先点“" + "设置" * 90 + "”再说。",
}


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    return shipped_rules(root)


def steps(text: str, rules: Rules) -> int:
    """Count the calls that reading a message anew makes, each regular expression search being one."""
    made = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        read_anew(text, "zh", rules)
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "。", "？？？", "“", "(", "\ud800", "😂", "ﷺ", "a" * 5000])
def test_odd_messages_are_read_without_error(text: str, rules: Rules) -> None:
    assert {act.name for act in read(text, "zh", rules).acts} <= {"slang_emoji"}


@settings(max_examples=50)
@given(text=st.text(max_size=200))
def test_any_text_is_read_in_either_language(text: str, rules: Rules) -> None:
    for lang in ("zh", "en"):
        reading = read(text, lang, rules)
        assert all(0 <= act.start < act.end <= len(text) for act in reading.acts)
        assert find_times(text, lang) is not None


@given(text=st.text(max_size=100))
def test_every_plain_character_knows_where_it_stood(text: str) -> None:
    plain = normalise(text, {})
    assert len(plain.origin) == len(plain.text)
    assert list(plain.origin) == sorted(plain.origin)


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG.keys())
def test_work_grows_with_the_length_and_not_with_its_square(unit: str, rules: Rules) -> None:
    """And the longest message stays inside a loose bound."""
    short, long = (unit * (size // len(unit)) for size in (1000, 4000))
    read(long, "zh", rules)  # compiles what it needs
    assert steps(long, rules) <= min(8 * steps(short, rules) + 20_000, 2_000_000)


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG.keys())
def test_no_sentence_is_longer_than_the_patterns_are_made_for(unit: str, rules: Rules) -> None:
    message = take_apart(normalise(unit * (4000 // len(unit)), rules.script), rules.cues)
    assert max((len(sentence.text) for sentence in message.sentences), default=0) <= 400
