"""Would the score of a few tasks be the same with other tasks, and other raters (Cronbach et al. 1972, Brennan 2001)?

Persons by tasks, or by tasks and raters, everybody doing everything: variance components from the analysis of
variance; then what a design of so many tasks and raters would reach. G (relative) ranks people, phi (absolute) holds
them against a cut. Senior tasks are few: where no number of tasks in reach attains the target, that is the answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np

from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError

LEAST_PERSONS, LEAST_LEVELS = 20, 2
"""Persons below which their variance says little (Assumption), and tasks or raters below which there is none."""

FACETS = ("p", "t", "r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """Shares of the variance of one score by one rater.

    Attributes:
        variance: By effect: `p`, `t`, `pt` (with all that is left where there are no raters), and with raters `r`,
            `pr`, `tr`, `ptr`; estimates below 0 are put to 0.
        negative: Effects whose estimate was below 0: too few data, or an effect that is not there.
        persons, tasks, raters: How many there were; raters is 1 without that facet, tasks a median.
    """

    variance: Mapping[str, float]
    negative: tuple[str, ...]
    persons: int
    tasks: int
    raters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Generalized:
    """What a design reaches.

    Attributes:
        tasks, raters: Of the design.
        g: Relative coefficient.
        phi: Absolute coefficient.
        relative_error, absolute_error: Standard errors of a person's mean score.
    """

    tasks: int
    raters: int
    g: float
    phi: float
    relative_error: float
    absolute_error: float


def components(scores: Floats) -> Components | NotEnough:
    """Part the variance of persons by tasks, or persons by tasks by raters.

    A gap, or scores that are all the same, raise PsychometricsError.
    """
    if scores.ndim not in {2, 3}:
        raise PsychometricsError("shape", table="scores", found=scores.shape)
    for of, least, found in zip(
        ("persons", "tasks", "raters"), (LEAST_PERSONS, LEAST_LEVELS, LEAST_LEVELS), scores.shape, strict=False
    ):
        if found < least:
            return NotEnough(of=of, needed=least, found=found)
    gaps = tuple(map(tuple, np.argwhere(np.isnan(scores)).tolist()))
    if gaps:
        raise PsychometricsError("not_complete", places=gaps)
    if not np.ptp(scores) > 0:
        raise PsychometricsError("no_spread", persons=scores.shape[0])
    raw = _estimates(scores)
    return Components(
        variance={name: max(0.0, value) for name, value in raw.items()},
        negative=tuple(name for name, value in raw.items() if value < 0),
        persons=scores.shape[0],
        tasks=scores.shape[1],
        raters=scores.shape[2] if scores.ndim == len(FACETS) else 1,
    )


def drawn_apart(scores: Sequence[Sequence[float]]) -> Components | NotEnough:
    """Part the variance where each person had tasks of their own, drawn from many, as certifying drills are.

    What a task is worth by itself cannot be told from how it suits the person: both are in `pt`, so G equals phi.
    People may have different numbers of tasks (unequal groups: Searle, Casella and McCulloch 1992); who had fewer
    than two is left out.
    """
    people = [np.asarray(one, dtype=np.float64) for one in scores if len(one) >= LEAST_LEVELS]
    if len(people) < LEAST_PERSONS:
        return NotEnough(of="persons", needed=LEAST_PERSONS, found=len(people))
    gaps = tuple(place for place, one in enumerate(scores) if np.isnan(np.asarray(one, dtype=np.float64)).any())
    if gaps:
        raise PsychometricsError("not_complete", places=gaps)
    sizes, means = np.array([len(one) for one in people]), np.array([one.mean() for one in people])
    if not np.ptp(np.concatenate(people)) > 0:
        raise PsychometricsError("no_spread", persons=len(people))
    whole = int(sizes.sum())
    within = sum(float(((one - one.mean()) ** 2).sum()) for one in people) / (whole - len(people))
    between = float((sizes * (means - (sizes @ means) / whole) ** 2).sum()) / (len(people) - 1)
    usual = (whole - float((sizes**2).sum()) / whole) / (len(people) - 1)
    person = (between - within) / usual
    return Components(
        variance={"p": max(0.0, person), "pt": within},
        negative=("p",) if person < 0 else (),
        persons=len(people),
        tasks=int(np.median(sizes)),
        raters=1,
    )


def design(found: Components, tasks: int, raters: int = 1) -> Generalized:
    """Say what so many tasks and raters reach; fewer than one raises PsychometricsError."""
    if tasks < 1 or raters < 1:
        raise PsychometricsError("no_design", tasks=tasks, raters=raters)
    count = {"t": tasks, "r": raters}
    relative = absolute = 0.0
    for name, value in found.variance.items():
        share = value / float(np.prod([count[one] for one in name if one != "p"]))
        if name != "p":
            absolute += share
            relative += share if "p" in name else 0.0
    person = found.variance["p"]
    return Generalized(
        tasks=tasks,
        raters=raters,
        g=person / (person + relative) if person > 0 else 0.0,
        phi=person / (person + absolute) if person > 0 else 0.0,
        relative_error=relative**0.5,
        absolute_error=absolute**0.5,
    )


def tasks_for(found: Components, target: float, raters: int = 1, most: int = 60) -> Generalized | None:
    """Give the shortest design whose phi attains the target; None: not reached with `most` tasks."""
    if not 0 < target < 1:
        raise PsychometricsError("no_target", target=target)
    for tasks in range(1, most + 1):
        reached = design(found, tasks, raters)
        if reached.phi >= target:
            return reached
    return None


def _estimates(scores: Floats) -> Mapping[str, float]:
    """Solve the expected mean squares of the crossed design, from the finest effect upwards."""
    facets, sizes = FACETS[: scores.ndim], scores.shape
    axes = range(scores.ndim)
    effects = list(chain.from_iterable(combinations(axes, order) for order in range(1, scores.ndim + 1)))
    squares: dict[tuple[int, ...], float] = {}
    for effect in effects:
        rest = tuple(axis for axis in axes if axis not in effect)
        # What this effect adds to the effects inside it: their means, with alternating signs.
        part = sum(
            (-1) ** (len(effect) - len(inner)) * scores.mean(axis=tuple(set(axes) - set(inner)), keepdims=True)
            for inner in chain.from_iterable(combinations(effect, order) for order in range(len(effect) + 1))
        )
        free = float(np.prod([sizes[axis] - 1 for axis in effect]))
        squares[effect] = float((np.asarray(part) ** 2).sum()) * float(np.prod([sizes[axis] for axis in rest])) / free
    variance: dict[tuple[int, ...], float] = {}
    for effect in reversed(effects):
        # Every effect that holds this one adds to its mean square, times the levels it leaves out.
        above = sum(
            value * float(np.prod([sizes[axis] for axis in axes if axis not in other]))
            for other, value in variance.items()
            if set(effect) < set(other)
        )
        variance[effect] = (squares[effect] - above) / float(
            np.prod([sizes[axis] for axis in axes if axis not in effect])
        )
    return {"".join(facets[axis] for axis in effect): variance[effect] for effect in effects}
