"""Which numbers do we owe for a score that can be defended?"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

LEAST, MOST = 55.0, 90.0
"""Totals between which an average handling lies."""


def is_middling(total: tuple[float, float]) -> bool:
    """Tell whether a total lies in the middle of the scale with both its ends.

    >>> is_middling((55.0, 90.0)), is_middling((54.9, 60.0)), is_middling((80.0, 90.1))
    (True, False, False)
    """
    low, high = total
    return low >= LEAST and high <= MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One property of VALIDITY.

    Attributes:
        limit: What has to be reached, as a share or a count.
        least: Whether the limit is the least (else the most) that is allowed.
    """

    limit: float
    least: bool


GOALS: Mapping[str, Goal] = {
    "G1": Goal(limit=0.0, least=False),
    "G2": Goal(limit=0.99, least=True),
    "G2.clause": Goal(limit=0.98, least=True),
    "G2.stray": Goal(limit=0.1, least=False),
    "G3": Goal(limit=0.95, least=True),
    "G3.clause": Goal(limit=0.95, least=True),
    "G4": Goal(limit=0.0, least=False),
    "G5": Goal(limit=0.0, least=False),
    "G5.wrong_fix": Goal(limit=0.0, least=False),
    "G5.average": Goal(limit=0.0, least=False),
    "G6": Goal(limit=2.0, least=False),
    "G6.negated": Goal(limit=0.05, least=False),
    "G6.abuse": Goal(limit=0.0, least=False),
    "G7": Goal(limit=0.95, least=True),
    "G7.state": Goal(limit=1.0, least=True),
    "G7.variants": Goal(limit=1.0, least=True),
    "G8": Goal(limit=1.0, least=False),
    "G8.name": Goal(limit=0.0, least=False),
    "G8.gender": Goal(limit=0.0, least=False),
    "G8.region": Goal(limit=0.0, least=False),
    "G8.company": Goal(limit=0.0, least=False),
    "G9": Goal(limit=1.0, least=True),
    "G10": Goal(limit=0.80, least=True),
    "G11": Goal(limit=0.02, least=False),
    "G12": Goal(limit=0.0, least=False),
    "G13": Goal(limit=0.85, least=True),
}
"""Goals of VALIDITY by property; G1, G5 count, the others are shares or points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One property, measured.

    Attributes:
        value: The figure.
        n: Over how many.
        misses: What fell short, named so that it can be looked at.
    """

    value: float
    n: int
    misses: tuple[str, ...] = ()


SAMPLED = ("G3", "G3.clause")
"""Shares over a set that stands for a larger one: they are told with their interval."""

Z = 1.959964
"""Of the normal distribution, for 95 of 100."""


def interval(name: str, measured: Measured) -> tuple[float, float] | None:
    """Give the 95 % interval of a sampled share (Wilson), None for what is no such share.

    >>> interval("G3", Measured(value=0.9, n=100))
    (0.8256, 0.9448)
    >>> interval("G1", Measured(value=0.0, n=100)) is None
    True
    """
    if name not in SAMPLED or not measured.n:
        return None
    share, n, square = measured.value, measured.n, Z * Z
    middle = share + square / (2 * n)
    reach = Z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    whole = 1 + square / n
    return round(max(0.0, (middle - reach) / whole), 4), round(min(1.0, (middle + reach) / whole), 4)


def is_met(name: str, measured: Measured | None) -> bool | None:
    """Tell whether a goal is reached; None where nothing was measured."""
    if measured is None or not measured.n:
        return None
    goal = GOALS[name]
    return measured.value >= goal.limit if goal.least else measured.value <= goal.limit
