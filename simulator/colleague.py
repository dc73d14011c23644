"""What do second and third line do with a ticket that was handed over, and when?

Everything is planned as dues on the agenda while events are folded, and happens at its own time (DESIGN decision 4).
How a person works (`Coworker.manner`) is hidden: a busy one begins late, a slow one lets a named time slip once, a
wrong one repairs what is not broken and finds the cure when chased.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import takewhile
from typing import NamedTuple

from scenarios.fault_model import Action, holds_strictly, is_cured
from scenarios.twist import Coworker
from simulator.chance import fraction, pick, whole
from simulator.coworker import SUPERVISOR, coworker, holder, rounded
from simulator.draft import with_system
from simulator.evolved import evolved
from simulator.form import gaps_in
from simulator.line_times import (
    ANSWERS,
    ASKS_BACK_S,
    COMPLETES,
    LATE_STARTS,
    LOOKS,
    LOOKS_AGAIN,
    QUICK_ANSWER,
    SLIPS,
    STARTS,
    WARNS_S,
    Span,
)
from simulator.repair import after_all, mistakes, plan
from simulator.state import Desk, Due, State
from sla.timeline import Event, Json

NEEDED = ("symptom", "impact_scope", "product_version", "contact_method")
"""What a colleague cannot begin without."""


class Work(NamedTuple):
    """One line's work on a ticket from an instant on.

    Attributes:
        tier: The line.
        who: The colleague.
        at: When the cause has been seen.
        slip_s: Seconds of it that a first named time leaves out.
    """

    tier: str
    who: Coworker
    at: datetime
    slip_s: int


def _chance(desk: Desk, low_high: Span, purpose: str, turn: int = 0) -> int:
    """Draw a span that hangs on the case and the line, not on how many words were said before."""
    return whole(*low_high, fraction(desk.case.seed, desk.case.id, turn, purpose))


def missing(desk: Desk, state: State, note: str) -> tuple[str, ...]:
    """Name what a colleague must ask for again: neither in the ticket nor, for the symptom, in the note."""
    gaps = gaps_in(desk.handbook, state.ticket.fields, NEEDED)
    return tuple(slot for slot in gaps if not (slot == "symptom" and note.strip()))


def _due(state: State, at: datetime, tier: str, step: int, data: Mapping[str, Json]) -> Due:
    return Due(id=f"{tier}-{state.version}-{step}", at=at, what="colleague", data={"tier": tier, **data})


def _joins(desk: Desk, state: State, at: datetime, who: Coworker) -> tuple[Due, ...]:
    spans = LATE_STARTS if who.manner == "busy" else STARTS
    starts = at + timedelta(seconds=_chance(desk, spans[who.tier], f"{who.tier}-start"))
    return (_due(state, starts, who.tier, 0, {"do": "join"}),)


def on_transfer(desk: Desk, state: State, event: Event) -> tuple[Due, ...]:
    """Plan the pick-up of a ticket by the receiving tier: by the assigned one, else by the queue's first.

    A ticket that was sent back to an earlier line is completed there.
    """
    if str(event.fields["to_tier"]) < desk.case.seat:
        wait = _chance(desk, COMPLETES, "completes", state.version)
        at = event.at + timedelta(seconds=wait)
        return (_due(state, at, str(event.fields["to_tier"]), 8, {"do": "complete"}),)
    return _joins(desk, state, event.at, coworker(desk, str(event.fields["to_tier"]), state.ticket.assigned))


def on_assigned(desk: Desk, state: State, event: Event) -> tuple[Due, ...]:
    """Plan the pick-up by the colleague whom the trainee chose, from now on; the queue's pick-up no longer counts."""
    return _joins(desk, state, event.at, coworker(desk, state.ticket.tier, str(event.fields["to"])))


