"""Where in a message stands what was not understood?"""

import json
from pathlib import Path

import pytest

from policy.text import Lang
from simulator.reading.read import read
from simulator.reading.reading import Reading, Span, as_data
from simulator.reading.rules import Rules
from simulator.reading.stored import reading_from
from sla.timeline import Json
from tests.simulator.reading.figures import shipped_rules


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    return shipped_rules(root)


@pytest.mark.parametrize(
    ("lang", "text", "unread"),
    [
        ("zh", "今天真是忙疯了哈。请问您的客户编号是多少？", ["今天真是忙疯了哈。"]),
        ("zh", "请问您的客户编号是多少？今天真是忙疯了哈", ["今天真是忙疯了哈"]),
        ("zh", "ＶＰＮ那茬子挺磨叽的！！请问您的客户编号是多少？", ["ＶＰＮ那茬子挺磨叽的！！"]),
        ("en", "Lovely weather over in Leeds. What is your customer number?", ["Lovely weather over in Leeds. "]),
        ("en", "What is your customer number?", []),
    ],
)
def test_an_unread_clause_has_its_place(rules: Rules, lang: Lang, text: str, unread: list[str]) -> None:
    reading = read(text, lang, rules)
    assert [text[one.start : one.end] for one in reading.unread_at] == unread
    assert reading.unread is bool(unread)
    assert reading.is_placed


def test_a_doubt_has_its_place(rules: Rules) -> None:
    readings = [read(text, "zh", rules) for text in ("方便的话您点一下“同意”", "您好，方便的话您点一下“同意”")]
    assert any(one.doubts for one in readings)
    assert all(bool(one.doubts) == bool(one.doubted_at) for one in readings)


@pytest.mark.parametrize("text", ["", " ", "。", "？？？", "“"])
def test_a_message_that_says_nothing_leaves_nothing_unread(rules: Rules, text: str) -> None:
    assert read(text, "zh", rules).unread_at == ()


def test_places_are_stored_and_come_back() -> None:
    spans = (Span(start=0, end=3), Span(start=5, end=9))
    reading = Reading(
        lang="zh", acts=(), times=(), unsure=True, engine="e", doubts=("greet",), unread=True,
        unread_at=spans, doubted_at=spans[:1],
    )  # fmt: skip
    assert reading_from(json.loads(json.dumps(as_data(reading)))) == reading


def test_a_reading_of_an_older_engine_opens_without_places() -> None:
    old: Json = {
        "lang": "zh",
        "acts": [],
        "times": [],
        "unsure": True,
        "engine": "e",
        "doubts": ["greet"],
        "unread": True,
    }
    reading = reading_from(old)
    assert (reading.unread, reading.unread_at, reading.doubted_at) == (True, (), ())
    assert not reading.is_placed


@pytest.mark.parametrize("value", [None, "x", [[1]], [["a", 2]], [[1, 2, 3]], [[True, 2]]])
def test_what_is_no_place_is_none(value: object) -> None:
    data = {"lang": "zh", "acts": [], "times": [], "unsure": True, "engine": "e", "unread": True, "unread_at": value}
    assert reading_from(data).unread_at == ()  # type: ignore[arg-type]  # authored by nobody
