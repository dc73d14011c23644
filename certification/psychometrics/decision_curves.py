"""Decision quality from curves: from measured abilities (Rudner 2001), or before anybody sat (Lee 2010).

Lee's way takes the distribution of the number right at each ability (Lord and Wingersky 1984), so it says what a form
will do to a reference population: VALIDITY G11 asks for N(cut + 0.5, 1), with the zone around the cut told apart.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from certification.psychometrics.ability import Abilities
from certification.psychometrics.curves import Curves
from certification.psychometrics.decision import Decision, weighed
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.reliability import ability_at

LEAST_PERSONS = 30
SLICES = 400
"""Like people on either side of the cut."""

ABOVE_CUT = 0.5
"""SD by which the mean of the reference population lies above the cut (VALIDITY G11)."""

ZONE = 0.15
"""Around the cut: who stands there is wrongly judged by any exam (VALIDITY G11)."""


def rudner(measured: Abilities, cut: float) -> Decision | NotEnough:
    """Weigh what was measured: each ability is normal around its estimate, with its error.

    Consistency takes a second measurement around the same estimates; who has no estimate is left out.
    """
    known = np.isfinite(measured.at) & (measured.error > 0)
    if int(known.sum()) < LEAST_PERSONS:
        return NotEnough(of="persons", needed=LEAST_PERSONS, found=int(known.sum()))
    at = measured.at[known]
    able = norm.sf((cut - at) / measured.error[known])
    told = weighed("rudner", able, able, np.ones(len(at)))
    passed = (at >= cut).astype(np.float64)
    judged = weighed("rudner", passed, able, np.ones(len(at)))
    return Decision(
        **{name: getattr(judged, name) for name in FROM_VERDICT},
        basis="rudner",
        consistency=told.consistency,
        kappa=told.kappa,
    )


FROM_VERDICT = (
    "accuracy",
    "false_pass",
    "false_fail",
    "false_pass_of_weak",
    "false_fail_of_able",
    "passing",
    "able",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnReference:
    """What a form does to a population.

    Attributes:
        whole: All of it.
        in_zone: Share that stands in the zone around the cut.
        false_pass_outside, false_fail_outside: Shares of all, without those in the zone.
        cut: Ability at the cut.
    """

    whole: Decision
    in_zone: float
    false_pass_outside: float
    false_fail_outside: float
    cut: float


def lee(curves: Curves, pass_from: int, *, mean: float | None = None, spread: float = 1.0) -> OnReference:
    """Reckon a form of these items.

    Args:
        curves: Of all its items.
        pass_from: Number right that passes; the ability at the cut is the one at which it is expected.
        mean: Of the population; by default so far above the cut as VALIDITY G11 says.
        spread: Its SD.

    A cut that no ability is expected to reach exactly, 0 or all items, raises PsychometricsError.
    """
    if not spread > 0:
        raise PsychometricsError("no_true_spread", spread=spread)
    cut = ability_at(curves, pass_from)
    middle = cut + ABOVE_CUT * spread if mean is None else mean
    below = float(norm.cdf((cut - middle) / spread))
    ranks = (np.arange(SLICES) + 0.5) / SLICES
    at = middle + spread * norm.ppf(np.concatenate([below * ranks, below + (1 - below) * ranks]))
    weight = np.repeat([below, 1 - below], SLICES) / SLICES
    able = np.repeat([0.0, 1.0], SLICES)
    passing = number_right(curves, at)[:, pass_from:].sum(axis=1)
    outside = weight * (np.abs(at - cut) > ZONE)
    return OnReference(
        whole=weighed("lee", passing, able, weight),
        in_zone=float(1 - outside.sum()),
        false_pass_outside=float(outside @ (passing * (1 - able))),
        false_fail_outside=float(outside @ ((1 - passing) * able)),
        cut=cut,
    )


def number_right(curves: Curves, ability: Floats) -> Floats:
    """Give the chance of each number right, abilities by 0 to all items (Lord and Wingersky 1984)."""
    right = curves.right(ability)
    chances = np.zeros((len(right), right.shape[1] + 1))
    chances[:, 0] = 1
    for item in range(right.shape[1]):
        one = right[:, [item]]
        chances[:, 1:] = chances[:, 1:] * (1 - one) + chances[:, :-1] * one
        chances[:, [0]] *= 1 - one
    return chances
