"""Alpha of parallel parts, its interval, and errors that simulated repetitions show."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.psychometrics.composite import composite, error_of
from certification.psychometrics.curves import Curves
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.reliability import (
    Reliability,
    ability_at,
    alpha,
    error_at,
    error_at_ability,
)
from certification.psychometrics.responses import responses
from tests.certification.psychometrics.simulated import abilities, answered, curves, names, told


def parallel(persons: int, parts: int, noise: float, seed: int) -> Floats:
    """Parts that share a true score of SD 1 and have errors of SD `noise`."""
    chance = np.random.default_rng(seed)
    return chance.normal(0, 1, persons)[:, None] + chance.normal(0, noise, (persons, parts))


@given(st.sampled_from([2, 5, 20]), st.sampled_from([0.5, 1.0, 2.0]))
def test_alpha_of_parallel_parts_is_what_spearman_and_brown_say(parts: int, noise: float) -> None:
    found = told(alpha(parallel(3000, parts, noise, 1)))
    assert found.alpha == pytest.approx(parts / (parts + noise**2), abs=0.03)
    assert found.sem == pytest.approx(noise * parts**0.5, rel=0.05)


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    held = [told(alpha(parallel(60, 8, 2.0, seed))) for seed in range(400)]
    share = np.mean([one.low <= 8 / 12 <= one.high for one in held])
    assert 0.92 < share < 0.98


@given(st.floats(0.1, 50), st.floats(-100, 100), st.permutations(range(6)))
def test_alpha_knows_neither_unit_nor_zero_nor_order(unit: float, zero: float, order: list[int]) -> None:
    scores = parallel(40, 6, 1.0, 2)
    one, other = told(alpha(scores)), told(alpha(unit * scores[::-1, order] + zero))
    assert other.alpha == pytest.approx(one.alpha, abs=1e-9)
    assert other.sem == pytest.approx(unit * one.sem)


def test_parts_that_are_copies_have_alpha_one_and_no_error() -> None:
    found = told(alpha(np.repeat(parallel(40, 1, 1.0, 3), 4, axis=1)))
    assert found.alpha == pytest.approx(1)
    assert found.sem == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(("value", "said"), [(0.69, "blocked"), (0.75, "below"), (0.80, "meets")])
def test_a_form_meets_its_level_falls_short_or_is_blocked(value: float, said: str) -> None:
    found = Reliability(alpha=value, low=0, high=1, sem=1, mean=1, spread=1, persons=30, parts=2)
    assert found.release(0.80) == said


def test_too_little_gives_the_number_needed_and_gaps_are_refused() -> None:
    assert alpha(np.ones((50, 1))) == NotEnough(of="items", needed=2, found=1)
    assert alpha(np.ones((29, 5))) == NotEnough(of="persons", needed=30, found=29)
    with pytest.raises(PsychometricsError, match="no_spread"):
        alpha(np.ones((30, 5)))
    holed = parallel(30, 3, 1, 4)
    holed[2, 1] = np.nan
    with pytest.raises(PsychometricsError) as refused:
        alpha(holed)
    assert refused.value.params["places"] == ((2, 1),)


ITEMS = curves(40, 5)


@pytest.mark.parametrize("score", [12, 24, 33])
def test_the_error_at_a_score_is_the_scatter_of_one_person_who_sits_often(score: int) -> None:
    able = ability_at(ITEMS, score)
    scatter = answered(ITEMS, np.full(4000, able), 6).scores.sum(axis=1)
    assert scatter.mean() == pytest.approx(score, abs=0.2)
    by_curves, _ = error_at_ability(ITEMS, able)
    assert by_curves == pytest.approx(scatter.std(), rel=0.05)
    classical = error_at(score, told(alpha(answered(ITEMS, abilities(2000, 7), 8).scores)))
    assert classical == pytest.approx(scatter.std(), rel=0.2)


def test_the_error_at_a_score_averages_to_that_of_alpha() -> None:
    scores = answered(ITEMS, abilities(2000, 9), 10).scores
    found = told(alpha(scores))
    mean = np.mean([error_at(float(one), found) ** 2 for one in scores.sum(axis=1)])
    assert mean**0.5 == pytest.approx(found.sem, rel=0.01)


def test_a_score_that_no_paper_has_is_refused() -> None:
    found = told(alpha(answered(ITEMS, abilities(50, 9), 10).scores))
    for score in (-1, 41):
        with pytest.raises(PsychometricsError, match="score_outside"):
            error_at(score, found)
    assert error_at(0, found) == error_at(40, found) == 0
    for score in (0, 40):
        with pytest.raises(PsychometricsError, match="score_outside"):
            ability_at(ITEMS, score)
    assert ability_at(ITEMS, 0.5) < ability_at(ITEMS, 39.5)


TOPICS = {name: ("t1", "t2", "t3")[min(number // 8, 2)] for number, name in enumerate(names(40))}
"""Eight items, eight items, twenty-four items."""

WEIGHTS = {"t1": 50.0, "t2": 30.0, "t3": 20.0}


def test_the_error_of_a_weighted_score_is_the_scatter_between_sittings() -> None:
    able = abilities(3000, 11)
    one, other = (told(composite(answered(ITEMS, able, seed), TOPICS, WEIGHTS)) for seed in (12, 13))
    # The items stay, so the difference of two sittings is error twice.
    assert one.error == pytest.approx((one.scores - other.scores).std() / 2**0.5, rel=0.05)
    assert one.reliability == pytest.approx(np.corrcoef(one.scores, other.scores)[0, 1], abs=0.02)


def test_one_topic_with_all_the_weight_is_plain_alpha() -> None:
    answers = answered(ITEMS, abilities(200, 14), 15)
    whole = told(composite(answers, dict.fromkeys(ITEMS.items, "t"), {"t": 7.0}))
    plain = told(alpha(answers.scores))
    assert whole.reliability == pytest.approx(plain.alpha)
    assert whole.error * 40 == pytest.approx(plain.sem)


def test_one_persons_error_falls_with_items_and_is_never_nothing() -> None:
    few, many = (told(error_of({"t": n}, {"t": n}, {"t": 1.0})) for n in (5, 50))
    assert 0 < many < few
    assert error_of({"t": 1}, {"t": 1}, {"t": 1.0, "u": 1.0}) == NotEnough(of="items", needed=1, found=0)
    with pytest.raises(PsychometricsError, match="more_right_than_asked"):
        error_of({"t": 3}, {"t": 2}, {"t": 1.0})


def test_one_persons_error_is_the_scatter_over_papers_drawn_at_random() -> None:
    drawn = np.random.default_rng(16).binomial([10, 40], [0.7, 0.6], (5000, 2)) / [10, 40]
    scatter = (drawn @ [0.75, 0.25]).std()
    assert told(error_of({"a": 7, "b": 24}, {"a": 10, "b": 40}, {"a": 3.0, "b": 1.0})) == pytest.approx(
        scatter, rel=0.05
    )


def test_items_without_topic_and_topics_without_items_are_refused_together() -> None:
    answers = responses(names(2), np.zeros((2, 2)))
    with pytest.raises(PsychometricsError) as refused:
        composite(answers, {"i0": "t"}, {"t": 1, "u": -1})
    assert dict(refused.value.params) == {"homeless": ("i1",), "empty": ("u",), "not_above_nothing": ("u",)}
    holed = responses(names(2), np.array([[1, np.nan], [0, 1]]))
    with pytest.raises(PsychometricsError) as not_complete:
        composite(holed, {"i0": "t", "i1": "t"}, {"t": 1})
    assert not_complete.value.params["items"] == ("i1",)


def test_curves_that_are_none_are_refused_by_name() -> None:
    with pytest.raises(PsychometricsError) as refused:
        Curves(items=("x", "y", "z"), a=np.array([1, 0, 1.0]), b=np.array([0, 0, np.nan]))
    assert refused.value.params["items"] == ("y", "z")
