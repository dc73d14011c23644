"""How hard is a scenario, as far as can be told: by what it is made of, and by how people have done on it?

Difficulty is points lost, of a hundred, by a trainee of the middle. A Bayesian ridge learns it from the scenarios
that ship, which simulated trainees have played, and from what people lost on these here. What is learnt of a
scenario's make is then drawn towards what people lost on that very scenario, the more the more of them there are.

Everything is worked out anew from the table and the store: nothing trained is kept, and the same rows give the same
figures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from statistics import fmean, pvariance
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from mysterydesk import shelf
from mysterydesk.difficulty_rows import PLAYED, shipped_rows
from mysterydesk.drill_entry import DrillEntry
from mysterydesk.drill_rows import entry_of
from mysterydesk.store.protocol import Store
from scenarios.features import FEATURES
from scoring.validate.middling import MIDDLING

Rests = Literal["features", "outcomes"]

NAMES: Final = (*FEATURES, *PLAYED)
WIDE: Final = 1.96
"""Standard deviations to either side: 95 of 100 such intervals hold the true value, if the model is right."""
PERSON_SD: Final = 15.0
"""Points by which people differ on one scenario, until there are enough of them to see (Assumption)."""
ENOUGH: Final = 12
"""Attempts from which on that is taken from the attempts themselves."""
REAL: Final = "real"
"""Whether a row comes from people: they may lose more or less than simulated trainees throughout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What people lost on a scenario.

    Attributes:
        n: First attempts, one a person.
        loss: Points of a hundred lost, in the mean of the middles of the totals.
        variance: Between attempts.
    """

    n: int
    loss: float
    variance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How well the estimate by features does on scenarios it has not seen (each left out in turn).

    Attributes:
        scenarios: How many.
        error: Mean distance from what was measured, in points.
        guess: The same for one who always says the mean.
        held: Share of the intervals that hold what was measured.
    """

    scenarios: int
    error: float
    guess: float
    held: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """An estimate with its uncertainty.

    Attributes:
        loss: Points of a hundred that a trainee of the middle loses.
        low: Lower end of the interval of 95 %.
        high: Upper end.
        rests: On features alone, or on attempts of this scenario too.
        n: Attempts of people on it.
        learnt: Attempts of people on any scenario, from which the model has learnt.
        easier: How many of the scenarios that ship are easier than the low end, the estimate and the high end.
        of: How many ship.
        trainees: Simulated trainees that the features were set against.
        parts: What moves the estimate most: feature, and points up or down against the mean scenario.
        quality: How well the estimate by features does.
    """

    loss: float
    low: float
    high: float
    rests: Rests
    n: int
    learnt: int
    easier: tuple[int, int, int]
    of: int
    trainees: tuple[str, ...]
    parts: tuple[tuple[str, float], ...]
    quality: Quality


def outcomes(entries: Iterable[tuple[str, DrillEntry]]) -> Mapping[str, Outcome]:
    """Sum up what people lost: the first scored attempt of each person on each scenario, branches left aside.

    Args:
        entries: Person and line of each attempt.
    """
    first: dict[tuple[str, str], DrillEntry] = {}
    for person, one in sorted(entries, key=lambda pair: (pair[1].begun_at, pair[1].attempt)):
        if one.scored_at is not None and not one.branched_from:
            first.setdefault((person, one.scenario), one)
    losses: dict[str, list[float]] = {}
    for (_, scenario), one in first.items():
        losses.setdefault(scenario, []).append(100 - (one.low + one.high) / 2)
    return {
        name: Outcome(n=len(found), loss=fmean(found), variance=pvariance(found)) for name, found in losses.items()
    }


def outcomes_in(store: Store | None) -> Mapping[str, Outcome]:
    """Sum up the attempts of a store; nothing where there is none."""
    rows = store.attempts.everything() if store else ()
    return outcomes((str(row.account), entry_of(row)) for row in rows)


def _spread(found: Mapping[str, Outcome]) -> float:
    """Give the variance between people on one scenario, pooled over all of them."""
    n = sum(one.n for one in found.values())
    inner = sum(one.n * one.variance for one in found.values())
    free = n - len(found)
    return max(inner / free, 1.0) if n >= ENOUGH and free > 0 else PERSON_SD**2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Fit:
    """A ridge and what its columns were scaled by."""

    middle: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    intercept: float
    cover: NDArray[np.float64]
    noise: float

    def at(self, row: NDArray[np.float64]) -> tuple[float, float]:
        """Give the estimate for a row of figures, and its standard deviation."""
        scaled = (row - self.middle) / self.scale
        return float(scaled @ self.weights + self.intercept), sqrt(scaled @ self.cover @ scaled + self.noise)


