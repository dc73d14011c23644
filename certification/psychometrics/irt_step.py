"""Which curves fit what is expected best (the M step), and where does ability lie then?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from certification.psychometrics.enough import Floats
from certification.psychometrics.irt_expected import Expected, Grid

ROUNDS = 2
"""Scoring steps inside one M step; more gains nothing, as the next E step moves the target."""

LONGEST = 1.0
"""Of one step, in log a and b: far from the maximum a whole step overshoots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """Weak knowledge of items: log a ~ N(0, spread_log_a), b ~ N(0, spread_b)."""

    spread_log_a: float
    spread_b: float


def maximised(
    now: Expected, curves: tuple[Floats, Floats], grid: Grid, prior: Prior, *, one_a: bool
) -> tuple[Floats, Floats]:
    """Give better log a and b by Fisher's scoring, all items at once; `one_a` keeps log a common."""
    log_a, b = curves
    for _ in range(ROUNDS):
        a = np.exp(log_a)[:, None]
        away = grid.at - b[:, None]
        chance = expit(a * away)
        surprise, spread = now.right - now.asked * chance, now.asked * chance * (1 - chance)
        rise, fall = a * away, -a
        towards_a = (surprise * rise).sum(axis=1) - log_a / prior.spread_log_a**2
        towards_b = (surprise * fall).sum(axis=1) - b / prior.spread_b**2
        curve_a = (spread * rise**2).sum(axis=1) + prior.spread_log_a**-2
        curve_b = (spread * fall**2).sum(axis=1) + prior.spread_b**-2
        mixed = (spread * rise * fall).sum(axis=1)
        if one_a:
            # An arrow: the common slope meets every item, the items do not meet each other.
            slope = (towards_a - mixed * towards_b / curve_b).sum() / (curve_a - mixed**2 / curve_b).sum()
            step_a = np.full_like(log_a, slope)
        else:
            step_a = (towards_a * curve_b - towards_b * mixed) / (curve_a * curve_b - mixed**2)
        step_b = (towards_b - mixed * step_a) / curve_b
        log_a, b = log_a + np.clip(step_a, -LONGEST, LONGEST), b + np.clip(step_b, -LONGEST, LONGEST)
    return log_a, b


def taken_back(now: Expected, curves: tuple[Floats, Floats], grid: Grid, prior: Prior) -> tuple[Floats, Floats]:
    """Let ability have its own mean and spread, and turn the items so that it is N(0, 1) again."""
    log_a, b = curves
    persons, first, second = now.here.sum(), now.here @ grid.at, now.here @ grid.at**2
    mean = log_spread = 0.0
    for _ in range(3):
        # The items' priors hold for the items turned back, so mean and spread feel them too.
        shrink = np.exp(-2 * log_spread)
        weight = persons + len(b) / prior.spread_b**2
        mean = (first + b.sum() / prior.spread_b**2) / weight
        square = second - 2 * mean * first + persons * mean**2 + ((b - mean) ** 2).sum() / prior.spread_b**2
        slope = -persons + square * shrink - (log_a + log_spread).sum() / prior.spread_log_a**2
        log_spread += slope / (2 * square * shrink + len(b) / prior.spread_log_a**2)
    return log_a + log_spread, (b - mean) * np.exp(-log_spread)
