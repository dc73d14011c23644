"""What holds for every shipped pack: complete, true to its clauses, and honest about what is ours."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from policy.handbook import Handbook
from policy.text import Text
from tests.policy.whole import CLAUSES, LATER_SECTIONS, SECTIONS, bases, own_clauses, parts, texts

Shipped = Callable[[str], Handbook]

WITH_ALL_SILENCE = tuple(name for name in CLAUSES if name != "STD")
"""STD is older than the later sections; old attempts pin its texts as they are."""

NAMES = "TeamViewer|AnyDesk|ServiceNow|Jira Service Management"


@pytest.fixture(params=CLAUSES)
def book(request: pytest.FixtureRequest, shipped: Shipped) -> Handbook:
    """Each shipped handbook in turn."""
    return shipped(str(request.param))


def drafted(shared: Path, book: Handbook) -> Mapping[str, Any]:
    """The pack as the interchange files sketch it."""
    text = (shared / "handbooks" / "packs" / f"{book.id.lower()}.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = YAML(typ="safe", pure=True).load(text)
    return loaded


def test_every_clause_is_carried_over_as_it_is(book: Handbook, shared_clauses: Mapping[str, Any]) -> None:
    expected = own_clauses(shared_clauses, book.id)
    assert len(expected) == CLAUSES[book.id]
    assert set(book.clauses) == set(expected)
    for one in book.clauses.values():
        source = expected[one.id]
        assert (one.section, one.kind, one.obligation) == (
            str(source["section"]),
            source["kind"],
            source["obligation"],
        )
        assert one.text == Text(zh=source["zh"], en=source["en"])
        assert list(one.features) == source["features"]


def test_every_clause_is_the_basis_of_something(book: Handbook) -> None:
    cited = {one for basis in bases(book) for one in basis}
    assert set(book.clauses) - cited == set()


def test_every_basis_exists_and_every_assumption_acts(book: Handbook) -> None:
    cited = {one for basis in bases(book) for one in basis}
    assert cited - set(book.clauses) == set(book.assumptions)
    assert all(bases(book))


def test_every_assumption_says_why_and_fills_what_is_silent(book: Handbook) -> None:
    assert {one.fills for one in book.assumptions.values()} <= set(book.silent)
    for one in book.assumptions.values():
        assert one.reason.zh != one.text.zh
        assert one.reason.en != one.text.en


def test_no_silent_item_has_a_value_but_by_assumption(book: Handbook) -> None:
    fills = {str(one.id): one.fills for one in book.assumptions.values()}
    for names, basis in parts(book):
        filled = {fills[one] for one in basis if one in fills}
        assert names & set(book.silent) <= filled, (names, basis)


def test_every_text_is_in_both_languages(book: Handbook) -> None:
    for text in texts(book):
        assert text.zh.strip()
        assert text.en.strip()
        assert not re.search("[\u3400-\u9fff]", text.en), text.en


def test_chinese_holds_no_latin_word_but_names(book: Handbook) -> None:
    """Product names, and the paraphrases of the clauses, are the manual's own."""
    ours = [text for text in texts(book) if text not in {one.text for one in book.clauses.values()}]
    assert [text.zh for text in ours if re.search("[A-Za-z]{2,}", re.sub(NAMES, "", text.zh))] == []


def test_a_reader_of_english_meets_no_code_of_a_priority(book: Handbook) -> None:
    ours = [text for text in texts(book) if text not in {one.text for one in book.clauses.values()}]
    assert [text.en for text in ours if re.search(r"\b[LP][1-4]\b", text.en)] == []


def test_silent_items_of_the_manual_are_named(book: Handbook, shared: Path) -> None:
    pack = drafted(shared, book)
    assert set(pack["silent"]) <= set(book.silent)
    assert list(book.silent) == sorted(book.silent)


@pytest.mark.parametrize("name", WITH_ALL_SILENCE)
def test_absent_sections_are_named_silent(shipped: Shipped, name: str) -> None:
    book = shipped(name)
    absent = {one for one in (*SECTIONS, *LATER_SECTIONS) if not getattr(book, one)}
    assert absent <= set(book.silent)


@pytest.mark.parametrize("name", WITH_ALL_SILENCE)
def test_every_ambiguity_of_the_manual_is_settled(shipped: Shipped, shared: Path, name: str) -> None:
    book = shipped(name)
    settled = {row for one in book.assumptions.values() for row in one.ambiguity.split()}
    assert set(drafted(shared, book)["ambiguities"]) <= settled


@pytest.mark.parametrize("name", WITH_ALL_SILENCE)
def test_seats_hold_what_the_clocks_and_the_escalations_name(shipped: Shipped, name: str) -> None:
    book = shipped(name)
    holders = (
        {one.code for one in book.seats} | {one.code for one in book.groups} | {str(one.code) for one in book.tiers}
    )
    assert {str(one.owner) for one in book.clocks} <= holders
    assert {str(end) for way in book.escalations for end in (way.source, way.target)} <= holders


def test_channels_of_the_manual_are_its_own(book: Handbook, shared: Path) -> None:
    written = drafted(shared, book)["channels"]["service"]
    assert [item.code for item in book.lists["channels"]] == written
    for code in written:
        assert book.settings[f"rate_{code}_zh"].value > 0
        assert book.settings[f"rate_{code}_en"].value > 0


def test_the_machinery_of_drills_has_every_figure(book: Handbook, shipped: Shipped) -> None:
    """A drill under any handbook is timed and scored by figures of the same names."""
    common = ("cost_", "tolerance_", "weight_", "grace", "absence", "exam_absence", "hold", "slack", "tight")
    std = {name: one.value for name, one in shipped("STD").settings.items() if name.startswith(common)}
    assert {name: one.value for name, one in book.settings.items() if name in std} == std
    assert {"pass_total", "review_share", "major_factor", "abandon_s", "pause_wait_customer"} <= set(book.settings)
