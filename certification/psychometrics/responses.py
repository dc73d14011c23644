"""Who answered what, and was it right?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from certification.psychometrics.enough import Floats, PsychometricsError


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Responses:
    """Marked answers of persons to items.

    Attributes:
        items: Names of the columns.
        scores: Persons by items: 1 right, 0 wrong or left out, NaN not asked.
    """

    items: tuple[str, ...]
    scores: Floats

    def __post_init__(self) -> None:
        if self.scores.shape[1:] != (len(self.items),):
            raise PsychometricsError("shape", items=len(self.items), found=self.scores.shape)
        twice = sorted({name for name in self.items if self.items.count(name) > 1})
        if twice:
            raise PsychometricsError("items_twice", items=tuple(twice))
        wrong = np.argwhere(~np.isnan(self.scores) & (self.scores != 0) & (self.scores != 1))
        if len(wrong):
            places = tuple((int(row), self.items[column]) for row, column in wrong)
            raise PsychometricsError("neither_right_nor_wrong", places=places)

    @property
    def persons(self) -> int:
        """How many persons there are."""
        return int(self.scores.shape[0])

    @property
    def answered(self) -> Floats:
        """1 where there is an answer, else 0."""
        return (~np.isnan(self.scores)).astype(np.float64)

    @property
    def right(self) -> Floats:
        """1 where the answer is right, else 0, whether wrong or missing."""
        return np.nan_to_num(self.scores)

    def complete(self) -> Floats:
        """Give the scores if everybody was asked everything; else raise PsychometricsError `not_complete`."""
        holes = tuple(name for name, n in zip(self.items, self.answered.sum(axis=0), strict=True) if n < self.persons)
        if holes:
            raise PsychometricsError("not_complete", items=holes)
        return self.scores

    def constant(self) -> tuple[str, ...]:
        """Give the items that nobody answered, or all alike: nothing can be learnt from them."""
        asked, right = self.answered.sum(axis=0), self.right.sum(axis=0)
        return tuple(name for name, n, r in zip(self.items, asked, right, strict=True) if r in {0.0, n})


def responses(items: Sequence[str], scores: Floats) -> Responses:
    """Take marked answers in; what is neither 0, 1 nor NaN raises PsychometricsError with every place."""
    return Responses(items=tuple(items), scores=np.asarray(scores, dtype=np.float64))
