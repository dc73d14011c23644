"""How long may a clock run, for this ticket and this priority?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from policy.handbook import ClockRule
from sla.kinds import ANNOUNCED, SUBMITTED
from sla.own_hours import ANY
from sla.timeline import Timeline, of_kind

__all__ = ("ANY", "Override", "Unbound", "overrides_in_force", "overrides_without_force", "targets_of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Targets changed for a holiday or a major event, where customers were told beforehand (STD-2.2.2.special).

    Attributes:
        id: The `override` of the announcement.
        start: Tickets submitted from here on fall under it.
        end: Tickets submitted from here on do not.
        targets: Per priority code, per clock name, the changed target.
    """

    id: str
    start: datetime
    end: datetime
    targets: Mapping[str, Mapping[str, timedelta]]


CONTACTS = ("call.rung", "complaint.opened")
"""With what a matter begins that no ticket was written for, e.g. a call that was forwarded (DSK-7.9)."""


def came_at(events: Timeline) -> datetime | None:
    """Give when the matter came in: its ticket was submitted, else the call rang or the complaint was opened."""
    for kinds in ((SUBMITTED,), CONTACTS):
        if found := of_kind(events, *kinds):
            return min(event.at for event in found)
    return None


def overrides_in_force(events: Timeline, overrides: tuple[Override, ...]) -> tuple[Override, ...]:
    """Keep the overrides that bind this ticket: come in within `[start, end)`, announced before `start`."""
    came = came_at(events) if overrides else None
    if came is None:
        return ()
    announced = {
        one.id
        for event in of_kind(events, ANNOUNCED)
        for one in overrides
        if event.fields.get("override") == one.id and event.at < one.start
    }
    return tuple(one for one in overrides if one.id in announced and one.start <= came < one.end)


Why = Literal["late", "unannounced", "outside"]
"""Announced when it had begun already, not at all, or for other days than the ticket's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbound:
    """A change of targets that does not bind a ticket.

    Attributes:
        override: Which one.
        why: What it lacks.
        announced_at: When it was first announced; None: never, as far as is known.
    """

    override: Override
    why: Why
    announced_at: datetime | None


def overrides_without_force(events: Timeline, overrides: tuple[Override, ...]) -> tuple[Unbound, ...]:
    """List the overrides that do not bind this ticket, each with the reason."""
    binding = {one.id for one in overrides_in_force(events, overrides)}
    found = []
    for one in overrides:
        if one.id in binding:
            continue
        told = [event.at for event in of_kind(events, ANNOUNCED) if event.fields.get("override") == one.id]
        first = min(told, default=None)
        why: Why = "unannounced" if first is None else "late" if first >= one.start else "outside"
        found.append(Unbound(override=one, why=why, announced_at=first))
    return tuple(found)


def targets_of(rule: ClockRule, overrides: tuple[Override, ...]) -> Mapping[str, timedelta]:
    """Give the targets per priority code, announced changes included; the later override wins."""
    if not overrides:
        return rule.targets
    targets = dict(rule.targets)
    for one in overrides:
        for code, changed in one.targets.items():
            if rule.name in changed:
                codes = (*targets, ANY) if code == ANY else (code,)
                targets |= dict.fromkeys(codes, changed[rule.name])
    return targets
