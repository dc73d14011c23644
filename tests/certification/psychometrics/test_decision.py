"""What is predicted from one sitting is what two simulated parallel sittings do, where the truth is known."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, binom

from certification.psychometrics.ability import abilities as measured
from certification.psychometrics.curves import Curves
from certification.psychometrics.decision import Decision, weighed
from certification.psychometrics.decision_curves import lee, number_right, rudner
from certification.psychometrics.enough import NotEnough, PsychometricsError
from certification.psychometrics.livingston_lewis import (
    Scale,
    TrueShares,
    _four,
    effective_items,
    livingston_lewis,
    true_shares,
)
from certification.psychometrics.reliability import ability_at, alpha
from tests.certification.psychometrics.simulated import abilities, answered, curves, names, told

PERSONS = 8000
TOLERANCE = 0.015
"""Of every share: the scatter of the simulation is .004; the rest is what a model may be off."""


@dataclass(frozen=True)
class Sittings:
    """Two sittings of the same people, and their truth: the share expected of each."""

    form: Curves
    cut: int
    mean: float
    seed: int

    def simulate(self) -> tuple[Decision, Decision]:
        """Give what happened, and what Livingston and Lewis predict from the first sitting alone."""
        able = abilities(PERSONS, self.seed, self.mean)
        first, second = (answered(self.form, able, self.seed + one).scores.sum(axis=1) for one in (1, 2))
        answers = answered(self.form, able, self.seed + 1).scores
        truly = self.form.right(able).sum(axis=1) >= self.cut
        passed, again = first >= self.cut, second >= self.cut
        happened = weighed("lee", passed.astype(float), truly.astype(float), np.ones(PERSONS))
        predicted = livingston_lewis(
            first, told(alpha(answers)).alpha, Scale(least=0, most=len(self.form.items), cut=self.cut)
        )
        same = float((passed == again).mean())
        chance = passed.mean() * again.mean() + (1 - passed.mean()) * (1 - again.mean())
        happened = Decision(
            **{name: getattr(happened, name) for name in Decision.__slots__ if name not in {"consistency", "kappa"}},
            consistency=same,
            kappa=(same - chance) / (1 - chance),
        )
        return happened, told(predicted)


CASES = [
    Sittings(curves(40, 1), 24, 0.0, 101),
    Sittings(curves(60, 2), 42, 0.5, 102),
    Sittings(curves(100, 3), 60, 1.2, 103),
    Sittings(curves(25, 4), 13, 0.5, 104),
]
SHARES = ("consistency", "accuracy", "false_pass", "false_fail", "passing", "able")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{len(case.form.items)} items, {case.cut} pass")
def test_predictions_from_one_sitting_are_what_two_sittings_do(case: Sittings) -> None:
    happened, predicted = case.simulate()
    for share in SHARES:
        assert getattr(predicted, share) == pytest.approx(getattr(happened, share), abs=TOLERANCE), share
    assert predicted.kappa == pytest.approx(happened.kappa, abs=0.04)
    ahead = lee(case.form, case.cut, mean=case.mean).whole
    for share in SHARES:
        assert getattr(ahead, share) == pytest.approx(getattr(happened, share), abs=TOLERANCE), share


def test_measured_abilities_tell_the_accuracy_that_they_have() -> None:
    form, able = curves(50, 5), abilities(PERSONS, 6)
    found = measured(answered(form, able, 7), form, "EAP")
    happened = weighed("rudner", (found.at >= 0.3).astype(float), (able >= 0.3).astype(float), np.ones(PERSONS))
    predicted = told(rudner(found, 0.3))
    for share in ("accuracy", "false_pass", "false_fail", "passing", "able"):
        assert getattr(predicted, share) == pytest.approx(getattr(happened, share), abs=TOLERANCE), share


def test_the_number_right_of_like_items_is_binomial() -> None:
    same = Curves(items=names(9), a=np.ones(9), b=np.zeros(9))
    chances = number_right(same, np.array([-1.0, 0.4]))
    for row, ability in zip(chances, (-1.0, 0.4), strict=True):
        np.testing.assert_allclose(row, binom.pmf(np.arange(10), 9, 1 / (1 + np.exp(-ability))), atol=1e-12)


def test_the_zone_around_the_cut_is_told_apart() -> None:
    found = lee(curves(80, 8), 50)
    # N(cut + .5, 1): the zone holds what the normal distribution says of it.
    assert found.in_zone == pytest.approx(0.1053, abs=0.003)
    assert found.cut == pytest.approx(ability_at(curves(80, 8), 50))
    assert found.false_pass_outside < found.whole.false_pass
    assert found.false_fail_outside < found.whole.false_fail


def test_longer_forms_decide_better_and_very_long_ones_nearly_always_right() -> None:
    form = curves(40, 9)
    often = [
        Curves(items=names(40 * times), a=np.tile(form.a, times), b=np.tile(form.b, times)) for times in (1, 3, 10)
    ]
    accuracy = [lee(one, 24 * times).whole.accuracy for one, times in zip(often, (1, 3, 10), strict=True)]
    assert accuracy == sorted(accuracy)
    assert accuracy[-1] > 0.96


@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.floats(0.01, 1)), min_size=1, max_size=30),
)
def test_shares_add_up(people: list[tuple[float, bool, float]]) -> None:
    chance, able, weight = (np.array(column, dtype=float) for column in zip(*people, strict=True))
    found = weighed("lee", chance, able, weight)
    assert found.accuracy + found.false_pass + found.false_fail == pytest.approx(1)
    assert found.passing - found.false_pass + found.false_fail == pytest.approx(found.able)
    assert 0 <= found.consistency <= 1 + 1e-12
    assert found.kappa <= 1 + 1e-12
    # Two forms that agree with the truth agree with one another at least as often as both are right.
    assert found.consistency >= 2 * found.accuracy - 1 - 1e-9


def test_scores_times_ten_are_decided_alike() -> None:
    scores = answered(curves(40, 1), abilities(500, 10), 11).scores.sum(axis=1)
    one = told(livingston_lewis(scores, 0.85, Scale(least=0, most=40, cut=24)))
    other = told(livingston_lewis(10 * scores + 5, 0.85, Scale(least=5, most=405, cut=245, step=10)))
    assert other.accuracy == pytest.approx(one.accuracy)
    assert other.false_pass == pytest.approx(one.false_pass)


def test_too_few_give_the_number_needed_and_what_has_no_spread_is_refused() -> None:
    scale = Scale(least=0, most=10, cut=6)
    scores = (np.arange(110) % 11).astype(np.float64)
    assert livingston_lewis(scores[:99], 0.8, scale) == NotEnough(of="persons", needed=100, found=99)
    assert rudner(measured(answered(curves(5, 1), abilities(29, 2), 3), curves(5, 1)), 0.0) == NotEnough(
        of="persons", needed=30, found=29
    )
    for wrong in (0.0, 1.0, float("nan")):
        with pytest.raises(PsychometricsError, match="no_true_spread"):
            livingston_lewis(scores, wrong, scale)
    with pytest.raises(PsychometricsError, match="no_true_spread"):
        livingston_lewis(np.full(100, 5.0), 0.8, scale)
    with pytest.raises(PsychometricsError) as outside:
        livingston_lewis(np.where(scores == 3, 12, scores), 0.8, scale)
    assert outside.value.params["places"] == tuple(range(3, 110, 11))
    with pytest.raises(PsychometricsError, match="no_scale"):
        Scale(least=0, most=10, cut=0)


@pytest.mark.parametrize(
    "truth",
    [
        TrueShares(alpha=4.0, beta=2.0, low=0.2, high=0.95),
        TrueShares(alpha=2.0, beta=5.0, low=0.1, high=0.9),
        TrueShares(alpha=1.5, beta=1.2, low=0.3, high=0.8),
    ],
)
def test_four_parameters_come_back_out_of_their_moments(truth: TrueShares) -> None:
    mean, spread, skew, excess = beta.stats(truth.alpha, truth.beta, moments="mvsk")
    width = truth.high - truth.low
    found = _four(truth.low + width * float(mean), width**2 * float(spread), float(skew), 3 + float(excess))
    assert found is not None
    for name in ("alpha", "beta", "low", "high"):
        assert getattr(found, name) == pytest.approx(getattr(truth, name), abs=1e-6), name


def test_true_shares_are_told_apart_from_the_chance_of_items() -> None:
    """Forty answers at true shares of a beta distribution: its ends and shape come back out of the scores alone."""
    chance = np.random.default_rng(12)
    true = 0.25 + 0.65 * chance.beta(3.0, 2.0, 400_000)
    found = true_shares(chance.binomial(40, true) / 40, 40.0)
    assert found.low == pytest.approx(0.25, abs=0.03)
    assert found.high == pytest.approx(0.90, abs=0.03)
    assert found.alpha / (found.alpha + found.beta) == pytest.approx(0.6, abs=0.05)


def test_moments_that_fit_no_four_parameters_take_the_ends_0_and_1() -> None:
    scores = np.repeat(np.arange(11), [1, 0, 0, 0, 0, 0, 0, 2, 10, 40, 60]) / 10
    found = true_shares(scores, 10.0)
    assert (found.low, found.high) == (0.0, 1.0)
    assert found.alpha / (found.alpha + found.beta) == pytest.approx(scores.mean())


def test_with_the_reliability_of_like_items_as_many_are_effective_as_there_are() -> None:
    """Kuder and Richardson's formula 21 supposes items alike, and so does the effective number."""
    scores = answered(curves(40, 1), abilities(300, 13), 14).scores.sum(axis=1)
    mean, spread = scores.mean(), scores.var(ddof=1)
    kr21 = 40 / 39 * (1 - mean * (40 - mean) / (40 * spread))
    assert effective_items(scores / 40, kr21) == pytest.approx(40)


def test_four_parameters_that_reach_beyond_0_or_1_are_not_taken() -> None:
    mean, spread, skew, excess = (float(one) for one in beta.stats(3.0, 2.0, moments="mvsk"))
    for low, high in ((-0.05, 0.9), (0.3, 1.05)):
        width = high - low
        assert _four(low + width * mean, width**2 * spread, skew, 3 + excess) is None
