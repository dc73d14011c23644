"""What does a breach oblige the desk to state, and has it been stated?

Derived like everything else: no event opens an obligation, the breach does (ASC-4.2; A21 of the ambiguities: every
breach, at every priority, needs its reason in the ticket).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Final, cast

from policy.handbook import Basis, ClockName, Handbook
from sla.clock import SlaClock
from sla.kinds import BREACH_REASON
from sla.timeline import Event, EventId, Timeline, in_time_order, of_kind, until

RULE: Final = "breach_reason"
"""Code of the list entry in which a handbook asks for the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """To state why one clock was breached.

    Attributes:
        clock: Which clock.
        since: Its due time: one instant later the reason was owed.
        met_at: When the reason was stated; None: it is still owed.
        met_by: Event that states it.
        basis: Where the handbook asks for it; empty where it is our rule alone.
    """

    clock: ClockName
    since: datetime
    met_at: datetime | None
    met_by: EventId | None
    basis: Basis

    @property
    def is_open(self) -> bool:
        """Whether the reason is still owed."""
        return self.met_by is None


def obligations(
    handbook: Handbook, read: Iterable[SlaClock], timeline: Timeline, as_of: datetime
) -> tuple[Obligation, ...]:
    """List what breaches oblige the desk to state, in the order of the clocks, earlier rounds first.

    A `breach.reason_logged` meets the obligation of the clock it names, if it says something. One that is stated
    before the target has run out counts too, in the same round of the clock; a reason for one round is none for
    another.

    Args:
        handbook: Says where it asks for reasons.
        read: Clocks as `clocks` reads them.
        timeline: Of the same ticket.
        as_of: Moment at which they were read.
    """
    stated = [one for one in of_kind(in_time_order(until(timeline, as_of)), BREACH_REASON) if _says_something(one)]
    basis = _asked_by(handbook)
    return tuple(owed for clock in read for owed in _of_clock(clock, stated, basis))


def _of_clock(clock: SlaClock, stated: list[Event], basis: Basis) -> Iterator[Obligation]:
    own = [one for one in stated if one.fields.get("clock") == clock.name]
    # A round that a reopening took up again after its due time is the same breach: it has the same due time.
    late = {one.due: one for one in (clock, *reversed(clock.earlier)) if one.state == "breached"}
    breached = sorted((due, _begun(one)) for due, one in late.items() if due is not None)
    for (since, begun), following in zip_longest(breached, [begun for _, begun in breached[1:]]):
        reason = next((one for one in own if begun <= one.at and (following is None or one.at < following)), None)
        met = (None, None) if reason is None else (reason.at, reason.id)
        yield Obligation(clock=clock.name, since=since, met_at=met[0], met_by=met[1], basis=basis)


def _begun(clock: SlaClock) -> datetime:
    """Say from when on a reason can be meant for this round."""
    return clock.closed[-1].end if clock.closed else cast("datetime", clock.started_at)


def _says_something(event: Event) -> bool:
    return any(str(event.fields.get(name) or "").strip() for name in ("reason", "text"))


def _asked_by(handbook: Handbook) -> Basis:
    items = (one for listed in handbook.lists.values() for one in listed)
    return next((one.basis for one in items if one.code == RULE), ())
