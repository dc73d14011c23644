"""What does a ticket look like in the latest row that tells of it?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from mysterydesk.importers.register import ImportRefused, Rejected
from mysterydesk.importers.ticket import ImportedTicket
from mysterydesk.importers.values import RowRejected, Values
from policy.problem import problem

MOST_ROWS: Final = 2_000_000
"""Most rows of one file: a small cell may cost a hundred times its length in memory."""


def with_snapshot(ticket: ImportedTicket, values: Values, cells: Sequence[str]) -> ImportedTicket:
    """Add the canonical columns that are no times.

    Raises:
        RowRejected: One of them cannot be read.
    """
    priority = values.text(cells, "priority")
    reassigned = values.count(cells, "reassign_count")
    return replace(
        ticket,
        priority=priority or None,
        rank=values.profile.rank(priority),
        impact=values.text(cells, "impact") or None,
        urgency=values.text(cells, "urgency") or None,
        state=values.text(cells, "state") or None,
        group=values.text(cells, "group") or None,
        assignee=values.person(cells, "assignee"),
        channel=values.text(cells, "channel") or None,
        category=values.text(cells, "category") or None,
        reassign_count=reassigned,
        paused=values.span(cells, "paused", ticket.last_row, ticket.id),
        csat=values.text(cells, "csat") or None,
        sla_met=values.met(cells),
    )


def counted(values: Values, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Count rows as they go by.

    Raises:
        ImportRefused: There are more than memory should hold.
    """
    for row, cells in rows:
        values.register.rows += 1
        if values.register.rows > MOST_ROWS:
            raise ImportRefused(problem(values.name, row, "import_rows_many", most=MOST_ROWS))
        yield row, cells


def fitted(cells: list[str], width: int, row: int) -> list[str]:
    """Fill a row that a spreadsheet cut at its last filled cell.

    Raises:
        RowRejected: It is longer than the header: its cells have slipped.

    >>> fitted(["7", "x"], 3, 2)
    ['7', 'x', '']
    """
    if len(cells) == width:
        return cells
    if any(cells[width:]):
        raise RowRejected(Rejected(row=row, code="cells", value=f"{len(cells)} > {width}"))
    return [*cells[:width], *[""] * (width - len(cells))]
