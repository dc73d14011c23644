"""How far do people, and people and the scorer, agree on the same handlings (VALIDITY G10)?

Raw agreement, Cohen's kappa, Gwet's AC1 and Krippendorff's alpha stand side by side: kappa alone misleads where one
verdict dominates (Feinstein and Cicchetti 1990). The same total is not agreement, so it is told by criterion.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Ratings = Mapping[str, Mapping[str, int]]
"""By rater, then by item: the category, from 0; what somebody could not tell is left out."""

DRAWS = 500
"""Bootstrap samples of the items."""

LEAST_ITEMS = 10
"""Items rated twice below which no coefficient is told: it would say more of chance than of people (Assumption)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Agreement on one thing; coefficients are None where too little was rated or nothing varies.

    Attributes:
        n: Items that at least two have rated.
        raters: Who rated any of them.
        raw: Share of pairs of ratings that are the same.
        kappa: Cohen 1960, mean over pairs of raters; weighted by squared distance where categories are ordered.
        ac1: Gwet 2008.
        alpha: Krippendorff 2011.
        low, high: 95 % bootstrap interval of alpha over items.
    """

    n: int
    raters: int
    raw: float | None = None
    kappa: float | None = None
    ac1: float | None = None
    alpha: float | None = None
    low: float | None = None
    high: float | None = None


def agreement(ratings: Ratings, categories: int, *, ordered: bool = False, seed: int = 0) -> Agreement:
    """Measure agreement.

    Args:
        ratings: What each rater said of each item.
        categories: How many there are.
        ordered: Whether their distance counts (bands of a total), else any two differ alike.
        seed: Of the bootstrap.
    """
    items = sorted({item for said in ratings.values() for item in said})
    table = np.array([[said.get(item, -1) for item in items] for _, said in sorted(ratings.items())], dtype=np.int64)
    if table.size:
        table = table[:, (table >= 0).sum(axis=0) > 1]
    n = table.shape[1] if table.size else 0
    raters = int(((table >= 0).sum(axis=1) > 0).sum()) if n else 0
    if n < LEAST_ITEMS:
        return Agreement(n=n, raters=raters)
    low, high = _interval(table, ordered=ordered, seed=seed)
    return Agreement(
        n=n,
        raters=raters,
        raw=_rounded(_raw(table, categories)),
        kappa=_rounded(_kappa(table, categories, ordered=ordered)),
        ac1=_rounded(_ac1(table, categories)),
        alpha=_rounded(_alpha(table, ordered=ordered)),
        low=low,
        high=high,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else round(float(value), 4)


def _counts(table: NDArray[np.int64], categories: int) -> NDArray[np.int64]:
    """Count, for each item, how many raters chose each category."""
    return np.stack([(table == one).sum(axis=0) for one in range(categories)], axis=1)


def _raw(table: NDArray[np.int64], categories: int) -> float:
    counts = _counts(table, categories)
    given = counts.sum(axis=1)
    return float(((counts * (counts - 1)).sum(axis=1) / (given * (given - 1))).mean())


def _ac1(table: NDArray[np.int64], categories: int) -> float | None:
    counts = _counts(table, categories)
    share = (counts / counts.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = float((share * (1 - share)).sum() / (categories - 1))
    return None if chance == 1 else (_raw(table, categories) - chance) / (1 - chance)


def _kappa(table: NDArray[np.int64], categories: int, *, ordered: bool) -> float | None:
    from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415  heavy, and only wanted here

    found: list[float] = []
    for one, two in combinations(table, 2):
        both = (one >= 0) & (two >= 0)
        if both.sum() < LEAST_ITEMS or len(set(one[both]) | set(two[both])) == 1:
            continue
        weights = "quadratic" if ordered else None
        found.append(float(cohen_kappa_score(one[both], two[both], labels=range(categories), weights=weights)))
    return fmean(found) if found else None


def _alpha(table: NDArray[np.int64], *, ordered: bool) -> float | None:
    import krippendorff  # noqa: PLC0415  only wanted here

    known = np.where(table < 0, np.nan, table.astype(float))
    if len(np.unique(known[~np.isnan(known)])) < 2:  # noqa: PLR2004  nothing varies: alpha is not defined
        return None
    measure: Literal["interval", "nominal"] = "interval" if ordered else "nominal"
    return float(krippendorff.alpha(reliability_data=known, level_of_measurement=measure))


def _interval(table: NDArray[np.int64], *, ordered: bool, seed: int) -> tuple[float | None, float | None]:
    chance = np.random.default_rng(seed)
    drawn = (
        _alpha(table[:, chance.integers(0, table.shape[1], table.shape[1])], ordered=ordered) for _ in range(DRAWS)
    )
    found = [one for one in drawn if one is not None and np.isfinite(one)]
    if len(found) < DRAWS // 2:
        return None, None
    low, high = np.percentile(found, [2.5, 97.5])
    return _rounded(low), _rounded(high)
