"""Which of the handlings that were really played and scored does a candidate of a known ability show?

Handlings are played beforehand at some chances of missing a duty; a candidate's own chance lies between two of them,
and one of the two is taken by its nearness, so that the mean is right at every ability.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp
from statistics import fmean

from numpy.random import Generator

from certification.decision import CaseVerdict
from certification.simulation.answers import logit

CHANCES = (0.0, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64)
"""Chances of missing a duty at which handlings are played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """One handling: its verdict, its points (an interval of 100), and the critical findings that are not met."""

    verdict: CaseVerdict
    total: tuple[float, float]
    critical: tuple[str, ...] = ()


Table = Mapping[str, Sequence[Sequence[Handling]]]
"""Scenario -> per chance of `CHANCES` -> handlings."""


def miss_chance(ability: float, at_cut: float) -> float:
    """Give the chance that a duty is missed: `at_cut` at the cut, its odds falling as those of a wrong answer do.

    Args:
        ability: Above the cut, in standard deviations.
        at_cut: Between 0 and 1 (Assumption A-sim-misses).
    """
    return 1.0 / (1.0 + exp(ability - logit(at_cut)))


def handling_at(table: Table, scenario: str, chance: float, dice: Generator) -> Handling:
    """Take one of the handlings of a scenario at a chance of missing a duty."""
    above = min(bisect_left(CHANCES, chance), len(CHANCES) - 1)
    if above and chance < CHANCES[above]:
        low, high = CHANCES[above - 1], CHANCES[above]
        above -= dice.random() >= (chance - low) / (high - low)
    found = table[scenario][above]
    return found[int(dice.integers(len(found)))]


def handled(
    table: Table, chosen: Sequence[str], cases: int, chance: float, dice: Generator
) -> tuple[tuple[str, Handling], ...]:
    """Let a candidate handle some cases of a slot, no scenario twice while there are others."""
    order = [chosen[int(place)] for place in dice.permutation(len(chosen))]
    return tuple(
        (order[number % len(order)], handling_at(table, order[number % len(order)], chance, dice))
        for number in range(cases)
    )


def chance_that_earns(table: Table, scenarios: Sequence[str], points: float) -> float:
    """Give the chance of missing a duty at which these scenarios bring so many points of 100 on the average.

    Where cases count towards the score, somebody at the cut earns the cut in them too: that is what a cut means.
    Between chances that were played the mean is taken as straight; beyond them the nearest holds.
    """
    means = [
        fmean(fmean(one.total) for name in scenarios for one in table[name][place]) for place in range(len(CHANCES))
    ]
    for (low, more), (high, less) in pairwise(zip(CHANCES, means, strict=True)):
        if more >= points > less:
            return low + (high - low) * (more - points) / (more - less)
    return CHANCES[-1] if means[-1] >= points else CHANCES[1]
