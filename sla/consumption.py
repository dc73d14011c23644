"""Who held the ticket while a clock ran, and how much of its time did each use?

Data settles the blame: the parts add up to the time the clock has used, and what fell behind the due time is told
apart. Who owes a target is the handbook's to say (`ClockRule.owner`); this says who had the ticket.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from policy.handbook import Handbook
from sla.calendar import Calendar
from sla.clock import SlaClock
from sla.kinds import ASSIGNED, TRANSFERRED
from sla.own_hours import NATURAL, calendar_of
from sla.pauses import counted
from sla.timeline import Timeline, in_time_order, until


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has a ticket.

    Attributes:
        line: Support line or group; empty where the handbook has no lines and nobody was named.
        person: Whom it was assigned to there; empty where nobody was.
    """

    line: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one holder used of a clock.

    Attributes:
        holder: Who.
        spent: The clock's own time, pauses left out; all shares of a clock add up to its `elapsed`.
        late: Of it, what came after the due time.
    """

    holder: Holder
    spent: timedelta
    late: timedelta


def holders(handbook: Handbook, timeline: Timeline, as_of: datetime) -> tuple[tuple[datetime | None, Holder], ...]:
    """List who had the ticket from when on, in order; the first one from the beginning (None).

    It begins with the handbook's first line. A transfer names the next line, and nobody there yet; an assignment
    names a person, a group, or both.
    """
    first = str(handbook.tiers[0].code) if handbook.tiers else ""
    steps: list[tuple[datetime | None, Holder]] = [(None, Holder(line=first))]
    for event in in_time_order(until(timeline, as_of)):
        now = steps[-1][1]
        if event.kind == TRANSFERRED:
            new = Holder(line=str(event.fields.get("to_tier") or now.line))
        elif event.kind == ASSIGNED:
            line = str(event.fields.get("group") or now.line)
            kept = now.person if line == now.line else ""
            new = Holder(line=line, person=str(event.fields.get("to") or kept))
        else:
            continue
        if new != now:
            steps.append((event.at, new))
    return tuple(steps)


def consumption(
    handbook: Handbook, clock: SlaClock, timeline: Timeline, as_of: datetime, calendar: Calendar | None = None
) -> tuple[Share, ...]:
    """Split what a clock has used among those who had the ticket, in the order in which each first had it.

    Args:
        handbook: Whose clock it is.
        clock: As `clocks` reads it at `as_of`; the round that is told of is its last.
        timeline: Of the same ticket.
        as_of: The moment of reading.
        calendar: As for `clocks`.
    """
    if clock.started_at is None:
        return ()
    own = calendar_of(handbook, calendar) if clock.aims[-1].working else NATURAL
    end = clock.stopped_at or as_of
    spent: dict[Holder, timedelta] = {}
    late: dict[Holder, timedelta] = {}
    for since, till, holder in _stays(holders(handbook, timeline, as_of), clock.started_at, end):
        behind = till if clock.due is None else min(till, max(since, clock.due))
        after = counted(own, clock.pauses, behind, till)
        spent[holder] = spent.get(holder, timedelta()) + counted(own, clock.pauses, since, behind) + after
        late[holder] = late.get(holder, timedelta()) + after
    return tuple(Share(holder=one, spent=spent[one], late=late[one]) for one in spent)


def _stays(
    steps: tuple[tuple[datetime | None, Holder], ...], start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime, Holder]]:
    """Cut the time from `start` to `end` where the ticket changes hands."""
    edges = [*((start if since is None else since, holder) for since, holder in steps), (end, Holder())]
    for (since, holder), (till, _) in pairwise(edges):
        first, last = max(since, start), min(till, end)
        if first < last:
            yield first, last, holder