def _fitted(rows: NDArray[np.float64], losses: NDArray[np.float64], weights: NDArray[np.float64]) -> _Fit:
    # scikit-learn takes a second to load, and most pages need none of it.
    from sklearn.linear_model import BayesianRidge  # noqa: PLC0415  as above

    middle, scale = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    model = BayesianRidge().fit((rows - middle) / scale, losses, sample_weight=weights)
    return _Fit(
        middle=middle, scale=scale, weights=np.asarray(model.coef_), intercept=float(model.intercept_),
        cover=np.asarray(model.sigma_), noise=1 / float(model.alpha_),
    )  # fmt: skip


Rows = tuple[tuple[tuple[float, ...], float, float], ...]
"""Figures, points lost and weight of each row; hashable, so that the same rows are learnt from once."""


def _rows(found: Mapping[str, Outcome], spread: float) -> Rows:
    """Give what is learnt from: the table that ships, and for each scenario people have played a row of theirs."""
    rows = [(_row(figures, real=False), one.loss, 1.0) for one, figures in shipped_rows()]
    for one, figures in shipped_rows():
        if real := found.get(one.scenario):
            # A mean of n attempts weighs as much as its variance allows beside a row of the table.
            rows.append((_row(figures, real=True), real.loss, 1 / (1 + spread / real.n / max(one.spread**2, 1.0))))
    return tuple(rows)


def _row(figures: Mapping[str, float], *, real: bool) -> tuple[float, ...]:
    return (*(figures[name] for name in NAMES), float(real))


@lru_cache(maxsize=16)
def _learnt(rows: Rows) -> _Fit:
    figures, losses, weights = zip(*rows, strict=True)
    return _fitted(np.array(figures), np.array(losses), np.array(weights))


@lru_cache(maxsize=1)
def quality() -> Quality:
    """Leave each scenario that ships out in turn and see how far the others tell what it costs."""
    rows = _rows({}, 1.0)
    errors, held = [], 0
    for at, (figures, loss, _) in enumerate(rows):
        guess, sd = _learnt.__wrapped__((*rows[:at], *rows[at + 1 :])).at(np.array(figures))
        errors.append(abs(guess - loss))
        held += errors[-1] <= WIDE * sd
    mean = fmean(loss for _, loss, _ in rows)
    plain = fmean(abs(loss - mean) for _, loss, _ in rows)
    return Quality(scenarios=len(rows), error=fmean(errors), guess=plain, held=held / len(rows))


def estimate(figures: Mapping[str, float], scenario: str, found: Mapping[str, Outcome]) -> Difficulty:
    """Estimate how hard a scenario is.

    Args:
        figures: Of `NAMES`.
        scenario: Its id.
        found: What people lost, by scenario.
    """
    # What people lost on this very scenario is put in once, below, and not learnt from as well.
    others = {name: one for name, one in found.items() if name != scenario and name in shelf.scenarios()}
    fit = _learnt(_rows(others, _spread(found)))
    mine, learnt = found.get(scenario), sum(one.n for one in others.values())
    row = np.array(_row(figures, real=bool(learnt)))
    loss, sd = fit.at(row)
    if mine:
        # Two sources of one figure, each weighed by how sure it is (normal prior, normal mean).
        own = _spread(found) / mine.n
        share = sd**2 / (sd**2 + own)
        loss, sd = loss + share * (mine.loss - loss), sqrt(sd**2 * own / (sd**2 + own))
    low, high = loss - WIDE * sd, loss + WIDE * sd
    shipped = [one.loss for one, _ in shipped_rows()]
    under = [sum(one < end for one in shipped) for end in (low, loss, high)]
    return Difficulty(
        loss=min(max(loss, 0.0), 100.0),
        low=max(low, 0.0),
        high=min(high, 100.0),
        rests="outcomes" if mine else "features",
        n=mine.n if mine else 0,
        learnt=learnt,
        easier=(under[0], under[1], under[2]),
        of=len(shipped),
        trainees=tuple(MIDDLING),
        parts=_parts(fit, row),
        quality=quality(),
    )


def _parts(fit: _Fit, row: NDArray[np.float64], most: int = 5) -> tuple[tuple[str, float], ...]:
    moved = (row - fit.middle) / fit.scale * fit.weights
    named = [(name, round(float(one), 1)) for name, one in zip((*NAMES, REAL), moved, strict=True)]
    named = [one for one in named if one[1] and one[0] != REAL]
    return tuple(sorted(named, key=lambda one: (-abs(one[1]), one[0]))[:most])
