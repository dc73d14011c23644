"""How likely is a right answer at an ability, and what does it tell of it (Birnbaum 1968)?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from certification.psychometrics.enough import Floats, PsychometricsError


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curves:
    """Logistic curves of items with two parameters; the scale has no factor 1.7.

    Attributes:
        items: Their names.
        a: Discrimination, above 0.
        b: Difficulty: the ability at which half are right; ability is N(0, 1) where it was calibrated.
    """

    items: tuple[str, ...]
    a: Floats
    b: Floats

    def __post_init__(self) -> None:
        if not len(self.items) == len(self.a) == len(self.b):
            raise PsychometricsError("shape", items=len(self.items), found=(len(self.a), len(self.b)))
        bad = ~(np.isfinite(self.a) & np.isfinite(self.b) & (self.a > 0))
        if bad.any():
            raise PsychometricsError("no_curve", items=tuple(self.items[one] for one in np.flatnonzero(bad)))

    def some(self, chosen: Sequence[int]) -> "Curves":
        """Give the curves at these places."""
        at = np.asarray(chosen, dtype=np.int64)
        return Curves(items=tuple(self.items[one] for one in at), a=self.a[at], b=self.b[at])

    def right(self, ability: Floats) -> Floats:
        """Give the chance of a right answer, abilities by items."""
        chance: Floats = expit(self.a * (np.atleast_1d(ability)[:, None] - self.b))
        return chance

    def information(self, ability: Floats) -> Floats:
        """Give Fisher's information of each item, abilities by items."""
        chance = self.right(ability)
        return self.a**2 * chance * (1 - chance)
