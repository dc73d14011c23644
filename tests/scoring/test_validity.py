"""The scorer tried on handlings whose worth is known: ideal ones, single faults, trainees who know little or nothing.

A small sample of each; the measured runs are `mysterydesk score validate`.
"""

from collections.abc import Mapping

import pytest

from policy.handbook import Handbook
from scoring.scorecard import digest, to_json
from scoring.validate.average import Handling, parse_average, play_average
from scoring.validate.detection import detection, second_faults
from scoring.validate.exam_room import Trial, replayed
from scoring.validate.goals import GOALS, Measured, is_met
from scoring.validate.nulls import NULLS, play_null
from scoring.validate.published import PUBLISHED
from scoring.validate.sentences import Sentences, parse_sentences
from scoring.validate.validate import Only, as_data, average_totals, false_alarms, null_passes, validate
from scoring.validate.wrong_fix import ASKED
from tests.scoring.conftest import Pick

SAMPLE: Mapping[str, tuple[str, ...]] = {
    "S006": ("without_contact_method", "not_told", "no_eta", "no_updates", "late_solution", "late_unrestored",
             "late_contact", "kept_too_long", "priority_L2", "priority_L3"),
    "S024": ("wrong_line", "empty_note", "wrong_steps", "no_search", "no_article", "no_cautions", "priority_L3",
             "late_solution"),
    "S033": ("slang", "picture_not_kept", "no_callback"),
    "S047": (
        "without_customer_id", "wrong_number", "invented_number", "priority_L1", "no_priority", "no_greeting", "rude",
        "blame_shift", "jargon", "no_farewell", "ask_secret", "far_promise", "false_fixed", "no_archive", "no_type",
        "closed_unconfirmed", "closed_against_word", "guessed", "lost_data", "dangerous_step", "needless_transfer",
        "said_escalated", "no_owner", "published", "hold_unannounced", "left_on_hold", "late_contact", "no_reason",
    ),
    "S055": ("filed_as_inquiry", "typed_as_request", "no_apology", "not_fed_back", "not_followed_up", "not_urgent",
             "empty_answers", "not_agreed", "risk_untold", "no_empathy"),
    "S067": ("no_consent", "files_left", "left_connected", "screen_not_cleared", "barred_tool"),
    "S069": ("given_away", "not_refused", "not_explained", "not_logged"),
}  # fmt: skip
"""Faults that are tried on one case of a scenario."""

AGREES: Mapping[str, str] = {
    "S006": "F001 F017 F018 F026 F043 F044 F073 F091 F092",
    "S024": "F020 F036 F045 F054 F056 F093",
    "S033": "F007 F071 F084",
    "S047": "F002 F028 F030 F037 F048 F049 F055 F067 F069 F070 F074 F075 F076 F079 F099 F120",
    "S055": "F022 F050 F051 F072 F086 F088 F089 F090",
    "S067": "F057 F058 F059 F060 F061",
    "S069": "",
}
"""Published faults that are found there under a clause of the list, and failed where it calls them critical."""


LEAST_PUBLISHED = 42


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
    assert measured.clause.misses == ()
    assert sorted(name for name, one in measured.caught.items() if one.agrees) == AGREES[scenario].split()


def test_forty_published_faults_are_found_as_the_list_says() -> None:
    """What each is found under is asserted case by case above."""
    agreeing = [name for names in AGREES.values() for name in names.split()]
    assert len(agreeing) == len(set(agreeing)) >= LEAST_PUBLISHED
    assert set(agreeing) <= set(PUBLISHED)


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


def test_an_average_trainee_lets_be_what_the_desk_refuses_and_it_is_told(pick: Pick) -> None:
    trial = pick("S047")
    name = trial.desk.case.scenario
    text = (
        f"average:\n  {name}:\n    - say: {{zh: '', en: ''}}\n"
        "    - await\n    - chase: x\n    - record: 1\n    - act: 1\n"
    )
    read, problems = parse_average(text, "a.yaml")
    assert read is not None, problems
    played = play_average(trial, read[name])
    kinds = [one.kind for one in played.attempt.events]
    assert "agent.msg" not in kinds
    assert "attempt.ended" in kinds
    assert played.refused[0].kind == "say"
    (missed,) = average_totals((trial,), read).misses
    assert f"say:{played.refused[0].code}" in missed


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
    data = as_data(
        "STD", validate((pick("S047"),), sentences, average, steps.append, Only(faults=names, manners=(ASKED,)))
    )
    goals = data["goals"]
    assert isinstance(goals, dict)
    assert set(goals) == set(GOALS)
    assert goals["G1"] == {"value": 0.0, "n": 1, "goal": 0.0, "met": True}
    assert goals["G10"] == {"value": None, "n": 0, "goal": 0.8, "met": None}
    counted = ("G2", "G2.clause", "G2.stray", "G4", "G5", "G5.wrong_fix", "G5.average", "G8.name", "G8.company", "G9")
    assert [name for name in counted if goals[name]["met"] is not True] == []
    assert steps == ["G1", "G2", "G4", "G5", "G5.wrong_fix", "G5.average", "G8", "G9"]
    assert data["handbook"] == handbook.id
    faults = data["faults"]
    assert isinstance(faults, dict)
    assert faults["F099"] == {
        "clauses": ["DSK-9.1.judge"],
        "strange": [],
        "tried": 1,
        "found": 1,
        "void": 0,
        "unplayable": 0,
    }


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
