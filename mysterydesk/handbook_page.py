"""What does somebody read in a handbook: which one is open, and one ticket under two of them?"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from mysterydesk import pack_shelf
from mysterydesk.accounts import require
from mysterydesk.calendars import desk_calendar
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from policy.handbook import ClockName, Handbook, PriorityCode
from policy.text import Text
from sla.calendar import Calendar
from sla.clock import SlaClock, clocks
from sla.kinds import ACCEPTED, FIRST_CONTACT, PRIORITY_SET, RESOLVED, SUBMITTED
from sla.priorities import priorities_as_set
from sla.provisional import unsettled_due
from sla.timeline import Event, EventId, Timeline
from sla.twin import as_under, twin_of
from sla.what_if import compared

Channel = Literal["phone", "online_chat", "email", "ticket_system"]
CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
"""Channels for which a shipped handbook has a clock of its own (NET-3.1.chan)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTicket:
    """A ticket that is accepted and graded as it is submitted, answered once and then resolved and confirmed.

    Attributes:
        submitted: Wall time, in the zone of each handbook.
        priority: Code of the first handbook; empty where it has no priorities.
        channel: How the customer came.
        contact: From the submission to the first contact by a person.
        resolved: From the submission to the confirmed resolution.
    """

    submitted: datetime
    priority: PriorityCode
    channel: Channel
    contact: timedelta
    resolved: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one handbook says to one clock of the ticket.

    Attributes:
        clock: As it stands once everything has happened.
        unsettled: First date that a notice still to come may change, where the due time rests on one.
    """

    clock: SlaClock
    unsettled: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinRow:
    """One clock under both.

    Attributes:
        name: Which.
        titles: What each calls it.
        sides: What each says; None where it has no such clock.
        differs: Whether state or due time are not the same.
    """

    name: ClockName
    titles: tuple[Text | None, Text | None]
    sides: tuple[Side | None, Side | None]
    differs: bool

    @property
    def begun(self) -> bool:
        """Whether the clock has begun under either."""
        return any(one is not None and one.clock.state != "not_started" for one in self.sides)


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """One ticket under two handbooks.

    Attributes:
        handbooks: Both.
        priorities: Name of its priority under each; None where a handbook has none.
        rows: Its clocks, in the order of the first handbook.
    """

    handbooks: tuple[Handbook, Handbook]
    priorities: tuple[Text | None, Text | None]
    rows: tuple[TwinRow, ...]


def opened(store: Store, account: Account, name: str) -> tuple[Handbook, Calendar]:
    """Open a handbook for reading, with the hours that its targets in working hours count on.

    Raises:
        NotAllowed: The role does not read handbooks.
        WorldError: `no_such_handbook`.
    """
    require(account, "practise")
    handbook = pack_shelf.handbook(store, name)
    return handbook, desk_calendar(handbook, store)


def side_by_side(store: Store, account: Account, first: str, second: str, ticket: SmallTicket) -> Twins:
    """Read the clocks of one ticket under two handbooks.

    Args:
        store: Keeps the notices of official days, and a company's own handbooks.
        account: Who asks.
        first: Id of the handbook that names the ticket's priority.
        second: Id of the other, whose priority is the twin by rank (`sla.twin`).
        ticket: What happens.

    Raises:
        NotAllowed: The role does not read handbooks.
        WorldError: `no_such_handbook`.
        HorizonError: A target counts on hours beyond the calendar.
    """
    require(account, "practise")
    return twins_of(store, (pack_shelf.handbook(store, first), pack_shelf.handbook(store, second)), ticket)


def twins_of(store: Store, books: tuple[Handbook, Handbook], ticket: SmallTicket) -> Twins:
    """Read the clocks of one ticket under two handbooks that are at hand.

    Raises:
        HorizonError: A target counts on hours beyond the calendar.
    """
    read, calendars = [], []
    for book in books:
        calendar = desk_calendar(book, store)
        zone = ZoneInfo(book.zone)
        timeline = as_under(timeline_of(ticket, zone), books[0], book)
        as_of = ticket.submitted.replace(tzinfo=zone) + max(ticket.resolved, ticket.contact)
        read.append(clocks(book, timeline, priorities_as_set(timeline), as_of, calendar))
        calendars.append(calendar)
    rows = tuple(
        TwinRow(
            name=one.name,
            titles=(_title(books[0], one.name), _title(books[1], one.name)),
            sides=(_side(one.before, calendars[0]), _side(one.after, calendars[1])),
            differs=not one.is_same,
        )
        for one in compared(read[0], read[1])
    )
    return Twins(handbooks=books, priorities=_priorities(ticket.priority, *books), rows=rows)


def timeline_of(ticket: SmallTicket, zone: ZoneInfo) -> Timeline:
    """Tell a small ticket as events; a call rings as it is submitted and is answered at the first contact."""
    start = ticket.submitted.replace(tzinfo=zone)
    contact, end = start + ticket.contact, start + ticket.resolved
    phone = ticket.channel == "phone"
    told = (
        Event(id=EventId(0), at=start, kind=SUBMITTED, actor="customer", fields={"channel": ticket.channel}),
        *((Event(id=EventId(1), at=start, kind="call.rung", actor="system"),) if phone else ()),
        Event(id=EventId(2), at=start, kind=ACCEPTED, actor="agent"),
        *(
            (Event(id=EventId(3), at=start, kind=PRIORITY_SET, actor="agent", fields={"level": ticket.priority}),)
            if ticket.priority
            else ()
        ),
        *((Event(id=EventId(4), at=contact, kind="call.answered", actor="agent"),) if phone else ()),
        Event(id=EventId(5), at=contact, kind=FIRST_CONTACT, actor="agent"),
        Event(id=EventId(6), at=end, kind=RESOLVED, actor="agent"),
        Event(id=EventId(7), at=end, kind="verify.customer", actor="customer"),
    )
    return tuple(replace(event, id=EventId(place)) for place, event in enumerate(sorted(told, key=_when)))


def _when(event: Event) -> tuple[datetime, int]:
    return event.at, event.id


def on_weekday(today: date, weekday: int, at: time) -> datetime:
    """Give the wall time of a weekday (0: Monday) in the week of a date.

    >>> on_weekday(date(2026, 11, 22), 4, time(17))
    datetime.datetime(2026, 11, 20, 17, 0)
    """
    return datetime.combine(today + timedelta(days=weekday - today.weekday()), at)


def _title(handbook: Handbook, name: ClockName) -> Text | None:
    return next((one.title for one in handbook.clocks if one.name == name), None)


def _side(clock: SlaClock | None, calendar: Calendar) -> Side | None:
    return None if clock is None else Side(clock=clock, unsettled=unsettled_due(clock, calendar))


def _priorities(code: str, first: Handbook, second: Handbook) -> tuple[Text | None, Text | None]:
    def named(book: Handbook, wanted: str | None) -> Text | None:
        return next((one.name for one in book.priorities if one.code == wanted), None)

    return named(first, code), named(second, code if first.id == second.id else twin_of(code, first, second))
