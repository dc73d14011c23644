"""One broken line is told once: neither what only follows from it, nor less than what is wrong beside it."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.parse import read_pack
from policy.problem import Problem
from sla.contradictions.lint import contradictions_beside
from tests.policy.small import SECTIONS, pack, told

FOLDER = Path(__file__).resolve().parents[2] / "policy" / "content" / "STD"


@cache
def whole() -> dict[str, str]:
    """The files of a large pack."""
    return {one.name: one.read_text(encoding="utf-8") for one in FOLDER.glob("*.yaml")}


def broken(name: str, old: str, new: str) -> tuple[Problem, ...]:
    """The problems of the large pack with one line written otherwise."""
    files = whole()
    assert old in files[f"{name}.yaml"]
    return read_pack({**files, f"{name}.yaml": files[f"{name}.yaml"].replace(old, new, 1)}).problems


@pytest.mark.parametrize(
    ("name", "old", "new", "codes"),
    [
        ("clauses", "  - id: STD-2.2\n", "clauses:\n  - id: STD-2.2\n", ["duplicate_key"]),
        ("clauses", "  - id: STD-2.2\n", "  - id: STD-2.2\n    id: STD-2.9\n", ["duplicate_key"]),
        ("clauses", "  - id: STD-2.2\n", '  - id: "STD-2.2\n', ["yaml_syntax"]),
        ("clauses", "clauses:", "clause:", ["missing_field", "unknown_field"]),
        ("clauses", "  - id: STD-2.2\n", "  - name: STD-2.2\n", ["missing_field", "unknown_field"]),
        ("handbook", "  zone: Asia/Shanghai", "  zone Asia/Shanghai", ["yaml_syntax"]),
        ("handbook", "priorities:\n", "silent: []\npriorities:\n", ["duplicate_key"]),
        ("handbook", "silent:", "silents:", ["unknown_field"]),
        ("assumptions", "assumptions:", "assumption:", ["unknown_field"]),
        ("assumptions", "    fills: calendar", "    fill: calendar", ["missing_field", "unknown_field"]),
        ("assumptions", "    fills: calendar", "   fills: calendar", ["yaml_syntax"]),
        ("lists", "lists:", "lists: *lost\nextra:", ["unknown_alias", "unknown_field"]),
    ],
)
def test_one_broken_line_is_told_and_not_what_follows(name: str, old: str, new: str, codes: list[str]) -> None:
    assert sorted(one.code for one in broken(name, old, new)) == codes


def test_what_is_wrong_beside_a_broken_line_is_still_told() -> None:
    files = pack(
        tiers='tiers:\n  - {code: T1, code: T2, name: {zh: "一线", en: "Tier 1"}, basis: [TST-9]}\n',
        clocks=SECTIONS["clocks"].replace("L2: 1h", "L2: 20m"),
    )
    reading = read_pack(files)
    assert told(reading.problems) == [
        "clocks.yaml:6 target_out_of_order",
        "tiers.yaml:2 duplicate_key",
        "tiers.yaml:2 unknown_clause",
    ]
    assert len(reading.readable) == 2
    assert [one.code for one in contradictions_beside(reading)] == ["lesser_due_first"]


def test_only_what_holds_with_either_value_of_a_key_is_proved() -> None:
    twice = SECTIONS["clocks"].replace(
        "            targets: {L1: 30m, L2: 1h}",
        "            targets: {L1: 30m, L2: 20m}\n            targets: {L1: 30m, L2: 1h}",
    )
    reading = read_pack(pack(clocks=twice))
    assert told(reading.problems) == ["clocks.yaml:7 duplicate_key"]
    assert contradictions_beside(reading) == ()


def test_figures_are_read_beside_targets_and_hours_that_are_not() -> None:
    """The first target cannot be read; the other two can, and contradict each other."""
    files = whole()
    text = files["handbook.yaml"].replace("{L1: 30m, L2: 1h, L3: 2h}", "{L1: soon, L2: 3h, L3: 2h}")
    reading = read_pack({**files, "handbook.yaml": text})
    assert [one.code for one in reading.problems] == ["bad_duration"]
    found = [one for one in contradictions_beside(reading) if one.code == "lesser_due_first"]
    assert [(one.params["urgent"], one.params["lesser"]) for one in found] == [("L2", "L3")]


@given(st.data())
def test_no_cut_of_a_pack_keeps_its_figures_from_being_looked_at(data: st.DataObject) -> None:
    section = data.draw(st.sampled_from(["clocks", "priorities", "tiers", "pack"]))
    text = pack()[f"{section}.yaml"]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    reading = read_pack(pack() | {f"{section}.yaml": text[:start] + text[end:]})
    assert all(one.examples for one in contradictions_beside(reading))
