"""Which promise of a word to the customer has the ideal handling still to keep?"""

from simulator.reading.stored import reading_from
from simulator.state import State
from simulator.strand import Promise
from sla.timeline import Event, Timeline

HALF = 0.5
"""Share of a promised time after which any word is the promised one; before it only news is."""

NEWS = ("progress_update", "give_solution", "confirm_resolved", "escalate_notice")
"""Acts that are news to the customer whenever they come."""


def owed_word(state: State, events: Timeline) -> Promise | None:
    """Give the last promise while what was promised has not come; it takes the place of those before it.

    The customer stops asking at the next word of any kind, but a question soon after a promise keeps nothing.

    Args:
        state: State after the last event.
        events: All events of the attempt.
    """
    if not state.promises or state.ticket.verified:
        return None
    made = state.promises[-1].event
    owed = min((one for one in state.promises if one.event == made), key=lambda one: one.due)
    half = owed.made_at + (owed.due - owed.made_at) * HALF
    for event in reversed(events):
        if event.id <= made:
            return owed
        if event.kind == "verify.customer" or (_is_word(event) and (event.at >= half or _is_news(event))):
            return None
    return owed


def _is_word(event: Event) -> bool:
    """Tell whether an event is a message of ours to the customer."""
    return event.actor == "trainee" and "reading" in event.fields and not event.fields.get("to")


def _is_news(event: Event) -> bool:
    reading = reading_from(event.fields["reading"])
    return any(reading.has(act) for act in NEWS)
