"""Where do judges put the cut, and how far do they agree (modified Angoff: Angoff 1971, Cizek and Bunch 2007)?

Each judge says of each item which share of people who are just competent would have it right. The cut is the mean of
the judges' sums; its standard error is their SD over the root of their number (PSYCHOMETRICS 2). That judges rate
alone in round one, without shares right in view, is a matter of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from certification.psychometrics.classical import correlation
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError

LEAST_JUDGES, LEAST_ITEMS = 5, 2

FAR = 3.5
"""Modified z of a judge's sum beyond which it is an outlier (Iglewicz and Hoaglin 1993)."""

PER_MAD = 0.6745
"""Median absolute deviation of a normal distribution, in SD."""

ALONE = 0.0
"""Correlation with the mean of the others at or below which a judge orders the items unlike them (Assumption)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """One judge in one round.

    Attributes:
        judge: Name.
        total: Sum of the ratings, weighted.
        others: Correlation with the mean of the other judges, item by item; None where one of the two never varies.
        outlier: `sum` far from the others', `order` unlike the others', both, or nothing.
    """

    judge: str
    total: float
    others: float | None
    outlier: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What a round says.

    Attributes:
        cut: In points of the weighted sum.
        share: Of all points.
        error: Standard error of the cut, in points.
        spread: SD of the judges' sums.
        agreement: How far another panel's means of the items would be the same: ICC(2, k) of Shrout and Fleiss 1979;
            None where nothing varies.
        single: The same for one judge: ICC(2, 1).
        judges: One by one.
        items: How many were rated.
    """

    cut: float
    share: float
    error: float
    spread: float
    agreement: float | None
    single: float | None
    judges: tuple[Judge, ...]
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Two rounds; the second is the one that counts.

    Attributes:
        first, second: What they say.
        moved: By judge: mean absolute change of a rating.
    """

    first: Cut
    second: Cut
    moved: tuple[float, ...]


def session(
    judges: Sequence[str], first: Floats, second: Floats, weights: Floats | None = None
) -> Session | NotEnough:
    """Read both rounds, judges by items; fewer than five judges give the number needed.

    Args:
        judges: Their names.
        first: Ratings of round one, 0 to 1.
        second: Of round two.
        weights: Points of each item; 1 each by default.

    Ratings that are missing or outside 0 to 1 raise PsychometricsError with all their places.
    """
    if first.shape != second.shape:
        raise PsychometricsError("shape", table="second", expected=first.shape, found=second.shape)
    one, other = (cut(judges, ratings, weights) for ratings in (first, second))
    if isinstance(one, NotEnough):
        return one
    if isinstance(other, NotEnough):
        return other
    return Session(first=one, second=other, moved=tuple(np.abs(second - first).mean(axis=1).tolist()))


def cut(judges: Sequence[str], ratings: Floats, weights: Floats | None = None) -> Cut | NotEnough:
    """Read one round; the arguments are those of a session."""
    points = _checked(judges, ratings, weights)
    if len(judges) < LEAST_JUDGES:
        return NotEnough(of="judges", needed=LEAST_JUDGES, found=len(judges))
    if ratings.shape[1] < LEAST_ITEMS:
        return NotEnough(of="items", needed=LEAST_ITEMS, found=ratings.shape[1])
    totals = ratings @ points
    spread = float(totals.std(ddof=1))
    together, single = _agreement(ratings)
    return Cut(
        cut=float(totals.mean()),
        share=float(totals.mean() / points.sum()),
        error=spread / len(judges) ** 0.5,
        spread=spread,
        agreement=together,
        single=single,
        judges=tuple(_judge(judges, ratings, totals, at) for at in range(len(judges))),
        items=ratings.shape[1],
    )


def _checked(judges: Sequence[str], ratings: Floats, weights: Floats | None) -> Floats:
    if ratings.ndim != len(("judges", "items")) or len(ratings) != len(judges):
        raise PsychometricsError("shape", table="ratings", expected=len(judges), found=ratings.shape)
    points = np.ones(ratings.shape[1]) if weights is None else weights
    if points.shape != ratings.shape[1:] or not (points > 0).all():
        raise PsychometricsError("weights_and_items", items=ratings.shape[1], weights=tuple(points.tolist()))
    twice = tuple(sorted({name for name in judges if list(judges).count(name) > 1}))
    if twice:
        raise PsychometricsError("judges_twice", judges=twice)
    bad = np.argwhere(~((ratings >= 0) & (ratings <= 1)))
    if len(bad):
        raise PsychometricsError("no_rating", places=tuple((judges[row], int(column)) for row, column in bad))
    return points


def _judge(judges: Sequence[str], ratings: Floats, totals: Floats, at: int) -> Judge:
    others = correlation(ratings[at], np.delete(ratings, at, axis=0).mean(axis=0))
    middle = float(np.median(totals))
    mad = float(np.median(np.abs(totals - middle)))
    away = abs(float(totals[at]) - middle)
    # Where most agree to the point, whoever does not stands alone.
    far = PER_MAD * away > FAR * mad if mad > 0 else away > ratings.shape[1] / 100
    outlier = (*(("sum",) if far else ()), *(("order",) if others is not None and others <= ALONE else ()))
    return Judge(judge=judges[at], total=float(totals[at]), others=others, outlier=outlier)


def _agreement(ratings: Floats) -> tuple[float | None, float | None]:
    """Give ICC(2, k) and ICC(2, 1): items are what is measured, judges are drawn from many."""
    judges, items = ratings.shape
    mean = ratings.mean()
    by_item = judges * float(((ratings.mean(axis=0) - mean) ** 2).sum()) / (items - 1)
    by_judge = items * float(((ratings.mean(axis=1) - mean) ** 2).sum()) / (judges - 1)
    left = ratings - ratings.mean(axis=0) - ratings.mean(axis=1)[:, None] + mean
    rest = float((left**2).sum()) / ((items - 1) * (judges - 1))
    whole, one = (
        by_item + (by_judge - rest) / items,
        by_item + (judges - 1) * rest + judges * (by_judge - rest) / items,
    )
    together = (by_item - rest) / whole if whole > 0 else None
    return together, (by_item - rest) / one if one > 0 else None
