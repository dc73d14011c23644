"""How does a ticket of one handbook read under another, whose priorities have other names?"""

from dataclasses import replace

from policy.handbook import Handbook, PriorityCode
from sla.kinds import PRIORITY_SET
from sla.timeline import Event, Timeline


def twin_of(code: str, source: Handbook, target: Handbook) -> PriorityCode | None:
    """Give the priority of the same rank; what stands below the last of the target becomes its last.

    The manuals do not map theirs to each other: by rank is our Assumption (ambiguities.md X01), L1 = P1, L2 = P2,
    L3 = P3, and P4, which has no twin, L3. None where the code or the target has no priorities.
    """
    ranks = [one.code for one in source.priorities]
    if code not in ranks or not target.priorities:
        return None
    return target.priorities[min(ranks.index(PriorityCode(code)), len(target.priorities) - 1)].code


def as_under(timeline: Timeline, source: Handbook, target: Handbook) -> Timeline:
    """Give the same ticket with its priorities named as another handbook names them; without a twin none is set."""
    return tuple(found for event in timeline if (found := _named(event, source, target)) is not None)


def _named(event: Event, source: Handbook, target: Handbook) -> Event | None:
    if event.kind != PRIORITY_SET or source.id == target.id:
        return event
    twin = twin_of(str(event.fields.get("level")), source, target)
    return None if twin is None else replace(event, fields={**event.fields, "level": twin})
