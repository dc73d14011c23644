"""Which clocks are read at a desk, on whose hours, and which are shown before they have begun?"""

from collections.abc import Iterable
from typing import Final

from mysterydesk.calendars import desk_calendar
from mysterydesk.store.protocol import Store
from policy.handbook import ClockRule
from scenarios.seating import owed_at
from simulator.drill import Attempt
from sla.calendar import Calendar
from sla.clock import SlaClock

FROM_THE_OUTSET: Final = frozenset({"ticket.submitted", "ticket.accepted", "call.rung", "call.answered"})
"""What starts the clocks of every handling; those of a complaint, a low rating or another line show once they run."""

CALLED: Final = {"call.rung": "phone", "call.answered": "phone"}
"""Channel of what happens on one alone."""

LATER: Final = frozenset({"ticket.resolved", "ticket.assigned"})
"""What starts those that a desk may keep in mind besides: the call-back, the acknowledgement."""


def hours_of(attempt: Attempt, store: Store) -> Calendar:
    """Give the hours that an attempt's clocks count on: those it is judged by."""
    desk = attempt.desk
    if desk.calendar is not None:
        return desk.calendar
    if desk.handbook.calendar is None:
        return Calendar.always_open(desk.case.zone)
    return desk_calendar(desk.handbook, store)


def _begins_here(rule: ClockRule, channel: str, starts: frozenset[str]) -> bool:
    """Say whether a clock begins in every handling on a channel."""
    here = [one for one in rule.starts if one.fields.get("channel", CALLED.get(one.kind, channel)) == channel]
    return bool(here) and all(one.kind in starts for one in here)


def owed(attempt: Attempt, read: Iterable[SlaClock], *, with_later: bool) -> list[SlaClock]:
    """Choose the clocks to show: what has begun, and what every handling on this channel owes.

    Args:
        attempt: Names handbook and channel.
        read: Its clocks.
        with_later: Whether to show those that begin at its end, too.
    """
    handbook, channel = attempt.desk.handbook, attempt.desk.case.channel
    if attempt.desk.case.history is not None:
        # What earlier lines have met is theirs; what still runs binds whoever has the ticket.
        own = owed_at(handbook, attempt.desk.case.seat, attempt.desk.case.post)
        return [one for one in read if one.state != "not_started" and (one.name in own or one.state != "met")]
    starts = FROM_THE_OUTSET | LATER if with_later else FROM_THE_OUTSET
    return [
        one for one in read if one.state != "not_started" or _begins_here(handbook.clock(one.name), channel, starts)
    ]
