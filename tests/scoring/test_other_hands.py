"""Faults that somebody wrote from the clauses, who had read neither checks nor mutators (VALIDITY G3).

A small sample is scored; all of them are by `mysterydesk score validate`.
"""

from collections import Counter
from dataclasses import replace
from datetime import datetime

import pytest

from mysterydesk import shelf, validating
from scoring.validate.exam_room import Trial
from scoring.validate.goals import Measured, interval
from scoring.validate.other_hands import OtherHands, parse_other_hands
from scoring.validate.other_played import acts_of, new_findings, other_hands, play_other
from scoring.validate.validate import Validation, as_data
from sla.timeline import Timeline

HEAD = """cases:
  tickets: {scenario: S078-we-can-manage-like-this, handbook: STD, seat: T3, lang: en, seed: 9}
faults:
"""
"""A short case: third line, one cure."""

FAULT = """  {name}:
    case: {case}
    clauses: [STD-3.3.3]
    what: {{zh: "没有写文档", en: "no article"}}
    edits:
      - {edit}
"""


def written(*edits: str, case: str = "tickets") -> str:
    """Write a file with one fault an edit."""
    return HEAD + "".join(
        FAULT.format(name=f"X-{place}", case=case, edit=edit) for place, edit in enumerate(edits, start=1)
    )


def read(*edits: str) -> OtherHands:
    hands, problems = parse_other_hands(written(*edits), "x.yaml")
    assert hands is not None, problems
    return hands


@pytest.fixture(scope="module")
def shipped() -> dict[str, OtherHands]:
    return {name: one for name in shelf.SCORED if (one := validating.written_by_others(name)) is not None}


@pytest.fixture(scope="module")
def tickets() -> Trial:
    return validating.other_trial(read("drop: {kind: kb_draft}").cases["tickets"])


def test_every_manual_has_at_least_twenty_faults_in_both_languages(shipped: dict[str, OtherHands]) -> None:
    assert list(shipped) == list(shelf.SCORED)
    for name, hands in shipped.items():
        assert len(hands.faults) >= 20
        assert {case.handbook for case in hands.cases.values()} == {name}
        langs = Counter(hands.cases[one.case].lang for one in hands.faults)
        assert min(langs["zh"], langs["en"]) >= 8
    assert sum(len(hands.faults) for hands in shipped.values()) >= 120
    assert {case.seat for hands in shipped.values() for case in hands.cases.values()} == {"T1", "T2", "T3"}


def test_every_fault_breaks_a_clause_that_a_manual_or_the_product_states(shipped: dict[str, OtherHands]) -> None:
    books = [shelf.handbook(name) for name in shelf.SCORED]
    known = {clause for book in books for clause in book.clauses} | {
        one for book in books for one in book.assumptions
    }
    named = {clause for hands in shipped.values() for fault in hands.faults for clause in fault.clauses}
    assert named - known == set()
    assert len(named) >= 90


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ("{drop: {kind: kb_draft}, late: {kind: take}}", "unknown_value"),
        ("drop: {kind: dance}", "unknown_value"),
        ("drop: {kind: field, colour: red}", "unknown_field"),
        ("{change: {kind: priority}, to: {colour: red}}", "unknown_field"),
        ("{change: {kind: priority}, becomes: dance}", "unknown_value"),
        ("late: {kind: take}", "missing_field"),
        ("{after: {kind: take}, do: [{say: {words: hello}}]}", "unknown_value"),
        ("{after: {kind: take}, do: [{}]}", "unknown_value"),
        ("[drop]", "wrong_type"),
    ],
)
def test_an_edit_that_means_nothing_is_told_with_its_line(edit: str, code: str) -> None:
    hands, problems = parse_other_hands(written("drop: {kind: kb_draft}", edit), "x.yaml")
    assert hands is None
    assert [(one.source, one.code) for one in problems] == [("x.yaml", code)]
    assert problems[0].line == 15


def test_a_fault_of_a_case_that_nobody_wrote_and_a_broken_file_are_told() -> None:
    hands, problems = parse_other_hands(written("drop: {kind: kb_draft}", case="nowhere"), "x.yaml")
    assert (hands, [(one.line, one.code) for one in problems]) == (None, [(5, "unknown_value")])
    hands, problems = parse_other_hands("cases: [", "x.yaml")
    assert (hands, len(problems)) == (None, 1)


def when(events: Timeline, kind: str) -> datetime:
    return next(one.at for one in events if one.kind == kind and one.actor == "trainee")


