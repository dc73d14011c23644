"""Who copied is found, and the honest are left alone."""

from itertools import permutations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binom

from certification.psychometrics.enough import NotEnough, PsychometricsError
from certification.psychometrics.similarity import similar, tail
from tests.certification.psychometrics.simulated import abilities, answered, curves, told

ITEMS, PERSONS = 60, 120
FORM = curves(ITEMS, 1)
KEYS = ("a",) * ITEMS


def chosen(seed: int) -> NDArray[np.str_]:
    """Draw honest answers: a is right, and of the wrong options b draws most."""
    right = answered(FORM, abilities(PERSONS, seed), seed + 1).scores == 1
    wrong = np.random.default_rng(seed + 2).choice(["b", "c", "d"], (PERSONS, ITEMS), p=[0.6, 0.3, 0.1])
    return np.where(right, "a", wrong)


def copied(seed: int, share: float) -> tuple[NDArray[np.str_], int, int]:
    """Let a weak person copy a share of the answers of a middling one."""
    answers = chosen(seed)
    order = np.argsort((answers == "a").sum(axis=1))
    copier, source = int(order[PERSONS // 4]), int(order[PERSONS // 2])
    taken = np.random.default_rng(seed + 3).random(ITEMS) < share
    answers[copier, taken] = answers[source, taken]
    return answers, copier, source


@pytest.mark.parametrize("seed", range(5))
def test_who_copied_most_of_a_paper_is_found_and_no_one_else(seed: int) -> None:
    answers, copier, source = copied(100 * seed, 0.8)
    found = told(similar(answers, KEYS, FORM))
    assert {frozenset((one.copier, one.source)) for one in found} == {frozenset((copier, source))}
    assert all(one.same > one.expected for one in found)


def test_among_honest_people_false_flags_are_as_rare_as_the_level_of_the_family() -> None:
    flagged = [bool(told(similar(chosen(1000 + 10 * seed), KEYS, FORM))) for seed in range(40)]
    assert sum(flagged) <= 5


def test_two_who_know_everything_are_not_alike_by_that() -> None:
    answers = chosen(5)
    answers[:2] = "a"
    assert told(similar(answers, KEYS, FORM)) == ()


def test_the_order_of_people_changes_only_their_numbers() -> None:
    answers, _, _ = copied(300, 0.8)
    order = np.random.default_rng(6).permutation(PERSONS)
    one, other = told(similar(answers, KEYS, FORM)), told(similar(answers[order], KEYS, FORM))
    assert {(order[pair.copier], order[pair.source]) for pair in other} == {
        (pair.copier, pair.source) for pair in one
    }
    assert other[0].p_value == pytest.approx(one[0].p_value)


def test_the_tail_is_exact() -> None:
    assert tail(np.full(12, 0.3), 7) == pytest.approx(binom.sf(6, 12, 0.3))
    for order in permutations([0.1, 0.5, 0.9]):
        assert tail(np.array(order), 3) == pytest.approx(0.045)
    assert tail(np.array([0.2]), 0) == 1


def test_items_that_were_left_out_do_not_count() -> None:
    answers = chosen(7)
    answers[:, 30:] = ""
    answers[0], answers[1] = "", ""
    assert told(similar(answers, KEYS, FORM)) == ()


def test_too_little_gives_the_number_needed() -> None:
    assert similar(chosen(8)[:99], KEYS, FORM) == NotEnough(of="persons", needed=100, found=99)
    few = similar(chosen(8)[:, :19], KEYS[:19], FORM.some(range(19)))
    assert few == NotEnough(of="items", needed=20, found=19)
    with pytest.raises(PsychometricsError, match="shape"):
        similar(chosen(8), KEYS[:5], FORM)


def test_the_same_answers_are_those_one_can_count() -> None:
    answers, copier, source = copied(100, 0.9)
    answers[source, :3] = ""
    found = next(one for one in told(similar(answers, KEYS, FORM)) if (one.copier, one.source) == (copier, source))
    assert found.same == int((answers[copier, 3:] == answers[source, 3:]).sum())
    assert 0 < found.expected < found.same
    assert found.omega > 3
