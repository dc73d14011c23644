"""What time is it?

The only place of the project that asks; everybody else is given a moment.
"""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """Give the wall time, aware and in UTC."""
    return datetime.now(UTC)  # noqa: TID251  this is the one clock that the rule points to


def as_text(moment: datetime) -> str:
    """Write a moment so that text order is time order.

    Raises:
        ValueError: When the moment has no zone.

    >>> as_text(datetime(2026, 11, 24, 2, 42, tzinfo=UTC))
    '2026-11-24T02:42:00.000000+00:00'
    """
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a zone: {moment!r}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """Read back what `as_text` wrote.

    >>> from_text("2026-11-24T02:42:00.000000+00:00").minute
    42
    """
    return datetime.fromisoformat(text)
