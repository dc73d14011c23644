"""In which order does a handbook let events happen?"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from policy.handbook import ClockRule, EscalationRule, Handbook, PriorityCode, Trigger
from sla.kinds import PRIORITY_SET, RESOLVED, SUBMITTED

TRANSFERRED = "ticket.transferred"
After = Mapping[str, frozenset[str]]
"""Event -> events that come later."""


def named(trigger: Trigger) -> str:
    """Name an event as recipes do: its kind, and for a transfer the tier that receives it.

    >>> named(Trigger(kind="ticket.transferred", fields={"to_tier": "T2"}))
    'ticket.transferred-T2'
    """
    return transfer_to(trigger.fields["to_tier"]) if "to_tier" in trigger.fields else trigger.kind


def transfer_to(tier: str) -> str:
    """Name the transfer to a tier."""
    return f"{TRANSFERRED}-{tier}"


def later_events(handbook: Handbook, priority: str | None) -> After:
    """Derive which event comes directly or indirectly after which.

    Args:
        handbook: Its clocks start before they stop, what an escalation requires comes before it, a tier that gets a
            priority directly gets it once that priority is set, and a tier starts before it hands on.
        priority: Priority whose own starts of clocks count too, or None.
    """
    pairs = set(_pairs(handbook, priority))
    events = {one for pair in pairs for one in pair}
    pairs |= {(SUBMITTED, one) for one in events if one != SUBMITTED}
    direct = {one: {later for earlier, later in pairs if earlier == one} for one in (*events, SUBMITTED)}
    return {one: frozenset(_reached(one, direct)) for one in direct}


def in_order(events: Sequence[str], after: After) -> tuple[str, ...] | None:
    """Put events in order; None where the handbook leaves the order of two of them open."""
    order = sorted(events, key=lambda one: -len(after.get(one, frozenset()) & set(events)))
    settled = all(later in after.get(one, frozenset()) for one, later in pairwise(order))
    return tuple(order) if settled else None


def _pairs(handbook: Handbook, priority: str | None) -> Iterator[tuple[str, str]]:
    for rule in handbook.clocks:
        own = rule.starts_by_priority.get(priority or "", ())
        yield from ((named(start), named(stop)) for start in (*rule.starts, *own) for stop in rule.stops)
    for escalation in handbook.escalations:
        handed = transfer_to(escalation.target)
        yield from ((kind, handed) for kind in escalation.requires)
        yield from ((begun, handed) for begun in _begun(handbook.clocks, escalation))
    for tier in handbook.tiers:
        if priority is not None and PriorityCode(priority) in tier.receives:
            yield PRIORITY_SET, transfer_to(tier.code)


def _begun(rules: Sequence[ClockRule], escalation: EscalationRule) -> Iterator[str]:
    """Name the events with which the source of an escalation takes up what it was given."""
    received = transfer_to(escalation.source)
    for rule in rules:
        stops = [named(stop) for stop in rule.stops]
        takes_up = rule.owner == escalation.source and received in [named(start) for start in rule.starts]
        if takes_up and RESOLVED not in stops:
            yield from stops


def _reached(event: str, direct: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [event]
    while waiting:
        fresh = direct.get(waiting.pop(), set()) - found
        found |= fresh
        waiting.extend(fresh)
    return found
