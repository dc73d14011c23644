"""What do the words bring about that some manuals ask for: number, signature, scope, advice, low rating, gift?"""

from datetime import datetime

from simulator.move import Move, Refusal
from simulator.speech import Decision, draft, marks, opening, worded
from simulator.state import Desk, State

LOW = "low_rating"
"""What is meant by words to a customer who rated the service low."""

VERDICTS = ("in", "out")
"""What a desk may say on whether a matter is its own."""


def tell_number(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Tell the customer the ticket's number (ASC-2.1.tell): told is what stands in the words."""
    return _said(desk, state, move, at, intent="number")


def sign_off(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Ask the customer to sign the ticket (ASC-2.5.confirm)."""
    return _said(desk, state, move, at, intent="sign")


def low_rating_contact(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Contact a customer who rated the service low (ASC-2.5.dissat)."""
    if not state.duties.low_rated:
        return Refusal(code="no_low_rating")
    return _said(desk, state, move, at, "dissat.contacted", intent=LOW)


def prevent(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Advise the customer how to keep it from happening again (DSK-12.6)."""
    return _said(desk, state, move, at, "prevention.advised", intent="prevent")


def scope(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Say whether the matter is the team's own: noted if it is, told to the customer if it is not (NET-3.1.judge)."""
    verdict, text = move.text("verdict"), move.text("text").strip()
    if verdict not in VERDICTS:
        return Refusal(code="bad_field", params={"field": "verdict"})
    if verdict == "out":
        return _said(desk, state, move, at, "scope.refused", intent="out_of_scope")
    return (*opening(desk, state, at, speaks=False), draft(at, "scope.confirmed", text=text))


def decline_gift(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Decline what the customer offers (NET-2.1.c)."""
    if state.duties.gift != "offered":
        return Refusal(code="no_gift")
    return _said(desk, state, move, at, "gift.declined", intent="decline_gift")


def accept_gift(desk: Desk, state: State, _move: Move, at: datetime) -> Decision:
    """Take what the customer offers: possible, and scored (NET-2.1.c)."""
    if state.duties.gift != "offered":
        return Refusal(code="no_gift")
    return (*opening(desk, state, at, speaks=False), draft(at, "gift.accepted"))


def _said(desk: Desk, state: State, move: Move, at: datetime, *marked: str, intent: str) -> Decision:
    text = move.text("text").strip()
    if not text:
        return Refusal(code="empty_text")
    words, reading = worded(desk, state, text, at, intent=intent)
    # Whoever asks why a rating was low speaks of ratings, and asks for none.
    read = [one for one in marks(desk, state, move.kind, reading, at) if (intent, one.kind) != (LOW, "csat.asked")]
    return (*words, *read, *(draft(at, kind, text="") for kind in marked))
