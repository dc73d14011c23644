"""How does a second, unrelated problem come up near the end, and get a record of its own?

One problem, one record: what belongs to another problem neither gets lost nor mixed into the first ticket.
"""

from collections.abc import Sequence
from datetime import datetime

from simulator.evolved import evolved
from simulator.move import Move, Refusal
from simulator.reading.reading import Reading
from simulator.speech import Decision, draft, number_of, opening
from simulator.state import Desk, State
from simulator.utterance import Reply

SLOT = "second"
"""Under which the second problem counts as told."""

ENDING = ("ask_anything_else", "ask_satisfaction", "farewell")
"""What is said near the end; it reminds the customer of the other thing."""

BARE = ("nothing_else", "thanks_bye")
"""Answers that do not go with another problem."""


def is_due(desk: Desk, state: State, reading: Reading, replies: Sequence[Reply]) -> bool:
    """Tell whether the other thing comes to mind now: it works, and the talk is coming to its end."""
    if desk.case.second is None or SLOT in state.told:
        return False
    confirms = any(one.event == "verify.customer" for one in replies)
    return (state.ticket.verified or confirms) and any(reading.has(act) for act in ENDING)


def told(desk: Desk, replies: Sequence[Reply]) -> list[Reply]:
    """Add the second problem to what the customer answers."""
    second = desk.case.second
    if second is None:
        return list(replies)
    kept = [one for one in replies if one.act not in BARE]
    return [*kept, Reply(parts=(second.tell,), act="second_problem", slots=(SLOT,))]


def heard(state: State, slots: Sequence[str]) -> State:
    """Fold words of the customer that tell the second problem."""
    if SLOT not in slots or state.twist.second:
        return state
    return evolved(state, twist=evolved(state.twist, second="told"))


def open_ticket(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Open a ticket of its own for another problem than that of this one."""
    text = move.text("text").strip()
    if not text:
        return Refusal(code="empty_text")
    number = f"{state.ticket.number or number_of(desk)}-2"
    return (*opening(desk, state, at, speaks=False), draft(at, "ticket.raised", number=number, text=text))