def on_notified(desk: Desk, state: State, event: Event) -> tuple[Due, ...]:
    """Plan the supervisor's answer."""
    who = coworker(desk, SUPERVISOR, "")
    wait = _chance(desk, ANSWERS.get(who.manner, QUICK_ANSWER), "supervisor-answer", len(state.notified))
    data = {"do": "supervise", "reason": str(event.fields.get("reason") or "")}
    return (_due(state, event.at + timedelta(seconds=wait), SUPERVISOR, 0, data),)


def _repairs(desk: Desk, state: State, tier: str) -> tuple[tuple[Action, ...], tuple[Action, ...]]:
    """Find the way around and the cure that a tier may carry out."""
    model, allowed = desk.case.fault_model, desk.handbook.tier(tier).solves
    cure = plan(model, state.system, allowed) or ()
    around: tuple[Action, ...] = ()
    if model.detour and not holds_strictly(model.detour, state.system):
        around = plan(model, state.system, allowed, goal=model.detour) or ()
    usable = around and _costs(around) < _costs(cure) and not any(one.partner for one in around)
    return (around if usable else ()), cure


def on_join(desk: Desk, state: State, event: Event, note: str) -> tuple[Due, ...]:
    """Plan what a tier does once it has begun: ask back, repair, or pass on (STD-3.2.2, STD-3.2.3)."""
    tier = "T2" if event.kind == "tier2.started" else "T3"
    who = coworker(desk, tier, state.ticket.assigned)
    gaps = missing(desk, state, note)
    dues: list[Due] = []
    if gaps:
        asks = event.at + timedelta(seconds=150)
        dues.append(_due(state, asks, tier, 1, {"do": "ask", "slots": ",".join(gaps)}))
    seen = _chance(desk, LOOKS[tier], f"{tier}-look") + ASKS_BACK_S * min(3, len(gaps))
    slip = _chance(desk, SLIPS, f"{tier}-slip") if who.manner == "slow" else 0
    work = Work(tier=tier, who=who, at=event.at + timedelta(seconds=seen + slip), slip_s=slip)
    return (*dues, *_works(desk, state, work))


def _works(desk: Desk, state: State, work: Work) -> tuple[Due, ...]:
    tier, at = work.tier, work.at
    around, cure = _repairs(desk, state, tier)
    if not cure and not is_cured(desk.case.fault_model, state.system):
        passes = {"do": "pass_on", "to": "T3"} if tier == "T2" else {"do": "give_up"}
        return (_due(state, at, tier, 2, passes),)
    dues: list[Due] = []
    slip = {"slip_s": work.slip_s} if work.slip_s else {}
    if around:
        at += _costs(around)
        dues.append(_due(state, at, tier, 3, {"do": "repair", "ids": _ids(around), "as": "workaround", **slip}))
    wrong = work.who.manner == "wrong" and bool(cure)
    todo = _mistake(desk, with_system(state, after_all(around, state.system)), tier) if wrong else cure
    return (*dues, *_mends(state, work._replace(at=at), todo, 4, {"do": "repair", "as": "fix", **slip}))


def _mends(
    state: State, work: Work, todo: tuple[Action, ...], step: int, data: Mapping[str, Json]
) -> tuple[Due, ...]:
    """Plan a line's own part of a repair; for a partner's part it asks to have them brought in (DSK-7.5)."""
    own = tuple(takewhile(lambda one: not one.partner, todo))
    theirs = todo[len(own) :]
    done = work.at + _costs(own)
    dues = (_due(state, done, work.tier, step, {**data, "ids": _ids(own)}),) if own or not theirs else ()
    asks = ({"do": "needs", "partner": one.partner, "action": one.id} for one in theirs[:1])
    return (*dues, *(_due(state, done, work.tier, 9, one) for one in asks))


def _mistake(desk: Desk, state: State, tier: str) -> tuple[Action, ...]:
    """Choose what a wrong colleague does first: harmless and useless; nothing where the model has no such action."""
    model = desk.case.fault_model
    useless = mistakes(model, state.system, desk.handbook.tier(tier).solves)
    if not useless:
        return ()
    return (pick(useless, fraction(desk.case.seed, desk.case.id, 0, f"{tier}-mistake")),)


