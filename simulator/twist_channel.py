"""On which channel is the customer now, and who hears what is said?

From the moment a customer goes over to another channel, liveness, delays and the cost of words are those of the new
one; whoever talks on on the old one is not heard. A customer who is away hears nothing on a live channel, and reads
letters on coming back, if there is one.
"""

from collections.abc import Mapping
from datetime import datetime

from simulator.draft import Draft
from simulator.evolved import evolved
from simulator.move import Move, Refusal
from simulator.speech import Decision, draft, opening
from simulator.state import Desk, State, is_live
from simulator.twist_absence import is_lost
from sla.timeline import Event

WAYS: Mapping[str, tuple[str, ...]] = {
    "phone": ("wecom", "email", "online_chat"),
    "chat": ("email", "phone"),
    "online_chat": ("email", "phone"),
    "wecom": ("email", "phone"),
    "email": ("phone", "wecom", "online_chat"),
    "web_form": ("email", "phone"),
    "ticket_system": ("email", "phone"),
    "fax": ("phone", "email"),
    "feedback_form": ("email", "phone"),
    "sms": ("phone", "wecom", "online_chat"),
}
"""Channels to which people go over from each."""

KEPT = ("ticket.accepted", "call.answered", "contact.attempted")
"""What has happened at the desk although nobody heard the words."""


def here(desk: Desk, state: State) -> Desk:
    """Give the desk with the channel on which the customer is now."""
    channel = state.twist.channel
    return evolved(desk, case=evolved(desk.case, channel=channel, answers_s=())) if channel else desk


def ways_from(desk: Desk) -> tuple[str, ...]:
    """Give the channels of the handbook to which a customer of this channel may go over."""
    there = {one.code for one in desk.handbook.lists.get("channels", ())}
    return tuple(one for one in WAYS.get(desk.case.channel, ()) if one in there)


def is_unheard(desk: Desk, state: State) -> bool:
    """Tell whether words to the customer reach nobody now.

    Args:
        desk: The desk as it is now (`here`).
        state: The state before the words.
    """
    return state.twist.lost_touch or (state.twist.away and (is_live(desk) or is_lost(desk)))


def needs_the_customer(desk: Desk, move: Move) -> bool:
    """Tell whether a move is done by the customer's hand or eye."""
    model = desk.case.fault_model
    check, action = model.check(move.text("check")), model.action(move.text("action"))
    looks = move.kind == "check" and check is not None and check.via == "ask"
    return looks or (move.kind == "act" and action is not None and action.hand == "customer")


def only_heard(desk: Desk, state: State, decision: Decision) -> Decision:
    """Leave out of a decision what words would have brought about that nobody heard."""
    if isinstance(decision, Refusal) or not is_unheard(desk, state):
        return decision
    spoken = any(_is_said(one) for one in decision)
    if not spoken:
        return decision
    kept = (one for one in decision if _is_said(one) or one.kind in KEPT)
    return tuple(_unheard(one, state) for one in kept)


def _is_said(one: Draft) -> bool:
    return one.kind == "agent.msg" and not one.fields.get("to")


def _unheard(one: Draft, state: State) -> Draft:
    if not _is_said(one):
        return one
    channel = {"channel": state.twist.left} if state.twist.lost_touch else {}
    return evolved(one, fields={**one.fields, **channel, "reached": False})


def switch(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Take the contact up on another channel: it reaches the customer where the customer is."""
    channel = move.text("channel")
    if channel not in {one.code for one in desk.handbook.lists.get("channels", ())}:
        return Refusal(code="no_such_channel", params={"channel": channel[:40]})
    on_old = state.twist.left if state.twist.lost_touch else desk.case.channel
    if channel == on_old:
        return Refusal(code="already_done", params={"move": move.kind})
    reached = channel == desk.case.channel and not state.twist.away
    tried = draft(at, "contact.attempted", channel=channel, reached=reached)
    return (*opening(desk, state, at, speaks=False), tried)


def followed(state: State, event: Event) -> State:
    """Fold an attempt at contact: on the customer's new channel it takes the talk up again."""
    twist = state.twist
    if not twist.lost_touch or event.fields.get("channel") != twist.channel or not event.fields.get("reached"):
        return state
    return evolved(state, twist=evolved(twist, followed=True))


def hears_at(state: State, at: datetime) -> datetime:
    """Say when the customer hears words: letters to somebody who is away are read later."""
    back = state.twist.back_at
    return max(at, back) if state.twist.away and back is not None else at
