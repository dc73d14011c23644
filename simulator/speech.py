"""What events are words to the customer, and the first act on a ticket?"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from simulator.draft import Draft
from simulator.move import Move, Refusal
from simulator.reading.read import read
from simulator.reading.reading import Reading, as_data
from simulator.state import Desk, State
from sla.timeline import Json

Decision = tuple[Draft, ...] | Refusal

INTENTS: Mapping[str, str] = {
    "verify": "confirm_resolved",
    "ask_rating": "ask_satisfaction",
    "call_back": "callback",
}
"""What a move asks the customer whatever its words are."""


def draft(at: datetime, kind: str, **fields: Json) -> Draft:
    """Make an event of the trainee."""
    return Draft(at=at, kind=kind, actor="trainee", fields=fields)


def _number(desk: Desk) -> str:
    """Make the ticket's number (assumption A-ticket-number: TS, date, three digits)."""
    serial = int(sha256(desk.case.id.encode()).hexdigest()[:8], 16) % 1000
    return f"TS{desk.case.submitted_at:%Y%m%d}{serial:03d}"


def opening(desk: Desk, state: State, at: datetime, *, speaks: bool) -> tuple[Draft, ...]:
    """Accept the ticket with the first act on it, and mark the first word to the customer."""
    drafts: list[Draft] = []
    if speaks and not state.contacted:
        drafts.append(draft(at, "agent.first_contact", channel=desk.case.channel))
    if not state.ticket.number:
        drafts.append(draft(at, "ticket.accepted", number=_number(desk)))
    return tuple(drafts)


def speak(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Decide what words to the customer are; they are read here, once (DESIGN decision 13)."""
    text = move.text("text").strip()
    if not text:
        return Refusal(code="empty_text")
    reading: Reading = read(text, desk.case.lang, desk.rules)
    fields: dict[str, Json] = {"text": text, "channel": desk.case.channel, "reading": _json(as_data(reading))}
    if move.kind in INTENTS:
        fields["intent"] = INTENTS[move.kind]
    words = draft(at, "agent.msg", **fields)
    marks = _marks(state, move, reading, at)
    return (*opening(desk, state, at, speaks=True), words, *marks)


def _json(value: object) -> Json:
    if isinstance(value, Mapping):
        return {str(name): _json(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_json(one) for one in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def _marks(state: State, move: Move, reading: Reading, at: datetime) -> tuple[Draft, ...]:
    """Mark what the message was, beside its words."""
    marks: list[Draft] = []
    if move.kind == "update":
        marks.append(draft(at, "progress.update", text=""))
    if move.kind == "call_back":
        marks.append(draft(at, "callback.done", text=""))
    if move.kind == "ask_rating" or reading.has("ask_satisfaction"):
        marks.append(draft(at, "csat.asked", text=""))
    if reading.has("escalate_notice") and state.ticket.transferred_at is not None:
        marks.append(draft(at, "escalation.customer_told", text=""))
    return tuple(marks)
