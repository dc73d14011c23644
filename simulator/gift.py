"""Does a thankful customer offer a gift, and what becomes of it? (NET-2.1.c)."""

from datetime import timedelta

from simulator.chance import fraction, whole
from simulator.duties import offers
from simulator.state import Desk, Due, State, planned, whole_of, with_duties
from simulator.utterance import as_data, as_due, spoken_act
from sla.timeline import Event

SHARE = 0.25
"""Share of the cases in which a gift is offered."""

AFTER_S = (15, 60)
"""Seconds after the confirmation."""

OFFER = "gift-offer"


def is_generous(desk: Desk) -> bool:
    """Tell whether this customer will offer something."""
    return offers(desk.handbook, "decline_gift") and fraction(desk.case.seed, desk.case.id, 0, "gift") < SHARE


def thanked(desk: Desk, state: State, event: Event) -> State:
    """Plan the offer after the first confirmation; it comes once at most."""
    planned_already = any(due.id == OFFER for due in state.agenda)
    if state.duties.gift or planned_already or state.status != "open" or not is_generous(desk):
        return state
    wait = whole(*AFTER_S, fraction(desk.case.seed, desk.case.id, state.version, "gift"))
    said = spoken_act(desk, state, "offers_gift", "gift.offered")
    at = event.at + timedelta(seconds=wait)
    return planned(state, Due(id=OFFER, at=at, what="customer", data=as_data(desk, said)))


def accepted(desk: Desk, state: State, event: Event) -> State:
    """Fold the taking of a gift; the customer is pleased."""
    then = with_duties(state, gift="accepted")
    if state.status != "open":
        return then
    heard = event.at + timedelta(seconds=whole_of(event.fields.get("cost_s")))
    return planned(then, as_due(desk, then, spoken_act(desk, then, "gift_taken"), heard))
