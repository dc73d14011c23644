"""Which assumptions bore on a ticket, and on how many?"""

from collections.abc import Iterator
from typing import Final

from mysterydesk.importers.happenings import BEGINS
from mysterydesk.importers.judging import JudgedTicket
from mysterydesk.importers.yardstick import Yardstick

CODES: Final = (
    "ranks_match", "strictest_without_priority", "contact_is_first_active", "accepted_is_first_active",
    "tier_begins_with_next_row", "accepted_is_opening", "resolved_is_confirmed", "pause_before_end", "no_pause",
    "waits_unknown",
)  # fmt: skip
"""In the order in which they are told."""

NO_START: Final = "ticket.accepted"


def acted(one: JudgedTicket, by: Yardstick) -> Iterator[str]:
    """Give the codes of what was assumed for a ticket, where neither the handbook nor the record said it.

    Args:
        one: Ticket with its clocks.
        by: By which it was judged.
    """
    ticket, names = one.ticket, {clock.name for clock in one.clocks}
    rules = [rule for rule in by.handbook.clocks if rule.name in names]
    if not rules:
        return
    kinds = {event.kind for event in ticket.timeline}
    stops = {trigger.kind for rule in rules for trigger in rule.stops} & kinds
    starts = {trigger.kind for rule in rules for trigger in rule.starts} & kinds
    by_log = by.profile.form == "events"
    said = ticket.priority is not None and ticket.priority.lower() in by.chosen
    if one.level is not None and not said and not one.guessed:
        yield "ranks_match"
    if ticket.priority is None and any(clock.provisional for clock in one.clocks):
        yield "strictest_without_priority"
    if by_log and "agent.first_contact" in stops:
        yield "contact_is_first_active"
    if NO_START in starts:
        yield "accepted_is_first_active" if by_log else "accepted_is_opening"
    if not stops.isdisjoint(BEGINS.values()):
        yield "tier_begins_with_next_row"
    if "verify.customer" in stops:
        yield "resolved_is_confirmed"
    yield from _of_waiting(one, by, pausable=any(rule.pausable for rule in rules))


def _of_waiting(one: JudgedTicket, by: Yardstick, *, pausable: bool) -> Iterator[str]:
    """Say what was assumed of waiting for the customer."""
    waited = any(
        event.kind == "waiting.started" and event.fields.get("for") == "customer" for event in one.ticket.timeline
    )
    if not pausable:
        return
    if not by.options.wait_customer:
        if waited:
            yield "no_pause"
    elif not by.waits_told:
        yield "waits_unknown"
    elif by.profile.form == "tickets" and one.ticket.paused and waited:
        yield "pause_before_end"
