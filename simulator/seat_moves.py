"""What can a second or third line do with a ticket that came to it: take it, send it back, report what was done?"""

from datetime import datetime

from simulator.draft import Draft
from simulator.move import Move, Refusal
from simulator.speech import Decision, draft
from simulator.state import Desk, State
from simulator.supervise import is_supervisor

BEGINS = {"T2": "tier2.started", "T3": "tier3.joined"}
"""How the vocabulary writes down that a line begins."""

HANDED_IN = {"fix": "fix.provided", "workaround": "workaround.provided"}
"""What a line reports to the one before it (STD-3.2.3.plan)."""


def is_beyond(desk: Desk, tier: str) -> bool:
    """Tell whether a line comes after the trainee's own; below it a ticket is sent back, not escalated."""
    order = [str(one.code) for one in desk.handbook.tiers]
    return tier in order and order.index(tier) > order.index(desk.case.seat)


def line_before(desk: Desk) -> str:
    """Name the line from which the ticket came, empty for a case of first line."""
    if desk.case.history is None or is_supervisor(desk):
        return ""
    earlier = [one.line for one in desk.case.history.turns if one.line != desk.case.seat]
    return earlier[-1] if earlier else ""


def _elsewhere(desk: Desk, state: State) -> Refusal | None:
    if not line_before(desk):
        return Refusal(code="not_at_this_seat")
    if state.ticket.tier != desk.case.seat:
        return Refusal(code="not_here", params={"tier": state.ticket.tier})
    return None


def take(desk: Desk, state: State, _move: Move, at: datetime) -> Decision:
    """Begin on the ticket (STD-3.2.2.start, STD-3.2.3.join)."""
    refused = _elsewhere(desk, state)
    if refused is not None:
        return refused
    if state.ticket.joined:
        return Refusal(code="already_taken")
    return (draft(at, BEGINS[desk.case.seat]),)


def send_back(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Send the ticket back to the line it came from, saying what is missing."""
    refused, text = _elsewhere(desk, state), move.text("text").strip()
    if refused is not None:
        return refused
    if not text:
        return Refusal(code="empty_text")
    note = draft(at, "handover.note", text=text)
    return note, draft(at, "ticket.transferred", from_tier=desk.case.seat, to_tier=line_before(desk))


def hand_in(desk: Desk, _state: State, move: Move, at: datetime) -> Decision:
    """Report a repair, or a way around, to the line before; whether it holds is the system's to show."""
    if not line_before(desk):
        return Refusal(code="not_at_this_seat")
    kind, text = HANDED_IN.get(move.text("what")), move.text("text").strip()
    if kind is None:
        return Refusal(code="bad_field", params={"field": "what"})
    if not text:
        return Refusal(code="empty_text")
    words: Draft = draft(at, "agent.msg", text=text, to=line_before(desk))
    return draft(at, kind), words
