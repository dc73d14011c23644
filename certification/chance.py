"""Which order, and which pick, does the seed give?"""

from collections.abc import Sequence
from typing import TypeVar

from scenarios.chance import below

T = TypeVar("T")


def shuffled(values: Sequence[T], seed: int, purpose: str) -> tuple[T, ...]:
    """Put values in the order that seed and purpose give, every order as likely as any other.

    >>> shuffled("ABCD", 7, "options") == shuffled("ABCD", 7, "options")
    True
    >>> sorted(shuffled("ABCD", 7, "options"))
    ['A', 'B', 'C', 'D']
    """
    order = list(values)
    for last in range(len(order) - 1, 0, -1):
        other = below(last + 1, seed, purpose, f"shuffle.{last}")
        order[last], order[other] = order[other], order[last]
    return tuple(order)


def pick(values: Sequence[T], seed: int, purpose: str) -> T:
    """Give the one value that seed and purpose name; an empty sequence raises ValueError.

    >>> pick(("only",), 7, "caller")
    'only'
    """
    if not values:
        raise ValueError(f"expected something to pick for {purpose}, found nothing")
    return values[below(len(values), seed, purpose, "pick")]