def test_what_is_left_out_keeps_its_minutes_and_what_is_put_in_takes_its_own(tickets: Trial) -> None:
    hands = read(
        "drop: {kind: kb_draft}",
        "{late: {kind: kb_draft}, minutes: 40}",
        '{after: {kind: take}, do: [{log: {text: "third line has it"}}]}',
        '{before: {kind: take}, do: [{log: {text: "third line has it"}}]}',
        "drop: {kind: field, all: true}",
    )
    acts = acts_of(tickets)
    ideal = when(tickets.timeline, "fix.provided")
    played = [play_other(tickets, acts, fault) for fault in hands.faults]
    assert [one.refused for one in played] == [()] * 5
    events = [one.attempt.events for one in played]
    assert when(events[0], "fix.provided") == ideal
    assert not any(one.kind == "kb.draft" for one in events[0])
    assert (when(events[1], "fix.provided") - ideal).total_seconds() == 40 * 60
    logged = [[one.kind for one in whole if one.actor == "trainee"].index("action.logged") for whole in events[2:4]]
    assert logged[0] > logged[1]
    assert not any(one.kind == "intake.set" and one.actor == "trainee" for one in events[4])


def test_what_took_no_time_leaves_no_wait_and_what_the_desk_refuses_later_on_is_let_be(tickets: Trial) -> None:
    gone, twice = read("drop: {kind: type}", "{before: {kind: take}, do: [{take: {}}]}").faults
    acts = acts_of(tickets)
    quick = tuple(replace(one, spent_s=0) if one.was is not None and one.was.kind == "type" else one for one in acts)
    kinds = [one.kind for one in play_other(tickets, quick, gone).attempt.events]
    assert ("ticket.type_set" in kinds, "waiting.started" in kinds) == (False, False)
    played = play_other(tickets, acts, twice)
    assert played.refused == ()
    assert [one.kind for one in played.attempt.events].count("tier3.joined") == 1


def test_a_fault_that_the_desk_does_not_know_counts_as_not_found(tickets: Trial) -> None:
    hands = read(
        "{change: {kind: assign}, to: {to: nobody-7}}",
        "drop: {kind: verify, nth: 4}",
        '{change: {kind: kb_draft}, to: {title: "Orders cannot be written"}}',
    )
    measured = other_hands(tickets, hands.faults)
    assert (measured["G3"].value, measured["G3"].n, measured["G3.clause"].n) == (0.0, 3, 0)
    first, second, third = measured["G3"].misses
    assert first.startswith("X-1 STD-3.3.3 S078-we-can-manage-like-this en: assign:")
    assert second.endswith("verify:no_such_move")
    assert "pass" in third  # another title breaks nothing: the scorer is right to say nothing


def test_a_fault_is_found_when_its_handling_is_found_fault_with_and_named_by_its_clause(tickets: Trial) -> None:
    measured = other_hands(tickets, read("drop: {kind: kb_draft}", "drop: {kind: verify}").faults)
    assert (measured["G3"].value, measured["G3"].n) == (1.0, 2)
    # Both name the clause of articles; the second breaks another one.
    assert (measured["G3.clause"].value, measured["G3.clause"].n) == (0.5, 2)
    assert "STD-3.3.1" in measured["G3.clause"].misses[0]


def test_what_the_ideal_handling_is_told_too_is_no_finding_of_a_fault(tickets: Trial) -> None:
    [fault] = read("drop: {kind: kb_draft}").faults
    card = tickets.scored(play_other(tickets, acts_of(tickets), fault).attempt)
    assert new_findings(card, card) == ()


@pytest.mark.parametrize("name", ["ASC", "SMO", "DSK", "NET"])
def test_faults_that_ship_can_be_played(name: str, shipped: dict[str, OtherHands]) -> None:
    hands = shipped[name]
    case = {"ASC": "visit", "SMO": "dark_floor", "DSK": "fan", "NET": "drawings"}[name]
    trial = validating.other_trial(hands.cases[case])
    assert trial.desk.case.seat == hands.cases[case].seat == "T2"
    acts = acts_of(trial)
    tried = {one.id: play_other(trial, acts, one).refused for one in hands.faults if one.case == case}
    assert set(tried.values()) == {()}
    assert len(tried) >= 2


def test_a_sampled_share_is_told_with_its_interval_and_its_misses() -> None:
    share = Measured(value=0.9, n=100, misses=("X-1",))
    assert interval("G3", share) == (0.8256, 0.9448)
    assert interval("G3", Measured(value=1.0, n=10)) == (0.7225, 1.0)
    assert (interval("G2", share), interval("G3", Measured(value=0.0, n=0))) == (None, None)
    goals = as_data("STD", Validation(measured={"G3": share, "G2": share}))["goals"]
    assert isinstance(goals, dict)
    assert (goals["G3"]["interval"], goals["G3"]["misses"]) == ([0.8256, 0.9448], ["X-1"])
    assert "interval" not in goals["G2"]
    assert "interval" not in goals["G10"]


def test_a_company_s_manual_has_no_faults_of_others() -> None:
    assert list(validating.tried_by_others("OWN")) == []
