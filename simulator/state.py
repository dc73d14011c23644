"""What is so now: everything that folding the events of an attempt tells?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from policy.handbook import Handbook
from scenarios.case import Case
from scenarios.fault_model import State as SystemState
from scenarios.world import Article
from simulator.duties import Duties
from simulator.evolved import evolved
from simulator.reading.rules import Rules
from simulator.strand import Asked, Complaint, Engaged, Pressing, Promise, Remote
from simulator.twist_state import Twisted
from simulator.wording import Wording
from sla.calendar import Calendar
from sla.timeline import Json

LIVE_CHANNELS = ("phone", "chat", "online_chat")
"""Channels on which a person hears silence (DESIGN decision 3)."""

Mode = Literal["practice", "certifying"]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything a drill stands on and never changes.

    Attributes:
        handbook: Rules of the desk.
        case: Hidden truth and the person who calls.
        articles: Knowledge base of the product, by id.
        rules: Reading rules.
        wording: What customer and colleagues say.
        calendar: The desk's hours with the days off that are known; None: the handbook's own hours.
    """

    handbook: Handbook
    case: Case
    articles: Mapping[str, Article]
    rules: Rules
    wording: Wording
    calendar: Calendar | None = None


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something that will happen by itself.

    Attributes:
        id: Unique in the attempt; the event that results carries it.
        at: Scenario time.
        what: Which rule makes the events: `customer`, `colleague`, `effect`, `rating`, …
        data: What that rule needs.
    """

    id: str
    at: datetime
    what: str
    data: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Mood:
    """How the customer feels: hidden until the end.

    Attributes:
        frustration: 0 calm .. 1000.
        band: `calm`, `anxious`, `angry`, `complaint`.
        felt_at: Instant up to which waiting has been counted.
        causes: Named causes since the customer last spoke.
        empathies: Times empathy has helped: the n-th is worth 1/n.
        apologies: The same for apologies.
    """

    frustration: int
    band: str
    felt_at: datetime
    causes: tuple[str, ...] = ()
    empathies: int = 0
    apologies: int = 0


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """The desk's own record.

    Attributes:
        number: Given at acceptance, empty before.
        fields: Recorded intake fields by name.
        level: Priority code set, or empty.
        tier: Line that holds the ticket.
        resolved, archived, closed: Marks set by the desk.
        verified: The customer confirmed the working state.
        transferred_at: When it left first line, else None.
        joined: A colleague of the receiving tier has begun.
        eta: Planned time a colleague named, else None.
        note: The last handover note.
        type: Type of the issue, or empty.
        assigned: Who owns it: `me`, the id of a coworker, or empty.
        group: Group of the handbook it was routed to, or empty.
        notes: Internal notes, oldest first.
    """

    number: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    level: str = ""
    tier: str = "T1"
    resolved: bool = False
    archived: bool = False
    closed: bool = False
    verified: bool = False
    transferred_at: datetime | None = None
    joined: bool = False
    eta: datetime | None = None
    note: str = ""
    type: str = ""
    assigned: str = ""
    notes: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class State:
    """The whole state of an attempt.

    Attributes:
        version: Number of events folded.
        now: Scenario time up to which everything has happened.
        last_at: Scenario time of the last event.
        wall: Wall time of the last move.
        mode: Practice or certifying.
        status: `open`, `ended` or `abandoned`.
        system: State of the system under support.
        system_since: When it came to be so.
        stage: Index of the stage of impact that was announced last.
        told: Slots the customer has told (or is about to tell).
        hinted: Slots told vaguely.
        asked: How often each slot was asked for.
        words_at: When the trainee last spoke to the customer.
        urges: Urging calls since then.
        urged_at: The last of them, else None.
        promises: Times promised.
        checks: Results of checks, by check.
        seen: Articles opened.
        searches: Number of searches.
        absences, absent_s: Absences so far, and their seconds (DESIGN decision 5).
        identified: The caller's identity has been checked against the file.
        approved: Checks and actions the customer has agreed to.
        explained: Parts of the explanation (`steps`, `effect`, `risk`) by check or action; "" is none in particular.
        remote: The remote session.
        held_at: Since when the customer is on hold, else None.
        complaint: The complaint that was opened, else None.
        pretext: How far a caller has come with a pretext.
        notified: Reasons for which the supervisor was notified, in order.
        drafted: Titles of the articles drafted.
        relieved: The customer has seen that it works.
        horizon: After the end, the instant up to which the aftermath is played.
        agenda: What will happen by itself.
        keys: Idempotency keys of moves made.
        introduced: The trainee has said who is speaking.
        soothed: The trainee has shown understanding at least once.
        duties, twist: What the case's own manual asks beside; what this customer does half-way.
        partners, requests: Partners brought in, by id; what colleagues asked leave for, by action.
    """

    version: int
    now: datetime
    last_at: datetime
    wall: datetime
    mode: Mode
    status: Literal["open", "ended", "abandoned"]
    system: SystemState
    system_since: datetime
    mood: Mood
    ticket: Ticket = field(default_factory=Ticket)
    stage: int = 0
    told: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
    asked: Mapping[str, int] = field(default_factory=dict)
    words_at: datetime | None = None
    contacted: bool = False
    urges: int = 0
    urged_at: datetime | None = None
    promises: tuple[Promise, ...] = ()
    checks: Mapping[str, str] = field(default_factory=dict)
    seen: tuple[str, ...] = ()
    searches: int = 0
    absences: int = 0
    absent_s: int = 0
    rated: bool = False
    identified: bool = False
    approved: tuple[str, ...] = ()
    explained: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    remote: Remote = field(default_factory=Remote)
    held_at: datetime | None = None
    complaint: Complaint | None = None
    pretext: Pressing = field(default_factory=Pressing)
    notified: tuple[str, ...] = ()
    drafted: tuple[str, ...] = ()
    relieved: bool = False
    horizon: datetime | None = None
    agenda: tuple[Due, ...] = ()
    keys: tuple[str, ...] = ()
    introduced: bool = False
    soothed: bool = False
    duties: Duties = field(default_factory=Duties)
    twist: Twisted = field(default_factory=Twisted)
    partners: Mapping[str, Engaged] = field(default_factory=dict)
    requests: Mapping[str, Asked] = field(default_factory=dict)


def planned(state: State, *dues: Due) -> State:
    """Give the state with more things that will happen by themselves."""
    return evolved(state, agenda=(*state.agenda, *dues))


def with_ticket(state: State, **changes: object) -> State:
    """Give the state with fields of its ticket changed."""
    return evolved(state, ticket=evolved(state.ticket, **changes))


def with_duties(state: State, **changes: object) -> State:
    """Give the state with some of the manual's own duties changed."""
    return evolved(state, duties=evolved(state.duties, **changes))


def whole_of(value: Json | None) -> int:
    """Read a whole number of an event's field, 0 where there is none."""
    return value if isinstance(value, int) else 0


def is_live(desk: Desk) -> bool:
    """Tell whether the customer hears silence on this channel."""
    return desk.case.channel in LIVE_CHANNELS
