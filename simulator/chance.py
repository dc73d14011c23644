"""Where does chance come from at play time? From counters hashed with the seed, never from a generator."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Choice = TypeVar("Choice")


def fraction(seed: int, case: str, turn: int, purpose: str) -> float:
    """Give a number in [0, 1) that depends on its arguments alone.

    >>> fraction(1, "a", 0, "delay") == fraction(1, "a", 0, "delay")
    True
    """
    digest = sha256(f"{seed}|{case}|{turn}|{purpose}".encode()).digest()
    return int.from_bytes(digest[:7], "big") / (1 << 56)


def whole(low: int, high: int, at: float) -> int:
    """Map a fraction to a whole number of [low, high].

    >>> whole(3, 5, 0.99)
    5
    """
    return low + int(at * (high - low + 1))


def pick(options: Sequence[Choice], at: float) -> Choice:
    """Map a fraction to one of the options, which must not be empty."""
    return options[int(at * len(options))]
