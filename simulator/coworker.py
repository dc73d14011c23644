"""Who at the other lines holds a ticket, how does this person work, and which times are named?"""

from datetime import datetime, timedelta

from scenarios.twist import Coworker
from simulator.state import Desk, State

SUPERVISOR = "supervisor"
"""Tier of the one whom `notify` reaches."""


def on_duty(desk: Desk, tier: str) -> tuple[Coworker, ...]:
    """Give the people on duty at a line, in the order in which the queue calls them."""
    return tuple(one for one in desk.case.coworkers if one.tier == tier)


def coworker(desk: Desk, tier: str, name: str) -> Coworker:
    """Find a colleague by id; a stranger, or a case drawn before colleagues had names, gives a steady one.

    Args:
        desk: The drill's fixed things.
        tier: Line, or `supervisor`.
        name: Id, may be empty: then the first one whom the queue calls.
    """
    there = on_duty(desk, tier)
    found = next((one for one in there if one.id == name), there[0] if there else None)
    return found or Coworker(id=tier.lower(), tier=tier, name="", manner="steady", load=0)


def holder(desk: Desk, state: State) -> Coworker:
    """Tell who at the line that holds the ticket works on it: the assigned one, else the queue's first."""
    return coworker(desk, state.ticket.tier, state.ticket.assigned)


def least_loaded(desk: Desk, tier: str) -> Coworker | None:
    """Choose the colleague of a line who holds the fewest tickets, as all can see; None if nobody has a name."""
    return min(on_duty(desk, tier), key=lambda one: (one.load, one.id), default=None)


def rounded(desk: Desk, at: datetime) -> datetime:
    """Round a time up to five minutes after the submission."""
    minutes = -(-int((at - desk.case.submitted_at).total_seconds()) // 300) * 5
    return desk.case.submitted_at + timedelta(minutes=minutes)
