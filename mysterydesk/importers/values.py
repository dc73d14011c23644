"""What does a row say under its profile, value by value?"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mysterydesk.importers.cells import harmless, is_formula, plain, span_of
from mysterydesk.importers.header import Header
from mysterydesk.importers.profile import PERSONAL, Profile
from mysterydesk.importers.pseudonym import (
    Pseudonyms,
    columns_of_people,
    columns_of_prose,
    names_people,
    points_at_person,
)
from mysterydesk.importers.register import ImportRefused, Register, Rejected, cut
from mysterydesk.importers.times import Times, ZoneNeededError
from policy.problem import problem
from sla.timeline import Json

STANDING = ("state", "priority", "group", "assignee")
Standing = tuple[str, str | None, str, str, str | None]
"""State, what it means (None: unknown), priority, group, pseudonym of the person."""

Kept = str | bool | None
Other = tuple[str, tuple[int, ...], Callable[[str], Kept], dict[str, Kept]]
"""A column that is not mapped: its name and places, how it is read, and what was read before."""

YES = frozenset({"true", "yes", "1", "met", "achieved", "within sla", "是"})
NO = frozenset({"false", "no", "0", "breached", "missed", "violated", "否"})


class RowRejected(Exception):  # noqa: N818  leaves the reading of a row, never this package
    """A row cannot be taken over; `rejected` says why."""

    def __init__(self, rejected: Rejected) -> None:
        super().__init__(rejected.code)
        self.rejected = rejected


@dataclass(slots=True, kw_only=True)
class Values:
    """Reads the cells of one file; what was written once is cleaned once.

    Attributes:
        name: What problems show.
        profile: What columns and words mean.
        header: Where the columns are.
        times: Reads times.
        pseudonyms: Leaves people unnamed.
        register: Takes remarks.
        row: Line being read, for remarks.
    """

    name: str
    profile: Profile
    header: Header
    times: Times
    pseudonyms: Pseudonyms
    register: Register
    row: int = 0
    _clean: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    _standing: dict[tuple[str, ...], Standing] = field(default_factory=dict)
    _places: tuple[int, ...] | None = None
    _others: tuple[Other, ...] | None = None

    def text(self, cells: Sequence[str], column: str) -> str:
        """Give a mapped column's value, cleaned; empty where there is none."""
        place = self.header.places.get(column)
        if place is None:
            return ""
        written = cells[place]
        clean = self._clean[column]
        found = clean.get(written)
        if found is None:
            found = clean[written] = self._cleaned(column, written)
        return found

    def _cleaned(self, column: str, written: str) -> str:
        value = written.strip()
        if value in self.profile.missing:
            return ""
        value = self._unlabelled(value)
        if column in self.profile.cut_at:
            value = value.partition(self.profile.cut_at[column])[0].strip()
        prefix = self.profile.prefixes.get(column, "")
        return self._safe(value if value.startswith(prefix) else prefix + value)

    def _safe(self, value: str) -> str:
        safe = harmless(value)
        if safe.startswith("'") and safe != value:
            self.register.note("formula_as_text", self.row)
        return safe

    def _unlabelled(self, value: str) -> str:
        """Take a label off a number: `Group 70` is 70, but `Group Services` stays."""
        for label in self.profile.labels:
            if value.startswith(label) and (rest := value[len(label) :].strip()).isdigit():
                return rest
        return value

    def standing(self, cells: Sequence[str]) -> Standing:
        """Give state, its meaning, priority, group and person of a row; rows that say the same are read once."""
        key = tuple([cells[place] for place in self._standing_places()])
        found = self._standing.get(key)
        if found is None:
            state = self.text(cells, "state")
            found = self._standing[key] = (
                state,
                self.profile.meaning(state),
                self.text(cells, "priority"),
                self.text(cells, "group"),
                self.person(cells, "assignee"),
            )
        return found

    def _standing_places(self) -> tuple[int, ...]:
        if self._places is None:
            places = self.header.places
            self._places = tuple(places[name] for name in STANDING if name in places)
        return self._places

    def ticket_id(self, cells: Sequence[str], row: int) -> str:
        """Give the ticket's number.

        Raises:
            RowRejected: There is none, or it is a formula.
        """
        self.row = row
        written = cells[self.header.places["ticket_id"]]
        known = self._clean["ticket_id"].get(written)
        if known:
            return known
        if is_formula(written.strip()):
            raise self.rejection(row, "formula", "", "ticket_id", cells)
        value = self.text(cells, "ticket_id")
        if not value:
            raise self.rejection(row, "no_id", "", "ticket_id", cells)
        return value

    def instant(self, cells: Sequence[str], column: str, row: int, ticket: str) -> datetime | None:
        """Give the instant of a column; None where there is none.

        Raises:
            RowRejected: It is no time.
            ImportRefused: It has no zone, and none was given.
        """
        place = self.header.places.get(column)
        written = "" if place is None else cells[place].strip()
        if written in self.profile.missing:
            return None
        try:
            at = self.times.read(written)
        except ZoneNeededError as error:
            raise ImportRefused(problem(self.name, row, "import_zone_needed", got=cut(written))) from error
        except (ValueError, OverflowError) as error:
            code = "formula" if is_formula(written) else "time"
            raise self.rejection(row, code, ticket, column, cells) from error
        remark = self.times.remark(written)
        if remark is not None:
            self.register.note(remark, row)
        return at

    def span(self, cells: Sequence[str], column: str, row: int, ticket: str) -> timedelta | None:
        """Give the span of a column, None where there is none.

        Raises:
            RowRejected: It is no span, or a negative one.
        """
        value = self.text(cells, column)
        if not value:
            return None
        try:
            span = span_of(value, self.profile.units[column])
        except (ValueError, OverflowError) as error:
            raise self.rejection(row, "span", ticket, column, cells) from error
        if span < timedelta():
            raise self.rejection(row, "span", ticket, column, cells)
        return span

    def count(self, cells: Sequence[str], column: str) -> int | None:
        """Give the whole number of a column; None where there is none."""
        value = self.text(cells, column)
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None  # noqa: PLR2004  fits 32 bit

    def met(self, cells: Sequence[str]) -> bool | None:
        """Say whether the source thinks that it kept its targets; what is left of one tells it by its sign."""
        value = self.text(cells, "sla_met").lower()
        if ":" in value:
            return not value.startswith("-")
        return True if value in YES else False if value in NO else None

    def person(self, cells: Sequence[str], column: str) -> str | None:
        """Give the pseudonym of the person in a mapped column."""
        return self.pseudonyms.of(self.text(cells, column))

    def other(self, cells: Sequence[str]) -> dict[str, Json]:
        """Give what is not mapped: people as pseudonyms or not at all, free text not at all."""
        if self._others is None:
            self._others = tuple(self._sorted_out())
        kept: dict[str, Json] = {}
        for name, places, read, known in self._others:
            for place in places:
                written = cells[place]
                if written not in known:
                    known[written] = None if written.strip() in self.profile.missing else read(written.strip())
            found = [value for place in places if (value := known[cells[place]]) is not None]
            if found:
                kept[name] = found[0] if len(places) == 1 else found
        return kept

    def _sorted_out(self) -> Iterator[Other]:
        """Say of every column that is not mapped how it is read; free text is not."""
        people = columns_of_people(self.header.others, self.profile)
        dropped = columns_of_prose(self.header.others, self.profile)
        moments = {name.lower() for name in self.profile.moments}
        for name, places in self.header.others.items():
            if name not in dropped:
                read = self._person if name in people else self._moment if name.lower() in moments else self._plain
                yield name, places, read, {}

    def _person(self, value: str) -> str | None:
        return self.pseudonyms.of(self._unlabelled(value))

    def _plain(self, value: str) -> Kept:
        value = self._unlabelled(value)
        if points_at_person(value):
            return self.pseudonyms.of(value)
        kept = plain(value)
        return kept if isinstance(kept, bool) else self._safe(value)

    def _moment(self, value: str) -> str:
        try:
            return self.times.read(value).isoformat()
        except (ValueError, OverflowError):
            return harmless(value)

    def rejection(self, row: int, code: str, ticket: str, column: str, cells: Sequence[str]) -> RowRejected:
        """Make the rejection of a row.

        It quotes the cell as the file has it, so that it can be found there; what a personal column holds is not
        quoted. Whoever writes it down for a spreadsheet takes the harm out of it.
        """
        place = self.header.places.get(column)
        name = column if place is None else self.header.names[place]
        value = "" if place is None else cells[place]
        shown = "" if column in PERSONAL or names_people(name) or points_at_person(value) else cut(value)
        return RowRejected(Rejected(row=row, code=code, ticket=ticket, column=name, value=shown))
