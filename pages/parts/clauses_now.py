"""Which clauses matter at a point of the handling? Read off the handbook's own rules, whichever handbook it is."""

from collections.abc import Iterable, Iterator

from policy.handbook import Handbook, Item
from simulator.state import State
from sla.clock import SlaClock

MOST = 9
"""Clauses shown at once."""

AFTER = ("closure_steps", "closure_record")
"""Lists of the handbook that hold once the customer has confirmed."""


FIRST_WORDS = frozenset({"agent.first_contact", "call.answered"})
SOLVED = frozenset({"verify.customer", "ticket.resolved"})
HANDED_OVER = frozenset({"ticket.transferred"})
"""Kinds of events that clocks end or begin with."""


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
    yield from _own(handbook, state)
    if not ticket.level:
        yield from _first_contact(handbook)
        yield from _priorities(handbook)
        yield from _intake(handbook, state)
        return
    about_setting = set.intersection(*(set(one.basis) for one in handbook.priorities))
    yield from (one for one in handbook.priority(ticket.level).basis if one not in about_setting)
    yield from _intake(handbook, state)
    if ticket.tier == seat:
        yield from _handing_over(handbook, state)
    else:
        yield from _others_work(handbook, state)
    yield from _solving(handbook)


def _own(handbook: Handbook, state: State) -> Iterator[str]:
    """Name what the handbook's own moves are for, as far as it is not done."""
    duties, has_number = state.duties, bool(state.ticket.number)
    wanted = {
        "answer_call": duties.ringing,
        "tell_number": has_number and not duties.number_told,
        "acknowledge": bool(duties.group or state.ticket.assigned) and not duties.acknowledged,
        "event_row": duties.row != "complete",
        "scope": not duties.scope,
        "route": has_number and not duties.group,
        "decline_gift": duties.gift == "offered",
        "low_rating_contact": duties.low_rated and not duties.followed_up,
        "sign_off": state.ticket.resolved and not duties.signed,
    }
    for item in handbook.lists.get("desk_moves", ()):
        if wanted.get(item.code):
            yield from _of(item)


def _first_contact(handbook: Handbook) -> Iterator[str]:
    """Name what the clocks up to the first words rest on."""
    for rule in handbook.clocks:
        if {one.kind for one in rule.stops} & FIRST_WORDS:
            yield from rule.basis


def _solving(handbook: Handbook) -> Iterator[str]:
    """Name what the clocks up to the solution rest on."""
    for rule in handbook.clocks:
        if {one.kind for one in rule.stops} & SOLVED and not {one.kind for one in rule.starts} & HANDED_OVER:
            yield from rule.basis


def _settled(handbook: Handbook, read: Iterable[SlaClock]) -> frozenset[str]:
    """Name the clauses whose clocks have all stopped: what they ask for has happened."""
    still: set[str] = set()
    stopped: set[str] = set()
    for one in read:
        basis = {str(name) for name in handbook.clock(one.name).basis}
        if one.stopped_at is None:
            still |= basis
        else:
            stopped |= basis
    return frozenset(stopped - still)


def clauses_now(handbook: Handbook, state: State, seat: str, read: Iterable[SlaClock] = ()) -> tuple[str, ...]:
    """Name the clauses that matter now, the nearest first; assumptions are left to their badges.

    Args:
        handbook: Whose rules.
        state: The handling then.
        seat: Tier of the trainee.
        read: The clocks then; what a stopped one asks for has happened.
    """
    known = {str(name) for name in handbook.clauses} - _settled(handbook, read)
    found = dict.fromkeys(str(one) for one in _candidates(handbook, state, seat))
    return tuple(name for name in found if name in known)[:MOST]
