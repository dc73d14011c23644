"""How many of many sorted edges has each of a million points passed, without a binary search for each?

The edges are laid on a grid of equal cells, a power of two wide. A point's cell is found by one shift of its bits,
and tells how many edges lie before it; the few edges inside the cell are then compared one after the other. Where
edges crowd so that one cell would hold many of them, numpy's own search answers.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]

CELLS: Final = 4
"""At least so many cells an edge on the average: then few cells hold two."""

CROWD: Final = 3
"""With more edges in one cell than these, comparing one after the other loses against a binary search."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passed:
    """Sorted edges, and the grid over them; made by `Passed.of`.

    Attributes:
        edges: The edges, and behind the last one the largest number there is.
        base: Where the first cell begins, one before the first edge.
        bits: A cell is two to the power of so many wide.
        counts: How many edges lie at or before each cell's beginning.
        crowd: How many edges the fullest cell holds.
    """

    edges: Numbers
    base: int
    bits: int
    counts: npt.NDArray[np.intp]
    crowd: int

    @staticmethod
    def of(edges: Numbers) -> "Passed":
        """Lay a grid over edges, at least one, in rising order.

        >>> Passed.of(np.array([10, 20, 21])).count(np.array([9, 10, 20, 30])).tolist()
        [0, 1, 2, 3]
        """
        base = int(edges[0]) - 1
        width = int(edges[-1]) - base
        bits = max((width // (CELLS * edges.size)).bit_length() - 1, 0)
        begins = base + (np.arange((width >> bits) + 2, dtype=np.int64) << bits)
        counts = np.searchsorted(edges, begins, side="right")
        return Passed(
            edges=np.append(edges, np.iinfo(np.int64).max),
            base=base,
            bits=bits,
            counts=counts[:-1],
            crowd=int(np.diff(counts).max()),
        )

    def count(self, points: Numbers) -> npt.NDArray[np.intp]:
        """Count the edges at or before each point, as `numpy.searchsorted(edges, points, side="right")` does."""
        if self.crowd > CROWD:
            return np.searchsorted(self.edges[:-1], points, side="right")
        cells = np.clip(points, self.base, self.edges[-2])
        cells -= self.base
        cells >>= self.bits
        passed = self.counts[cells]
        for _ in range(self.crowd):
            passed += points >= self.edges[passed]
        return passed
