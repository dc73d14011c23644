"""Which tickets does an export list that has one row a ticket?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from mysterydesk.importers.happenings import CUSTOMER, SYSTEM, Story
from mysterydesk.importers.snapshot import counted, fitted, with_snapshot
from mysterydesk.importers.ticket import ImportedTicket
from mysterydesk.importers.values import RowRejected, Values
from sla.timeline import Timeline

OVER = frozenset({"resolved", "closed"})
ENDS = frozenset({"resolved_at", "resolved_after", "closed_at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The times of one row; None where it says none."""

    opened: datetime
    answered: datetime | None
    resolved: datetime | None
    closed: datetime | None
    updated: datetime | None


def tickets_of_rows(values: Values, rows: Iterable[tuple[int, list[str]]]) -> Iterator[ImportedTicket]:
    """Make a ticket of every row; rows that cannot be taken over go to the register.

    A row that stands twice counts once; a second row of the same number that says something else is left out.
    """
    width = len(values.header.names)
    known: dict[str, bytes] = {}
    for row, cells in counted(values, rows):
        try:
            ticket = _ticket(values, row, fitted(cells, width, row))
            digest = sha256("\0".join(cells).rstrip("\0").encode()).digest()
            if ticket.id not in known:
                known[ticket.id] = digest
                values.register.taken += 1
                yield ticket
            elif known[ticket.id] == digest:
                values.register.note("repeated", row)
            else:
                raise values.rejection(row, "number_twice", ticket.id, "ticket_id", cells)
        except RowRejected as left_out:
            values.register.reject(left_out.rejected)
    values.register.settle(known)


def _ticket(values: Values, row: int, cells: Sequence[str]) -> ImportedTicket:
    number = values.ticket_id(cells, row)
    at = _moments(values, row, cells, number)
    meaning = _meaning(values, row, cells, number)
    if meaning == "same":
        meaning = "resolved" if at.resolved or at.closed else "active"
    ended = (at.resolved or at.closed) if meaning in OVER else None
    # Without any column for the end nothing is wrong with the row: the clocks that end so are not judged.
    if meaning in OVER and ended is None and not ENDS.isdisjoint(values.header.places):
        raise values.rejection(row, "end_without_time", number, "state", cells)
    if at.resolved is not None and ended is None and meaning != "cancelled":
        values.register.note("resolved_but_open", row)
    ticket = ImportedTicket(
        source=values.profile.source,
        id=number,
        opened_at=at.opened,
        first_response_at=at.answered,
        resolved_at=ended,
        closed_at=at.closed if ended else None,
        is_open=ended is None and meaning not in {"cancelled", *OVER},
        reopen_count=values.count(cells, "reopen_count"),
        timeline=(),
        last_row=row,
        other=values.other(cells),
    )
    whole = with_snapshot(ticket, values, cells)
    if whole.paused and not (ended or at.updated):
        values.register.note("pause_not_placed", row)
    return replace(whole, timeline=_timeline(whole, values.profile.channel(whole.channel or ""), meaning, at))


def _meaning(values: Values, row: int, cells: Sequence[str], number: str) -> str:
    state = values.text(cells, "state")
    meaning = values.profile.meaning(state) if state else "same"
    if meaning is None:
        raise values.rejection(row, "unknown_state", number, "state", cells)
    return meaning


def _moments(values: Values, row: int, cells: Sequence[str], number: str) -> Moments:
    opened = values.instant(cells, "opened_at", row, number)
    if opened is None:
        raise values.rejection(row, "no_time", number, "opened_at", cells)
    answered = values.instant(cells, "first_response_at", row, number)
    after = values.span(cells, "first_response_after", row, number)
    # Counted in seconds, none at all is what a database holds before anybody has answered (GLPI's default).
    counted = values.profile.units.get("first_response_after") != "seconds"
    if answered is None and after is not None and (after or counted):
        answered = opened + after
    resolved = values.instant(cells, "resolved_at", row, number)
    if resolved is None and (after := values.span(cells, "resolved_after", row, number)) is not None:
        resolved = opened + after
    closed = values.instant(cells, "closed_at", row, number)
    for name, early, late in (
        ("first_response_at", opened, answered),
        ("resolved_at", opened, resolved),
        ("closed_at", resolved or opened, closed),
    ):
        if late is not None and late < early:
            raise values.rejection(row, "reversed_times", number, name, cells)
    updated = values.instant(cells, "updated_at", row, number)
    return Moments(opened=opened, answered=answered, resolved=resolved, closed=closed, updated=updated)


def _timeline(ticket: ImportedTicket, channel: str, meaning: str, at: Moments) -> Timeline:
    """Tell what the row stands for; the desk's acceptance, where it is not recorded, is the opening."""
    story = Story()
    story.tell(at.opened, "ticket.submitted", CUSTOMER, channel=channel)
    if ticket.priority:
        story.tell(at.opened, "ticket.severity_set", level=ticket.priority)
    if ticket.group:
        story.tell(at.opened, "ticket.assigned", group=ticket.group, to=ticket.assignee)
    if at.answered is not None:
        story.tell(at.answered, "agent.first_contact")
    story.tell(at.opened, "ticket.accepted")
    end = ticket.resolved_at or at.updated
    if ticket.paused and end is not None:
        # Only the sum is known: it is laid before the end, where it cannot touch the response.
        story.tell(max(at.opened, end - ticket.paused), "waiting.started", **{"for": "customer"})
        story.tell(end, "waiting.ended", **{"for": "customer"})
    if meaning.startswith("wait:") and at.updated is not None:
        story.tell(at.updated, "waiting.started", reason=ticket.state, **{"for": meaning.partition(":")[2]})
    if ticket.resolved_at is not None:
        story.tell(ticket.resolved_at, "ticket.resolved")
        story.tell(ticket.resolved_at, "verify.customer", CUSTOMER)
    if ticket.closed_at is not None:
        story.tell(ticket.closed_at, "ticket.closed", SYSTEM)
    if meaning == "cancelled":
        story.tell(at.closed or at.updated or at.opened, "ticket.cancelled")
    return story.timeline()
