"""Priorities as set against the truth, which may grow."""

from datetime import timedelta

from policy.handbook import PriorityCode
from scoring.scorecard import Scorecard
from tests.scoring.conftest import GOOD, NINE, Row, Scored, added, changed, dropped, key_of, unmet

GREW = ((NINE, PriorityCode("L3")), (NINE + timedelta(minutes=5), PriorityCode("L1")))
GROWTH: Row = (5, "system", "fact.grew", {"set": {}, "stage": 1})
LATE = tuple((row[0] + 60 if row[0] >= 8 else row[0], *row[1:]) for row in GOOD)
"""The same handling, repaired an hour later."""


def judged(scored: Scored, rows: tuple[Row, ...]) -> dict[str, str]:
    card: Scorecard = scored(rows, key_of(priorities=GREW))
    codes = {"priority_right", "priority_bottom", "regraded", "priority_set"}
    return {one.code: one.verdict for one in card.findings if one.code in codes}


def test_growth_asks_for_the_priority_to_be_set_anew(scored: Scored) -> None:
    rows = added(GROWTH, rows=LATE)
    assert judged(scored, rows) == {"priority_set": "met", "priority_right": "met", "regraded": "not_met"}


def test_setting_it_anew_after_growth_is_right(scored: Scored) -> None:
    rows = added(GROWTH, (9, "trainee", "ticket.severity_set", {"level": "L1"}), rows=LATE)
    assert judged(scored, rows) == {"priority_set": "met", "priority_right": "met", "regraded": "met"}


def test_setting_it_to_something_else_after_growth_is_wrong(scored: Scored) -> None:
    rows = added(GROWTH, (9, "trainee", "ticket.severity_set", {"level": "L2"}), rows=LATE)
    assert judged(scored, rows) == {"priority_set": "met", "priority_right": "met", "regraded": "not_met"}


def test_who_foresaw_the_growth_is_right(scored: Scored) -> None:
    rows = added(GROWTH, rows=changed("ticket.severity_set", rows=LATE, level="L1"))
    assert judged(scored, rows) == {"priority_set": "met", "regraded": "met"}


def test_set_only_after_the_growth_is_judged_on_the_growth(scored: Scored) -> None:
    moved = added(GROWTH, (20, "trainee", "ticket.severity_set", {"level": "L1"}), rows=LATE)
    rows = tuple(row for row in moved if row[2] != "ticket.severity_set" or row[0] == 20)
    assert judged(scored, rows) == {"priority_set": "met", "regraded": "met"}


def test_growth_after_the_repair_asks_for_nothing(scored: Scored) -> None:
    assert judged(scored, added(GROWTH)) == {"priority_set": "met", "priority_right": "met"}


def test_whoever_follows_growth_that_nobody_had_to_follow_is_right_all_the_same(scored: Scored) -> None:
    rows = added(GROWTH, (6, "trainee", "ticket.severity_set", {"level": "L1"}))
    assert judged(scored, rows) == {"priority_set": "met", "priority_right": "met"}
    wrong = added(GROWTH, (6, "trainee", "ticket.severity_set", {"level": "L2"}))
    assert judged(scored, wrong) == {"priority_set": "met", "priority_right": "not_met"}


def test_one_up_without_a_reason_is_as_wrong_as_any(scored: Scored) -> None:
    assert unmet(scored(changed("ticket.severity_set", level="L2"))) == {"priority_right": "STD-2.2.1.L3"}


def test_an_unset_priority_is_named_with_the_right_one(scored: Scored) -> None:
    card = scored(dropped("ticket.severity_set"))
    found = next(one for one in card.findings if one.code == "priority_set")
    assert found.right is not None
    assert found.right.params == {"priority": "L3"}
