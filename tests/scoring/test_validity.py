"""The scorer tried on handlings whose worth is known: ideal ones, single faults, and trainees who know nothing."""

import pytest

from policy.handbook import Handbook
from scenarios.scenario import Scenario
from scoring.scorecard import digest, to_json
from scoring.validate.exam_room import Trial, replayed
from scoring.validate.nulls import NULLS, play_null
from scoring.validate.sentences import Sentences, parse_sentences
from scoring.validate.validate import (
    GOALS,
    Measured,
    as_data,
    detection,
    false_alarms,
    is_met,
    null_passes,
    second_faults,
    validate,
)
from tests.scoring.conftest import LANGS, Sit


def test_the_ideal_handling_has_no_finding(trials: tuple[Trial, ...]) -> None:
    assert false_alarms(trials).misses == ()


def test_the_ideal_handling_has_the_full_total(trials: tuple[Trial, ...]) -> None:
    for trial in trials[::5]:
        assert trial.scored(replayed(trial.opened(), trial.ideal)).total == (100.0, 100.0)


@pytest.mark.parametrize("name", NULLS)
def test_a_trainee_who_knows_nothing_does_not_pass(
    name: str, trials: tuple[Trial, ...], sentences: Sentences
) -> None:
    for trial in trials[::5]:
        card = trial.scored(play_null(trial, name, sentences))
        assert card.verdict == "fail", (trial.desk.case.id, card.total, card.reasons)


@pytest.mark.slow
def test_single_faults_are_found_and_nothing_else(trials: tuple[Trial, ...], sentences: Sentences) -> None:
    # One case of each scenario, in different languages; the measured run is `mysterydesk score validate`.
    found, stray = detection((trials[0], trials[-1]), sentences)
    assert found.n > 60
    assert found.misses == ()
    assert stray.misses == ()


@pytest.mark.slow
def test_a_second_fault_never_raises_the_total(trials: tuple[Trial, ...], sentences: Sentences) -> None:
    measured = second_faults(trials[-1:], sentences)
    assert measured.n > 10
    assert measured.misses == ()


def test_the_same_moves_give_the_same_scorecard_bytes(trials: tuple[Trial, ...]) -> None:
    trial = trials[0]
    first, second = (trial.scored(replayed(trial.opened(), trial.ideal)) for _ in range(2))
    assert to_json(first) == to_json(second)
    assert digest(first) == digest(second)


def test_validate_tells_what_was_measured_and_what_was_not(
    trials: tuple[Trial, ...], sentences: Sentences, handbook: Handbook
) -> None:
    steps: list[str] = []
    data = as_data("STD", validate(trials[-1:], sentences, steps.append))
    goals = data["goals"]
    assert isinstance(goals, dict)
    assert set(goals) == set(GOALS)
    assert goals["G1"] == {"value": 0.0, "n": 1, "goal": 0.0, "met": True}
    assert goals["G10"] == {"value": None, "n": 0, "goal": 0.8, "met": None}
    assert [goals[name]["met"] for name in ("G2", "G4", "G5")] == [True] * 3
    assert steps == ["G1", "G2", "G4", "G5"]
    assert data["handbook"] == handbook.id


def test_a_goal_over_nothing_is_not_reached() -> None:
    assert is_met("G2", Measured(value=0.0, n=0)) is None
    assert is_met("G2", Measured(value=0.98, n=100)) is False
    assert is_met("G1", Measured(value=1.0, n=100)) is False


def test_measures_over_no_cases_are_empty(sentences: Sentences) -> None:
    found, stray = detection((), sentences)
    assert (found.n, stray.n) == (0, 0)
    assert null_passes((), sentences).n == 0


def test_sentences_are_read_with_their_mistakes() -> None:
    read, problems = parse_sentences("nulls: {}\n", "v.yaml")
    assert read is None
    assert problems
    assert parse_sentences("nulls: [", "v.yaml")[0] is None


@pytest.mark.slow
def test_a_hundred_ideal_handlings_of_each_scenario_and_language_have_no_finding(
    sit: Sit, scenarios: tuple[Scenario, ...]
) -> None:
    cases = (sit(one, seed, lang) for one in scenarios for lang in LANGS for seed in range(1, 101))
    assert false_alarms(cases).misses == ()
