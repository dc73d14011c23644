"""Where on the grid may each person stand, given the curves (the E step of Bock and Aitkin 1981)?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import log_expit

from certification.psychometrics.enough import Floats
from certification.psychometrics.responses import Responses


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Abilities and the logarithm of their weights under N(0, 1)."""

    at: Floats
    log_weight: Floats

    @classmethod
    def even(cls, points: int, reach: float) -> "Grid":
        """Give equally spaced abilities from -reach to reach."""
        at = np.linspace(-reach, reach, points)
        density = np.exp(-(at**2) / 2)
        return cls(at, np.log(density / density.sum()))


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The answers, laid out once for the many steps.

    Attributes:
        right: Persons by items, 0 where the answer is missing.
        asked: The same, 1 where there is an answer; None where none is missing.
    """

    right: Floats
    asked: Floats | None

    @classmethod
    def of(cls, answers: Responses) -> "Sheet":
        """Lay answers out."""
        asked = answers.answered
        return cls(np.ascontiguousarray(answers.right), None if asked.all() else asked)


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """What the answers make likely.

    Attributes:
        posterior: Persons by abilities; a row adds to 1.
        asked: Items by abilities: how many answers are expected there.
        right: The same for right answers.
        here: Persons expected at each ability.
        log_likelihood: Marginal, of all answers.
    """

    posterior: Floats
    asked: Floats
    right: Floats
    here: Floats
    log_likelihood: float


def log_likelihoods(sheet: Sheet, log_a: Floats, b: Floats, at: Floats) -> Floats:
    """Give the log-likelihood of each person's answers at each ability."""
    line = np.exp(log_a)[:, None] * (at - b[:, None])
    wrong = log_expit(-line)
    told: Floats = sheet.right @ line
    told += wrong.sum(axis=0) if sheet.asked is None else sheet.asked @ wrong
    return told


def expected(sheet: Sheet, log_a: Floats, b: Floats, grid: Grid) -> Expected:
    """Weigh the grid for each person, and add up what is expected of each item."""
    chances = log_likelihoods(sheet, log_a, b, grid.at)
    chances += grid.log_weight
    highest = chances.max(axis=1, keepdims=True)
    chances -= highest
    np.exp(chances, out=chances)
    total = chances.sum(axis=1, keepdims=True)
    chances /= total
    here = chances.sum(axis=0)
    return Expected(
        posterior=chances,
        asked=np.broadcast_to(here, (len(b), len(here))) if sheet.asked is None else sheet.asked.T @ chances,
        right=sheet.right.T @ chances,
        here=here,
        log_likelihood=float((np.log(total) + highest).sum()),
    )
