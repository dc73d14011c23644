"""What do the five steps of a complaint bring about? (STD-4.3)."""

from datetime import datetime

from scenarios.twist import QUESTIONS
from simulator.move import Move, Refusal
from simulator.speech import Decision, draft, opening, speak
from simulator.state import Desk, State
from sla.timeline import Json

URGENT = {"yes": True, "no": False}
"""What the mark of urgency may say."""


def open_complaint(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Open a complaint on the ticket, urgent or not (STD-4.3.1)."""
    text, urgent = move.text("text").strip(), URGENT.get(move.text("urgent"))
    if not text:
        return Refusal(code="empty_text")
    if urgent is None:
        return Refusal(code="bad_field", params={"field": "urgent"})
    if state.complaint is not None:
        return Refusal(code="already_complaint")
    opened = draft(at, "complaint.opened", channel=desk.case.channel, text=text, urgent=urgent)
    return (*opening(desk, state, at, speaks=False), opened)


def contact(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Speak to the customer on the complaint: make contact, feed the measures back, follow up."""
    return Refusal(code="no_complaint") if state.complaint is None else speak(desk, state, move, at)


def analyse(_desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Record the root cause by six questions (STD-4.3.3); unanswered ones are left out."""
    if state.complaint is None:
        return Refusal(code="no_complaint")
    fields: dict[str, Json] = {name: text for name in QUESTIONS if (text := move.text(name).strip())}
    return (draft(at, "rca.5w1h", fields=fields),) if fields else Refusal(code="empty_text")


def correct(_desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Record the corrective measures (STD-4.3.4)."""
    text = move.text("text").strip()
    if state.complaint is None:
        return Refusal(code="no_complaint")
    return (draft(at, "corrective.done", text=text),) if text else Refusal(code="empty_text")
