"""Templates from before a name was there still serve the attempts that are pinned to them."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulator.repertoire import COLLEAGUE_LINES, CUSTOMER_ACTS, LATER, MOMENTS
from simulator.wording import COLLEAGUES, CUSTOMER, FILES, LANGS, PHRASES, TONES, parse_wording

NAMES = {CUSTOMER: CUSTOMER_ACTS, COLLEAGUES: COLLEAGUE_LINES, PHRASES: MOMENTS}


@pytest.fixture(scope="module")
def files(root: Path) -> dict[str, str]:
    """Give the shipped files."""
    return {name: (root / "simulator" / "content" / name).read_text("utf-8") for name in FILES}


def without(text: str, names: set[str]) -> str:
    """Drop whole entries from a file of templates."""
    kept, dropping = [], False
    for line in text.splitlines(keepends=True):
        if line[0].isalpha():
            dropping = line.split(":")[0] in names
        if not dropping:
            kept.append(line)
    return "".join(kept)


@pytest.mark.parametrize("name", FILES)
def test_what_ships_has_every_name_itself(files: dict[str, str], name: str) -> None:
    """The parser lets an older sentence stand in, so that a forgotten entry would not be noticed there."""
    assert set(YAML(typ="safe").load(files[name])) == set(NAMES[name])


def test_templates_from_before_are_read_and_older_sentences_stand_in(files: dict[str, str]) -> None:
    older = {name: without(text, set(LATER)) for name, text in files.items()}
    assert all(len(older[name]) < len(files[name]) for name in (CUSTOMER,))
    wording, problems = parse_wording(older)
    assert problems == ()
    assert wording is not None
    for act in set(LATER) & set(CUSTOMER_ACTS):
        for lang in LANGS:
            for tone in TONES:
                assert wording.customer(act, lang, tone) == wording.customer(LATER[act], lang, tone)


def test_what_stands_in_asks_for_no_value_that_is_not_at_hand() -> None:
    for names in (CUSTOMER_ACTS, COLLEAGUE_LINES):
        for name in set(LATER) & set(names):
            assert names[LATER[name]] <= names[name], name
