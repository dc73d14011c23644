"""What do holding the line and taking the call up again bring about?"""

from datetime import datetime

from simulator.move import Move, Refusal
from simulator.speech import Decision, draft, speak
from simulator.state import Desk, State, is_live


def hold(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Ask the customer to stay on the line, and put the call on hold: only where somebody is on a line."""
    if not is_live(desk):
        return Refusal(code="not_live")
    if state.held_at is not None:
        return Refusal(code="already_held")
    words = speak(desk, state, move, at)
    return words if isinstance(words, Refusal) else (*words, draft(at, "call.held"))


def resume(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Take the call up again with a word; any word would."""
    if state.held_at is None:
        return Refusal(code="not_held")
    return speak(desk, state, move, at)
