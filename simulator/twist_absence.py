"""When can a customer who does something half-way not be reached, and what ends that?"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from scenarios.fault_model import holds_strictly, is_cured, is_working
from scenarios.twist import TwistCode
from simulator.chance import fraction, whole
from simulator.duties import offers
from simulator.evolved import evolved
from simulator.state import Desk, Due, State, planned
from sla.timeline import Event

AWAY_S, SILENT_S = (2 * 3600, 20 * 3600), (5 * 3600, 9 * 3600)
"""Seconds, fewest and most, for which somebody is gone after the repair, and before it."""

LOST: TwistCode = "never_returns"

TRY = "try_contact"
"""Move by which a customer is tried, of the manuals that have it."""

TRIES, CHANNELS = "unreachable_tries", "unreachable_channels"
"""Settings of the manuals that say when somebody counts as out of reach (A19)."""

QUIET_WORK = ("ticket.severity_set", "check.run", "kb.search", "kb.opened")
"""Work at the desk after which a customer may have gone, with nothing left to answer; the next words find nobody."""


def with_twist(state: State, **changes: object) -> State:
    """Give the state with some of what has come of the twist changed."""
    return evolved(state, twist=evolved(state.twist, **changes))


def drawn_span(desk: Desk, span: tuple[int, int], purpose: str) -> timedelta:
    """Draw how long it takes until something happens, or for which it lasts, by the case alone."""
    return timedelta(seconds=whole(*span, fraction(desk.case.seed, desk.case.id, 0, purpose)))


def turn_due(do: str, at: datetime) -> Due:
    """Plan a turn of the customer."""
    return Due(id=f"twist-{do}", at=at, what="twist", data={"do": do})


def is_lost(desk: Desk) -> bool:
    """Tell whether this customer is gone for good once it is repaired; a manual has to know of such a case."""
    return LOST in desk.case.twists and offers(desk.handbook, TRY)


def has_tried_enough(desk: Desk, channels: Sequence[str]) -> bool:
    """Tell whether these tries are as many, and on as many channels, as the manual asks for (A19)."""
    settings = desk.handbook.settings
    if not {TRIES, CHANNELS} <= set(settings):
        return False
    return len(channels) >= settings[TRIES].value and len(set(channels)) >= settings[CHANNELS].value


def is_given_up(desk: Desk, state: State) -> bool:
    """Tell whether somebody who never returns was tried often enough."""
    return is_lost(desk) and state.twist.away and has_tried_enough(desk, state.duties.tries)


def is_spared(desk: Desk, state: State) -> bool:
    """Tell whether the customer can work, or work around it."""
    model = desk.case.fault_model
    return is_working(model, state.system) or holds_strictly(model.detour, state.system)


def vanishes(desk: Desk, state: State, event: Event) -> State:
    """Be away from the moment on that it is repaired; nobody has asked yet.

    Who never returns does so for good, where the manual says how often to try before the ticket may be closed (A19).
    """
    model = desk.case.fault_model
    if event.kind != "state.changed" or state.ticket.verified or not is_cured(model, state.system):
        return state
    if is_lost(desk):
        return with_twist(state, planned=True, away=True)
    back = event.at + drawn_span(desk, AWAY_S, "away.for")
    return planned(with_twist(state, planned=True, away=True, back_at=back), turn_due("back", back))


def falls_silent(desk: Desk, state: State, event: Event) -> State:
    """Be gone half-way, before it is repaired, when no answer is owed: the next question finds nobody (A19)."""
    answering = any(due.what == "customer" for due in state.agenda)
    half_way = state.ticket.level and event.kind in QUIET_WORK and event.fields.get("via") != "ask"
    if answering or not half_way or is_spared(desk, state):
        return state
    back = event.at + drawn_span(desk, SILENT_S, "silent.for")
    return planned(with_twist(state, planned=True, away=True, back_at=back), turn_due("back", back))


def found_again(state: State, event: Event) -> State:
    """End the absence of a customer whom somebody has reached after all."""
    return with_twist(state, away=False) if state.twist.away and event.fields.get("reached") else state
