"""Is an item harder for one group at every ability, or better at parting its people (Swaminathan and Rogers 1990)?

Three logistic models an item, nested: the number right; and the group (uniform); and their product (not uniform). The
effect is the rise of Nagelkerke's R squared, with the classes of Jodoin and Gierl 2001.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_expit
from scipy.stats import chi2

from certification.psychometrics.classical import holm
from certification.psychometrics.dif import groups
from certification.psychometrics.enough import Floats, NotEnough
from certification.psychometrics.responses import Responses

MODERATE, LARGE = 0.035, 0.070
"""Limits of the rise of R squared between A, B and C."""

STEPS = 25
RIDGE = 1e-6
"""Keeps the search finite where a group parts right from wrong without exception."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogisticDif:
    """What one item does to the focal group.

    Attributes:
        uniform: p value of a shift at every ability, adjusted for both questions of all items (Holm).
        crossing: p value of another slope, adjusted the same.
        shift: Logits by which the item is easier for the focal group at the mean score; below 0 it is harder.
        rise: Of Nagelkerke's R squared from both.
        size: A, B or C by `rise`; A where neither p value is below .05.
    """

    uniform: float
    crossing: float
    shift: float
    rise: float
    size: Literal["A", "B", "C"]


def logistic(
    answers: Responses, focal: NDArray[np.bool_], level: float = 0.05
) -> Mapping[str, LogisticDif] | NotEnough:
    """Judge every item; the arguments are those of Mantel-Haenszel, and the level is that of the family of items."""
    parted = groups(answers, focal)
    if isinstance(parted, NotEnough):
        return parted
    total = parted.scores.sum(axis=1)
    score = (total - total.mean()) / (total.std() or 1.0)
    group = parted.focal.astype(np.float64)
    design = np.column_stack([np.ones(len(score)), score, group, score * group])
    likelihoods, shift = np.empty((3, len(answers.items))), np.zeros(len(answers.items))
    for model in range(3):
        weights, likelihoods[model] = _fitted(design[:, : model + 2], parted.scores)
        shift = weights[:, 2] if model == 1 else shift
    p_values = holm(chi2.sf(2 * np.diff(likelihoods, axis=0).ravel(), 1)).reshape(2, -1)
    rise = _explained(likelihoods[2], parted.scores) - _explained(likelihoods[0], parted.scores)
    found = zip(*p_values, shift, rise, strict=True)
    return {
        item: LogisticDif(
            uniform=float(uniform),
            crossing=float(crossing),
            shift=float(moved),
            rise=float(more),
            size=_size(float(more), significant=min(uniform, crossing) < level),
        )
        for item, (uniform, crossing, moved, more) in zip(answers.items, found, strict=True)
    }


def _size(rise: float, *, significant: bool) -> Literal["A", "B", "C"]:
    if rise < MODERATE or not significant:
        return "A"
    return "C" if rise >= LARGE else "B"


def _fitted(design: Floats, scores: Floats) -> tuple[Floats, Floats]:
    """Give weights and log-likelihood of each item, all by Newton's steps at once."""
    width, items = design.shape[1], scores.shape[1]
    weights = np.zeros((items, width))
    products = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    for _ in range(STEPS):
        chance = expit(design @ weights.T)
        slope = (scores - chance).T @ design - RIDGE * weights
        curve = ((chance * (1 - chance)).T @ products).reshape(items, width, width) + RIDGE * np.eye(width)
        step = np.linalg.solve(curve, slope[:, :, None])[:, :, 0]
        weights += np.clip(step, -2, 2)
        if np.abs(step).max() < RIDGE:
            break
    line = design @ weights.T
    return weights, (scores * line + log_expit(-line)).sum(axis=0)


def _explained(likelihood: Floats, scores: Floats) -> Floats:
    """Give Nagelkerke's R squared; 0 for an item that all answered alike."""
    people, share = len(scores), scores.mean(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        bare = people * np.nan_to_num(share * np.log(share) + (1 - share) * np.log(1 - share))
        told = (1 - np.exp(2 * (bare - likelihood) / people)) / (1 - np.exp(2 * bare / people))
    return np.where(bare < 0, told, 0.0)
