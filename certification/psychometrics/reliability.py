"""How far would the score of the same people be the same on another form?

Alpha, for right and wrong answers KR-20 (Cronbach 1951, Kuder and Richardson 1937), with the interval of Feldt 1965;
standard error of measurement, and that at one score (Lord 1955, Keats 1957; from curves: Lord 1980).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import f

from certification.psychometrics.curves import Curves
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError

LEAST_PERSONS, LEAST_PARTS = 30, 2
BLOCKED = 0.70
"""Alpha below which a form may not be released (PSYCHOMETRICS 3)."""

HALVINGS = 50
"""Of the interval in which an ability is looked for: exact to 1e-13."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """How reliable the sum of the parts is.

    Attributes:
        alpha: With its 95 % interval `low` to `high`.
        sem: Standard error of measurement, in points of the sum.
        mean, spread: Of the sum; the spread is the SD.
        persons, parts: How many there were.
    """

    alpha: float
    low: float
    high: float
    sem: float
    mean: float
    spread: float
    persons: int
    parts: int

    def release(self, wanted: float) -> Literal["meets", "below", "blocked"]:
        """Say whether the form may decide: `below` is short of what the level wants, `blocked` of what any may."""
        if self.alpha < BLOCKED:
            return "blocked"
        return "meets" if self.alpha >= wanted else "below"


def alpha(scores: Floats, level: float = 0.95) -> Reliability | NotEnough:
    """Give alpha of persons by parts; a gap raises PsychometricsError, and so does a sum that is the same for all."""
    persons, parts = scores.shape
    if parts < LEAST_PARTS:
        return NotEnough(of="items", needed=LEAST_PARTS, found=parts)
    if persons < LEAST_PERSONS:
        return NotEnough(of="persons", needed=LEAST_PERSONS, found=persons)
    if np.isnan(scores).any():
        raise PsychometricsError("not_complete", places=tuple(map(tuple, np.argwhere(np.isnan(scores)).tolist())))
    total = scores.sum(axis=1)
    spread = float(total.var(ddof=1))
    if spread <= 0:
        raise PsychometricsError("no_spread", persons=persons)
    value = parts / (parts - 1) * (1 - float(scores.var(axis=0, ddof=1).sum()) / spread)
    ends = f.ppf([(1 + level) / 2, (1 - level) / 2], persons - 1, (persons - 1) * (parts - 1))
    return Reliability(
        alpha=value,
        low=1 - (1 - value) * float(ends[0]),
        high=1 - (1 - value) * float(ends[1]),
        sem=float(np.sqrt(spread * min(1.0, 1 - value))),
        mean=float(total.mean()),
        spread=float(np.sqrt(spread)),
        persons=persons,
        parts=parts,
    )


def error_at(score: float, found: Reliability) -> float:
    """Give the standard error at a number of right answers, e.g. the cut: Lord's binomial error, scaled by Keats.

    Keats' factor makes the mean error variance that of alpha, as items do not all differ by chance alone.
    """
    items = found.parts
    if not 0 <= score <= items:
        raise PsychometricsError("score_outside", score=score, most=items)
    variance = found.spread**2
    kr21 = items / (items - 1) * (1 - found.mean * (items - found.mean) / (items * variance))
    keats = (1 - found.alpha) / (1 - kr21)
    return float(np.sqrt(score * (items - score) / (items - 1) * keats))


def error_at_ability(curves: Curves, ability: float) -> tuple[float, float]:
    """Give the standard errors at an ability: of the number right, and of the ability itself."""
    chance = curves.right(np.array([ability]))[0]
    told = float(curves.information(np.array([ability])).sum())
    return float(np.sqrt((chance * (1 - chance)).sum())), told**-0.5


def ability_at(curves: Curves, score: float) -> float:
    """Give the ability whose expected number right is `score`; a score of none or all raises PsychometricsError."""
    if not 0 < score < len(curves.items):
        raise PsychometricsError("score_outside", score=score, most=len(curves.items))
    low, high = -40.0, 40.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if float(curves.right(np.array([middle])).sum()) < score else (low, middle)
    return (low + high) / 2
