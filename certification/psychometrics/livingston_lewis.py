"""Decision quality from one sitting and its reliability, whatever the score is made of (Livingston and Lewis 1995).

The score is read as so many right answers of an effective number of like items, true shares as a beta distribution
with four parameters (Lord 1965; its moments by Hanson 1991). Where four parameters fit no distribution between 0 and
1, two of them are set to 0 and 1.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc
from scipy.stats import beta

from certification.psychometrics.decision import Decision, weighed
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError

LEAST_PERSONS = 100
"""Below it four moments of the scores say little (Assumption)."""

SLICES = 500
"""Of the true shares on either side of the cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What scores there are.

    Attributes:
        least, most: Points that can be had.
        cut: Points that pass; the true share that passes is its share of the scale.
        step: Least difference of two scores: 1 where points are whole.
    """

    least: float
    most: float
    cut: float
    step: float = 1.0

    def __post_init__(self) -> None:
        if not self.least < self.cut <= self.most or self.step < 0:
            raise PsychometricsError("no_scale", least=self.least, cut=self.cut, most=self.most, step=self.step)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueShares:
    """Beta distribution of true shares between `low` and `high`."""

    alpha: float
    beta: float
    low: float
    high: float


def livingston_lewis(scores: Floats, reliability: float, scale: Scale) -> Decision | NotEnough:
    """Give consistency and accuracy; scores outside the scale, or all alike, raise PsychometricsError.

    Args:
        scores: Of persons.
        reliability: Of the score, above 0 and below 1 (alpha, or that of a composite).
        scale: And where it is cut.
    """
    if len(scores) < LEAST_PERSONS:
        return NotEnough(of="persons", needed=LEAST_PERSONS, found=len(scores))
    outside = tuple(np.flatnonzero(~((scores >= scale.least) & (scores <= scale.most))).tolist())
    if outside:
        raise PsychometricsError("score_outside", places=outside, least=scale.least, most=scale.most)
    if not 0 < reliability < 1 or not scores.var() > 0:
        raise PsychometricsError("no_true_spread", reliability=reliability, spread=float(scores.std()))
    width = scale.most - scale.least
    share = (scores - scale.least) / width
    items = effective_items(share, reliability)
    truth, cut = true_shares(share, items), (scale.cut - scale.least) / width
    # Whole points pass from half a step below the cut; of effective items, from half an item above that.
    from_items = items * (cut - scale.step / width / 2) + 0.5
    at, weight = _slices(truth, cut)
    passing = betainc(from_items, items - from_items + 1, at)
    return weighed("livingston_lewis", passing, (at >= cut).astype(np.float64), weight)


def effective_items(share: Floats, reliability: float) -> float:
    """Give how many like items, right or wrong, would measure with this reliability."""
    mean, spread = float(share.mean()), float(share.var(ddof=1))
    return max(1.0, (mean * (1 - mean) - reliability * spread) / (spread * (1 - reliability)))


def true_shares(share: Floats, items: float) -> TrueShares:
    """Fit four parameters to the moments of true shares; with 0 and 1 as ends where that gives no distribution."""
    count, moments, product = share * items, [], np.ones(len(share))
    below = 1.0
    for step in range(4):
        product, below = product * (count - step), below * (items - step)
        moments.append(float(product.mean()) / below if abs(below) > 0 else np.nan)
    mean, second, third, fourth = moments
    spread = second - mean**2
    if not spread > 0:
        raise PsychometricsError("no_true_spread", spread=spread)
    skew = (third - 3 * mean * second + 2 * mean**3) / spread**1.5
    peak = (fourth - 4 * mean * third + 6 * mean**2 * second - 3 * mean**4) / spread**2
    return _four(mean, spread, skew, peak) or _two(mean, spread)


def _four(mean: float, spread: float, skew: float, peak: float) -> TrueShares | None:
    with np.errstate(all="ignore"):
        both = 6 * (peak - skew**2 - 1) / np.float64(6 + 3 * skew**2 - 2 * peak)
        inner = 24 * (both + 1) / ((both + 2) * (both + 3) * peak - 3 * (both + 1) * (both - 6))
        lean = np.sqrt(1 - inner)
    first, second = both / 2 * (1 - lean), both / 2 * (1 + lean)
    one, other = (second, first) if skew < 0 else (first, second)
    if not (one > 0 and other > 0 and np.isfinite(one + other)):
        return None
    width = float(np.sqrt(spread * (both + 1) / (one * other)) * both)
    low = mean - width * float(one / both)
    fits = low >= 0 and low + width <= 1
    return TrueShares(alpha=float(one), beta=float(other), low=low, high=low + width) if fits else None


def _two(mean: float, spread: float) -> TrueShares:
    both = mean * (1 - mean) / spread - 1
    return TrueShares(alpha=mean * both, beta=(1 - mean) * both, low=0.0, high=1.0)


def _slices(truth: TrueShares, cut: float) -> tuple[Floats, Floats]:
    """Cut the true shares into slices of like people, none of them across the cut."""
    below = float(beta.cdf((cut - truth.low) / (truth.high - truth.low), truth.alpha, truth.beta))
    middles = (np.arange(SLICES) + 0.5) / SLICES
    ranks = np.concatenate([below * middles, below + (1 - below) * middles])
    weight = np.repeat([below, 1 - below], SLICES) / SLICES
    at = truth.low + (truth.high - truth.low) * beta.ppf(ranks, truth.alpha, truth.beta)
    kept = weight > 0
    # What lies at the cut within rounding belongs to the side that its rank says.
    at[:SLICES] = np.minimum(at[:SLICES], np.nextafter(cut, 0))
    at[SLICES:] = np.maximum(at[SLICES:], cut)
    return np.clip(at, 0, 1)[kept], weight[kept]
