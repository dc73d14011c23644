"""Which stretch of time is meant, and what is left of it when another is cut out?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Optional, TypeVar

Point = TypeVar("Point", datetime, timedelta)
"""An instant, or a wall time as its distance from midnight (24:00 is one day)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment(Generic[Point]):
    """One half-open stretch `[start, end)`: its start belongs to it, its end does not.

    Attributes:
        start: First point inside.
        end: First point outside again, not before `start`.
    """

    start: Point
    end: Point

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"expected start <= end, got {self.start} and {self.end}")

    @property
    def duration(self) -> timedelta:
        """How long it is, in elapsed time."""
        return self.end - self.start

    def __contains__(self, point: Point) -> bool:
        return self.start <= point < self.end

    def __and__(self, other: "Segment[Point]") -> Optional["Segment[Point]"]:
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Segment(start=start, end=end) if start < end else None

    def __sub__(self, other: "Segment[Point]") -> tuple["Segment[Point]", ...]:
        shared = self & other
        if shared is None:
            return (self,)
        left = Segment(start=self.start, end=shared.start)
        right = Segment(start=shared.end, end=self.end)
        return tuple(part for part in (left, right) if part.start < part.end)


def merged(segments: Iterable[Segment[Point]]) -> tuple[Segment[Point], ...]:
    """Unite segments: sorted, without empty ones, touching ones joined.

    >>> hour = timedelta(hours=1)
    >>> both = merged([Segment(start=2 * hour, end=3 * hour), Segment(start=hour, end=2 * hour)])
    >>> [(str(one.start), str(one.end)) for one in both]
    [('1:00:00', '3:00:00')]
    """
    united: list[Segment[Point]] = []
    for one in sorted(segments, key=lambda segment: segment.start):
        if one.start == one.end:
            continue
        if united and one.start <= united[-1].end:
            united[-1] = Segment(start=united[-1].start, end=max(united[-1].end, one.end))
        else:
            united.append(one)
    return tuple(united)


def without(segments: Iterable[Segment[Point]], cuts: Iterable[Segment[Point]]) -> tuple[Segment[Point], ...]:
    """Cut every one of `cuts` out of `segments`; what is left is sorted."""
    left = merged(segments)
    for cut in cuts:
        left = tuple(part for one in left for part in one - cut)
    return left


def shared(segments: Iterable[Segment[Point]], others: Iterable[Segment[Point]]) -> tuple[Segment[Point], ...]:
    """Keep what lies in both sets of segments, sorted."""
    theirs = merged(others)
    both = (one & other for one in merged(segments) for other in theirs)
    return tuple(part for part in both if part is not None)
