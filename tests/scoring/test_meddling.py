"""Putting faults into ideal handlings: what can be put in, what cannot, and what is counted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.handbook import PriorityCode
from scoring.validate import detection as measuring
from scoring.validate.caught import Caught
from scoring.validate.detection import detection, second_faults
from scoring.validate.exam_room import Trial, played, replayed
from scoring.validate.faults import mutants
from scoring.validate.meddler import Fault, meddled
from scoring.validate.mutant import Mutant, moves_of, putting
from scoring.validate.sentences import Sentences
from simulator.move import Move
from simulator.player import TimedMove
from tests.scoring.conftest import MODEL, NINE, Pick, key_of

IMPOSSIBLE = Fault(rewrite=putting("field", name="no_such_field"))
"""The desk refuses it, so that the handling cannot go on."""


def test_a_refused_move_changes_nothing(trials: tuple[Trial, ...]) -> None:
    trial = trials[0]
    odd = TimedMove(wall=trial.wall, move=Move(kind="dance"))
    assert replayed(trial.opened(), (odd,)).events == trial.opened().events
    ended = [event.kind for event in played(trial.opened(), iter((odd.move,))).events]
    assert ended.count("attempt.ended") == 1


def test_a_finished_attempt_is_not_finished_again(trials: tuple[Trial, ...]) -> None:
    ended = played(trials[0].opened(), iter(()))
    assert played(ended, iter(())).events == ended.events


def test_a_fault_that_the_desk_refuses_cannot_be_put_in(trials: tuple[Trial, ...]) -> None:
    assert meddled(trials[0], IMPOSSIBLE) is None


def test_a_fault_for_a_move_that_never_comes_was_not_put_in(trials: tuple[Trial, ...]) -> None:
    assert meddled(trials[0], Fault(before="no_such_move", then=lambda _player: None)) is None


def test_a_handling_without_a_fault_is_the_ideal_one(trials: tuple[Trial, ...]) -> None:
    attempt = meddled(trials[0], Fault())
    assert attempt is not None
    assert [event.kind for event in attempt.events] == [event.kind for event in trials[0].timeline]


def test_a_move_left_out_that_takes_no_time_leaves_no_gap(trials: tuple[Trial, ...]) -> None:
    attempt = meddled(trials[0], Fault(skips=moves_of("finish")))
    assert attempt is not None
    assert attempt.state.status == "open"


def test_what_cannot_be_played_is_counted_apart_and_what_is_missed_is_named(
    trials: tuple[Trial, ...], sentences: Sentences, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = (
        Mutant(name="impossible", code="callback", fault=IMPOSSIBLE, ids=("F084",)),
        Mutant(name="void", code="callback", fault=Fault(), ids=("F084",), void=lambda _events: True),
        Mutant(name="nothing", code="callback", fault=Fault(), ids=("F084",)),
        Mutant(name="missed", code="callback", fault=Fault(unsaid=("anything_else",)), ids=("F084",)),
        Mutant(name="stray", code="callback", fault=Fault(unsaid=("farewell",))),
    )
    monkeypatch.setattr(measuring, "mutants", lambda _trial, _sentences: made)
    measured = detection(trials[:1], sentences)
    case = f"{trials[0].desk.case.id} {trials[0].lang}"
    assert (measured.found.n, measured.found.value) == (2, 0.0)
    assert measured.found.misses == (f"{case} missed", f"{case} stray")
    assert measured.stray.misses == (f"{case} missed anything_else", f"{case} stray farewell")
    assert measured.caught["F084"] == Caught(tried=1, void=2, unplayable=1)
    assert measured.unplayable == (f"{case} impossible",)
    assert measured.void == 2
    assert second_faults(trials[:1], sentences).n == 0


def test_pairs_that_cannot_be_put_in_are_not_counted(
    trials: tuple[Trial, ...], sentences: Sentences, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = (
        Mutant(name="impossible", code="callback", fault=IMPOSSIBLE),
        Mutant(name="harmless", code="farewell", fault=Fault()),
    )
    monkeypatch.setattr(measuring, "mutants", lambda _trial, _sentences: made)
    assert second_faults(trials[:1], sentences).n == 0


def test_faults_of_repair_follow_from_the_fault_model(trials: tuple[Trial, ...], sentences: Sentences) -> None:
    trial = trials[0]
    case = replace(trial.desk.case, fault_model=MODEL, true_cause="filter_on")
    other = replace(trial, desk=replace(trial.desk, case=case), key=key_of())
    names = {one.name: one for one in mutants(other, sentences)}
    assert {"guessed", "lost_data", "masked", "needless_transfer", "no_search"} <= set(names)
    assert names["lost_data"].critical


def test_growth_that_is_not_followed_is_a_fault_of_cases_that_grow(pick: Pick, sentences: Sentences) -> None:
    trial = pick("S047")
    again = TimedMove(wall=trial.wall, move=Move(kind="priority", fields={"level": "L2"}))
    later = (NINE + timedelta(hours=1), PriorityCode("L2"))
    grown = replace(trial, key=replace(trial.key, priorities=(*trial.key.priorities, later)))
    assert "not_regraded" not in {one.name for one in mutants(grown, sentences)}
    twice = replace(grown, ideal=(*grown.ideal, again))
    made = {one.name: one for one in mutants(twice, sentences)}
    assert made["not_regraded"].ids == ("F021",)
    assert made["not_regraded"].fault.skips("priority", {"level": "L2"})
    assert not made["not_regraded"].fault.skips("priority", {"level": "L3"})
    assert "priority_L1" not in made
