"""Is enough known to end an adaptive sitting, and with which verdict?

Practice ends when ability is known well enough. Pass or fail is decided by a sequential test of two abilities around
the cut (SPRT: Wald 1947, Reckase 1983), or when the interval of ability leaves the cut (Kingsbury and Weiss 1983);
who is still undecided after the last item gets the likelier verdict, and it is told that this was so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import norm

from certification.psychometrics.adaptive import (
    GRID,
    Bank,
    Exposure,
    Policy,
    Sitting,
    choose,
    log_likelihood,
    standing,
)
from certification.psychometrics.enough import PsychometricsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """End when the standard error is small enough.

    Attributes:
        error: Largest standard error.
        least, most: Items at least and at most.
    """

    error: float = 0.3
    least: int = 5
    most: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PassFail:
    """End when the verdict is sure.

    Attributes:
        cut: Ability that passes.
        by: Sequential test, or interval.
        half: The sequential test holds cut + half against cut - half; who stands between may be judged either way.
        wrong: Chance of a wrong verdict that the test or the interval may leave on either side.
        least, most: Items at least and at most.
    """

    cut: float
    by: Literal["sprt", "interval"] = "sprt"
    half: float = 0.23
    wrong: float = 0.10
    least: int = 5
    most: int = 100

    def __post_init__(self) -> None:
        if not (self.half > 0 and 0 < self.wrong < 1 / 2 and 1 <= self.least <= self.most):
            raise PsychometricsError("no_stop", half=self.half, wrong=self.wrong, least=self.least, most=self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """How a sitting ended.

    Attributes:
        because: `sure`, `most` (the last item was reached) or `no_item` (none may be given any more).
        passed: The verdict; None in practice.
        ability, error: Where the person stands.
        items: Asked.
    """

    because: Literal["sure", "most", "no_item"]
    passed: bool | None
    ability: float
    error: float
    items: int


def stop(items: Bank, sitting: Sitting, rule: Practice | PassFail, *, no_item: bool = False) -> Stop | None:
    """Say whether the sitting ends here; `no_item` ends it whatever is known."""
    number = len(sitting.asked)
    ability, error = standing(items, sitting)
    lean, sure = _known(items, sitting, rule) if isinstance(rule, PassFail) else (None, error <= rule.error)
    ends = (sure and number >= rule.least) or number >= rule.most or no_item
    if not ends:
        return None
    because: Literal["sure", "most", "no_item"] = "sure" if sure else "most" if number >= rule.most else "no_item"
    return Stop(because=because, passed=lean, ability=ability, error=error, items=number)


def _known(items: Bank, sitting: Sitting, rule: PassFail) -> tuple[bool, bool]:
    """Give the likelier verdict, and whether it is sure enough."""
    if rule.by == "interval":
        ability, error = standing(items, sitting)
        away = ability - rule.cut
        return away >= 0, abs(away) > error * float(norm.ppf(1 - rule.wrong))
    told = np.interp([rule.cut - rule.half, rule.cut + rule.half], GRID.at, log_likelihood(items, sitting))
    ratio = float(told[1] - told[0])
    return ratio >= 0, abs(ratio) >= float(np.log((1 - rule.wrong) / rule.wrong))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Desk:
    """What an adaptive sitting needs to know beside the person."""

    items: Bank
    policy: Policy
    rule: Practice | PassFail


def sit(desk: Desk, answer: Callable[[int], bool], exposure: Exposure, seed: int) -> tuple[Sitting, Stop]:
    """Ask until the rule ends it: for simulation, as people answer one by one.

    Args:
        desk: Items, how they are chosen, when it ends.
        answer: Asked for the place of an item, says whether the answer is right.
        exposure: Of people before this one.
        seed: Of this sitting.
    """
    sitting = Sitting()
    while True:
        item = choose(desk.items, sitting, exposure, desk.policy, seed)
        ended = stop(desk.items, sitting, desk.rule, no_item=item is None)
        if ended is not None:
            return sitting, ended
        if item is not None:
            sitting = sitting.answered(item, right=answer(item))
