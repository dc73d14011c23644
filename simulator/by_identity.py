"""What was worked out of a value that nobody ever changes, and that comes again and again as the same object?

A desk, its case and its knowledge base have no quick hash: `lru_cache` would walk through all of them at each call.
The same object asked for again is looked up by its identity instead, and is held as long as it is looked up by it, so
that no other object can take its place. What is kept is only ever what would be worked out anew.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def kept_by_identity(most: int) -> Callable[[Callable[[K], V]], Callable[[K], V]]:
    """Keep what a function gives for the objects it was last asked for.

    Args:
        most: How many are kept; when there are so many, all are let go, and the next are kept anew.

    >>> calls = []
    >>> @kept_by_identity(2)
    ... def length(words: list[str]) -> int:
    ...     calls.append(words)
    ...     return len(words)
    >>> said = ["a", "b"]
    >>> length(said), length(said), length(["c"]), len(calls)
    (2, 2, 1, 2)
    """

    def keeping(work: Callable[[K], V]) -> Callable[[K], V]:
        kept: dict[int, tuple[K, V]] = {}

        @wraps(work)
        def looked_up(one: K) -> V:
            known = kept.get(id(one))
            if known is not None and known[0] is one:
                return known[1]
            made = work(one)
            if len(kept) >= most:
                kept.clear()
            kept[id(one)] = (one, made)
            return made

        return looked_up

    return keeping
