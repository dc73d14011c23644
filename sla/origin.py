"""With what does a matter begin, and which events of a timeline cannot lie before that?"""

from datetime import datetime
from typing import Final

from sla.inspection import Inspection
from sla.kinds import (
    ACCEPTED,
    BEGINS,
    BREACH_REASON,
    CANCELLED,
    FIRST_CONTACT,
    PRIORITY_SET,
    REOPENED,
    RESOLVED,
    SUBMITTED,
    WAITED,
    WAITING,
)
from sla.timeline import Timeline, of_kind

PRESUPPOSES: Final = frozenset({
    ACCEPTED, BREACH_REASON, CANCELLED, FIRST_CONTACT, PRIORITY_SET, REOPENED, RESOLVED, WAITED, WAITING,
    "assignee.ack", "callback.done", "clock.paused", "clock.resumed", "fix.provided", "tier2.started", "tier3.joined",
    "ticket.closed", "ticket.transferred", "verify.customer", "workaround.provided",
})  # fmt: skip
"""What is done about a matter that is already there."""


def began_at(timeline: Timeline) -> datetime | None:
    """Give when the matter of a ticket began; None where no ticket is submitted, so that nothing can lie before."""
    if not of_kind(timeline, SUBMITTED):
        return None
    return min(event.at for event in of_kind(timeline, *BEGINS))


def refuse_early(look: Inspection, timeline: Timeline) -> None:
    """Refuse every event that presupposes the matter and lies before it, each with its place."""
    began = began_at(timeline)
    for event in timeline:
        if began is not None and event.kind in PRESUPPOSES and event.at < began:
            look.refuse("before_submission", f"timeline[{event.id}].at", event.at.isoformat())


def refuse_disorder(look: Inspection, timeline: Timeline) -> None:
    """Refuse also what edits alone can bring about: a pause that ends before it begins."""
    refuse_early(look, timeline)
    for event in timeline:
        ends = event.fields.get("until")
        if isinstance(ends, str) and datetime.fromisoformat(ends) < event.at:
            look.refuse("ends_before_start", f"timeline[{event.id}].until", ends)
