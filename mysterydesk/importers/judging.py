"""How did the clocks of a handbook end for a ticket of a foreign desk?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from mysterydesk.importers.ticket import ImportedTicket
from mysterydesk.importers.yardstick import Yardstick
from policy.handbook import ClockName, PriorityCode
from sla.clock import SlaClock, clocks
from sla.kinds import PRIORITY_SET
from sla.pauses import counted
from sla.priorities import priorities_as_set
from sla.timeline import Event, Timeline

Outcome = Literal["met", "breached", "running", "not_judged"]
"""`running`: nothing is breached, and something is still to be met."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

WhyOne = Literal["over_without_it"]


OVER_WITHOUT: Final[WhyOne] = "over_without_it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """A clock of a ticket that its row does not tell, though the file has a column for it.

    Attributes:
        clock: Name in the handbook.
        why: `over_without_it`: the ticket is over, and the row does not say when the clock stopped.
    """

    clock: ClockName
    why: WhyOne


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedTicket:
    """One ticket under one handbook.

    Attributes:
        ticket: As imported.
        level: The handbook's priority; None where it has none, or the record's is unknown.
        clocks: Those that began and can be judged.
        unjudged: Those that began and cannot.
        outcome: All that were judged in one word; one breach is a breach.
        worked: Hours of the desk that each clock took, pauses left out; of one that is open, those so far.
        guessed: Words of the source for its priority, earlier ones included, that the handbook does not have.
    """

    ticket: ImportedTicket
    level: PriorityCode | None
    clocks: tuple[SlaClock, ...]
    outcome: Outcome
    unjudged: tuple[Unjudged, ...] = ()
    worked: Mapping[ClockName, timedelta] = field(default_factory=dict)
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
    begun = [one for one in read if one.state != "not_started"]
    # Over, and never answered? The cell is empty: that is neither a breach nor kept, but nothing that is told.
    silent = [one for one in begun if by.profile.form == "tickets" and not ticket.is_open and _unstopped(one)]
    told = tuple(one for one in begun if one not in silent)
    return JudgedTicket(
        ticket=ticket,
        level=priorities.at(as_of),
        clocks=told,
        outcome=_outcome(told),
        unjudged=tuple(Unjudged(clock=one.name, why=OVER_WITHOUT) for one in silent),
        worked={
            one.name: counted(by.calendar, one.pauses, one.started_at, one.stopped_at or as_of)
            for one in told
            if one.started_at is not None and one.state != "cancelled"
        },
        guessed=_guessed(ticket.timeline, by),
    )


def _unstopped(clock: SlaClock) -> bool:
    return clock.stopped_at is None and clock.state != "cancelled"


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
