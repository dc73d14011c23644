"""What does a supervisor bring about: who has the ticket, what a colleague may do, and what is asked of them?

A case reaches this seat with the ticket where it is (ASC-4.6, A-supervisor-seat): a line has it and goes on having
it, until the supervisor gives it to somebody else. What a colleague asks leave for waits until it is answered.
"""

from datetime import datetime, timedelta

from scenarios.fault_model import is_cured
from scenarios.partner import Request
from scenarios.seating import SUPERVISOR
from scenarios.twist import Coworker
from simulator.coworker import on_duty
from simulator.draft import Draft, Drafts
from simulator.evolved import evolved
from simulator.move import Move, Refusal
from simulator.speech import Decision, draft, opening
from simulator.state import Desk, Due, State, planned
from simulator.strand import Asked
from sla.timeline import Event

VERDICTS = ("yes", "no")

SETS_TO_WORK = timedelta(seconds=90)
"""Time in which a colleague who was given leave begins."""


def is_supervisor(desk: Desk) -> bool:
    """Tell whether the trainee sits in the supervisor's seat."""
    return desk.case.post == SUPERVISOR


def reassign(state: State, who: Coworker, at: datetime) -> Drafts:
    """Give the ticket to anybody on a line: with it goes the line (ASC-4.6)."""
    moved: Drafts = ()
    if who.tier != state.ticket.tier:
        moved = (draft(at, "ticket.transferred", from_tier=state.ticket.tier, to_tier=who.tier),)
    return (*moved, draft(at, "ticket.assigned", to=who.id, group=who.tier))


def may_have(desk: Desk, who: Coworker) -> bool:
    """Tell whether a supervisor can give a ticket to somebody: whoever is on a line."""
    return is_supervisor(desk) and who.tier in {str(one.code) for one in desk.handbook.tiers}


def authorise(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Give a colleague leave for a step, or refuse it."""
    if not is_supervisor(desk):
        return Refusal(code="not_at_this_seat")
    name, verdict, text = move.text("action"), move.text("verdict"), move.text("text").strip()
    asked = state.requests.get(name)
    if asked is None or asked.verdict:
        return Refusal(code="nothing_asked")
    if verdict not in VERDICTS:
        return Refusal(code="bad_field", params={"field": "verdict"})
    if not text:
        return Refusal(code="empty_text")
    first = opening(desk, state, at, speaks=False)
    return (*first, draft(at, "override.decided", action=name, verdict=verdict, text=text))


def next_request(desk: Desk, state: State) -> Due | None:
    """Say when a colleague asks for leave: who has the ticket still, and nobody has asked yet."""
    if not desk.case.requests or desk.case.history is None or state.status != "open":
        return None
    came = desk.case.submitted_at + timedelta(minutes=desk.case.history.minutes)
    for index, one in enumerate(desk.case.requests):
        if one.action in state.requests or not _has_it(desk, state, one):
            continue
        at = came + timedelta(seconds=one.after_s)
        return Due(id=f"request-{index}", at=at, what="request", data={"index": index})
    return None


def _has_it(desk: Desk, state: State, one: Request) -> bool:
    first = next((who.id for who in on_duty(desk, one.line)), "")
    mine = state.ticket.tier == one.line and state.ticket.assigned == first
    return mine and not is_cured(desk.case.fault_model, state.system)


def request_acts(desk: Desk, _state: State, due: Due) -> Drafts:
    """Give the event of a colleague's request."""
    one = desk.case.requests[int(str(due.data["index"]))]
    fields = {"action": one.action, "text": one.text}
    return (Draft(at=due.at, kind="override.requested", actor=one.line, fields=fields),)


def requested(_desk: Desk, state: State, event: Event) -> State:
    """Fold a request, which waits for an answer."""
    name = str(event.fields["action"])
    return evolved(state, requests={**state.requests, name: Asked(action=name, by=event.actor)})


def decided(desk: Desk, state: State, event: Event) -> State:
    """Fold the answer; who got leave carries the step out."""
    name = str(event.fields["action"])
    asked, action = state.requests.get(name), desk.case.fault_model.action(name)
    if asked is None or action is None:
        return state
    now = Asked(action=name, by=asked.by, verdict=str(event.fields["verdict"]))
    then = evolved(state, requests={**state.requests, name: now})
    if now.verdict != "yes":
        return then
    at = event.at + SETS_TO_WORK + timedelta(seconds=action.cost_s)
    data = {"tier": asked.by, "do": "repair", "ids": name, "as": "granted"}
    return planned(then, Due(id=f"granted-{state.version}", at=at, what="colleague", data=data))
