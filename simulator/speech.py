"""What events are words to the customer, and the first act on a ticket?"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from policy.numbering import number_on
from simulator.draft import Draft
from simulator.duties import holds_number, offers
from simulator.move import Move, Refusal
from simulator.reading.reading import Reading, as_data
from simulator.state import Desk, State
from simulator.titles import read_words
from sla.timeline import Json

Decision = tuple[Draft, ...] | Refusal

KEPT = 512
"""Readings that are kept as events hold them; nothing ever changes one."""

INTENTS: Mapping[str, str] = {
    "verify": "confirm_resolved",
    "ask_rating": "ask_satisfaction",
    "call_back": "callback",
    "follow_up": "callback",
    "hold": "hold",
    "resume": "resume",
    "ask_remote": "remote",
    "remote_check": "remote_check",
    "complaint_contact": "complaint",
    "feed_back": "feedback",
}
"""What a move asks the customer whatever its words are."""

MARKS: Mapping[str, str] = {
    "update": "progress.update",
    "call_back": "callback.done",
    "ask_rating": "csat.asked",
    "ask_remote": "remote.requested",
    "feed_back": "corrective.fed_back",
    "follow_up": "complaint.followup",
    "complaint_contact": "complaint.contacted",
}
"""What a message of a move counts as, beside its words, which stand in the message alone."""

OPENS = frozenset({"ticket.accepted", "agent.first_contact", "call.answered"})
"""Events that a move opens with; none of them carries its cost while there is another."""

ON_CHANNEL = ("complaint.contacted", "complaint.followup")
"""Marks that say by which channel the customer was reached."""


def draft(at: datetime, kind: str, **fields: Json) -> Draft:
    """Make an event of the trainee."""
    return Draft(at=at, kind=kind, actor="trainee", fields=fields)


PATTERN = "TS{date:%Y%m%d}{serial:03d}"
"""How tickets are numbered where the handbook does not say it (assumption A-ticket-number)."""


def number_of(desk: Desk) -> str:
    """Make the ticket's number: by the handbook's pattern, its serial from the case."""
    serial = int(sha256(desk.case.id.encode()).hexdigest()[:8], 16) % 1000
    rule = desk.handbook.ticket_number
    return number_on(rule.pattern if rule else PATTERN, desk.case.submitted_at.date(), serial)


def opening(desk: Desk, state: State, at: datetime, *, speaks: bool) -> tuple[Draft, ...]:
    """Take the call, mark the first word, accept the ticket with the first act on it, take up a call on hold."""
    drafts: list[Draft] = []
    if speaks and state.duties.ringing:
        drafts.append(draft(at, "call.answered", by="desk"))
    if speaks and not state.contacted:
        drafts.append(draft(at, "agent.first_contact", channel=desk.case.channel))
    if not state.ticket.number:
        drafts.append(draft(at, "ticket.accepted", number=number_of(desk)))
    if speaks and state.held_at is not None:
        drafts.append(draft(at, "call.resumed", held_s=int((at - state.held_at).total_seconds())))
    return tuple(drafts)


def message(desk: Desk, state: State, text: str, at: datetime, **fields: Json) -> tuple[tuple[Draft, ...], Reading]:
    """Make the message of some words; they are read here, once (DESIGN decision 13).

    Where the customer has to be told the ticket's number, words that hold it tell it (ASC-2.1.tell).

    Args:
        desk: The drill's fixed things.
        state: State before the message.
        text: The words, not empty.
        at: Scenario time.
        fields: More fields of the message, e.g. `intent`.

    Returns:
        The message with what it tells, and what was understood.
    """
    reading: Reading = read_words(desk, text)
    known: dict[str, Json] = {"text": text, "channel": desk.case.channel, "reading": _stored(reading)}
    words = draft(at, "agent.msg", **{**known, **fields})
    number = state.ticket.number or number_of(desk)
    if not offers(desk.handbook, "tell_number") or not holds_number(text, number):
        return (words,), reading
    return (words, draft(at, "ticket.number_told", number=number, text="")), reading


def worded(desk: Desk, state: State, text: str, at: datetime, **fields: Json) -> tuple[tuple[Draft, ...], Reading]:
    """Make the message of some words, with the opening before it; arguments and result are those of `message`."""
    words, reading = message(desk, state, text, at, **fields)
    return (*opening(desk, state, at, speaks=True), *words), reading


def speak(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Decide what words to the customer are."""
    text = move.text("text").strip()
    if not text:
        return Refusal(code="empty_text")
    intent: dict[str, Json] = {"intent": INTENTS[move.kind]} if move.kind in INTENTS else {}
    words, reading = worded(desk, state, text, at, **intent)
    return (*words, *marks(desk, state, move.kind, reading, at))


@lru_cache(maxsize=KEPT)
def _stored(reading: Reading) -> Json:
    """Write a reading as the event of its message holds it; the same words are said in many drills."""
    return _json(as_data(reading))


def _json(value: object) -> Json:
    if isinstance(value, Mapping):
        return {str(name): _json(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_json(one) for one in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def marks(desk: Desk, state: State, kind: str, reading: Reading, at: datetime) -> tuple[Draft, ...]:
    """Mark what a message was, by its move and by what was read in it."""
    names = [MARKS[kind]] if kind in MARKS else []
    if reading.has("ask_satisfaction"):
        names.append("csat.asked")
    if reading.has("request_remote_consent") and not state.remote.running:
        names.append("remote.requested")
    if reading.has("escalate_notice") and state.ticket.transferred_at is not None:
        names.append("escalation.customer_told")
    if state.complaint is not None and not state.complaint.contacted and reading.acts:
        # Contact on a complaint is made by speaking to the customer, whichever button was pressed (STD-4.3.2).
        names.append("complaint.contacted")
    if kind == "complaint_contact" and reading.has("apologise"):
        names.append("complaint.apology")
    channel: dict[str, Json] = {"channel": desk.case.channel}
    return tuple(draft(at, name, text="", **(channel if name in ON_CHANNEL else {})) for name in dict.fromkeys(names))
