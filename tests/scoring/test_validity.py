"""The scorer tried on handlings whose worth is known: ideal ones, single faults, trainees who know little or nothing.

A small sample of each; the measured runs are `mysterydesk score validate`.
"""

from collections.abc import Mapping

import pytest

from policy.handbook import Handbook
from scoring.scorecard import digest, to_json
from scoring.validate.average import Handling, parse_average, play_average
from scoring.validate.exam_room import Trial, replayed
from scoring.validate.goals import GOALS, Measured, is_met
from scoring.validate.nulls import NULLS, play_null
from scoring.validate.sentences import Sentences, parse_sentences
from scoring.validate.validate import (
    as_data,
    average_totals,
    detection,
    false_alarms,
    null_passes,
    second_faults,
    validate,
)
from tests.scoring.conftest import Pick

SAMPLE: Mapping[str, tuple[str, ...]] = {
    "S006": ("without_contact_method", "not_told", "no_eta", "no_updates", "late_solution", "kept_too_long"),
    "S024": ("wrong_line", "empty_note", "wrong_steps"),
    "S033": ("slang", "picture_not_kept", "no_callback"),
    "S047": (
        "without_customer_id", "wrong_number", "invented_number", "priority_L1", "no_priority", "no_greeting", "rude",
        "ask_secret", "far_promise", "false_fixed", "no_search", "no_archive", "closed_unconfirmed",
        "closed_against_word", "guessed", "lost_data", "needless_transfer", "said_escalated", "no_type", "no_owner",
        "published", "hold_unannounced", "left_on_hold", "late_contact", "no_reason",
    ),
    "S055": ("filed_as_inquiry", "typed_as_request", "no_apology", "not_followed_up", "not_urgent", "empty_answers",
             "not_agreed", "risk_untold"),
    "S067": ("no_consent", "files_left", "left_connected", "screen_not_cleared", "barred_tool"),
    "S069": ("given_away", "not_refused", "not_explained", "not_logged"),
}  # fmt: skip
"""Faults that are tried on one case of a scenario."""


def test_the_ideal_handling_has_no_finding_and_the_full_total(trials: tuple[Trial, ...]) -> None:
    assert false_alarms(trials).misses == ()
    for trial in trials[::5]:
        assert trial.scored(replayed(trial.opened(), trial.ideal)).total == (100.0, 100.0)


@pytest.mark.parametrize("name", NULLS)
def test_a_trainee_who_knows_nothing_does_not_pass(
    name: str, trials: tuple[Trial, ...], sentences: Sentences
) -> None:
    for trial in trials[::5]:
        card = trial.scored(play_null(trial, name, sentences))
        assert card.verdict != "pass", (trial.desk.case.id, card.total, card.reasons)
        assert card.total[1] < trial.desk.handbook.settings["pass_total"].value


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SAMPLE)
def test_single_faults_are_found_and_nothing_else(scenario: str, pick: Pick, sentences: Sentences) -> None:
    measured = detection((pick(scenario),), sentences, frozenset(SAMPLE[scenario]))
    assert measured.found.n + measured.void == len(SAMPLE[scenario])
    assert measured.found.misses == ()
    assert measured.stray.misses == ()


def test_faults_are_counted_by_their_published_ids(pick: Pick, sentences: Sentences) -> None:
    measured = detection((pick("S067"),), sentences, frozenset({"files_left", "no_type", "unasked_and_uncleaned"}))
    assert set(measured.caught) == {"F058", "F099"}
    assert measured.caught["F058"].clauses == ("STD-5b.3.cleanup",)
    assert (measured.caught["F058"].tried, measured.caught["F058"].found) == (1, 1)


@pytest.mark.slow
def test_a_second_fault_never_raises_the_total(pick: Pick, sentences: Sentences) -> None:
    names = frozenset({"without_department", "no_priority", "no_greeting", "no_archive", "no_type", "not_closed"})
    measured = second_faults((pick("S047"),), sentences, names)
    assert measured.n > 3
    assert measured.misses == ()


@pytest.mark.slow
def test_average_handlings_use_the_middle_of_the_scale(
    trials: tuple[Trial, ...], average: Mapping[str, Handling]
) -> None:
    assert set(average) == {one.desk.case.scenario for one in trials}
    assert average_totals(trials, average).misses == ()


def test_who_has_no_average_handling_is_not_counted(trials: tuple[Trial, ...]) -> None:
    assert average_totals(trials[:1], {}).n == 0


def test_an_average_trainee_lets_be_what_the_desk_refuses(pick: Pick) -> None:
    text = (
        "average:\n  S047:\n    - say: {zh: '', en: ''}\n    - await\n    - chase: x\n    - record: 1\n    - act: 1\n"
    )
    read, problems = parse_average(text, "a.yaml")
    assert read is not None, problems
    kinds = [one.kind for one in play_average(pick("S047"), read["S047"]).events]
    assert "agent.msg" not in kinds
    assert "attempt.ended" in kinds


def test_average_handlings_are_read_with_their_mistakes() -> None:
    read, problems = parse_average("average:\n  S:\n    - dance\n    - {say: a, wait: 1}\n", "a.yaml")
    assert read is None
    assert [one.code for one in problems] == ["unknown_value", "unknown_value"]
    assert parse_average("average: {}\n", "a.yaml")[0] is None
    assert parse_average("average: [", "a.yaml")[0] is None


def test_the_same_moves_give_the_same_scorecard_bytes(pick: Pick) -> None:
    trial = pick("S047")
    first, second = (trial.scored(replayed(trial.opened(), trial.ideal)) for _ in range(2))
    assert to_json(first) == to_json(second)
    assert digest(first) == digest(second)


def test_validate_tells_what_was_measured_and_what_was_not(
    pick: Pick, sentences: Sentences, handbook: Handbook, average: Mapping[str, Handling]
) -> None:
    steps: list[str] = []
    names = frozenset({"without_department", "no_type", "no_greeting"})
    data = as_data("STD", validate((pick("S047"),), sentences, average, steps.append, names))
    goals = data["goals"]
    assert isinstance(goals, dict)
    assert set(goals) == set(GOALS)
    assert goals["G1"] == {"value": 0.0, "n": 1, "goal": 0.0, "met": True}
    assert goals["G10"] == {"value": None, "n": 0, "goal": 0.8, "met": None}
    assert [goals[name]["met"] for name in ("G2", "G2.stray", "G4", "G5", "G5.wrong_fix", "G5.average")] == [True] * 6
    assert steps == ["G1", "G2", "G4", "G5", "G5.wrong_fix", "G5.average"]
    assert data["handbook"] == handbook.id
    faults = data["faults"]
    assert isinstance(faults, dict)
    assert faults["F099"] == {"clauses": ["DSK-9.1.judge"], "tried": 1, "found": 1, "void": 0}


def test_a_goal_over_nothing_is_not_reached() -> None:
    assert is_met("G2", Measured(value=0.0, n=0)) is None
    assert is_met("G2", Measured(value=0.98, n=100)) is False
    assert is_met("G1", Measured(value=1.0, n=100)) is False


def test_measures_over_no_cases_are_empty(sentences: Sentences) -> None:
    measured = detection((), sentences)
    assert (measured.found.n, measured.stray.n) == (0, 0)
    assert null_passes((), sentences).n == 0


def test_sentences_are_read_with_their_mistakes() -> None:
    read, problems = parse_sentences("nulls: {}\n", "v.yaml")
    assert read is None
    assert problems
    assert parse_sentences("nulls: [", "v.yaml")[0] is None
