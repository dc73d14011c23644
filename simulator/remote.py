"""What do asking for, opening and ending a remote session bring about?

A session without consent or with an unapproved tool is possible, and scored (DESIGN decision 17).
"""

from datetime import datetime

from simulator.move import Move, Refusal
from simulator.speech import Decision, draft, opening, speak
from simulator.state import Desk, State


def check_screen(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Ask the customer to close what is private."""
    words = speak(desk, state, move, at)
    if isinstance(words, Refusal):
        return words
    return (*words, draft(at, "remote.sensitive_check", text=move.text("text").strip()))


def start(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Open a session with a tool of the desk."""
    tool = move.text("tool")
    if tool not in {one.code for one in desk.handbook.lists.get("remote_tools", ())}:
        return Refusal(code="no_such_tool", params={"tool": tool[:40]})
    if state.remote.running:
        return Refusal(code="remote_running")
    return (*opening(desk, state, at, speaks=False), draft(at, "remote.started", tool=tool))


def end(_desk: Desk, state: State, _move: Move, at: datetime) -> Decision:
    """Disconnect."""
    if not state.remote.running:
        return Refusal(code="no_remote")
    return (draft(at, "remote.ended"),)


def clean(_desk: Desk, state: State, _move: Move, at: datetime) -> Decision:
    """Delete the temporary files of a session."""
    if state.remote.started_at is None:
        return Refusal(code="no_remote")
    return (draft(at, "remote.tempfiles_deleted"),)
