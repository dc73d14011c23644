"""How do the events of the manuals' own duties change the state?"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from simulator import calls, field_work, fold_ticket, gift
from simulator.chance import fraction, whole
from simulator.duties import OUTSIDE, is_low
from simulator.evolved import evolved
from simulator.state import Desk, Due, State, planned, whole_of, with_duties, with_ticket
from sla.timeline import Event

ANSWERS_S = (60, 240)
"""Seconds in which whoever was reached answers and takes the event on."""


def routed(desk: Desk, state: State, event: Event) -> State:
    """Fold an owner; one of the handbook's groups is an owner too, and the new owner has acknowledged nothing."""
    group, owner = str(event.fields.get("group") or ""), event.fields.get("to")
    then = with_duties(state, acknowledged=False)
    if owner is not None:
        return field_work.undisturbed(fold_ticket.assigned(desk, then, event))
    return _taken_on(desk, with_duties(with_ticket(then, group=group, assigned=""), group=group), event)


def transferred(desk: Desk, state: State, event: Event) -> State:
    """Fold a transfer; an engineer who is on the way already is the one who begins."""
    return field_work.undisturbed(fold_ticket.transferred(desk, state, event))


def acknowledged(_desk: Desk, state: State, event: Event) -> State:
    """Fold an acknowledgement of the trainee; a colleague's own is told by the record alone."""
    return with_duties(state, acknowledged=True) if event.actor == "trainee" else state


def contacted(desk: Desk, state: State, event: Event) -> State:
    """Fold a call to the liaison; what was passed on stands as the note."""
    reached = event.fields.get("ok") is True
    then = with_duties(state, liaison="reached" if reached else "missed", calls=state.duties.calls + 1)
    return _heard(desk, then, event) if reached else then


def escalated(desk: Desk, state: State, event: Event) -> State:
    """Fold a call to a higher name on the list."""
    level = whole_of(event.fields.get("level")) if event.fields.get("ok") is True else 0
    then = with_duties(state, level=max(level, state.duties.level), calls=state.duties.calls + 1)
    return _heard(desk, then, event) if level else then


def _heard(desk: Desk, state: State, event: Event) -> State:
    noted = with_ticket(state, note=str(event.fields.get("text") or "")) if _is_here(desk, state) else state
    if state.duties.group in OUTSIDE:
        return _taken_on(desk, noted, event)
    return planned(noted, _answer(desk, noted, event, "hears"))


def _is_here(desk: Desk, state: State) -> bool:
    return state.ticket.tier == desk.case.seat


def _taken_on(desk: Desk, state: State, event: Event) -> State:
    """Let the department go on with what was routed to it, once somebody there was reached (DSK-10.05)."""
    reached = state.duties.liaison == "reached" or state.duties.level > 0
    waits = any(due.data.get("do") == "takes" for due in state.agenda)
    if state.duties.group not in OUTSIDE or not reached or waits or not _is_here(desk, state):
        return state
    return planned(state, _answer(desk, state, event, "takes"))


def _answer(desk: Desk, state: State, event: Event, do: str) -> Due:
    wait = whole(*ANSWERS_S, fraction(desk.case.seed, desk.case.id, state.version, do))
    at = event.at + timedelta(seconds=wait)
    return Due(id=f"{do}-{state.version}", at=at, what="duty", data={"do": do})


def rated(desk: Desk, state: State, event: Event) -> State:
    """Fold a rating; a low one obliges the desk where the manual says so (ASC-2.5.dissat)."""
    low = is_low(desk.handbook, event.fields.get("value"))
    return with_duties(evolved(state, rated=True), low_rated=low or state.duties.low_rated)


def ended(state: State) -> State:
    """Give the state without what nobody could answer any more: a gift not yet offered, a call sent on."""
    kept = tuple(due for due in state.agenda if due.id != gift.OFFER and due.data.get("do") != "mobile")
    return evolved(state, agenda=kept)


def row(_desk: Desk, state: State, event: Event) -> State:
    """Fold a row of the event list; one that was complete stays so."""
    complete = event.fields.get("complete") is True or state.duties.row == "complete"
    return with_duties(state, row="complete" if complete else "open")


def tried(_desk: Desk, state: State, event: Event) -> State:
    """Fold an attempt to reach the customer."""
    return with_duties(state, tries=(*state.duties.tries, str(event.fields.get("channel") or "")))


def tagged(_desk: Desk, state: State, event: Event) -> State:
    """Fold tags; each stands once."""
    tags = event.fields.get("tags")
    new = tuple(str(one) for one in tags) if isinstance(tags, list | tuple) else ()
    return with_duties(state, tags=tuple(dict.fromkeys((*state.duties.tags, *new))))


def signed(desk: Desk, state: State, event: Event) -> State:
    """Fold the customer's signature: a recorded confirmation, and more (A20)."""
    return with_duties(fold_ticket.verified(desk, state, event), signed=True)


def joined(desk: Desk, state: State, event: Event) -> State:
    """Fold the pick-up by another line; on a visit, what is handed in afterwards."""
    return field_work.arrived(desk, fold_ticket.joined(desk, state, event), event)


def verified(desk: Desk, state: State, event: Event) -> State:
    """Fold the customer's confirmation; a thankful one may have something to give."""
    return gift.thanked(desk, fold_ticket.verified(desk, state, event), event)


def _with(**changes: object) -> Callable[[Desk, State, Event], State]:
    def done(_desk: Desk, state: State, _event: Event) -> State:
        return with_duties(state, **changes)

    return done


FOLD: Mapping[str, Callable[[Desk, State, Event], State]] = {
    "call.rung": calls.rung,
    "call.answered": calls.taken,
    "call.forwarded": calls.forwarded,
    "ticket.assigned": routed,
    "ticket.transferred": transferred,
    "assignee.ack": acknowledged,
    "ticket.number_told": _with(number_told=True),
    "eventlist.row": row,
    "liaison.contacted": contacted,
    "chain.escalated": escalated,
    "dispatch.form": field_work.sent,
    "tier2.started": joined,
    "contact.attempted": tried,
    "ticket.tagged": tagged,
    "customer.signed": signed,
    "verify.customer": verified,
    "csat.received": rated,
    "dissat.contacted": _with(followed_up=True),
    "scope.confirmed": _with(scope="in"),
    "scope.refused": _with(scope="out"),
    "prevention.advised": _with(advised=True),
    "gift.offered": _with(gift="offered"),
    "gift.declined": _with(gift="declined"),
    "gift.accepted": gift.accepted,
}
"""Folds of the events that these duties bring about or take notice of."""
