import re
from pathlib import Path

import pytest

from simulator.reading.read import read
from simulator.reading.rules import Rules
from tests.simulator.reading.figures import labelled, labels, shipped_rules

TEXTS = tuple(
    row.text
    for row in (*labelled("texts_zh.yaml"), *labelled("texts_zh_second.yaml"), *labelled("texts_guide.yaml", "zh"))
)[::3]
"""Every third text: each is read eleven times here."""


@pytest.fixture(scope="module")
def rules(root: Path) -> Rules:
    return shipped_rules(root)


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def half_width_marks(text: str) -> str:
    return text.translate(str.maketrans("，；：！？（）～", ",;:!?()~"))


def corner_quotes(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "「」『』"))


def spaced_marks(text: str) -> str:
    return re.sub(r"([，；！？])(?=.)", r"\1 ", text)


def upper_case(text: str) -> str:
    return text.upper()


def zero_width(text: str) -> str:
    return "\u200b".join(text)


VARIANTS = [full_width, half_width_marks, corner_quotes, spaced_marks, upper_case, zero_width]


@pytest.mark.parametrize("variant", VARIANTS)
def test_typography_changes_no_act(variant: object, rules: Rules) -> None:
    assert callable(variant)
    changed = [text for text in TEXTS if labels(read(text, "zh", rules)) != labels(read(variant(text), "zh", rules))]
    assert changed == []


def test_traditional_characters_change_no_act(rules: Rules) -> None:
    back = {simple: written for written, simple in rules.script.items()}
    varied = [(text, "".join(back.get(char, char) for char in text)) for text in TEXTS]
    assert sum(1 for text, written in varied if text != written) > len(TEXTS) * 0.8
    changed = [
        text for text, written in varied if labels(read(text, "zh", rules)) != labels(read(written, "zh", rules))
    ]
    assert changed == []


def test_the_same_message_is_read_the_same_twice(rules: Rules) -> None:
    assert all(read(text, "zh", rules) == read(text, "zh", rules) for text in TEXTS)
