"""Rubrics as authored: what is wrong with them, with its line; and what their weights are worth."""

import pytest

from policy.handbook import Handbook
from scoring.finding import FAMILIES, HALVES, met, not_met
from scoring.points import UnknownCriterionError, family_points, findings
from scoring.rubric import Rubric, parse_rubric

HEAD = 'rubric: {handbook: STD, version: "1"}\n'
ONE = "  - {code: a, clause: STD-3.3.1, family: closure, weight: minor, basis: letter}\n"


def codes(text: str, handbook: Handbook) -> list[tuple[str, int]]:
    read, problems = parse_rubric(text, "r.yaml", handbook)
    assert read is None
    return [(one.code, one.line) for one in problems]


def test_the_shipped_rubric_reads_without_a_problem(rubric: Rubric) -> None:
    assert len(rubric.criteria) > 40
    assert {one.family for one in rubric.criteria.values()} == set(FAMILIES)


def test_an_empty_rubric_is_a_mistake(handbook: Handbook) -> None:
    assert codes(HEAD + "criteria: []\n", handbook) == [("empty_rubric", 2)]


def test_all_mistakes_are_told_at_once_with_their_lines(handbook: Handbook) -> None:
    text = (
        HEAD
        + "criteria:\n"
        + "  - {code: a, clause: STD-9.9, family: closure, weight: minor, basis: letter}\n"
        + "  - {code: b, clause: NET-3.4.bye, family: closure, weight: minor, basis: letter}\n"
        + "  - {code: c, clause: A-none, family: closure, weight: minor, basis: default}\n"
        + "  - {code: d, clause: STD-3.3.1, family: closure, weight: minor, basis: borrowed}\n"
        + "  - {code: e, clause: NET-3.4.bye, family: closure, weight: minor, basis: borrowed, critical: true}\n"
        + "  - {code: f, clause: STD-3.3.1, family: closure, weight: minor, basis: letter, assumptions: [A-none]}\n"
        + "  - {code: g, clause: STD-3.3.1, family: closure, weight: minor, basis: letter, also: [NET-3.4.bye]}\n"
        + "  - {code: f, clause: STD-3.3.1, family: nowhere, weight: heavy, basis: letter}\n"
    )
    assert codes(text, handbook) == [
        ("unknown_clause", 3),
        ("foreign_letter", 4),
        ("unknown_assumption", 5),
        ("own_borrowed", 6),
        ("borrowed_gate", 7),
        ("unknown_assumption", 8),
        ("unknown_clause", 9),
        ("unknown_value", 10),
        ("unknown_value", 10),
    ]


def test_a_code_stands_once(handbook: Handbook) -> None:
    assert codes(HEAD + "criteria:\n" + ONE + ONE, handbook) == [("duplicate_id", 4)]


def test_a_code_is_not_judged_and_left_out_at_once(handbook: Handbook) -> None:
    assert codes(HEAD + "omits: [b, a]\ncriteria:\n" + ONE, handbook) == [("duplicate_id", 2)]


def test_a_clause_of_a_priority_must_exist_for_each_priority(handbook: Handbook) -> None:
    text = HEAD + "criteria:\n" + ONE.replace("STD-3.3.1", '"STD-2.2.1.{priority}"')
    assert parse_rubric(text, "r.yaml", handbook)[0] is not None
    assert codes(text.replace("2.2.1.", "4.1."), handbook) == [("unknown_clause", 3)] * 3


def test_a_rubric_of_another_handbook_is_refused(handbook: Handbook) -> None:
    assert codes(HEAD.replace("STD", "NET") + "criteria:\n" + ONE, handbook) == [("other_handbook", 1)]


def test_text_that_is_no_rubric_is_refused(handbook: Handbook) -> None:
    assert codes("rubric: 1\n", handbook)
    assert codes("rubric: [\n", handbook)
    assert codes("- 1\n", handbook)


def test_a_handbook_without_weights_cannot_be_scored(handbook: Handbook) -> None:
    from dataclasses import replace  # noqa: PLC0415  only this test takes a handbook apart

    bare = replace(handbook, settings={})
    read, problems = parse_rubric(HEAD + "criteria:\n" + ONE, "r.yaml", bare)
    assert read is None
    assert {one.code for one in problems} == {"missing_weight"}


def test_families_that_do_not_apply_spread_over_their_half(handbook: Handbook) -> None:
    shares = family_points(handbook, {"intake": 1, "triage": 1, "closure": 1})
    assert shares == {"intake": pytest.approx(30), "triage": pytest.approx(30), "closure": pytest.approx(40)}


def test_an_empty_half_gives_its_points_to_the_other(handbook: Handbook) -> None:
    assert family_points(handbook, {"closure": 1}) == {"closure": pytest.approx(100)}
    assert family_points(handbook, {}) == {}


def test_every_half_is_worth_what_the_handbook_says(handbook: Handbook) -> None:
    shares = family_points(handbook, dict.fromkeys(FAMILIES, 1.0))
    assert sum(shares[one] for one in HALVES["state"]) == pytest.approx(60)


def test_a_major_criterion_weighs_twice_a_minor_one(rubric: Rubric, handbook: Handbook) -> None:
    found = findings((met("confirmed"), not_met("anything_else")), rubric, handbook, "T1")
    assert [one.possible for one in found] == [pytest.approx(100 * 2 / 3, abs=1e-3), pytest.approx(100 / 3, abs=1e-3)]
    assert [one.lost for one in found] == [0.0, found[1].possible]


def test_a_criterion_of_another_seat_weighs_nothing(rubric: Rubric, handbook: Handbook) -> None:
    found = findings((met("clock.t2_start"), met("confirmed")), rubric, handbook, "T1")
    assert [one.possible for one in found] == [0.0, 100.0]


def test_lateness_on_a_minor_issue_is_a_minor_fault(rubric: Rubric, handbook: Handbook) -> None:
    low = findings((met("clock.response", priority="L3"),), rubric, handbook, "T1")[0]
    high = findings((met("clock.response", priority="L1"),), rubric, handbook, "T1")[0]
    assert (low.weight, high.weight) == ("minor", "major")
    assert (low.clause, high.clause) == ("STD-2.2.2.L3", "STD-2.2.2.L1")


def test_a_check_may_not_judge_what_the_rubric_does_not_have(rubric: Rubric, handbook: Handbook) -> None:
    with pytest.raises(UnknownCriterionError, match="nonsense"):
        findings((met("nonsense"),), rubric, handbook, "T1")
