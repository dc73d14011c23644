"""Abilities come back with errors that say how far off they are."""

import numpy as np
import pytest

from certification.psychometrics.ability import Abilities, Method, abilities
from certification.psychometrics.curves import Curves
from certification.psychometrics.enough import Floats, PsychometricsError
from certification.psychometrics.responses import responses
from tests.certification.psychometrics.simulated import abilities as drawn
from tests.certification.psychometrics.simulated import answered, curves

ITEMS = curves(60, 1)
ABLE = drawn(1500, 2)
ANSWERS = answered(ITEMS, ABLE, 3)


@pytest.mark.parametrize("method", ["EAP", "ML", "WLE"])
def test_the_errors_stated_are_the_errors_made(method: Method) -> None:
    found = abilities(ANSWERS, ITEMS, method)
    known = ~np.isnan(found.at)
    off = (found.at - ABLE)[known] / found.error[known]
    assert float(np.sqrt(np.mean(off**2))) == pytest.approx(1, abs=0.08)


def test_maximum_likelihood_leans_outwards_and_warm_does_not() -> None:
    items, able = curves(12, 4), np.full(6000, 1.2)
    answers = answered(items, able, 5)
    settled = ~np.isnan(abilities(answers, items, "ML").at)
    ml, wle = (abilities(answers, items, method) for method in ("ML", "WLE"))
    assert abs(wle.at.mean() - 1.2) < 0.05
    assert np.abs(ml.at[settled]).mean() > np.abs(wle.at[settled]).mean()


def test_weighted_likelihood_of_equal_items_is_that_of_half_an_answer_more_on_each_side() -> None:
    """Warm 1989: with n items alike and r right the estimate is logit((r + 1/2) / (n + 1))."""
    same = Curves(items=tuple("abcdefgh"), a=np.ones(8), b=np.zeros(8))
    scores = (np.arange(8) < np.arange(9)[:, None]).astype(float)
    found = abilities(responses(same.items, scores), same, "WLE")
    expected = np.log((np.arange(9) + 0.5) / (8 - np.arange(9) + 0.5))
    np.testing.assert_allclose(found.at, expected, atol=1e-6)


def test_who_has_all_right_or_all_wrong_has_no_maximum_but_a_posterior() -> None:
    scores = np.array([np.ones(60), np.zeros(60), np.full(60, np.nan)])
    answers = responses(ITEMS.items, scores)
    assert np.isnan(abilities(answers, ITEMS, "ML").at).all()
    warm = abilities(answers, ITEMS, "WLE")
    assert warm.at[0] > 2
    assert warm.at[1] < -2
    assert np.isnan([warm.at[2], warm.error[2]]).all()
    posterior = abilities(answers, ITEMS, "EAP")
    assert (posterior.at[2], posterior.error[2]) == (pytest.approx(0, abs=1e-9), pytest.approx(1, abs=1e-3))


@pytest.mark.parametrize("method", ["EAP", "ML", "WLE"])
def test_one_person_is_told_the_same_alone_as_among_others(method: Method) -> None:
    def one(rows: slice) -> Abilities:
        return abilities(responses(ITEMS.items, ANSWERS.scores[rows]), ITEMS, method)

    np.testing.assert_allclose(one(slice(7, 8)).at, one(slice(0, 20)).at[7:8], rtol=1e-9)


def test_more_right_is_never_less_able() -> None:
    worse = ANSWERS.scores[:50].copy()
    better = worse.copy()
    better[np.arange(50), worse.argmin(axis=1)] = 1
    for method in ("EAP", "WLE"):
        one, other = (abilities(responses(ITEMS.items, rows), ITEMS, method) for rows in (worse, better))
        assert (other.at > one.at).all()


def test_answers_to_other_items_are_refused() -> None:
    with pytest.raises(PsychometricsError) as refused:
        abilities(responses(["x"], np.ones((1, 1))), curves(1, 6))
    assert refused.value.params["items"] == ("i0", "x")


@pytest.mark.parametrize("method", ["EAP", "ML", "WLE"])
def test_items_that_were_not_asked_tell_nothing(method: Method) -> None:
    some = list(range(0, 60, 3))
    holes = np.where(np.isin(np.arange(60), some), ANSWERS.scores[:40], np.nan)
    short = ITEMS.some(some)
    whole = abilities(responses(ITEMS.items, holes), ITEMS, method)
    part = abilities(responses(short.items, ANSWERS.scores[:40, some]), short, method)
    np.testing.assert_allclose(whole.at, part.at, atol=1e-9)
    np.testing.assert_allclose(whole.error, part.error, atol=1e-9)


@pytest.mark.parametrize("method", ["ML", "WLE"])
def test_the_estimate_is_the_top_of_its_curve(method: Method) -> None:
    rows = responses(ITEMS.items, ANSWERS.scores[:30])
    found = abilities(rows, ITEMS, method)

    def height(at: Floats) -> Floats:
        right = ITEMS.right(at)
        told: Floats = np.log(np.where(rows.scores == 1, right, 1 - right)).sum(axis=1)
        return told + (np.log(ITEMS.information(at).sum(axis=1)) / 2 if method == "WLE" else 0.0)

    known = ~np.isnan(found.at)
    low, top, high = (height(np.nan_to_num(found.at) + step)[known] for step in (-1e-3, 0, 1e-3))
    assert (top > low).all()
    assert (top > high).all()
