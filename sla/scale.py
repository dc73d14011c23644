"""How much business time has gone by at an instant, and at which instant has so much gone by?

What `sla.compiled.Hours` says in whole microseconds, said in the instants and durations that people ask with: to turn
one into the other costs more than the two searches that answer a question.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sla.compiled import TICK, Hours, instant

NONE: Final = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scale:
    """The open segments of a window, the first being an empty one where the window begins.

    Where `at` is the last segment that opens at or before a point, what has gone by at that point is
    `min(point, closes[at]) - origins[at]`.

    Attributes:
        since: Start of the window, in UTC.
        until: End of the window.
        opens: Openings, ascending.
        closes: Closings.
        origins: Each opening less the business time before it.
        spent: Business time up to each closing, ascending.
    """

    since: datetime
    until: datetime
    opens: tuple[datetime, ...]
    closes: tuple[datetime, ...]
    origins: tuple[datetime, ...]
    spent: tuple[timedelta, ...]


NOWHERE: Final = Scale(since=instant(0), until=instant(0), opens=(), closes=(), origins=(), spent=())
"""A window that holds no instant."""


def scale_of(hours: Hours) -> Scale:
    """Read compiled hours as instants.

    >>> from sla.compiled import unbroken
    >>> scale_of(unbroken((0, 60_000_000))).spent[1]
    datetime.timedelta(seconds=60)
    """
    since = instant(hours.first)
    opens = (since, *map(instant, hours.starts))
    spent = (NONE, *(one * TICK for one in hours.reached))
    before = (NONE, *spent[:-1])
    return Scale(
        since=since,
        until=instant(hours.last),
        opens=opens,
        closes=(since, *map(instant, hours.ends)),
        origins=tuple(one - gone for one, gone in zip(opens, before, strict=True)),
        spent=spent,
    )
