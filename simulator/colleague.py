"""What do second and third line do with a ticket that was handed over, and when?"""

from datetime import datetime, timedelta
from typing import NamedTuple

from scenarios.fault_model import Action, holds_strictly, is_cured
from simulator.chance import fraction, whole
from simulator.repair import plan
from simulator.state import Desk, Due, State
from sla.timeline import Event

STARTS = {"T2": (8 * 60, 34 * 60), "T3": (5 * 60, 17 * 60)}
"""Seconds until a tier begins on a transferred ticket."""

LOOKS = {"T2": (25 * 60, 55 * 60), "T3": (12 * 60, 30 * 60)}
"""Seconds a tier needs to see the cause."""

ASKS_BACK_S = 14 * 60
"""Seconds lost for each thing that a handover leaves out, three at most."""

NEEDED = ("symptom", "impact_scope", "product_version", "contact_method")
"""What a colleague cannot begin without."""


class Turn(NamedTuple):
    """One thing a colleague will do: after how long, and what."""

    after_s: int
    data: dict[str, str]


def _chance(desk: Desk, state: State, low_high: tuple[int, int], purpose: str) -> int:
    return whole(*low_high, fraction(desk.case.seed, desk.case.id, state.version, purpose))


def missing(state: State, note: str) -> tuple[str, ...]:
    """Name what a colleague must ask for again: neither in the ticket nor, for the symptom, in the note."""
    return tuple(
        slot for slot in NEEDED if not state.ticket.fields.get(slot) and not (slot == "symptom" and note.strip())
    )


def _due(state: State, at: datetime, tier: str, step: int, data: dict[str, str]) -> Due:
    return Due(id=f"{tier}-{state.version}-{step}", at=at, what="colleague", data={"tier": tier, **data})


def on_transfer(desk: Desk, state: State, event: Event) -> tuple[Due, ...]:
    """Plan the pick-up of a ticket by the receiving tier."""
    tier = str(event.fields["to_tier"])
    starts = event.at + timedelta(seconds=_chance(desk, state, STARTS[tier], f"{tier}-start"))
    return (_due(state, starts, tier, 0, {"do": "join"}),)


def _repairs(desk: Desk, state: State, tier: str) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """Find the way around and the cure that a tier may carry out."""
    model, allowed = desk.case.fault_model, desk.handbook.tier(tier).solves
    cure = plan(model, state.system, allowed) or ()
    around: tuple[Action, ...] = ()
    if model.detour and not holds_strictly(model.detour, state.system):
        around = plan(model, state.system, allowed, goal=model.detour) or ()
    shorter = sum(one.cost_s for one in around) < sum(one.cost_s for one in cure)
    return (around if around and shorter else ()), cure


def on_join(desk: Desk, state: State, event: Event, note: str) -> tuple[Due, ...]:
    """Plan what a tier does once it has begun: ask back, repair, or pass on (STD-3.2.2, STD-3.2.3)."""
    tier = "T2" if event.kind == "tier2.started" else "T3"
    gaps = missing(state, note)
    dues: list[Due] = []
    if gaps:
        asks = event.at + timedelta(seconds=150)
        dues.append(_due(state, asks, tier, 1, {"do": "ask", "slots": ",".join(gaps)}))
    seen = _chance(desk, state, LOOKS[tier], f"{tier}-look") + ASKS_BACK_S * min(3, len(gaps))
    at = event.at + timedelta(seconds=seen)
    around, cure = _repairs(desk, state, tier)
    if not cure and not is_cured(desk.case.fault_model, state.system):
        passes = {"do": "pass_on", "to": "T3"} if tier == "T2" else {"do": "give_up"}
        return (*dues, _due(state, at, tier, 2, passes))
    if around:
        at += timedelta(seconds=sum(one.cost_s for one in around))
        dues.append(_due(state, at, tier, 3, {"do": "repair", "ids": _ids(around), "as": "workaround"}))
    at += timedelta(seconds=sum(one.cost_s for one in cure))
    dues.append(_due(state, at, tier, 4, {"do": "repair", "ids": _ids(cure), "as": "fix"}))
    return tuple(dues)


def _ids(actions: tuple[Action, ...]) -> str:
    return ",".join(one.id for one in actions)


def eta(desk: Desk, state: State) -> datetime:
    """Name the time by which a colleague plans to have something: honest, rounded up to five minutes."""
    planned = [due.at for due in state.agenda if due.what == "colleague" and due.data.get("do") == "repair"]
    low, high = LOOKS[state.ticket.tier][1], STARTS[state.ticket.tier][1]
    at = min(planned) if planned else state.now + timedelta(seconds=low + high)
    minutes = -(-int((at - desk.case.submitted_at).total_seconds()) // 300) * 5
    return desk.case.submitted_at + timedelta(minutes=minutes)
