"""Curves come back out of answers that were made from them, with errors that say how far off they are."""

from itertools import pairwise

import numpy as np
import pytest

from certification.psychometrics.curves import Curves
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.irt import LEAST, Calibration, Fitting, Model, calibrate
from certification.psychometrics.irt_expected import Grid, Sheet, expected
from certification.psychometrics.irt_step import Prior
from certification.psychometrics.responses import Responses, responses
from tests.certification.psychometrics.simulated import abilities, answered, curves, names, rmse, told

TRUE = curves(40, 1)


def calibrated(answers: Responses, fitting: Fitting | None = None) -> Calibration:
    return told(calibrate(answers, fitting))


def test_curves_are_recovered_within_the_errors_that_are_stated() -> None:
    found = calibrated(answered(TRUE, abilities(2000, 2), 3))
    assert found.converged
    off = np.concatenate([(found.curves.a - TRUE.a) / found.se_a, (found.curves.b - TRUE.b) / found.se_b])
    assert 0.8 < float(np.sqrt(np.mean(off**2))) < 1.2
    assert np.abs(off).max() < 4
    assert rmse(found.curves.a, TRUE.a) < 0.1
    assert rmse(found.curves.b, TRUE.b) < 0.1


def test_one_slope_for_all_is_recovered_with_its_error() -> None:
    same = Curves(items=TRUE.items, a=np.full(40, 1.6), b=TRUE.b)
    found = calibrated(answered(same, abilities(1000, 4), 5), Fitting(model="1PL"))
    assert np.ptp(found.curves.a) == 0
    assert abs(found.curves.a[0] - 1.6) < 3 * found.se_a[0] < 0.15
    off = (found.curves.b - same.b) / found.se_b
    assert 0.7 < float(np.sqrt(np.mean(off**2))) < 1.3


def test_answers_that_are_missing_cost_certainty_and_not_truth() -> None:
    whole = answered(TRUE, abilities(3000, 6), 7)
    holes = np.where(np.random.default_rng(8).random(whole.scores.shape) < 0.5, np.nan, whole.scores)
    found, full = calibrated(responses(TRUE.items, holes)), calibrated(whole)
    off = np.concatenate([(found.curves.a - TRUE.a) / found.se_a, (found.curves.b - TRUE.b) / found.se_b])
    assert 0.8 < float(np.sqrt(np.mean(off**2))) < 1.2
    assert (found.se_b > full.se_b).all()


@pytest.mark.parametrize("model", ["1PL", "2PL"])
def test_the_order_of_persons_and_items_does_not_matter(model: Model) -> None:
    answers = answered(TRUE, abilities(400, 9), 10)
    shuffle = np.random.default_rng(11)
    rows, columns = shuffle.permutation(400), shuffle.permutation(40)
    turned = responses([TRUE.items[one] for one in columns], answers.scores[rows][:, columns])
    one, other = (calibrated(each, Fitting(model=model)) for each in (answers, turned))
    np.testing.assert_allclose(other.curves.a, one.curves.a[columns], rtol=1e-8)
    np.testing.assert_allclose(other.curves.b, one.curves.b[columns], rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(other.se_a, one.se_a[columns], rtol=1e-6)


def test_right_and_wrong_swapped_turn_the_scale_round() -> None:
    answers = answered(TRUE, abilities(400, 12), 13)
    one, other = calibrated(answers), calibrated(responses(TRUE.items, 1 - answers.scores))
    np.testing.assert_allclose(other.curves.a, one.curves.a, rtol=1e-3)
    np.testing.assert_allclose(other.curves.b, -one.curves.b, atol=1e-3)


def test_a_finer_grid_changes_nothing() -> None:
    answers = answered(TRUE, abilities(1000, 14), 15)
    one, other = (calibrated(answers, Fitting(points=points, tolerance=1e-7)) for points in (41, 121))
    assert np.abs(one.curves.a - other.curves.a).max() < 1e-3
    assert np.abs(one.curves.b - other.curves.b).max() < 1e-3
    assert one.log_likelihood == pytest.approx(other.log_likelihood, abs=0.01)


def test_the_likelihood_never_falls_from_step_to_step() -> None:
    answers = answered(curves(12, 16), abilities(300, 17), 18)
    weak = Prior(spread_log_a=1e3, spread_b=1e3)
    told_by_step = [calibrated(answers, Fitting(prior=weak, steps=steps)).log_likelihood for steps in range(1, 16)]
    assert all(later >= earlier - 1e-9 for earlier, later in pairwise(told_by_step))


def test_a_search_cut_short_says_that_it_has_not_arrived() -> None:
    found = calibrated(answered(TRUE, abilities(300, 19), 20), Fitting(steps=1))
    assert (found.converged, found.steps) == (False, 1)


def test_items_that_all_answered_alike_are_refused_all_by_name() -> None:
    scores = answered(curves(5, 21), abilities(300, 22), 23).scores.copy()
    scores[:, 1], scores[:, 3], scores[:, 4] = 1, 0, np.nan
    with pytest.raises(PsychometricsError) as told_error:
        calibrate(responses(names(5), scores))
    assert told_error.value.code == "constant_items"
    assert told_error.value.params["items"] == ("i1", "i3", "i4")


@pytest.mark.parametrize("model", ["1PL", "2PL"])
def test_too_few_persons_give_the_number_needed(model: Model) -> None:
    few = answered(TRUE, abilities(LEAST[model] - 1, 24), 25)
    expected = NotEnough(of="persons", needed=LEAST[model], found=LEAST[model] - 1)
    assert calibrate(few, Fitting(model=model)) == expected


def test_scores_that_are_neither_right_nor_wrong_are_named_with_their_places() -> None:
    with pytest.raises(PsychometricsError) as told_error:
        responses(["x", "y"], np.array([[0.5, 1.0], [1.0, 2.0]]))
    assert told_error.value.params["places"] == ((0, "x"), (1, "y"))
    with pytest.raises(PsychometricsError, match="items_twice"):
        responses(["x", "x"], np.zeros((1, 2)))
    with pytest.raises(PsychometricsError, match="shape"):
        responses(["x"], np.zeros((1, 2)))


@pytest.mark.parametrize("model", ["1PL", "2PL"])
def test_no_way_from_what_was_found_leads_up(model: Model) -> None:
    """Likelihood and priors together are at their top: log a ~ N(0, .5), b ~ N(0, 2)."""
    answers = answered(curves(8, 26), abilities(260, 27), 28)
    found = calibrated(answers, Fitting(model=model, tolerance=1e-8)).curves
    sheet, grid = Sheet.of(answers), Grid.even(41, 5.0)

    def height(log_a: Floats, b: Floats) -> float:
        slopes = log_a[:1] if model == "1PL" else log_a
        prior = -((slopes / 0.5) ** 2).sum() / 2 - ((b / 2.0) ** 2).sum() / 2
        return expected(sheet, log_a, b, grid).log_likelihood + float(prior)

    top = height(np.log(found.a), found.b)
    for part in range(8):
        for step in (-0.01, 0.01):
            move = np.where(np.arange(8) == part, step, 0.0)
            assert height(np.log(found.a) + (step if model == "1PL" else move), found.b) < top
            assert height(np.log(found.a), found.b + move) < top
        # Where it is flat, the two sides fall alike.
        sides = [
            height(np.log(found.a), found.b + np.where(np.arange(8) == part, step, 0.0)) for step in (-0.01, 0.01)
        ]
        assert abs(sides[0] - sides[1]) < 0.05 * (top - min(sides))
