"""Which kinds of events move a clock, and how are those of interchange files read as stored ones?"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from policy.handbook import Trigger
from sla.timeline import Event, Timeline, in_time_order

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

BEGINS: Final = (
    SUBMITTED, "call.rung", "call.answered", "customer.msg", "complaint.opened", "fault.reported",
    "inspection.reported",
)  # fmt: skip
"""A ticket may be written down after the customer has called, written or complained; a call that is answered rang."""

NOT_PEOPLE: Final = frozenset({"system", "bot", "customer"})
"""Actors whose message is no contact by a person (STD-2.2.2.def-resp: an automatic receipt does not count)."""

PAUSED: Final = "clock.paused"
RESUMED: Final = "clock.resumed"

REWRITTEN: Final = frozenset({PAUSED, RESUMED, ACCEPTED})
"""Kinds of which a stored event may say something else."""

CUSTOMER_REASONS: Final = frozenset({"", "customer", "wait_customer"})


def stored(timeline: Timeline) -> Timeline:
    """Sort a timeline and read the kinds of interchange files as the stored ones.

    `clock.paused` and `clock.resumed` are waiting.started and waiting.ended; a `ticket.accepted` with `reopen` is a
    ticket.reopened; where no `agent.first_contact` of a person is written, a person's message to the customer is one.
    """
    events = in_time_order(timeline)
    rewritten, contacted = False, False
    for event in events:
        kind = event.kind
        if kind in REWRITTEN:
            rewritten = rewritten or kind != ACCEPTED or event.fields.get("reopen") is True
        elif kind == FIRST_CONTACT:
            contacted = contacted or event.actor not in NOT_PEOPLE
    if rewritten:
        others = _others(events)
        events = tuple(_stored(event, others) if event.kind in REWRITTEN else event for event in events)
    return events if contacted else in_time_order((*events, *_contacts(events)))


def _others(events: Timeline) -> frozenset[str]:
    """Name the reasons of pauses that wait for somebody else than the customer."""
    reasons = {str(event.fields.get("reason") or "") for event in events if event.kind == PAUSED}
    return frozenset(reasons - CUSTOMER_REASONS)


def _stored(event: Event, others: frozenset[str]) -> Event:
    if event.kind in {PAUSED, RESUMED}:
        # A pause without a reason waits for the customer, the only one that pauses (A02). A resumption may say in its
        # own words why it goes on: it ends that wait, unless it names another one.
        reason = str(event.fields.get("reason") or "")
        customer = reason in CUSTOMER_REASONS if event.kind == PAUSED else reason not in others
        awaited = "customer" if customer else reason
        kind = WAITING if event.kind == PAUSED else WAITED
        return replace(event, kind=kind, fields={**event.fields, "for": awaited})
    if event.kind == ACCEPTED and event.fields.get("reopen") is True:
        return replace(event, kind=REOPENED)
    return event


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
