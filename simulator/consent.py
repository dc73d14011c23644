"""What does the customer agree to: a plan, a look at the screen, a session begun without asking?"""

from datetime import datetime, timedelta

from scenarios.fault_model import Action, FaultModel, after, holds_strictly
from scenarios.fault_model import State as SystemState
from simulator.chance import fraction, whole
from simulator.evolved import evolved
from simulator.reading.reading import Reading
from simulator.state import Desk, Due, State
from simulator.twist_state import Twisted
from simulator.utterance import Reply, Request, as_data, say, spoken_act

PUTS_OFF = 0.35
"""Share of customers who first have something to finish before anybody may look."""

FINISHES_S = (60, 180)
"""Seconds such a customer needs."""

UNASKED = 220
SEEN = 140
"""Frustration of a customer who finds somebody on the screen unasked, or looking at what is private."""


def would_lose(model: FaultModel, system: SystemState, action: Action) -> bool:
    """Tell whether an action would destroy data of the customer as things are now."""
    return not holds_strictly(model.lost, system) and holds_strictly(model.lost, after(action, system))


def to_plan(desk: Desk, state: State, request: Request) -> Reply:
    """Answer an explained plan: yes, unless the customer was told that something would be lost by it."""
    model, name = desk.case.fault_model, request.about
    told = (*request.parts, *state.explained.get(name, ()))
    action = model.action(name)
    if action is not None and "risk" in told and would_lose(model, state.system, action):
        return spoken_act(desk, state, "refuses_risk")
    words = (say(desk, state.version, "ack_plan"),)
    asks = bool(name) and name not in state.approved
    return Reply(parts=words, act="ack_plan", event="customer.approved" if asks else "", about=name)


def _puts_off(desk: Desk, state: State) -> bool:
    chance = fraction(desk.case.seed, desk.case.id, 0, "puts_off")
    return not state.remote.requested and chance < PUTS_OFF


def to_session(desk: Desk, state: State, _request: Request) -> Reply:
    """Answer the question whether the desk may look: yes, or yes in a minute (STD-5b.3.consent)."""
    if state.remote.consented:
        return spoken_act(desk, state, "ack_plan")
    if state.twist.consent == "withdrawn":
        return spoken_act(desk, state, "refuses_again")
    if _puts_off(desk, state):
        return spoken_act(desk, state, "consent_later")
    return spoken_act(desk, state, "consent_remote", "remote.consent")


def explained(state: State, reading: Reading, request: Request) -> Twisted:
    """Let a customer who took the consent back hear why it is needed; only after the session was ended."""
    twist = state.twist
    why = request.intent == "explain" or reading.has("explain_plan")
    ready = twist.consent == "withdrawn" and not state.remote.running
    return evolved(twist, consent="explained") if ready and why else twist


def late_consent(desk: Desk, state: State, spoken: datetime) -> Due:
    """Plan the yes that was put off."""
    pause = whole(*FINISHES_S, fraction(desk.case.seed, desk.case.id, state.version, "finishes"))
    answer = spoken_act(desk, state, "consent_remote", "remote.consent")
    at = spoken + timedelta(seconds=pause)
    return Due(id=f"consent-{state.version}", at=at, what="customer", data=as_data(desk, answer))


def to_closing(desk: Desk, state: State, _request: Request) -> Reply:
    """Answer the question for private things on the screen: name and close them, or say that there is nothing."""
    if not desk.case.screen or state.remote.checked:
        return spoken_act(desk, state, "nothing_private")
    return spoken_act(desk, state, "closes_private", screen=desk.case.screen)


def on_session(desk: Desk, state: State) -> tuple[Reply | None, str, int]:
    """Give what the customer says when a session begins, with the cause and weight of the mood.

    Nothing is said when it was agreed, and what is private had been closed.
    """
    if not state.remote.consented:
        return spoken_act(desk, state, "remote_surprise"), "remote_unasked", UNASKED
    if desk.case.screen and not state.remote.checked:
        return spoken_act(desk, state, "private_seen", screen=desk.case.screen), "private_seen", SEEN
    return None, "", 0
