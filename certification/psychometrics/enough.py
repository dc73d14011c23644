"""Is there enough to tell a number, and may it be told at all?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Figures in double precision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEnough:
    """Stands where a figure would have no basis.

    Attributes:
        of: What there is too little of: `persons`, `items`, `judges`, `tasks`, `group`, `windows`.
        needed: How many there must be.
        found: How many there are.
    """

    of: str
    needed: int
    found: int


class PsychometricsError(ValueError):
    """Data that no figure can be made of; the edge words the code.

    Attributes:
        code: Kind of fault, e.g. `constant_items`.
        params: What the sentence names: every place at once.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, object] = params
