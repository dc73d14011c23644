"""Which tickets does a log tell of that has one row for every event?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from sys import intern

from mysterydesk.importers.happenings import Step, told_by
from mysterydesk.importers.register import Register
from mysterydesk.importers.snapshot import counted, fitted, with_snapshot
from mysterydesk.importers.ticket import ImportedTicket
from mysterydesk.importers.values import RowRejected, Values


@dataclass(slots=True)
class Draft:
    """What was read of one ticket so far.

    Attributes:
        id: Its number.
        opened_at: When the customer came, as the first row says it; None where no row does.
        steps: Its rows.
        last: Cells of the latest row, which has the latest snapshot.
        last_row: Line of that row.
        latest: Its place in the order.
        order: Highest place of a row so far, in the order of the file.
    """

    id: str
    opened_at: datetime | None = None
    steps: list[Step] = field(default_factory=list)
    last: Sequence[str] = ()
    last_row: int = 0
    latest: tuple[datetime, int] | None = None
    order: tuple[datetime, int] | None = None


def gathered(values: Values, rows: Iterable[tuple[int, list[str]]]) -> Mapping[str, Draft]:
    """Read every row of a log; rows that cannot be taken over go to the register.

    Rows of a ticket need not stand together, nor in order. A row that stands twice counts once.
    """
    drafts: dict[str, Draft] = {}
    width = len(values.header.names)
    for row, cells in counted(values, rows):
        try:
            _take(values, drafts, row, fitted(cells, width, row))
        except RowRejected as left_out:
            values.register.reject(left_out.rejected)
    # A ticket of which no row at all could be read is a ticket left out.
    named = {one.ticket for one in values.register.rejected}
    for number in sorted(named - drafts.keys() - {""}):
        drafts[number] = Draft(number)
    return drafts


def _take(values: Values, drafts: dict[str, Draft], row: int, cells: list[str]) -> None:
    number = values.ticket_id(cells, row)
    at = values.instant(cells, "event_at", row, number)
    if at is None:
        raise values.rejection(row, "no_time", number, "event_at", cells)
    opened = values.instant(cells, "opened_at", row, number)
    draft = drafts.get(number) or Draft(number)
    sequence = values.count(cells, "sequence") or 0
    if draft.order is not None and (at < draft.order[0] or sequence < draft.order[1]):
        values.register.note("out_of_order", row)
    draft.order = at, sequence
    drafts[number] = draft
    if opened is not None and at < opened:
        raise values.rejection(row, "before_opening", number, "event_at", cells)
    state, meaning, priority, group, assignee = values.standing(cells)
    if meaning is None:
        raise values.rejection(row, "unknown_state", number, "state", cells)
    draft.opened_at = draft.opened_at or opened
    draft.steps.append(
        Step(
            at=at,
            sequence=sequence,
            row=row,
            state=state,
            meaning=meaning,
            priority=priority,
            group=group,
            assignee=assignee,
            tier=values.profile.tiers.get(group, ""),
        )
    )
    if draft.latest is None or draft.latest <= (at, sequence):
        draft.latest = at, sequence
        draft.last, draft.last_row = tuple(map(intern, cells)), row


def tickets_of_log(values: Values, drafts: Mapping[str, Draft]) -> Iterator[ImportedTicket]:
    """Make a ticket of every draft; those that contradict themselves go to the register."""
    for draft in drafts.values():
        if not draft.steps:
            # Each of its rows stands in the register already.
            values.register.tickets_rejected += 1
            continue
        try:
            yield _ticket(values, draft)
        except RowRejected as left_out:
            values.register.reject(replace(left_out.rejected, whole_ticket=True))


def _ordered(draft: Draft, register: Register) -> list[Step]:
    """Sort the rows, and drop those that say again what another says."""
    steps: list[Step] = []
    seen: set[tuple[object, ...]] = set()
    for one in sorted(draft.steps, key=lambda step: (step.at, step.sequence, step.row)):
        said = (one.at, one.sequence, one.state, one.priority, one.group, one.assignee)
        if said in seen:
            register.note("repeated", one.row)
            continue
        seen.add(said)
        steps.append(one)
    return steps


def _ticket(values: Values, draft: Draft) -> ImportedTicket:
    steps = _ordered(draft, values.register)
    cells = draft.last
    values.row = draft.last_row
    opened = draft.opened_at or steps[0].at
    written = {
        name: values.instant(cells, name, draft.last_row, draft.id)
        for name in ("first_response_at", "resolved_at", "closed_at")
    }
    for name, at in written.items():
        if at is not None and at < opened:
            raise values.rejection(draft.last_row, "reversed_times", draft.id, name, cells)
    told = told_by(opened, values.profile.channel(values.text(cells, "channel")), steps, written["resolved_at"])
    reopened = values.count(cells, "reopen_count")
    ticket = ImportedTicket(
        source=values.profile.source,
        id=draft.id,
        opened_at=opened,
        first_response_at=written["first_response_at"] or told.accepted_at,
        resolved_at=told.resolved_at,
        closed_at=told.closed_at,
        is_open=not told.ended,
        reopen_count=told.reopened if reopened is None else reopened,
        timeline=told.story.timeline(),
        last_row=draft.last_row,
        other=values.other(cells),
    )
    whole = with_snapshot(ticket, values, cells)
    values.register.taken += len(steps)
    return whole
