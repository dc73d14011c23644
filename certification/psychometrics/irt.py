"""Which curves do the answers speak for: one or two parameters by marginal likelihood?

EM over a grid of abilities (Bock and Aitkin 1981) with weak priors on the items (Mislevy 1986). Mean and spread of
ability are set free in each step and taken back into the items, which reaches the same maximum in few steps
(parameter expansion: Liu, Rubin and Wu 1998). Missing answers count as not asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from scipy.special import logit

from certification.psychometrics.curves import Curves
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.irt_errors import standard_errors
from certification.psychometrics.irt_expected import Grid, Sheet, expected
from certification.psychometrics.irt_step import Prior, maximised, taken_back
from certification.psychometrics.responses import Responses
from certification.psychometrics.threads import one_thread

Model = Literal["1PL", "2PL"]

LEAST: Mapping[Model, int] = {"1PL": 100, "2PL": 250}
"""Persons below which nothing is calibrated (Assumption, after Linacre 1994 and Stone 1992)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """How the maximum is looked for.

    Attributes:
        model: One discrimination for all items, or one each.
        points: Of the grid of abilities, equally spaced.
        reach: The grid runs from -reach to reach.
        prior: Of the items.
        tolerance: Largest change of log a or b in a step that ends the search.
        steps: At most.
    """

    model: Model = "2PL"
    points: int = 41
    reach: float = 5.0
    prior: Prior = field(default_factory=lambda: Prior(spread_log_a=0.5, spread_b=2.0))
    tolerance: float = 1e-4
    steps: int = 500


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Calibration:
    """What was found.

    Attributes:
        curves: Of the items, on the scale where ability is N(0, 1).
        se_a, se_b: Standard errors; NaN where the answers do not settle them.
        persons: How many were used.
        steps: Taken.
        converged: Whether the tolerance was reached; a calibration that did not must not be used.
        log_likelihood: Marginal, without the priors.
    """

    curves: Curves
    se_a: Floats
    se_b: Floats
    persons: int
    steps: int
    converged: bool
    log_likelihood: float


def calibrate(answers: Responses, fitting: Fitting | None = None) -> Calibration | NotEnough:
    """Fit the curves; items that all answered alike raise PsychometricsError `constant_items` with their names."""
    how = fitting or Fitting()
    constant = answers.constant()
    if constant:
        raise PsychometricsError("constant_items", items=constant)
    if answers.persons < LEAST[how.model]:
        return NotEnough(of="persons", needed=LEAST[how.model], found=answers.persons)
    with one_thread():
        return _searched(answers, how)


def _searched(answers: Responses, how: Fitting) -> Calibration:
    sheet, grid, one_a = Sheet.of(answers), Grid.even(how.points, how.reach), how.model == "1PL"
    # Every item counts the prior of its slope; a slope that all share must feel it once.
    shared = len(answers.items) ** 0.5 if one_a else 1.0
    prior = replace(how.prior, spread_log_a=how.prior.spread_log_a * shared)
    curves, steps, change = _start(answers), 0, np.inf
    now = expected(sheet, *curves, grid)
    while steps < how.steps and change > how.tolerance:
        moved = maximised(now, curves, grid, prior, one_a=one_a)
        moved = taken_back(now, moved, grid, prior)
        change = max(float(np.abs(new - old).max()) for new, old in zip(moved, curves, strict=True))
        curves, steps = moved, steps + 1
        now = expected(sheet, *curves, grid)
    se_log_a, se_b = standard_errors(sheet, now, curves, grid, prior, one_a=one_a)
    a = np.exp(curves[0])
    return Calibration(
        curves=Curves(items=answers.items, a=a, b=curves[1]),
        se_a=a * se_log_a,
        se_b=se_b,
        persons=answers.persons,
        steps=steps,
        converged=change <= how.tolerance,
        log_likelihood=now.log_likelihood,
    )


def _start(answers: Responses) -> tuple[Floats, Floats]:
    """Give log a = 0, and b where the share of right answers puts it."""
    asked, right = answers.answered.sum(axis=0), answers.right.sum(axis=0)
    # Ability spread over N(0, 1) flattens a curve of slope 1 by about 1.16 (Camilli 1994).
    return np.zeros(len(asked)), -1.16 * logit((right + 0.5) / (asked + 1))
