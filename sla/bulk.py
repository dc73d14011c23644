"""When are a million tickets due, and how much business time lies between a million pairs of instants?

The questions of `sla.arithmetic` on numpy arrays of microseconds since 1970 in UTC, with the same answers. Such an
array is what a `datetime64[us]` holds: `moments.view("datetime64[us]")` shows it, and `NONE` is its NaT.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from sla.arithmetic import Boundary
from sla.bulk_passed import Passed
from sla.calendar import HORIZON, Calendar, HorizonError
from sla.compiled import Hours, micros

Micros = npt.NDArray[np.int64]
"""Instants or durations in microseconds; instants count from 1970 in UTC."""

Flags = npt.NDArray[np.bool_]

BLOCK: Final = 1 << 15
"""Points looked up together; of more than these the steps in between do not fit a processor's cache."""

NONE: Final[int] = int(np.iinfo(np.int64).min)
"""An instant that is not known, or has not come; the NaT of numpy."""


def moments(instants: Iterable[datetime | None]) -> Micros:
    """Write aware instants as an array; None becomes `NONE`.

    >>> from datetime import UTC
    >>> moments([datetime(1970, 1, 1, 0, 1, tzinfo=UTC)]).tolist()
    [60000000]

    Raises:
        NaiveTimeError: One of them has no zone.
    """
    return np.fromiter((NONE if one is None else micros(one) for one in instants), dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edges:
    """Compiled hours as arrays.

    Attributes:
        starts: Openings.
        ends: Closings.
        origins: For each opening, the point that has to be taken from one in its span to get the open microseconds
            since the window's start.
        opened: The openings as a grid; None where the window never opens.
        spent: The open microseconds at each closing, as a grid.
    """

    starts: Micros
    ends: Micros
    origins: Micros
    opened: Passed | None
    spent: Passed | None

    @staticmethod
    def of(hours: Hours) -> "Edges":
        """Take over compiled hours.

        >>> from sla.compiled import unbroken
        >>> Edges.of(unbroken((0, 10))).open_until(np.array([-5, 4, 12])).tolist()
        [0, 4, 10]
        """
        return _edges(hours)

    def open_until(self, points: Micros) -> Micros:
        """Sum the open microseconds from the window's start to each point."""
        if self.opened is None:
            return np.zeros_like(points)
        if points.size > BLOCK:
            return np.concatenate([self.open_until(points[at : at + BLOCK]) for at in range(0, points.size, BLOCK)])
        later: Micros = np.maximum(points, self.starts[0])
        at = self.opened.count(later)
        at -= 1
        np.minimum(later, self.ends[at], out=later)
        later -= self.origins[at]
        return later

    def holds(self, points: Micros) -> Flags:
        """Say of each point whether it is open; an opening is open, a closing is not."""
        if self.opened is None:
            return np.zeros(points.shape, dtype=np.bool_)
        at = self.opened.count(points) - 1
        return (at >= 0) & (points < self.ends[at])

    def reach(self, totals: Micros, early: Flags) -> tuple[Micros, Flags]:
        """Find the points with so many open microseconds behind them: the first such point, or the last open one.

        Args:
            totals: Open microseconds since the window's start.
            early: Whether the first is wanted.

        Returns:
            The points, and which of them the window holds; the others mean nothing.
        """
        if self.spent is None:
            return totals, np.zeros(totals.shape, dtype=np.bool_)
        if totals.size > BLOCK:
            blocks = [slice(at, at + BLOCK) for at in range(0, totals.size, BLOCK)]
            pieces = [self.reach(totals[one], early[one]) for one in blocks]
            return np.concatenate([one for one, _ in pieces]), np.concatenate([one for _, one in pieces])
        at = self.spent.count(totals - early)
        found = (at < self.starts.size) & (totals >= early)  # an `early` total of 0 may lie before the window
        np.minimum(at, self.starts.size - 1, out=at)
        return self.origins[at] + totals, found


# To lay out the hours of three years takes as long as to ask a thousand questions of them.
@lru_cache(maxsize=8)
def _edges(hours: Hours) -> Edges:
    starts, ends, before, reached = (
        np.array(one, dtype=np.int64) for one in (hours.starts, hours.ends, hours.before, hours.reached)
    )
    return Edges(
        starts=starts,
        ends=ends,
        origins=starts - before,
        opened=Passed.of(starts) if starts.size else None,
        spent=Passed.of(reached) if starts.size else None,
    )


def add(calendar: Calendar, starts: Micros, durations: Micros, boundary: Boundary = "close") -> Micros:
    """Move each instant on (or, with a negative duration, back) by business time, as `sla.arithmetic.add` does.

    >>> add(Calendar.always_open("UTC"), np.array([5]), np.array([30])).tolist()
    [35]

    Args:
        calendar: Of all of them.
        starts: Instants.
        durations: As many, or one for all.
        boundary: What a duration that ends on an edge does.

    Raises:
        EmptyCalendarError: For one of them the calendar never opens again in that direction.
        HorizonError: One of them, or its result, lies outside the years answered for.
    """
    starts, durations = _together(starts, durations)
    if not starts.size:
        return starts
    hours = calendar.hours(*_ends(starts))
    if max(-int(durations.min()), int(durations.max())) > HORIZON[1] - HORIZON[0]:
        raise HorizonError("the deadline lies outside the years 1600 to 2399")
    forward = durations > 0 if boundary == "close" else durations >= 0
    early = forward == (boundary == "close")
    stays = (durations == 0) if boundary == "close" else np.zeros(starts.shape, dtype=np.bool_)
    while True:
        edges = Edges.of(hours)
        points, found = edges.reach(edges.open_until(starts) + durations, early)
        missing = ~(found | stays)
        if not missing.any():
            return np.where(stays, starts, points)
        # One direction at a time: to widen one end twice as far as needed costs more than to look again.
        hours = calendar.wider(hours, forward=bool((missing & forward).any()))


def between(calendar: Calendar, starts: Micros, ends: Micros) -> Micros:
    """Sum the business time from each start to its end, as `sla.arithmetic.between` does; negative when reversed.

    Raises:
        HorizonError: One of the instants lies outside the years answered for.
    """
    starts, ends = _together(starts, ends)
    if not starts.size:
        return starts
    edges = Edges.of(calendar.hours(*_ends(starts, ends)))
    return edges.open_until(ends) - edges.open_until(starts)


def within(calendar: Calendar, points: Micros) -> Flags:
    """Say of each instant whether the calendar is open then, as `sla.arithmetic.within` does.

    Raises:
        HorizonError: One of the instants lies outside the years answered for.
    """
    (points,) = _together(points)
    if not points.size:
        return np.zeros(points.shape, dtype=np.bool_)
    return Edges.of(calendar.hours(*_ends(points))).holds(points)


def _together(*arrays: Micros) -> tuple[Micros, ...]:
    """Make whole numbers of one shape; an array of fractions is a mistake, not something to round."""
    made = [np.asarray(one) for one in arrays]
    if any(one.dtype.kind != "i" for one in made):
        raise TypeError(f"expected signed whole microseconds, got {', '.join(str(one.dtype) for one in made)}")
    return tuple(np.broadcast_arrays(*(one.astype(np.int64, copy=False) for one in made)))


def _ends(*arrays: Micros) -> tuple[int, int]:
    return min(int(one.min()) for one in arrays), max(int(one.max()) for one in arrays)
