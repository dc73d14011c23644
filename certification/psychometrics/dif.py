"""Is an item harder for one group than for another of the same ability?

Mantel-Haenszel (Holland and Thayer 1988) with the classes of ETS (Zwick 2012): A negligible, B moderate, C large.
People are matched on their number right with the item itself in it; items that stand out at first are taken out of
the match of the others, and all is reckoned anew (purification, in the same paper).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.responses import Responses

LEAST_GROUP = 100
"""People a group must have (PSYCHOMETRICS 6)."""

MODERATE, LARGE = 1.0, 1.5
"""Limits of the absolute delta between A, B and C."""

PER_LOGIT = -2.35
"""From the logarithm of the odds ratio to the delta scale of ETS; below 0 the item is harder for the focal group."""

LEVEL = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class MantelHaenszel:
    """What one item does to the focal group.

    Attributes:
        delta: On the scale of ETS: below 0 harder for the focal group; None where nothing can be compared, endless
            where at every score all of one group are right or all of the other wrong.
        error: Its standard error.
        p_value: Of no difference at all.
        ets: A, B or C; None with delta.
    """

    delta: float | None
    error: float | None
    p_value: float | None
    ets: Literal["A", "B", "C"] | None


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Scores of everybody and who belongs to the focal group."""

    scores: Floats
    focal: NDArray[np.bool_]


def groups(answers: Responses, focal: NDArray[np.bool_]) -> Groups | NotEnough:
    """Part the people; answers with gaps raise PsychometricsError, as a number right would not match them."""
    if focal.shape != (answers.persons,):
        raise PsychometricsError("shape", table="focal", expected=(answers.persons,), found=focal.shape)
    scores = answers.complete()
    smaller = int(min(focal.sum(), (~focal).sum()))
    if smaller < LEAST_GROUP:
        return NotEnough(of="group", needed=LEAST_GROUP, found=smaller)
    return Groups(scores, focal)


def mantel_haenszel(answers: Responses, focal: NDArray[np.bool_]) -> Mapping[str, MantelHaenszel] | NotEnough:
    """Judge every item.

    Args:
        answers: Of one form, complete.
        focal: Who belongs to the group that is asked about; the others are the reference.
    """
    parted = groups(answers, focal)
    if isinstance(parted, NotEnough):
        return parted
    match = np.ones(len(answers.items), dtype=np.bool_)
    first = [_judged(parted, at, match) for at in range(len(match))]
    match = np.array([one.ets not in {"B", "C"} for one in first])
    if not match.any():
        match[:] = True
    second = first if match.all() else [_judged(parted, at, match) for at in range(len(match))]
    return dict(zip(answers.items, second, strict=True))


def _judged(parted: Groups, at: int, match: NDArray[np.bool_]) -> MantelHaenszel:
    right = parted.scores[:, at]
    total = parted.scores[:, match].sum(axis=1) + (0 if match[at] else right)
    stratum, focal = total.astype(np.int64), parted.focal

    def count(who: NDArray[np.bool_]) -> Floats:
        return np.bincount(stratum[who], minlength=int(stratum.max()) + 1).astype(np.float64)

    one = right == 1
    reference_right, reference_wrong = count(~focal & one), count(~focal & ~one)
    focal_right, focal_wrong = count(focal & one), count(focal & ~one)
    whole = reference_right + reference_wrong + focal_right + focal_wrong
    used = whole > 0
    a, b, c, d, t = (x[used] for x in (reference_right, reference_wrong, focal_right, focal_wrong, whole))
    up, down = a * d / t, b * c / t
    if not (up.sum() > 0 and down.sum() > 0):
        return _one_sided(a, b, c, d)
    delta = PER_LOGIT * float(np.log(up.sum() / down.sum()))
    # Phillips and Holland 1987.
    odds = up.sum() / down.sum()
    variance = float(((up + odds * down) * (a + d + odds * (b + c)) / t).sum() / (2 * up.sum() ** 2))
    error = -PER_LOGIT * variance**0.5
    p_value = float(2 * norm.sf(abs(delta) / error))
    return MantelHaenszel(delta=delta, error=error, p_value=p_value, ets=_ets(delta, error, p_value))


def _one_sided(a: Floats, b: Floats, c: Floats, d: Floats) -> MantelHaenszel:
    """Judge an item whose odds have no ratio: large where chance does not explain it (Mantel and Haenszel 1959)."""
    t, right = a + b + c + d, a + c
    more = t > 1
    spread = ((a + b) * (c + d) * right * (t - right))[more] / (t**2 * (t - 1))[more]
    away = float((a - (a + b) * right / t).sum())
    if not spread.sum() > 0 or away == 0:
        return MantelHaenszel(delta=None, error=None, p_value=None, ets=None)
    p_value = float(2 * norm.sf(abs(away) / float(spread.sum()) ** 0.5))
    endless = PER_LOGIT * away * float("inf")
    return MantelHaenszel(delta=endless, error=None, p_value=p_value, ets="C" if p_value < LEVEL else None)


def _ets(delta: float, error: float, p_value: float) -> Literal["A", "B", "C"]:
    if abs(delta) < MODERATE or p_value >= LEVEL:
        return "A"
    surely = norm.sf((abs(delta) - MODERATE) / error) < LEVEL
    return "C" if abs(delta) >= LARGE and surely else "B"
