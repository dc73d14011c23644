"""How did the clocks of a handbook end for a ticket of a foreign desk?"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from mysterydesk.importers.ticket import ImportedTicket
from mysterydesk.importers.yardstick import Yardstick
from policy.handbook import PriorityCode
from sla.clock import SlaClock, clocks
from sla.kinds import PRIORITY_SET
from sla.priorities import priorities_as_set
from sla.timeline import Event, Timeline

Outcome = Literal["met", "breached", "running", "not_judged"]
"""`running`: nothing is breached, and something is still to be met."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedTicket:
    """One ticket under one handbook.

    Attributes:
        ticket: As imported.
        level: The handbook's priority; None where it has none, or the record's is unknown.
        clocks: Those that began.
        outcome: All of them in one word; one breach is a breach.
        guessed: Words of the source for its priority, earlier ones included, that the handbook does not have.
    """

    ticket: ImportedTicket
    level: PriorityCode | None
    clocks: tuple[SlaClock, ...]
    outcome: Outcome
    guessed: tuple[str, ...] = ()


def judged(ticket: ImportedTicket, by: Yardstick, as_of: datetime) -> JudgedTicket:
    """Read the clocks of a ticket.

    Args:
        ticket: As imported.
        by: The handbook.
        as_of: The moment of reading; what is open then is read as open.

    Raises:
        EmptyCalendarError: The handbook's calendar never opens.
        HorizonError: A due time lies outside the years that are answered for.
    """
    timeline = in_levels(ticket.timeline, by)
    priorities = priorities_as_set(timeline)
    read = clocks(by.handbook, timeline, priorities, as_of, by.calendar, by.options)
    begun = tuple(one for one in read if one.state != "not_started")
    return JudgedTicket(
        ticket=ticket,
        level=priorities.at(as_of),
        clocks=begun,
        outcome=_outcome(begun),
        guessed=_guessed(ticket.timeline, by),
    )


def _guessed(timeline: Timeline, by: Yardstick) -> tuple[str, ...]:
    words = (str(event.fields.get("level", "")) for event in timeline if event.kind == PRIORITY_SET)
    return tuple(dict.fromkeys(word for word in words if by.guess_of(word) is not None))


def in_levels(timeline: Timeline, by: Yardstick) -> Timeline:
    """Put the handbook's priorities in the place of the source's; those that are unknown are left out."""
    return tuple(found for event in timeline if (found := _in_level(event, by)) is not None)


def _in_level(event: Event, by: Yardstick) -> Event | None:
    if event.kind != PRIORITY_SET:
        return event
    level = by.level_of(str(event.fields.get("level", "")))
    return None if level is None else replace(event, fields={**event.fields, "level": level})


def _outcome(begun: tuple[SlaClock, ...]) -> Outcome:
    states = {one.state for clock in begun for one in (clock, *clock.earlier)} - {"cancelled"}
    if "breached" in states:
        return "breached"
    if states & {"running", "paused"}:
        return "running"
    return "met" if states else "not_judged"
