"""Which clauses matter at a point of the handling? Read off the handbook's own rules, whichever handbook it is."""

from collections.abc import Iterator

from policy.handbook import Handbook, Item
from simulator.state import State

MOST = 9
"""Clauses shown at once."""

AFTER = ("closure_steps", "closure_record")
"""Lists of the handbook that hold once the customer has confirmed."""


def _intake(handbook: Handbook, state: State) -> Iterator[str]:
    for one in handbook.intake:
        if one.required and not state.ticket.fields.get(one.name):
            yield from one.basis


def _priorities(handbook: Handbook) -> Iterator[str]:
    for one in handbook.priorities:
        yield from one.basis


def _handing_over(handbook: Handbook, state: State) -> Iterator[str]:
    for rule in handbook.escalations:
        if rule.source == state.ticket.tier:
            yield from rule.basis


def _others_work(handbook: Handbook, state: State) -> Iterator[str]:
    yield from handbook.tier(state.ticket.tier).basis
    for rule in handbook.clocks:
        if rule.name.lower().startswith(state.ticket.tier.lower()):
            yield from rule.basis


def _closing(handbook: Handbook) -> Iterator[str]:
    for name in AFTER:
        for item in handbook.lists.get(name, ()):
            yield from _of(item)
    for rule in handbook.clocks:
        if rule.name == "callback":
            yield from rule.basis


def _of(item: Item) -> tuple[str, ...]:
    return tuple(str(one) for one in item.basis)


def _complaint(handbook: Handbook) -> Iterator[str]:
    for item in handbook.lists.get("complaint_steps", ()):
        yield from _of(item)


def _remote(handbook: Handbook) -> Iterator[str]:
    for name in ("remote_rules", "remote_tools"):
        for item in handbook.lists.get(name, ()):
            yield from _of(item)


def _candidates(handbook: Handbook, state: State, seat: str) -> Iterator[str]:
    ticket = state.ticket
    if getattr(state, "complaint", None) is not None:
        yield from _complaint(handbook)
    if getattr(getattr(state, "remote", None), "running", False):
        yield from _remote(handbook)
    if ticket.verified:
        yield from _closing(handbook)
        return
    if not ticket.level:
        yield from handbook.clock("response").basis
        yield from _priorities(handbook)
        yield from _intake(handbook, state)
        return
    yield from handbook.priority(ticket.level).basis
    yield from _intake(handbook, state)
    if ticket.tier == seat:
        yield from _handing_over(handbook, state)
    else:
        yield from _others_work(handbook, state)
    yield from handbook.clock("resolution").basis


def clauses_now(handbook: Handbook, state: State, seat: str) -> tuple[str, ...]:
    """Name the clauses that matter now, the nearest first; assumptions are left to their badges."""
    known = {str(name) for name in handbook.clauses}
    found = dict.fromkeys(str(one) for one in _candidates(handbook, state, seat))
    return tuple(name for name in found if name in known)[:MOST]
