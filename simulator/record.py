"""What do entries on the ticket bring about: fields, type, priority, owner, notes, marks?"""

from collections.abc import Callable
from datetime import datetime

from simulator.move import Move, Refusal
from simulator.speech import Decision, draft, opening
from simulator.state import Desk, State
from simulator.supervise import is_supervisor, may_have, reassign
from sla.timeline import Json

ME = "me"
"""Owner who is the trainee."""

REASONS = ("critical", "complaint", "privacy", "breach", "help", "unreachable")
"""What a supervisor may be notified of."""


def fill_in(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Fill an intake field."""
    name, value = move.text("name"), move.text("value").strip()
    if name not in {one.name for one in desk.handbook.intake}:
        return Refusal(code="no_such_field", params={"field": name[:40]})
    return (*opening(desk, state, at, speaks=False), draft(at, "intake.set", fields={name: value}))


def set_type(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Say what type of issue it is."""
    value = move.text("value")
    if value not in {one.code for one in desk.handbook.lists.get("ticket_types", ())}:
        return Refusal(code="no_such_type", params={"type": value[:40]})
    return (*opening(desk, state, at, speaks=False), draft(at, "ticket.type_set", value=value))


def set_priority(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Set the priority, with a reason or without."""
    level, reason = move.text("level"), move.text("reason").strip()
    if level not in {one.code for one in desk.handbook.priorities}:
        return Refusal(code="no_such_priority", params={"level": level[:10]})
    why: dict[str, Json] = {"reason": reason} if reason else {}
    return (*opening(desk, state, at, speaks=False), draft(at, "ticket.severity_set", level=level, **why))


def log(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Leave an internal note; with the time at which it was done, as the trainee claims it (ASC-2.4.log)."""
    text = move.text("text").strip()
    if not text:
        return Refusal(code="empty_text")
    claimed = move.text("recorded_time").strip()
    when: dict[str, Json] = {"recorded_time": claimed} if claimed else {}
    return (*opening(desk, state, at, speaks=False), draft(at, "action.logged", text=text, **when))


def assign(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Name the owner: oneself, or a coworker of the line that holds the ticket."""
    owner, first = move.text("to"), opening(desk, state, at, speaks=False)
    if owner == ME:
        return (*first, draft(at, "ticket.assigned", to=ME, group=desk.case.seat))
    who = next((one for one in desk.case.coworkers if one.id == owner), None)
    if who is None:
        return Refusal(code="no_such_colleague", params={"colleague": owner[:40]})
    if may_have(desk, who):
        return (*first, *reassign(state, who, at))
    if who.tier != state.ticket.tier:
        return Refusal(code="not_their_line", params={"tier": state.ticket.tier})
    return (*first, draft(at, "ticket.assigned", to=owner, group=who.tier))


def notify(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Notify the supervisor."""
    reason, text = move.text("reason"), move.text("text").strip()
    if is_supervisor(desk):
        return Refusal(code="not_at_this_seat")
    if reason not in REASONS:
        return Refusal(code="no_such_reason", params={"reason": reason[:40]})
    if not text:
        return Refusal(code="empty_text")
    return (*opening(desk, state, at, speaks=False), draft(at, "supervisor.notified", reason=reason, text=text))


def mark(kind: str) -> Callable[[Desk, State, Move, datetime], Decision]:
    """Make the decision of a mark that carries nothing: resolved, closed."""

    def decide(desk: Desk, state: State, _move: Move, at: datetime) -> Decision:
        if kind == "ticket.closed" and state.ticket.closed:
            return Refusal(code="already_closed")
        return (*opening(desk, state, at, speaks=False), draft(at, kind))

    return decide


def reopen(_desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Open a ticket again that was solved or closed."""
    if not (state.ticket.resolved or state.ticket.closed):
        return Refusal(code="not_closed")
    return (draft(at, "ticket.reopened", text=move.text("text").strip()),)


def give_reason(desk: Desk, _state: State, move: Move, at: datetime) -> Decision:
    """State why a target was missed."""
    if move.text("clock") not in {one.name for one in desk.handbook.clocks}:
        return Refusal(code="no_such_clock", params={"clock": move.text("clock")[:40]})
    if not move.text("text").strip():
        return Refusal(code="empty_text")
    return (draft(at, "breach.reason_logged", clock=move.text("clock"), reason=move.text("text").strip()),)


def archive(_desk: Desk, _state: State, move: Move, at: datetime) -> Decision:
    """Archive description, steps and feedback; blank ones are left out."""
    names = ("description", "steps", "feedback")
    fields: dict[str, Json] = {name: text for name in names if (text := move.text(name).strip())}
    return (draft(at, "ticket.archived", fields=fields),)
