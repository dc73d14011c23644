"""How do marks, notes, owners and a complaint change the ticket?"""

from collections.abc import Callable, Mapping
from datetime import datetime

from simulator import colleague
from simulator.evolved import evolved
from simulator.state import Desk, State, planned, with_ticket
from simulator.strand import Complaint
from simulator.supervise import is_supervisor
from sla.timeline import Event

ME = "me"
"""Owner who is the trainee."""

SUPERVISOR = "supervisor"
"""Tier of the person who answers notices; a transfer leaves that answer standing."""


def _without(state: State) -> State:
    """Drop what other lines had planned."""
    agenda = tuple(due for due in state.agenda if due.what != "colleague" or due.data.get("tier") == SUPERVISOR)
    return evolved(state, agenda=agenda)


def transferred(desk: Desk, state: State, event: Event) -> State:
    """Fold a transfer: the queue gives the ticket to the first coworker of the line."""
    tier = str(event.fields["to_tier"])
    first = next((one.id for one in desk.case.coworkers if one.tier == tier), "")
    if tier <= desk.case.seat and desk.case.history is not None:
        # Sent back, or back again: whether the trainee's own line has begun stays as it was.
        moved = with_ticket(_without(state), tier=tier, transferred_at=None, eta=None, assigned=first)
        return planned(moved, *colleague.on_transfer(desk, moved, event)) if tier < desk.case.seat else moved
    changes = {"tier": tier, "transferred_at": event.at, "joined": False, "eta": None, "assigned": first}
    then = with_ticket(_without(state), **changes)
    return planned(then, *colleague.on_transfer(desk, then, event))


def joined(desk: Desk, state: State, event: Event) -> State:
    """Fold the pick-up by another line."""
    then = with_ticket(state, joined=True)
    if event.actor == "trainee":
        return then
    return planned(then, *colleague.on_join(desk, then, event, state.ticket.note))


def assigned(desk: Desk, state: State, event: Event) -> State:
    """Fold a new owner; a coworker named before anybody has begun takes over the pick-up."""
    owner = str(event.fields["to"])
    then = with_ticket(state, assigned=owner)
    again = is_supervisor(desk) and owner not in {ME, state.ticket.assigned}
    if owner == ME or ((state.ticket.joined or state.ticket.transferred_at is None) and not again):
        return then
    then = _without(with_ticket(then, joined=False) if again else then)
    return planned(then, *colleague.on_assigned(desk, then, event))


def notified(desk: Desk, state: State, event: Event) -> State:
    """Fold a notice to the supervisor, who will answer."""
    then = evolved(state, notified=(*state.notified, str(event.fields["reason"])))
    return planned(then, *colleague.on_notified(desk, then, event))


def recorded(_desk: Desk, state: State, event: Event) -> State:
    """Fold filled intake fields."""
    fields = event.fields["fields"]
    new = {str(name): str(value) for name, value in fields.items()} if isinstance(fields, Mapping) else {}
    return with_ticket(state, fields={**state.ticket.fields, **new})


def noted(_desk: Desk, state: State, event: Event) -> State:
    """Fold an internal note."""
    return with_ticket(state, notes=(*state.ticket.notes, str(event.fields["text"])))


def verified(_desk: Desk, state: State, _event: Event) -> State:
    """Fold the customer's confirmation: nothing is waited for any more."""
    closed = tuple([evolved(one, open=False) if one.open else one for one in state.promises])
    return with_ticket(evolved(state, promises=closed), verified=True)


def reopened(_desk: Desk, state: State, _event: Event) -> State:
    """Fold a reopening: what was confirmed has to be confirmed again."""
    return with_ticket(state, resolved=False, closed=False, archived=False, verified=False)


def eta_named(_desk: Desk, state: State, event: Event) -> State:
    """Fold the time a colleague plans with."""
    return with_ticket(state, eta=datetime.fromisoformat(str(event.fields["eta"])))


def complained(_desk: Desk, state: State, event: Event) -> State:
    """Fold the opening of a complaint."""
    return evolved(state, complaint=Complaint(opened_at=event.at, urgent=event.fields.get("urgent") is True))


def step_done(step: str) -> Callable[[Desk, State, Event], State]:
    """Make the fold of one step of a complaint, named like a field of `Complaint`."""
    changes: dict[str, object] = {step: True}

    def done(_desk: Desk, state: State, _event: Event) -> State:
        if state.complaint is None:
            return state
        return evolved(state, complaint=evolved(state.complaint, **changes))

    return done
