"""How is a frozen value given again with some of its parts changed, many times a second?

A drill folds a hundred events, each into a state of fifty parts. `dataclasses.replace` asks every part for its field
and runs the constructor, which takes longer than everything else that folding does. What changes with every event
(`State`, `Ticket`, `Mood`, `Duties`, `Draft`, `Attempt`) has no slots therefore: its parts are copied in one go.
"""

from collections.abc import Hashable
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


@cache
def _parts(kind: Hashable) -> frozenset[str]:
    """Name the parts of a kind of value whose parts can be copied in one go, none of a kind with slots."""
    if hasattr(kind, "__slots__") or hasattr(kind, "__post_init__"):
        return frozenset()
    return frozenset(one.name for one in fields(kind))  # type: ignore[arg-type]  # only kinds of dataclasses are asked for


def evolved(one: T, /, **changes: object) -> T:
    """Give a value with some parts changed, as `dataclasses.replace` does; many parts without slots in one go.

    Raises:
        TypeError: It has no part of that name, or is no value of a dataclass.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Lamp:
    ...     lit: bool
    ...     watts: int
    >>> evolved(Lamp(lit=False, watts=9), lit=True)
    Lamp(lit=True, watts=9)
    """
    value: Any = one
    names = _parts(type(value))  # type: ignore[arg-type]  # mypy takes a kind for unhashable
    if not names or not changes.keys() <= names:
        again: T = replace(value, **changes)
        return again
    new: T = object.__new__(type(one))
    object.__setattr__(new, "__dict__", {**value.__dict__, **changes})
    return new
