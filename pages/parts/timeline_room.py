"""Where on the axis of a timeline is room for marks that come close together, and for their words?"""

from collections.abc import Sequence

WIDE = 0.0165
"""Share of the axis that one Han character of a label takes; a Latin letter takes 0.55 of it."""
APART = 0.015
"""Share of the axis that one mark takes."""


def _width(words: str) -> float:
    return WIDE * sum(1.0 if ord(letter) > 255 else 0.55 for letter in words)  # noqa: PLR2004  beyond Latin-1


def has_room(taken: list[tuple[float, float]], at: float, words: str) -> bool:
    """Take the room above a mark for its words, unless other words of its row reach into it."""
    half = _width(words) / 2
    first, last = at - half, at + half
    if last > 1.0 + WIDE or any(first < end and begin < last for begin, end in taken):
        return False
    taken.append((first, last + WIDE / 2))
    return True


def apart(shares: Sequence[float]) -> list[float]:
    """Set marks that would hide each other side by side, each crowd about its own middle and none past the end.

    >>> [round(share, 4) for share in apart([0.1, 0.5, 0.5, 1.0])]
    [0.1, 0.4925, 0.5075, 0.9925]
    """
    crowds: list[list[float]] = []
    for share in shares:
        crowds.append([share])
        while (
            len(crowds) > 1
            and _middle(crowds[-1]) - _middle(crowds[-2]) < APART * (len(crowds[-1]) + len(crowds[-2])) / 2
        ):
            crowds[-2:] = [crowds[-2] + crowds[-1]]
    return [
        _middle(crowd) + APART * (place - (len(crowd) - 1) / 2) for crowd in crowds for place in range(len(crowd))
    ]


def _middle(crowd: Sequence[float]) -> float:
    return min(sum(crowd) / len(crowd), 1.0 - APART * len(crowd) / 2)
