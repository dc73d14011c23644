"""Is the plan of a level whole, and is what is wrong with one said with its line?"""

import pytest

from certification.level_plan import plan_from_json, plan_to_json
from certification.level_shape import parse_level
from tests.certification.exam import shipped, std

PLAN = """\
format: level/1
id: one
handbook: STD
level: junior
title: {zh: "初级", en: "Junior"}
requires: ""
seat: T1
paper: {title: {zh: "笔试", en: "Paper"}, time: 90m}
parts:
  - id: product
    title: {zh: "产品", en: "Product"}
    minimum: 0.7
    topics:
      - {topic: P1, title: {zh: "功能", en: "Features"}, weight: 15, items: 10}
      - {topic: P2, title: {zh: "案例", en: "Cases"}, weight: 10, slot: how_to}
gate:
  - {slot: how_to, title: {zh: "咨询", en: "How-to"}, cases: 3}
shift: false
assessors: 0
issuers: 1
retakes: {waits: [1d, 7d], tries: 3, window: 365d}
basis: [STD-5.2.3.junior, A-cut]
"""


def wrong(old: str, new: str) -> list[str]:
    assert old in PLAN
    plan, problems = parse_level(PLAN.replace(old, new), "plan.yaml", std())
    assert plan is None
    return [f"{one.line} {one.code}" for one in problems]


def test_a_plan_that_is_whole_is_read_and_has_a_digest() -> None:
    plan, problems = parse_level(PLAN, "plan.yaml", std())
    assert plan is not None, problems
    assert (plan.items, plan.slots, plan.time.total_seconds()) == (10, (("how_to", 3),), 5400)
    assert plan.part_plans()[0].weights == {"P1": 15, "P2": 10}
    assert len(plan.digest) == 64
    rule = plan.rule(std().ladder[0])
    assert (rule.slots[0].cases, rule.tries, rule.waits[-1].days, rule.validity.days) == (3, 3, 7, 365)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("handbook: STD", "handbook: ASC", ["3 other_handbook"]),
        ("level: junior", "level: expert", ["4 unknown_level"]),
        ('requires: ""', "requires: expert", ["6 unknown_level"]),
        ("seat: T1", "seat: T9", ["7 unknown_tier"]),
        ("topic: P2", "topic: P1", ["15 duplicate_topic"]),
        ("items: 10}", "items: 10, slot: how_to}", ["14 one_proof"]),
        (", items: 10}", "}", ["14 one_proof"]),
        ("slot: how_to}\ngate", "slot: other}\ngate", ["15 unknown_case_slot"]),
        ("A-cut]", "A-none]", ["22 unknown_id"]),
        ("minimum: 0.7", "minimum: 70", ["12 wrong_value"]),
        ("waits: [1d, 7d]", "waits: [soon]", ["21 bad_duration"]),
        ("weight: 15", "weight: 0", ["14 wrong_value"]),
    ],
)
def test_what_is_wrong_is_said_with_its_line(old: str, new: str, found: list[str]) -> None:
    assert wrong(old, new) == found


def test_all_that_is_wrong_is_said_at_once() -> None:
    text = PLAN.replace("seat: T1", "seat: T9").replace("topic: P2", "topic: P1").replace("A-cut]", "A-none]")
    _, problems = parse_level(text, "plan.yaml", std())
    assert [one.code for one in problems] == ["unknown_tier", "duplicate_topic", "unknown_id"]


def test_the_three_levels_stand_on_each_other_and_weigh_a_hundred() -> None:
    levels = shipped().levels
    assert [(one.level, one.requires, one.seat) for one in sorted(levels.values(), key=lambda one: one.seat)] == [
        ("junior", "", "T1"),
        ("intermediate", "junior", "T2"),
        ("senior", "intermediate", "T3"),
    ]
    for plan in levels.values():
        assert sum(one.weight for one in plan.topics) == 100
    assert levels["junior"].items == 60
    assert (levels["senior"].assessors, levels["senior"].issuers) == (2, 2)


def test_every_figure_of_a_plan_stands_on_a_clause_or_on_an_assumption_that_people_see() -> None:
    for plan in shipped().levels.values():
        assert {one for one in plan.basis if one.startswith("A-")} <= set(std().assumptions)
        assert any(one in std().clauses for one in plan.basis)


def test_a_plan_that_was_kept_is_the_plan_that_was_read() -> None:
    for plan in shipped().levels.values():
        assert plan_from_json(plan_to_json(plan)) == plan


@pytest.mark.parametrize(("old", "new"), [(b'"tries": 3', b'"tries": 9'), (b'"requires": ""', b'"requires": "x"')])
def test_a_kept_plan_that_was_changed_is_refused(old: bytes, new: bytes) -> None:
    kept = plan_to_json(shipped().levels["junior"])
    assert old in kept
    with pytest.raises(ValueError, match="does not fit its digest"):
        plan_from_json(kept.replace(old, new))
