"""Which kinds of events move a clock, and how are those of interchange files read as stored ones?"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policy.handbook import Trigger
from sla.timeline import Event, Json, Timeline, in_time_order

SUBMITTED: Final = "ticket.submitted"
ACCEPTED: Final = "ticket.accepted"
REOPENED: Final = "ticket.reopened"
RESOLVED: Final = "ticket.resolved"
CANCELLED: Final = "ticket.cancelled"
PRIORITY_SET: Final = "ticket.severity_set"
FIRST_CONTACT: Final = "agent.first_contact"
MESSAGE: Final = "agent.msg"
WAITING: Final = "waiting.started"
WAITED: Final = "waiting.ended"
ANNOUNCED: Final = "sla.change_notified"
BREACH_REASON: Final = "breach.reason_logged"
TRANSFERRED: Final = "ticket.transferred"
ASSIGNED: Final = "ticket.assigned"

NOT_PEOPLE: Final = frozenset({"system", "bot", "customer"})
"""Actors whose message is no contact by a person (STD-2.2.2.def-resp: an automatic receipt does not count)."""

REWRITTEN: Final = frozenset({"clock.paused", "clock.resumed", ACCEPTED})
"""Kinds of which a stored event may say something else."""

CUSTOMER_REASONS: Final = frozenset({"", "customer", "wait_customer"})


def stored(timeline: Timeline) -> Timeline:
    """Sort a timeline and read the kinds of interchange files as the stored ones.

    `clock.paused` and `clock.resumed` are waiting.started and waiting.ended; a `ticket.accepted` with `reopen` is a
    ticket.reopened; where no `agent.first_contact` is written, a person's message to the customer is one.
    """
    events = tuple(_stored(event) if event.kind in REWRITTEN else event for event in in_time_order(timeline))
    if any(event.kind == FIRST_CONTACT for event in events):
        return events
    return in_time_order((*events, *_contacts(events)))


def _stored(event: Event) -> Event:
    if event.kind == "clock.paused":
        return replace(event, kind=WAITING, fields={**event.fields, "for": _awaited(event.fields.get("reason"))})
    if event.kind == "clock.resumed":
        return replace(event, kind=WAITED, fields={**event.fields, "for": _awaited(event.fields.get("reason"))})
    if event.kind == ACCEPTED and event.fields.get("reopen") is True:
        return replace(event, kind=REOPENED)
    return event


def _awaited(reason: Json) -> str:
    """Name who is waited for; a pause without a reason waits for the customer, the only one that pauses (A02)."""
    named = str(reason or "")
    return "customer" if named in CUSTOMER_REASONS else named


def _contacts(events: Timeline) -> Iterator[Event]:
    for event in events:
        to_customer = event.fields.get("to", "customer") == "customer" and event.fields.get("reached") is not False
        if event.kind == MESSAGE and event.actor not in NOT_PEOPLE and to_customer:
            yield replace(event, kind=FIRST_CONTACT)


def fires(trigger: Trigger, event: Event) -> bool:
    """Say whether an event of a trigger's kind is the one it names: by a person, and with the trigger's fields."""
    if event.kind == FIRST_CONTACT and event.actor in NOT_PEOPLE:
        return False
    return not trigger.fields or all(str(event.fields.get(name)) == value for name, value in trigger.fields.items())
