"""How well are English messages read, by act, and what must not change a reading?"""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from mysterydesk import shelf
from simulator.reading.read import read
from simulator.reading.reading import UNSHOWN, Reading

HERE = Path(__file__).parent
GROUPS = {
    "opening and closing": {"greet", "self_introduce", "farewell", "ask_anything_else", "ask_satisfaction"},
    "courtesy": {"empathise", "apologise", "thank", "hold_request"},
    "case": {"confirm_understanding", "give_ticket_number", "promise_eta", "progress_update", "chase_reply"},
    "handling": {"request_remote_consent", "explain_plan", "give_solution", "escalate_notice", "confirm_resolved"},
    "protection": {"refuse_disclosure", "privacy_leak", "ask_secret:password", "ask_secret:otp"},
    "faults": {"forbidden_phrase", "blame_shift", "jargon", "overpromise", "rude", "slang_emoji"},
}
ASKING = "asking"
FLOORS = {
    "texts_en.yaml": (0.97, 0.95),
    "texts_en_more.yaml": (0.95, 0.92),
    "texts_en_third.yaml": (0.95, 0.92),
    "texts_guide.yaml": (0.95, 0.95),
}
"""Precision and recall over each set of labelled texts; a floor is below what was measured, never above it."""

GROUP_FLOOR = (0.95, 0.90)


def labels(reading: Reading) -> set[str]:
    """Give the labels of a reading as the annotation guide writes them."""
    shown = (act for act in reading.acts if act.name not in UNSHOWN)
    return {f"{act.name}:{act.slot}" if act.slot else act.name for act in shown}


@cache
def labelled(name: str) -> list[tuple[str, frozenset[str]]]:
    """Load the labelled English texts of a file."""
    rows = YAML(typ="safe").load((HERE / name).read_text(encoding="utf-8"))
    rows = rows["en"] if isinstance(rows, dict) else rows
    return [(row["text"], frozenset(row["acts"])) for row in rows]


def group_of(label: str) -> str:
    """Name the group of acts a label belongs to."""
    return next((name for name, acts in GROUPS.items() if label in acts), ASKING)


def shares(right: int, extra: int, missed: int) -> tuple[float, float]:
    """Give precision and recall; nothing found and nothing to find is perfect."""
    return (right / (right + extra) if right + extra else 1.0, right / (right + missed) if right + missed else 1.0)


@cache
def counted(name: str) -> Counter[tuple[str, str]]:
    """Compare the readings of a file with its labels: group and `right`, `extra` or `missed`."""
    states: Counter[tuple[str, str]] = Counter()
    for text, wanted in labelled(name):
        found = labels(read(text, "en", shelf.rules()))
        for label in found | wanted:
            state = "right" if label in found & wanted else "extra" if label in found else "missed"
            states[group_of(label), state] += 1
    return states


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_precision_and_recall_hold_on_labelled_texts(name: str, floor: tuple[float, float]) -> None:
    states: Counter[str] = Counter()
    for (_, state), count in counted(name).items():
        states[state] += count
    precision, recall = shares(states["right"], states["extra"], states["missed"])
    figures = f"precision {precision:.3f} recall {recall:.3f} of {states['right'] + states['missed']} labels"
    print(f"{name}: {figures}")  # noqa: T201  the figures are the point
    assert precision >= floor[0]
    assert recall >= floor[1]


@pytest.mark.parametrize("group", [*GROUPS, ASKING])
def test_every_group_of_acts_holds_its_floor(group: str) -> None:
    every = sum((counted(name) for name in FLOORS), Counter[tuple[str, str]]())
    states = {state: every[group, state] for state in ("right", "extra", "missed")}
    precision, recall = shares(states["right"], states["extra"], states["missed"])
    figures = f"precision {precision:.3f} recall {recall:.3f} of {states['right'] + states['missed']} labels"
    print(f"{group}: {figures}")  # noqa: T201  the figures are the point
    assert precision >= GROUP_FLOOR[0]
    assert recall >= GROUP_FLOOR[1]


def wide(text: str) -> str:
    """Write the ASCII of a text in full width."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def curly(text: str) -> str:
    """Write a text with typographic apostrophes."""
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


@pytest.mark.parametrize("change", [str.upper, str.lower, curly, wide, lambda text: f"  {text}  "])
def test_case_width_and_typography_change_nothing(change: object) -> None:
    assert callable(change)
    faces = ("slang_emoji",)  # a face such as `8)` is made of the very marks that change
    for text, _ in labelled("texts_en.yaml"):
        plain = labels(read(text, "en", shelf.rules()))
        assert labels(read(change(text), "en", shelf.rules())) - {*faces} == plain - {*faces}, text


def test_quotes_are_the_words_as_written() -> None:
    for text, _ in labelled("texts_en.yaml"):
        for act in read(text, "en", shelf.rules()).acts:
            assert text[act.start : act.end] == act.quote


def test_a_list_of_key_words_earns_nothing() -> None:
    words = ["hello", "sorry", "thanks", "ticket", "version", "model", "serial", "screenshot", "escalate", "bye"]
    for start in range(len(words)):
        text = " ".join(words[start:] + words[:start])
        assert not read(text, "en", shelf.rules()).acts, text


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("I'm not escalating this to second line.", "escalate_notice"),
        ("We have not found the cause yet.", "progress_update"),
        ("Don't send me your password.", "ask_secret:password"),
        ("I won't be calling you back by 3 pm.", "promise_eta"),
        ('She said "I am sorry for the delay".', "apologise"),
        ("The script says: I have escalated your case to second line.", "escalate_notice"),
        ("If we had a spare, I would have replaced it.", "progress_update"),
        ("Suppose I called you back at 3 pm.", "promise_eta"),
    ],
)
def test_denied_quoted_or_imagined_acts_earn_nothing(text: str, label: str) -> None:
    assert label not in labels(read(text, "en", shelf.rules()))
