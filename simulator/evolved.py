"""How is a frozen value given again with some of its parts changed, many times a second?

A drill folds a hundred events, each into a state of fifty parts. `dataclasses.replace` asks every part for its field
and runs the constructor, which takes longer than everything else that folding does. What changes with many events
(`State`, `Ticket`, `Mood`, `Duties`, `Twisted`, `Promise`, `Draft`, `Attempt`) has no slots therefore: its parts are
copied in one go, and as it has just these parts, a name too many shows in their number.
"""

from collections.abc import Hashable
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")

_blank, _put = object.__new__, object.__setattr__


@cache
def _count(kind: Hashable) -> int:
    """Count the parts of a kind of value whose parts can be copied in one go; 0 for a kind with slots."""
    if hasattr(kind, "__slots__") or hasattr(kind, "__post_init__"):
        return 0
    return len(fields(kind))  # type: ignore[arg-type]  # only kinds of dataclasses are asked for


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
    kind = type(value)
    count = _count(kind)  # type: ignore[arg-type]  # mypy takes a kind for unhashable
    if count:
        parts = {**value.__dict__, **changes}
        if len(parts) == count:
            new: T = _blank(kind)
            _put(new, "__dict__", parts)
            return new
    again: T = replace(value, **changes)
    return again
