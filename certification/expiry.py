"""When is the holder of a credential reminded that it ends? A sum of two moments and of what was said before."""

from collections.abc import Collection
from datetime import datetime, timedelta
from math import ceil

MARKS = (90, 60, 30, 7)
"""Days before the end at which a holder is reminded, the earliest first."""


def days_left(until: datetime, at: datetime) -> int:
    """Count the days begun until a credential ends; zero or less once it has.

    >>> from datetime import UTC
    >>> days_left(datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 3, 1, 12, tzinfo=UTC))
    7
    """
    return ceil((until - at) / timedelta(days=1))


def due(until: datetime, at: datetime, told: Collection[int]) -> int | None:
    """Give the reminder that is due now, in days before the end, or None.

    Only the latest mark that was reached counts: who looks in for the first time 20 days before the end is reminded
    once, of the 30 days, and not three times over. Nothing is due once the credential has ended.

    Args:
        until: When the credential ends, aware.
        at: Now, aware.
        told: Marks that the holder was reminded at already.
    """
    left = days_left(until, at)
    reached = [mark for mark in MARKS if left <= mark]
    if left <= 0 or not reached or min(reached) in told:
        return None
    return min(reached)