def _costs(actions: tuple[Action, ...]) -> timedelta:
    return timedelta(seconds=sum(one.cost_s for one in actions))


def _ids(actions: tuple[Action, ...]) -> str:
    return ",".join(one.id for one in actions)


def _repair_dues(state: State) -> list[Due]:
    own = [due for due in state.agenda if due.what == "colleague" and due.data.get("tier") == state.ticket.tier]
    return sorted((due for due in own if due.data.get("do") in {"repair", "needs"}), key=lambda due: due.at)


def _second_cure(desk: Desk, state: State) -> tuple[Action, ...]:
    """Give the cure a chased colleague finds: one who was wrong, calls it done, and has it before him still."""
    who = holder(desk, state)
    busy = any(due.what == "colleague" and due.data.get("tier") == who.tier for due in state.agenda)
    if who.manner != "wrong" or not state.ticket.joined or busy:
        return ()
    return plan(desk.case.fault_model, state.system, desk.handbook.tier(who.tier).solves) or ()


def _second_look(desk: Desk, who: Coworker) -> timedelta:
    return timedelta(seconds=_chance(desk, LOOKS_AGAIN, f"{who.id}-again"))


def eta(desk: Desk, state: State) -> datetime:
    """Name the time by which a colleague plans to have something, rounded up to five minutes.

    It is honest, but for the first time that a slow colleague names.
    """
    planned = _repair_dues(state)
    if planned:
        at = planned[0].at
        hoped = at - timedelta(seconds=int(str(planned[0].data.get("slip_s", 0))))
        if state.ticket.eta is None and hoped >= state.now + timedelta(seconds=2 * WARNS_S):
            at = hoped
    elif _second_cure(desk, state):
        at = state.now + _second_look(desk, holder(desk, state))
    else:
        at = state.now + timedelta(seconds=LOOKS[state.ticket.tier][1] + STARTS[state.ticket.tier][1])
    return rounded(desk, at)


def react(desk: Desk, state: State, event: Event) -> State:
    """Let a colleague take notice of an event just folded: chased, written to again, or having named a time."""
    if not desk.case.coworkers:
        return state
    chased = event.actor == "trainee" and (
        (event.kind == "agent.msg" and event.fields.get("to") == state.ticket.tier) or event.kind == "handover.note"
    )
    if chased:
        return _plan(state, *_looks_again(desk, state, event))
    if event.kind == "escalation.eta_obtained" and "due" not in event.fields:
        return _named(desk, state, event)
    return state


def _plan(state: State, *dues: Due) -> State:
    return evolved(state, agenda=(*state.agenda, *dues)) if dues else state


def _looks_again(desk: Desk, state: State, event: Event) -> tuple[Due, ...]:
    cure, who = _second_cure(desk, state), holder(desk, state)
    if not cure:
        return ()
    own = tuple(takewhile(lambda one: not one.partner, cure))
    work = Work(tier=who.tier, who=who, at=event.at + _second_look(desk, who) - _costs(own), slip_s=0)
    return _mends(state, work, cure, 5, {"do": "repair", "as": "again"})


def _named(desk: Desk, state: State, event: Event) -> State:
    """Put the named time into words; where it cannot hold, plan the warning that it slips."""
    tier, named = state.ticket.tier, datetime.fromisoformat(str(event.fields["eta"]))
    warnings = [due for due in state.agenda if due.data.get("do") == "slip"]
    kept = tuple(due for due in state.agenda if due not in warnings)
    said = _due(
        state, event.at, tier, 6, {"do": "say", "line": "slips" if warnings else "eta", "at": named.isoformat()}
    )
    first = next(iter(_repair_dues(state)), None)
    if first is None or rounded(desk, first.at) <= named:
        return evolved(state, agenda=(*kept, said))
    warns = max(event.at, named - timedelta(seconds=WARNS_S))
    slip = _due(state, warns, tier, 7, {"do": "slip", "at": rounded(desk, first.at).isoformat()})
    return evolved(state, agenda=(*kept, said, slip))
