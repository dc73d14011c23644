"""What do a ringing phone, taking the call and sending it on bring about? (DSK-7.1, NET-3.1.chan)."""

from datetime import datetime, timedelta

from simulator.chance import fraction, whole
from simulator.draft import Draft, Drafts
from simulator.evolved import evolved
from simulator.move import Move, Refusal
from simulator.speech import Decision, draft
from simulator.state import Desk, Due, State, planned, with_duties
from simulator.urging import RINGS
from sla.timeline import Event

PHONE = "phone"

MOBILE_S = (10, 45)
"""Seconds until a call that was sent on is taken: forwarding is no answer (A-call-answer)."""

CARRIED_S = (4, 9)
"""The same where nobody sits at the desk: whoever is on duty carries the mobile."""


def is_unmanned(desk: Desk) -> bool:
    """Tell whether nobody sits at the phone, so that a call has to be sent on (DSK-7.1)."""
    return desk.case.setting is not None and desk.case.setting.unmanned


def only_taken(desk: Desk, decision: Decision) -> Decision:
    """Refuse what would pick up a phone that nobody sits at: words to a caller whom it still rings for."""
    if isinstance(decision, Refusal) or not is_unmanned(desk):
        return decision
    picks_up = any(one.kind == "call.answered" for one in decision)
    return Refusal(code="nobody_at_desk") if picks_up else decision


def rings(desk: Desk) -> bool:
    """Tell whether the case opens with a ringing phone: it came by phone, and a clock waits for the ring."""
    starts = (start.kind for clock in desk.handbook.clocks for start in clock.starts)
    return desk.case.channel == PHONE and RINGS in starts


def first_ring(desk: Desk) -> Drafts:
    """Give the ring that opens a case, if there is one."""
    return (Draft(at=desk.case.submitted_at, kind=RINGS, actor="system"),) if rings(desk) else ()


def answer(desk: Desk, state: State, _move: Move, at: datetime) -> Decision:
    """Take the call at the desk; one that was sent on is taken back."""
    if not state.duties.ringing:
        return Refusal(code="no_call")
    if is_unmanned(desk):
        return Refusal(code="nobody_at_desk")
    return (draft(at, "call.answered", by="desk"),)


def forward(_desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Send a ringing call on, to a mobile or to whoever is on duty."""
    to = move.text("to").strip()
    if not state.duties.ringing:
        return Refusal(code="no_call")
    if state.duties.forwarded:
        return Refusal(code="already_done", params={"move": move.kind})
    return (draft(at, "call.forwarded", to=to),) if to else Refusal(code="empty_text")


def rung(_desk: Desk, state: State, event: Event) -> State:
    """Fold a ring; a caller whom nobody answers tries again, as one who urges."""
    if state.duties.rung_at is None:
        return with_duties(state, rung_at=event.at)
    return evolved(with_duties(state, rung_at=event.at), urges=state.urges + 1, urged_at=event.at)


def taken(_desk: Desk, state: State, event: Event) -> State:
    """Fold the answer: nothing rings any more, and the caller's patience begins anew."""
    agenda = tuple(due for due in state.agenda if due.data.get("do") != "mobile")
    then = evolved(state, agenda=agenda, urges=0, urged_at=event.at)
    return with_duties(then, answered=True)


def forwarded(desk: Desk, state: State, event: Event) -> State:
    """Fold a forwarded call: it rings on, and is taken on the mobile."""
    spans = CARRIED_S if is_unmanned(desk) else MOBILE_S
    wait = whole(*spans, fraction(desk.case.seed, desk.case.id, state.version, "mobile"))
    at = event.at + timedelta(seconds=wait)
    due = Due(id=f"mobile-{state.version}", at=at, what="duty", data={"do": "mobile"})
    return planned(with_duties(state, forwarded=True), due)
