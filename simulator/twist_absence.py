"""When can a customer who does something half-way not be reached, and what ends that?"""

from datetime import datetime, timedelta

from scenarios.fault_model import holds_strictly, is_cured, is_working
from simulator.chance import fraction, whole
from simulator.evolved import evolved
from simulator.state import Desk, Due, State, planned
from sla.timeline import Event

AWAY_S, SILENT_S = (2 * 3600, 20 * 3600), (5 * 3600, 9 * 3600)
"""Seconds, fewest and most, for which somebody is gone after the repair, and before it."""

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


def is_spared(desk: Desk, state: State) -> bool:
    """Tell whether the customer can work, or work around it."""
    model = desk.case.fault_model
    return is_working(model, state.system) or holds_strictly(model.detour, state.system)


def vanishes(desk: Desk, state: State, event: Event) -> State:
    """Be away from the moment on that it is repaired; nobody has asked yet."""
    model = desk.case.fault_model
    if event.kind != "state.changed" or state.ticket.verified or not is_cured(model, state.system):
        return state
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
