"""Arithmetic of shares and correlations that the classical figures rest on."""

import numpy as np
from scipy.stats import norm

from certification.psychometrics.enough import Floats

NOTHING = 1e-12
"""Spread that is rounding alone."""


def correlation(one: Floats, other: Floats) -> float | None:
    """Give Pearson's r; None where one of them does not vary."""
    x, y = one - one.mean(), other - other.mean()
    spread = float(np.sqrt((x**2).sum() * (y**2).sum()))
    return float((x * y).sum() / spread) if spread > NOTHING else None


def share_interval(right: float, n: int, level: float = 0.95) -> tuple[float, float]:
    """Give the interval of a share (Wilson 1927)."""
    z = float(norm.ppf((1 + level) / 2))
    share, weight = right / n, 1 + z**2 / n
    middle = (share + z**2 / (2 * n)) / weight
    reach = z * float(np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))) / weight
    return max(0.0, middle - reach), min(1.0, middle + reach)


def holm(p_values: Floats) -> Floats:
    """Adjust p values so that the chance of even one false alarm stays at the level (Holm 1979); NaN stays NaN."""
    adjusted = np.full(len(p_values), np.nan)
    known = np.flatnonzero(~np.isnan(p_values))
    order = known[np.argsort(p_values[known], kind="stable")]
    steps = p_values[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(1, np.maximum.accumulate(steps)) if len(order) else steps
    return adjusted
