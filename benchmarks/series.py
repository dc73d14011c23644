"""What do many measured calls of the same kind say, and how do two kinds compare?"""

from collections.abc import Callable, Sequence
from statistics import quantiles
from time import perf_counter
from typing import NamedTuple


class Series(NamedTuple):
    """Seconds that one call took, of many calls."""

    seconds: Sequence[float]

    @property
    def quarters(self) -> tuple[float, float, float]:
        """Lower quartile, median, upper quartile."""
        first, middle, third = quantiles(self.seconds, n=4)
        return first, middle, third

    def told(self) -> str:
        """Give n, median and quartiles in microseconds.

        >>> Series([1e-6, 2e-6, 3e-6]).told()
        'n=   3  median         2.00 us  quartiles         1.00 ..         3.00'
        """
        first, middle, third = (1e6 * one for one in self.quarters)
        return f"n={len(self.seconds):>4}  median {middle:>12,.2f} us  quartiles {first:>12,.2f} .. {third:>12,.2f}"

    def times(self, other: "Series") -> str:
        """Say how many times as long as the other this took, and what the quartiles of both make of it."""
        mine, theirs = self.quarters, other.quarters
        return f"{mine[1] / theirs[1]:>10,.1f} x ({mine[0] / theirs[2]:,.1f} .. {mine[2] / theirs[0]:,.1f})"


def measured(work: Callable[[], object], calls: int = 1) -> float:
    """Do some work and give the seconds that one of its calls took."""
    began = perf_counter()
    work()
    return (perf_counter() - began) / calls


def repeated(work: Callable[[], object], times: int, calls: int = 1) -> Series:
    """Do the same work again and again; the first time, which fills what is kept, does not count."""
    work()
    return Series([measured(work, calls) for _ in range(times)])
