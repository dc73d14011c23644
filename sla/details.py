"""What follows from a clock beside its due time: warnings, reasons owed, and who used its time?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from policy.handbook import Handbook
from sla.calendar import Calendar
from sla.clock import SlaClock
from sla.consumption import Share, consumption
from sla.obligation import Obligation, obligations
from sla.own_hours import calendar_of
from sla.timeline import Timeline
from sla.warned import SHARES, Warned, warnings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What follows from one clock.

    Attributes:
        clock: The clock.
        warnings: When somebody was or will be warned, the first one first.
        obligations: Reasons owed for its breaches, stated or not.
        shares: Who used its time.
    """

    clock: SlaClock
    warnings: tuple[Warned, ...]
    obligations: tuple[Obligation, ...]
    shares: tuple[Share, ...]


def details(
    handbook: Handbook,
    read: Sequence[SlaClock],
    timeline: Timeline,
    as_of: datetime,
    calendar: Calendar | None = None,
    *,
    warn_at: Sequence[float] = SHARES,
) -> tuple[Details, ...]:
    """Put together what follows from clocks, in their order.

    Args:
        handbook: Whose clocks.
        read: As `clocks` reads them.
        timeline: Of the same ticket.
        as_of: Moment at which they were read.
        calendar: The one they were read on; None: the handbook's own.
        warn_at: Parts of a target after which somebody is warned.
    """
    own = calendar_of(handbook, calendar)
    owed = obligations(handbook, read, timeline, as_of)
    return tuple(
        Details(
            clock=one,
            warnings=warnings_of(one, own, warn_at),
            obligations=tuple(each for each in owed if each.clock == one.name),
            shares=consumption(handbook, one, timeline, as_of, own),
        )
        for one in read
    )
