"""How often is the verdict at the cut right, and how often would it be the same again?

What every method tells is the same: chances of passing given the truth, weighed over people (Livingston and Lewis
1995, Lee 2010).
"""

from dataclasses import dataclass
from typing import Literal

from certification.psychometrics.enough import Floats

Basis = Literal["livingston_lewis", "rudner", "lee"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Shares of all people, unless it says otherwise.

    Attributes:
        basis: How it was reckoned.
        consistency: Same verdict on two parallel forms.
        kappa: The same beyond chance (Cohen 1960).
        accuracy: The verdict that the truth calls for.
        false_pass: Passed, though truly below the cut.
        false_fail: Failed, though truly not below it.
        false_pass_of_weak: Share of those truly below the cut; None where there is none.
        false_fail_of_able: Share of those truly not below it; None where there is none.
        passing: Passed.
        able: Truly not below the cut.
    """

    basis: Basis
    consistency: float
    kappa: float
    accuracy: float
    false_pass: float
    false_fail: float
    false_pass_of_weak: float | None
    false_fail_of_able: float | None
    passing: float
    able: float


def weighed(basis: Basis, pass_chance: Floats, able: Floats, weight: Floats) -> Decision:
    """Add up people.

    Args:
        basis: How the chances were reckoned.
        pass_chance: Chance that a person (or a group of like people) passes.
        able: Chance that this person is truly not below the cut: 0 or 1 where the truth is known.
        weight: How many people that stands for; scaled to 1.
    """
    part = weight / weight.sum()
    passing, truly = float(part @ pass_chance), float(part @ able)
    same = float(part @ (pass_chance**2 + (1 - pass_chance) ** 2))
    by_chance = passing**2 + (1 - passing) ** 2
    false_pass, false_fail = float(part @ (pass_chance * (1 - able))), float(part @ ((1 - pass_chance) * able))
    return Decision(
        basis=basis,
        consistency=same,
        kappa=(same - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0,
        accuracy=1 - false_pass - false_fail,
        false_pass=false_pass,
        false_fail=false_fail,
        false_pass_of_weak=false_pass / (1 - truly) if truly < 1 else None,
        false_fail_of_able=false_fail / truly if truly > 0 else None,
        passing=passing,
        able=truly,
    )
