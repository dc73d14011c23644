"""How able is a person, and how sure is that?

EAP: mean of the posterior under N(0, 1) (Bock and Mislevy 1982). ML: Lord 1980. WLE: the likelihood times
the root of the information, which takes the outward bias of ML away (Warm 1989).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from certification.psychometrics.curves import Curves
from certification.psychometrics.enough import Floats, PsychometricsError
from certification.psychometrics.irt_expected import Grid, Sheet, expected, log_likelihoods
from certification.psychometrics.responses import Responses

Method = Literal["EAP", "ML", "WLE"]

GRID = Grid.even(81, 6.0)
COARSE = np.linspace(-8, 8, 161)
"""Abilities among which the search for a maximum begins."""

STEPS = 6
"""Scoring steps from there: the rest is below 1e-9."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Abilities:
    """One for each person.

    Attributes:
        at: Ability; NaN where there is none: ML of a person with all right, all wrong, or nothing asked.
        error: Standard error.
    """

    at: Floats
    error: Floats


def abilities(answers: Responses, curves: Curves, method: Method = "EAP") -> Abilities:
    """Estimate; items of another name or order than the curves' raise PsychometricsError."""
    if answers.items != curves.items:
        raise PsychometricsError("other_items", items=tuple(sorted(set(answers.items) ^ set(curves.items))))
    sheet = Sheet.of(answers)
    if method == "EAP":
        posterior = expected(sheet, np.log(curves.a), curves.b, GRID).posterior
        mean = posterior @ GRID.at
        return Abilities(at=mean, error=np.sqrt(np.maximum(posterior @ GRID.at**2 - mean**2, 0)))
    asked, right = answers.answered, answers.right
    start = log_likelihoods(sheet, np.log(curves.a), curves.b, COARSE)
    if method == "WLE":
        with np.errstate(divide="ignore"):
            start += 0.5 * np.log(asked @ curves.information(COARSE).T)
    at = COARSE[np.argmax(start, axis=1)]
    for _ in range(STEPS):
        chance = curves.right(at)
        told = curves.a**2 * chance * (1 - chance) * asked
        slope = ((right - asked * chance) * curves.a).sum(axis=1)
        total = np.maximum(told.sum(axis=1), np.finfo(float).tiny)
        if method == "WLE":
            slope += (told * curves.a * (1 - 2 * chance)).sum(axis=1) / (2 * total)
        at += np.clip(slope / total, -0.2, 0.2)
    hopeless = asked.sum(axis=1) == 0
    if method == "ML":
        count = right.sum(axis=1)
        hopeless |= (count == 0) | (count == asked.sum(axis=1))
    told_there = (curves.information(at) * asked).sum(axis=1)
    with np.errstate(divide="ignore"):
        error = told_there**-0.5
    return Abilities(at=np.where(hopeless, np.nan, at), error=np.where(hopeless, np.nan, error))
