"""Which acts does the life of a ticket hold, on its way through the lines, and which of them wait for which?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from policy.handbook import ClockRule, Handbook, PriorityCode, TierCode, Trigger

ACCEPTED: Final = "ticket.accepted"
COMPLAINT: Final = "complaint.opened"
GRADED: Final = "ticket.severity_set"
MOVED: Final = "ticket.transferred"

BY_LINES: Final = frozenset({MOVED, "tier2.started", "tier3.joined"})
"""Acts that are there only where the way goes through their line."""

WORK: Final = ("agent.first_contact", GRADED, "assignee.ack", MOVED, "tier2.started", "tier3.joined")

AFTER: Final[Mapping[str, tuple[str, ...]]] = {
    "call.rung": (),
    "call.answered": ("call.rung",),
    "ticket.submitted": (),
    ACCEPTED: ("ticket.submitted",),
    "ticket.type_set": (ACCEPTED,),
    GRADED: (ACCEPTED,),
    "agent.first_contact": ("ticket.submitted",),
    "ticket.assigned": (GRADED,),
    "assignee.ack": ("ticket.assigned",),
    MOVED: ("agent.first_contact", GRADED, "tier2.started"),
    "tier2.started": (MOVED,),
    "tier3.joined": (MOVED,),
    "fix.provided": WORK,
    "workaround.provided": WORK,
    "ticket.resolved": (*WORK, "fix.provided", "workaround.provided"),
    "verify.customer": ("ticket.resolved", "fix.provided"),
    "ticket.archived": ("verify.customer",),
    "ticket.closed": ("verify.customer", "ticket.archived"),
    "callback.done": ("ticket.resolved",),
    "csat.received": ("ticket.resolved",),
    "dissat.contacted": ("csat.received",),
    COMPLAINT: (),
    "complaint.contacted": (COMPLAINT,),
    "corrective.fed_back": ("complaint.contacted",),
    "corrective.done": ("corrective.fed_back",),
    "complaint.followup": ("corrective.done",),
}
"""Kinds of acts in their order, each with those that come before it; what is not here waits for its clock's start."""

_RANK: Final = {kind: at for at, kind in enumerate(AFTER)}
_FRAME: Final = ("ticket.submitted", ACCEPTED, "ticket.resolved", "verify.customer")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Act:
    """One act of a life.

    Attributes:
        rank: Its place in the order.
        kind: Kind of event.
        fields: What the event carries.
    """

    rank: float
    kind: str
    fields: tuple[tuple[str, str], ...] = ()

    def answers(self, trigger: Trigger) -> bool:
        """Say whether this act is what a trigger names."""
        carried = dict(self.fields)
        return self.kind == trigger.kind and all(carried.get(name) == one for name, one in trigger.fields.items())


Route = tuple[TierCode, ...]
"""Lines that a ticket goes through."""


def routes(handbook: Handbook, priority: PriorityCode | None) -> tuple[Route, ...]:
    """List the ways of a ticket through the lines.

    From a line it goes to one that receives its priority, where there is such a line; else to one that receives
    nothing in particular; else wherever an escalation leads. A handbook without lines has the empty way.
    """
    if not handbook.tiers:
        return ((),)
    return tuple(_onward(handbook, priority, (handbook.tiers[0].code,)))


def _onward(handbook: Handbook, priority: PriorityCode | None, so_far: Route) -> Iterator[Route]:
    known = {tier.code: tier for tier in handbook.tiers}
    ways = [one.target for one in handbook.escalations if one.source == so_far[-1] and one.target in known]
    ways = [one for one in dict.fromkeys(ways) if one not in so_far]
    direct = [one for one in ways if priority is not None and priority in known[one].receives]
    if not direct:
        yield so_far
    for one in direct or [one for one in ways if not known[one].receives] or ways:
        yield from _onward(handbook, priority, (*so_far, one))


def lives(handbook: Handbook, priority: PriorityCode | None) -> tuple[tuple[Act, ...], ...]:
    """List the acts of a ticket on each way, and those of a complaint, before any clock adds its own."""
    graded = () if priority is None else (Act(rank=_RANK[GRADED], kind=GRADED, fields=(("level", priority),)),)
    frame = tuple(Act(rank=_RANK[kind], kind=kind) for kind in _FRAME)
    found = [tuple(sorted((*frame, *graded, *_moves(route)))) for route in routes(handbook, priority)]
    return (*found, (Act(rank=_RANK[COMPLAINT], kind=COMPLAINT),))


def _moves(route: Route) -> Iterator[Act]:
    """Give the transfers; each later line's acts follow it, those of the second before the third is called."""
    for at, (source, target) in enumerate(pairwise(route)):
        fields = (("from_tier", str(source)), ("to_tier", str(target)))
        rank = _RANK["tier2.started"] + at / len(route) if at else _RANK[MOVED]
        yield Act(rank=rank, kind=MOVED, fields=fields)


def act_of(trigger: Trigger, start: Act | None = None) -> Act:
    """Make the act that a trigger names; one that no life knows comes right after the start of its clock."""
    rank = float(_RANK.get(trigger.kind, (start.rank + 0.01) if start else 0))
    return Act(rank=rank, kind=trigger.kind, fields=tuple(sorted(trigger.fields.items())))


def before(act: Act, acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """Give the acts of a life that have to be done before one of them."""
    kinds = AFTER.get(act.kind, ())
    return tuple(one for one in acts if one.kind in kinds and one < act)


def found_among(triggers: tuple[Trigger, ...], acts: tuple[Act, ...]) -> Act | None:
    """Give the first act of a life that one of the triggers names."""
    return next((act for act in sorted(acts) if any(act.answers(one) for one in triggers)), None)


def starts_of(rule: ClockRule, priority: PriorityCode | None) -> tuple[Trigger, ...]:
    """Give what starts a clock for a priority."""
    return rule.starts_by_priority.get(priority or "", rule.starts)
