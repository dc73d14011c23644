"""How sure are the curves: the observed information of the marginal likelihood (Louis 1982)?"""

import numpy as np
from scipy.linalg import LinAlgError, cho_factor, cho_solve
from scipy.special import expit

from certification.psychometrics.enough import Floats
from certification.psychometrics.irt_expected import Expected, Grid, Sheet
from certification.psychometrics.irt_step import Prior

NEGLIGIBLE = 1e-5
"""Weight of an ability below which a person is not looked at there."""


def standard_errors(
    sheet: Sheet, now: Expected, curves: tuple[Floats, Floats], grid: Grid, prior: Prior, *, one_a: bool
) -> tuple[Floats, Floats]:
    """Give the standard errors of log a and of b; NaN where the information is not positive."""
    log_a, b = curves
    items, a = len(b), np.exp(log_a)
    away = grid.at - b[:, None]
    rise = a[:, None] * away
    information = _complete(now, rise, a) - _missing(sheet, now, rise, a)
    information += np.diag(np.repeat([prior.spread_log_a**-2, prior.spread_b**-2], items))
    if one_a:
        fold = np.zeros((items + 1, 2 * items))
        fold[0, :items], fold[1:, items:] = 1, np.eye(items)
        information = fold @ information @ fold.T
    try:
        variance = np.diag(cho_solve(cho_factor(information), np.eye(len(information))))
    except LinAlgError:
        variance = np.full(len(information), np.nan)
    error: Floats = np.sqrt(variance)
    return (np.full(items, error[0]), error[1:]) if one_a else (error[:items], error[items:])


def _complete(now: Expected, rise: Floats, a: Floats) -> Floats:
    """Information if everybody's ability were seen: within each item only."""
    chance = expit(rise)
    spread = now.asked * chance * (1 - chance)
    mixed = np.diag(-(spread * rise).sum(axis=1) * a)
    return np.block([[np.diag((spread * rise**2).sum(axis=1)), mixed], [mixed, np.diag(spread.sum(axis=1) * a**2)]])


def _missing(sheet: Sheet, now: Expected, rise: Floats, a: Floats) -> Floats:
    """Variance of the score given the answers: what not seeing ability costs, item against item."""
    items, chance = len(a), expit(rise)
    lost = np.zeros((2 * items, 2 * items))
    mean = np.zeros((len(sheet.right), 2 * items))
    for at in range(now.posterior.shape[1]):
        some = np.flatnonzero(now.posterior[:, at] > NEGLIGIBLE)
        if not len(some):
            continue
        weight = now.posterior[some, at][:, None]
        surprise = sheet.right[some] - (chance[:, at] if sheet.asked is None else sheet.asked[some] * chance[:, at])
        weighted = weight * surprise
        turn = np.concatenate([rise[:, at], -a])
        lost += np.tile(surprise.T @ weighted, (2, 2)) * np.outer(turn, turn)
        mean[some] += np.tile(weighted, 2) * turn
    product: Floats = lost - mean.T @ mean
    return product
