"""Differences between groups are found where they were put in, and seldom where there are none."""

import numpy as np
import pytest
from scipy.stats import chi2
from sklearn.linear_model import LogisticRegression

from certification.psychometrics.curves import Curves
from certification.psychometrics.dif import _ets, mantel_haenszel
from certification.psychometrics.dif_logistic import _size, logistic
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.responses import Responses, responses
from tests.certification.psychometrics.simulated import abilities, answered, curves, names, told

FOCAL = np.arange(1000) >= 500


def people(seed: int) -> Floats:
    """Two groups of five hundred; the focal one is half an SD less able, which is no fault of an item."""
    return np.concatenate([abilities(500, seed), abilities(500, seed + 1, -0.5)])


def unfair(form: Curves, seed: int, *, harder: float = 0.0, flatter: float = 1.0) -> Responses:
    """Let item 0 be harder, or flatter, for the focal group."""
    able = people(seed)
    fair = answered(form, able, seed + 2).scores.copy()
    a, b = form.a.copy(), form.b.copy()
    a[0], b[0] = a[0] * flatter, b[0] + harder
    other = Curves(items=form.items, a=a, b=b)
    fair[FOCAL] = answered(other, able, seed + 2).scores[FOCAL]
    return responses(form.items, fair)


FORM = Curves(items=names(30), a=np.r_[1.2, curves(29, 1).a], b=np.r_[0.0, curves(29, 1).b])


def test_an_item_that_is_harder_for_one_group_is_found_by_both_ways() -> None:
    answers = unfair(FORM, 10, harder=0.8)
    by_odds, by_curve = told(mantel_haenszel(answers, FOCAL)), told(logistic(answers, FOCAL))
    assert by_odds["i0"].ets == "C"
    # A shift of b by .8 at a slope of 1.2 is .96 logits: -2.35 times that on the scale of ETS.
    assert by_odds["i0"].delta == pytest.approx(-2.35 * 0.96, abs=3 * (by_odds["i0"].error or 0))
    assert by_curve["i0"].uniform < 1e-4
    assert by_curve["i0"].shift == pytest.approx(-0.96, abs=0.5)
    assert [name for name, one in by_curve.items() if min(one.uniform, one.crossing) < 0.05] == ["i0"]


def test_an_item_that_parts_only_one_group_is_found_by_the_curve_and_not_by_the_odds() -> None:
    answers = unfair(FORM, 20, flatter=0.1)
    by_odds, by_curve = told(mantel_haenszel(answers, FOCAL)), told(logistic(answers, FOCAL))
    assert by_curve["i0"].crossing < 0.01
    assert by_odds["i0"].ets != "C"


def test_alarms_without_cause_are_as_rare_as_the_level_says() -> None:
    odds: list[float] = []
    classes: list[str] = []
    families = []
    for seed in range(25):
        answers = unfair(curves(30, 40 + seed), 1000 + 7 * seed)
        odds += [one.p_value or 1 for one in told(mantel_haenszel(answers, FOCAL)).values()]
        found = told(logistic(answers, FOCAL)).values()
        families.append(any(min(one.uniform, one.crossing) < 0.05 for one in found))
        classes += [one.size for one in found]
    assert 0.02 < np.mean(np.array(odds) < 0.05) < 0.08
    assert sum(families) <= 4
    assert set(classes) == {"A"}


def test_groups_that_change_places_change_the_sign() -> None:
    answers = unfair(FORM, 10, harder=0.8)
    one, other = told(mantel_haenszel(answers, FOCAL))["i0"], told(mantel_haenszel(answers, ~FOCAL))["i0"]
    assert other.delta == pytest.approx(-(one.delta or 0))
    assert other.error == pytest.approx(one.error)
    first, second = told(logistic(answers, FOCAL))["i0"], told(logistic(answers, ~FOCAL))["i0"]
    assert second.shift == pytest.approx(-first.shift, abs=1e-4)
    assert second.rise == pytest.approx(first.rise, abs=1e-6)


def test_odds_are_those_counted_by_hand() -> None:
    """Two scores between none and all; in each, two of three and one of three are right on the first item."""
    scores = np.array([[1, 0], [1, 0], [0, 1], [1, 0], [0, 1], [0, 1]] * 50, dtype=float)
    focal = np.tile([False] * 3 + [True] * 3, 50)
    found = told(mantel_haenszel(responses(names(2), scores), focal))["i0"]
    # One stratum: odds of the reference 2, of the focal 1/2, ratio 4.
    assert found.delta == pytest.approx(-2.35 * np.log(4))
    assert found.ets == "C"


