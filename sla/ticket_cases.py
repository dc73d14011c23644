"""What do response, update and resolution of a plain help-desk ticket come to?

The `ticket` cases of `sla-cases/1` know no handbook: three targets, one calendar, and a log of messages, pauses and
the solution.
The time between a solution and the reopening of the ticket is not counted.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sla.arithmetic import between
from sla.calendar import Calendar
from sla.inspection import STAND_IN, Inspection
from sla.pauses import Pauses, counted, due_after
from sla.segment import Segment, merged
from sla.timeline import Json

CLOCKS = ("response", "update", "resolve")

ENDINGS = frozenset({"resolve", "close"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCase:
    """One parsed ticket.

    Attributes:
        created: When it came in.
        targets: Target per clock; a clock without one is not kept.
        warn_offset: When to warn, in own time from the due time (negative: before it, though never before the start).
        log: `(at, type)`, in time order, nothing later than `as_of`.
        as_of: The moment of reading; where a case names none, its last event.
        paused_clocks: Which clocks a pause stops.
    """

    created: datetime
    targets: Mapping[str, timedelta]
    warn_offset: timedelta | None
    log: tuple[tuple[datetime, str], ...]
    as_of: datetime
    paused_clocks: frozenset[str]

    def times(self, *types: str) -> tuple[datetime, ...]:
        """List when events of these types happened."""
        return tuple(at for at, kind in self.log if kind in types)


def read_ticket_case(look: Inspection, case: Mapping[str, object]) -> TicketCase:
    """Read `created`, `sla`, `events`, `as_of`, `pauses_apply`; mistakes stay with `look`."""
    created = look.instant(case.get("created"), "created")
    sla = look.mapping(case.get("sla"), "sla")
    targets = {
        name: _target(look, sla[f"{name}_s"], f"sla.{name}_s") for name in CLOCKS if sla.get(f"{name}_s") is not None
    }
    warn = sla.get("warn_offset_s")
    log: list[tuple[datetime, str]] = []
    for index, one in enumerate(look.sequence(case.get("events"), "events")):
        event = look.mapping(one, f"events[{index}]")
        at = look.instant(event.get("at"), f"events[{index}].at")
        if STAND_IN not in {at, created} and at < created:
            look.refuse("before_submission", f"events[{index}].at", event.get("at"))
        log.append((at, look.text(event.get("type"), f"events[{index}].type")))
    # Of one instant, a resumption comes before the next pause, whatever the order of the file.
    log.sort(key=lambda event: (event[0], event[1] == "pause"))
    last = max([created, *(at for at, _ in log)])
    as_of = look.instant(case["as_of"], "as_of") if case.get("as_of") is not None else last
    if not look.problems and as_of < created:
        look.refuse("before_submission", "as_of", case.get("as_of"))
    paused = enumerate(look.sequence(case.get("pauses_apply"), "pauses_apply"))
    return TicketCase(
        created=created,
        targets=targets,
        warn_offset=look.span(warn, "sla.warn_offset_s") if warn is not None else None,
        log=tuple(event for event in log if event[0] <= as_of),
        as_of=as_of,
        paused_clocks=frozenset(look.choice(one, CLOCKS, f"pauses_apply[{index}]") for index, one in paused),
    )


def _target(look: Inspection, value: object, place: str) -> timedelta:
    target = look.span(value, place)
    if target < timedelta():
        look.refuse("expected_above_zero", place, value)
    return target


def evaluate_ticket(calendar: Calendar, ticket: TicketCase) -> Mapping[str, Json]:
    """Give due, warning, elapsed, overrun and status of every clock, and paused time and status of the ticket."""
    pauses = _stood_still(ticket, {"pause"}, {"resume"})
    closed = _stood_still(ticket, ENDINGS, {"reopen"})
    ended = {"resolve": _last_ending(ticket), "response": _response(ticket)}
    result: dict[str, Json] = {}
    statuses: list[str] = []
    for name in ticket.targets:
        stood = merged((*closed, *(pauses if name in ticket.paused_clocks else ())))
        if name == "update":
            result |= _updates(calendar, ticket, stood)
            continue
        stint = Stint(start=ticket.created, end=ended[name])
        status = _status(calendar, ticket, (name, stint), stood)
        result |= {**_reading(calendar, ticket, (name, stint), stood), f"{name}_status": status}
        statuses.append(status)
    paused = sum((between(calendar, one.start, one.end) for one in pauses), timedelta())
    return {**result, "paused_business_s": plain_seconds(paused), "status": _overall(statuses)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stint:
    """One run of a clock, open while it has no end."""

    start: datetime
    end: datetime | None


def _stood_still(ticket: TicketCase, opening: AbstractSet[str], closing: AbstractSet[str]) -> Pauses:
    """Read the spans from an opening event to the next closing one; a pause still open reaches to `as_of`."""
    spans: list[Segment[datetime]] = []
    since: datetime | None = None
    for at, kind in ticket.log:
        if kind in opening:
            since = since or at
        elif kind in closing and since is not None:
            spans.append(Segment(start=since, end=at))
            since = None
    if since is not None and opening is not ENDINGS:
        spans.append(Segment(start=since, end=ticket.as_of))
    return merged(spans)


def _is_paused(ticket: TicketCase) -> bool:
    last = [kind for _, kind in ticket.log if kind in {"pause", "resume"}]
    return last[-1:] == ["pause"]


def _response(ticket: TicketCase) -> datetime | None:
    """Give the first answer: the one recorded as such, else the first message of an agent, else the solution."""
    for types in (("first_response",), ("agent_message",), tuple(ENDINGS)):
        times = ticket.times(*types)
        if times:
            return times[0]
    return None


def _last_ending(ticket: TicketCase) -> datetime | None:
    """Give when the ticket was solved for good: the first solution since the last reopening."""
    reopened = ticket.times("reopen")
    endings = [at for at in ticket.times(*ENDINGS) if not reopened or at > reopened[-1]]
    return endings[0] if endings else None


def _updates(calendar: Calendar, ticket: TicketCase, stood: Pauses) -> Mapping[str, Json]:
    """Give the due time of the message that waits for an answer, and the longest wait of those answered."""
    waits: list[timedelta] = []
    asked: datetime | None = None
    for at, kind in ticket.log:
        if kind == "customer_message":
            asked = asked or at
        elif kind in {"agent_message", "first_response", *ENDINGS} and asked is not None:
            waits.append(counted(calendar, stood, asked, at))
            asked = None
    longest = plain_seconds(max(waits)) if waits else None
    if asked is None:
        return {"update_due": None, "warn_update": None, "update_elapsed_max_s": longest}
    reading = _reading(calendar, ticket, ("update", Stint(start=asked, end=None)), stood)
    return {**reading, "update_elapsed_max_s": longest}


def _reading(calendar: Calendar, ticket: TicketCase, clock: tuple[str, Stint], stood: Pauses) -> Mapping[str, Json]:
    name, stint = clock
    target = ticket.targets[name]
    end = stint.end or ticket.as_of
    due = due_after(calendar, stood, stint.start, target)
    warn: datetime | None = None
    if ticket.warn_offset is not None:
        # An offset longer than the target warns at once: nobody can be warned before the clock began.
        warn = due_after(calendar, stood, stint.start, max(timedelta(), target + ticket.warn_offset))
    return {
        f"{name}_due": plain_instant(due),
        f"warn_{name}": plain_instant(warn) if warn else None,
        f"{name}_elapsed_s": plain_seconds(counted(calendar, stood, stint.start, end)),
        f"{name}_overrun_s": plain_seconds(max(timedelta(), counted(calendar, stood, due, end))),
    }


def _status(calendar: Calendar, ticket: TicketCase, clock: tuple[str, Stint], stood: Pauses) -> str:
    name, stint = clock
    due = due_after(calendar, stood, stint.start, ticket.targets[name])
    if stint.end is not None:
        return "met" if stint.end <= due else "breached"
    if ticket.as_of > due:
        return "breached"
    return "paused" if _is_paused(ticket) and name in ticket.paused_clocks else "running"


def _overall(statuses: Sequence[str]) -> str:
    """Sum up the clocks: one breach is a breach; else what still runs or waits decides; a pause holds the ticket."""
    for status in ("breached", "paused", "running"):
        if status in statuses:
            return status
    return "met" if statuses else "running"


def plain_instant(at: datetime) -> str:
    """Write an instant in UTC as the files do: no fraction unless there is one.

    >>> plain_instant(datetime(2015, 2, 26, 16, 12, 33, 445000, tzinfo=UTC))
    '2015-02-26T16:12:33.445Z'
    """
    timespec = "seconds" if not at.microsecond else "microseconds" if at.microsecond % 1000 else "milliseconds"
    return at.astimezone(UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def plain_seconds(span: timedelta) -> int | float:
    """Write a duration in seconds, whole where it is.

    >>> plain_seconds(timedelta(minutes=1)), plain_seconds(timedelta(seconds=0.5))
    (60, 0.5)
    """
    total = span.total_seconds()
    return int(total) if total.is_integer() else total
