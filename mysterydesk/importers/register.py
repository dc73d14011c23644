"""What could not be taken over from an import, where it stands and why, and what was taken with a remark?"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from policy.problem import Problem, Problems
from sla.timeline import Json

MOST_SHOWN = 80
"""Longest piece of a cell that a rejection quotes."""


FIRST = 3
"""Rows that are named for each reason."""


class ImportRefused(Exception):  # noqa: N818  reads as the sentence it is
    """A file is not imported at all; `problems` says where and why. Nothing of it was taken."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(f"{one.source}:{one.line} {one.code}" for one in problems))
        self.problems: Problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """One row, or one ticket, that was left out.

    Attributes:
        row: Line of the file, from 1, the header included; of a ticket its last line.
        code: Why; its sentence is `reason.row_<code>`.
        ticket: Id in the source, empty where it could not be read.
        column: Column as the file names it, empty where the whole row is meant.
        value: What stood there as the file has it, cut; empty where the column is personal.
        whole_ticket: Whether the ticket was left out, not only this row.
    """

    row: int
    code: str
    ticket: str = ""
    column: str = ""
    value: str = ""
    whole_ticket: bool = False


@dataclass(slots=True, kw_only=True)
class Register:
    """Collects what an import has to say; the only thing in it that changes while it runs.

    Attributes:
        rejected: Rows and tickets left out, in the order in which they were found.
        notes: How often something was taken with a remark: `out_of_order`, `clock_fold`, `formula_as_text`, …
        places: The first row of each remark.
        rows: Rows read, the header not counted.
        taken: Rows that tickets were made of; with those that were repeated and those left out they are `rows`.
        tickets_rejected: Tickets of which nothing was taken. A row that names no ticket counts as one in a list of
            tickets, and as none in a log, where it may be an event of any.
    """

    rejected: list[Rejected] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    places: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    taken: int = 0
    tickets_rejected: int = 0

    def reject(self, one: Rejected) -> None:
        """Leave a row or a ticket out."""
        self.rejected.append(one)
        self.tickets_rejected += one.whole_ticket

    def settle(self, taken: Collection[str]) -> None:
        """Say, when a list of tickets was read to its end, which were left out altogether.

        A row that was left out costs no ticket where another row of the same number was taken.
        """
        known = frozenset(taken)
        self.rejected = [replace(one, whole_ticket=one.ticket not in known) for one in self.rejected]
        lost = [one.ticket for one in self.rejected if one.whole_ticket]
        self.tickets_rejected = len({*lost} - {""}) + lost.count("")

    @property
    def rows_left_out(self) -> int:
        """How many rows no ticket was made of, those apart that say again what another says."""
        return self.rows - self.taken - self.notes["repeated"]

    def note(self, code: str, row: int) -> None:
        """Take something with a remark."""
        self.notes[code] += 1
        self.places.setdefault(code, row)

    @property
    def reasons(self) -> Mapping[str, int]:
        """How often something was left out, by reason."""
        return dict(sorted(Counter(one.code for one in self.rejected).items()))

    @property
    def first_rejected(self) -> Mapping[str, list[Json]]:
        """Give the first of each reason with their places."""
        found: dict[str, list[Json]] = {}
        for one in self.rejected:
            places = found.setdefault(one.code, [])
            if len(places) < FIRST:
                places.append({"row": one.row, "ticket": one.ticket, "column": one.column, "value": one.value})
        return dict(sorted(found.items()))


def cut(value: str) -> str:
    """Shorten a cell for a report.

    >>> len(cut("x" * 500))
    80
    """
    return value if len(value) <= MOST_SHOWN else value[: MOST_SHOWN - 1] + "…"