@pytest.mark.parametrize(
    ("delta", "error", "p_value", "ets"),
    [
        (0.99, 0.1, 1e-6, "A"),
        (-1.2, 0.7, 0.09, "A"),
        (1.2, 0.3, 0.001, "B"),
        (-1.6, 0.5, 0.002, "B"),
        (1.6, 0.3, 1e-6, "C"),
        (-1.49, 0.1, 1e-9, "B"),
    ],
)
def test_classes_are_those_of_ets(delta: float, error: float, p_value: float, ets: str) -> None:
    """C takes a delta of 1.5 that is surely above 1; a large one that is not sure is B."""
    assert _ets(delta, error, p_value) == ets


def test_an_item_that_all_have_right_tells_nothing_and_breaks_nothing() -> None:
    scores = unfair(FORM, 10).scores.copy()
    scores[:, 3] = 1
    answers = responses(FORM.items, scores)
    assert told(mantel_haenszel(answers, FOCAL))["i3"].ets is None
    found = told(logistic(answers, FOCAL))["i3"]
    assert found.size == "A"
    assert found.rise == pytest.approx(0)


def test_a_group_below_one_hundred_gives_the_number_needed() -> None:
    answers, few = unfair(FORM, 10), np.arange(1000) >= 901
    for judge in (mantel_haenszel, logistic):
        assert judge(answers, few) == NotEnough(of="group", needed=100, found=99)


def test_gaps_and_groups_of_another_length_are_refused() -> None:
    answers = unfair(FORM, 10)
    with pytest.raises(PsychometricsError, match="shape"):
        mantel_haenszel(answers, FOCAL[:5])
    scores = answers.scores.copy()
    scores[0, 2] = np.nan
    with pytest.raises(PsychometricsError) as refused:
        logistic(responses(FORM.items, scores), FOCAL)
    assert refused.value.params["items"] == ("i2",)


def test_an_item_that_one_group_never_has_right_is_large_without_end() -> None:
    scores = unfair(FORM, 10).scores.copy()
    scores[:, 0] = ~FOCAL
    found = told(mantel_haenszel(responses(FORM.items, scores), FOCAL))["i0"]
    assert (found.delta, found.ets) == (float("-inf"), "C")
    turned = told(mantel_haenszel(responses(FORM.items, scores), ~FOCAL))["i0"]
    assert (turned.delta, turned.ets) == (float("inf"), "C")


def test_one_wrong_answer_in_all_is_no_difference() -> None:
    scores = unfair(FORM, 10).scores.copy()
    scores[:, 0] = 1
    scores[700, 0] = 0
    found = told(mantel_haenszel(responses(FORM.items, scores), FOCAL))["i0"]
    assert found.ets is None
    assert (found.p_value or 1) > 0.05


def test_another_program_finds_the_same_three_models() -> None:
    """Scikit-learn without a penalty: likelihoods, and from them p values and the rise of R squared."""
    answers = unfair(FORM, 10, harder=0.8)
    right, total = answers.scores[:, 0], answers.scores.sum(axis=1)
    score = (total - total.mean()) / total.std()
    design = np.column_stack([score, FOCAL, score * FOCAL])
    heights = [right.size * (right.mean() * np.log(right.mean()) + (1 - right.mean()) * np.log(1 - right.mean()))]
    for width in (1, 2, 3):
        fit = LogisticRegression(C=1e9, tol=1e-10, max_iter=1000).fit(design[:, :width], right)
        chance = fit.predict_proba(design[:, :width])[:, 1]
        heights.append(float(np.log(np.where(right == 1, chance, 1 - chance)).sum()))
    explained = [1 - np.exp(2 * (heights[0] - one) / right.size) for one in heights[1:]]
    rise = (explained[2] - explained[0]) / (1 - np.exp(2 * heights[0] / right.size))
    found = told(logistic(answers, FOCAL))["i0"]
    assert found.rise == pytest.approx(rise, rel=1e-4)
    # The smallest of sixty p values is multiplied by sixty.
    assert found.uniform == pytest.approx(60 * chi2.sf(2 * (heights[2] - heights[1]), 1), rel=1e-3)


@pytest.mark.parametrize(
    ("rise", "significant", "size"),
    [(0.034, True, "A"), (0.036, True, "B"), (0.069, True, "B"), (0.071, True, "C"), (0.2, False, "A")],
)
def test_sizes_are_those_of_jodoin_and_gierl(rise: float, significant: bool, size: str) -> None:  # noqa: FBT001
    assert _size(rise, significant=significant) == size
