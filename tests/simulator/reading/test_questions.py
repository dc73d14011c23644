"""Is it told apart what a question is about: the repair, another thing, the customer's demand, a number read back?

`questions_zh.yaml` and `questions_en.yaml` were written before the rules were mended. Every second demand was kept
back until the others were right: of those, 12 of 14 Chinese and 14 of 14 English ones were read.
"""

from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from ruamel.yaml import YAML

from mysterydesk import shelf
from policy.text import Lang
from simulator.puzzle import is_puzzling
from simulator.reading.read import read
from simulator.reading.reading import Reading
from simulator.reading.understood import as_understood

HERE = Path(__file__).parent
LANGS: tuple[Lang, ...] = get_args(Lang)
FAULTS = ("forbidden_phrase", "rude", "blame_shift")
CONFIRMED, EXPLAINED, DEMANDED, HEARD = 0.95, 0.85, 0.92, 0.75
"""Shares that must be read, a little below the measured."""


@cache
def rows(lang: Lang, part: str) -> tuple[tuple[str, Reading], ...]:
    found = YAML(typ="safe").load((HERE / f"questions_{lang}.yaml").read_text(encoding="utf-8"))[part]
    return tuple((text, read(text, lang, shelf.rules())) for text in found)


def share(lang: Lang, part: str, *acts: str) -> float:
    """Give the share of sentences in which all of some acts are read, and print the others."""
    every = rows(lang, part)
    missed = [text for text, one in every if not all(one.has(act) for act in acts)]
    print(f"{lang} {part} {'+'.join(acts)}: {len(every) - len(missed)} of {len(every)}, missed {missed}")  # noqa: T201
    return 1 - len(missed) / len(every)


@pytest.mark.parametrize("lang", LANGS)
def test_a_question_about_another_thing_confirms_nothing(lang: Lang) -> None:
    assert len(rows(lang, "diagnostic")) >= 40
    assert [text for text, one in rows(lang, "diagnostic") if one.has("confirm_resolved")] == []
    assert share(lang, "diagnostic", "ask") >= EXPLAINED


@pytest.mark.parametrize("lang", LANGS)
def test_what_no_slot_explains_is_asked_back_about(lang: Lang) -> None:
    for text, one in rows(lang, "diagnostic"):
        assert one.has("ask") or one.has("ask_anything_else") or is_puzzling(one, text) or not one.acts, text


@pytest.mark.parametrize("lang", LANGS)
def test_a_question_about_the_repair_is_read(lang: Lang) -> None:
    assert len(rows(lang, "confirmation")) >= 30
    assert share(lang, "confirmation", "confirm_resolved") >= CONFIRMED


@pytest.mark.parametrize("lang", LANGS)
def test_asking_for_the_demand_is_read_and_shown_to_nobody(lang: Lang) -> None:
    assert len(rows(lang, "demand")) >= 25
    assert share(lang, "demand", "ask_demand") >= DEMANDED
    assert [text for text, one in rows(lang, "not_demand") if one.has("ask_demand")] == []
    shown = [as_understood("m", one)["acts"] for _, one in rows(lang, "demand")]
    assert "ask_demand" not in str(shown)


@pytest.mark.parametrize("lang", LANGS)
def test_polite_words_near_rude_ones_are_no_fault(lang: Lang) -> None:
    assert len(rows(lang, "polite")) >= 40
    faulty = [text for text, one in rows(lang, "polite") if any(map(one.has, FAULTS)) or one.doubts_any(*FAULTS)]
    assert faulty == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_number_read_back_is_not_asked_for_again(lang: Lang) -> None:
    assert [text for text, one in rows(lang, "calling_back") if one.has("ask", "contact_method")] == []


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_heard_from_another_line_is_a_claim(lang: Lang) -> None:
    assert share(lang, "chased", "chase_claimed") == 1
    assert share(lang, "chased", "progress_update", "work_claimed") >= HEARD
    claims = ("chase_claimed", "progress_update", "work_claimed")
    assert [text for text, one in rows(lang, "not_chased") if any(map(one.has, claims))] == []


def test_marks_without_words_are_no_speech() -> None:
    assert {act.name for _, one in rows("zh", "markup") for act in one.acts} <= {"slang_emoji"}
