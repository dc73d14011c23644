"""What stands in the first rows of a file, and what does a mapping make of it?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from mysterydesk.import_mapping import problems_of
from mysterydesk.import_seen import Column, Sample, TimeRead, Use
from mysterydesk.importers.dates import dates_of_file
from mysterydesk.importers.header import Header, key, read_header
from mysterydesk.importers.profile import MOMENTS, NEEDED, Profile
from mysterydesk.importers.pseudonym import Pseudonyms, columns_of_people, columns_of_prose, points_at_person
from mysterydesk.importers.register import ImportRefused, Register, cut
from mysterydesk.importers.table import Row, Table
from mysterydesk.importers.times import Times, ZoneNeededError, words_of
from mysterydesk.importers.values import Values
from policy.problem import Problems

ROWS: Final = 2_000
"""Rows that are looked through."""

SHOWN: Final = 12
MOST_WORDS: Final = 40

_UNNAMED: Final = re.compile(
    r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?"
    r"(?:Z| ?[+-]\d\d:?\d\d)?)?"
    r"|\d{1,2}[/ -][^\W\d_]{3,9}[/ -]\d{2,4} \d{1,2}:\d{2}(?: ?[AP]M)?|[A-Za-z]{0,6}[-_ ]?\d{1,8}|-?\d+:\d{2}"
)
"""What names nobody, whatever column it stands in: a time, a figure, the number of a ticket."""

MASK: Final = "•••"
"""Stands for a cell that is not shown: it names a person, or is free text."""


@dataclass(slots=True, kw_only=True)
class _Found:
    """Collects while the rows go by."""

    shown: list[tuple[str, ...]] = field(default_factory=list)
    states: dict[str, None] = field(default_factory=dict)
    priorities: dict[str, None] = field(default_factory=dict)
    good: dict[str, TimeRead] = field(default_factory=dict)
    bad: dict[str, TimeRead] = field(default_factory=dict)
    zone_needed: bool = False

    def time(self, canonical: str, written: str, times: Times) -> None:
        """Read one time; a naive one is read in UTC, only to be shown."""
        try:
            at = times.read(written)
        except ZoneNeededError:
            self.zone_needed = True
            at = None
        except (ValueError, OverflowError):
            self.bad.setdefault(canonical, TimeRead(canonical=canonical, written=cut(written), read=None))
            return
        if canonical in self.good:
            return
        if at is None:
            naive = Times(zone=ZoneInfo("UTC"), formats=times.formats, words=times.words).read(written)
            said = naive.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
        else:
            said = at.isoformat(sep=" ", timespec="minutes")
        self.good[canonical] = TimeRead(canonical=canonical, written=cut(written), read=said)


def sampled(table: Table, profile: Profile) -> Sample:
    """Read the first rows of a file under a mapping.

    Nothing is judged here; what is wrong beyond these rows comes out when the whole file is read.
    """
    found = _Found()
    missing = problems_of(profile, table.name)
    if missing:
        return _unread(table, profile, (*missing, *_repeated(table, profile)))
    try:
        header = read_header(table.header, profile, table.name)
    except ImportRefused as refused:
        return _unread(table, profile, refused.problems)
    problems: Problems = ()
    try:
        profile = dates_of_file(table, header, profile).profile
    except ImportRefused as refused:
        problems = refused.problems
    times = Times(zone=None, formats=profile.formats, words=words_of(profile.languages))
    values = Values(
        name=table.name, profile=profile, header=header, times=times, pseudonyms=Pseudonyms(key=None),
        register=Register(),
    )  # fmt: skip
    try:
        with table.rows() as rows_in:
            for _, cells in islice(rows_in, ROWS):
                _look(values, cells, found)
    except ImportRefused as refused:
        problems = (*problems, *refused.problems)
    columns = tuple(_columns(header, profile))
    return Sample(
        columns=columns,
        rows=_masked(columns, found.shown),
        states=tuple(found.states),
        priorities=tuple(found.priorities),
        times=(*found.good.values(), *found.bad.values()),
        zone_needed=found.zone_needed,
        problems=problems,
    )


def _repeated(table: Table, profile: Profile) -> Problems:
    """List the columns named twice, which are as wrong before the mapping is whole as they are after."""
    whole = replace(profile, columns={**dict.fromkeys(NEEDED[profile.form], ()), **profile.columns})
    try:
        read_header(table.header, whole, table.name)
    except ImportRefused as refused:
        return tuple(one for one in refused.problems if one.code == "import_header_repeated")
    return ()


def _look(values: Values, cells: list[str], found: _Found) -> None:
    if len(found.shown) < SHOWN:
        found.shown.append(tuple(cut(one) for one in cells))
    width = len(values.header.names)
    cells = [*cells, *[""] * (width - len(cells))]
    for words, canonical in ((found.states, "state"), (found.priorities, "priority")):
        if len(words) < MOST_WORDS and (word := values.text(cells, canonical)):
            words[cut(word)] = None
    for canonical in MOMENTS:
        place = values.header.places.get(canonical)
        if place is not None and (written := cells[place].strip()) not in values.profile.missing:
            found.time(canonical, written, values.times)


def _unread(table: Table, profile: Profile, problems: Problems) -> Sample:
    """Show what may be shown where the mapping or the header is not good enough to read the file.

    Nobody has said yet what the columns are, so of most cells only times, figures and numbers of tickets are shown.
    """
    columns = tuple(_unsure(name, profile) for name in table.header)
    rows, more = _plain(table)
    known = frozenset(place for place, one in enumerate(columns) if one.ours)
    guarded = tuple(
        tuple(
            cell if place in known or not cell or _UNNAMED.fullmatch(cell) else MASK for place, cell in enumerate(row)
        )
        for row in rows
    )
    return Sample(columns=columns, rows=_masked(columns, guarded), problems=(*problems, *more), guarded=True)


def _unsure(name: str, profile: Profile) -> Column:
    """Say what a column is taken for by its name alone; one that is named twice is taken for nothing."""
    one = key(name, wrapped=profile.wrapped)
    ours = tuple(
        canonical
        for canonical, names in profile.columns.items()
        if canonical not in MOMENTS and one in {key(each, wrapped=profile.wrapped) for each in names}
    )
    if columns_of_people((name,), profile):
        return Column(name=name, use="people")
    if columns_of_prose((name,), profile):
        return Column(name=name, use="dropped")
    return Column(name=name, use="mapped" if ours else "unsaid", ours=ours)


def _plain(table: Table) -> tuple[tuple[tuple[str, ...], ...], Problems]:
    """Give the first rows as they are; of a broken file those before the break."""
    shown: list[tuple[str, ...]] = []
    try:
        with table.rows() as rows:
            shown += (_shown(row) for row in islice(rows, SHOWN))
    except ImportRefused as refused:
        return tuple(shown), refused.problems
    return tuple(shown), ()


def _shown(row: Row) -> tuple[str, ...]:
    return tuple(cut(one) for one in row[1])


def _columns(header: Header, profile: Profile) -> Iterator[Column]:
    people = {name.lower() for name in columns_of_people(header.others, profile)}
    dropped = {name.lower() for name in columns_of_prose(header.others, profile)}
    moments = {name.lower() for name in profile.moments}
    for place, name in enumerate(header.names):
        ours = tuple(canonical for canonical, at in header.places.items() if at == place)
        low = name.lower()
        use: Use = "people" if low in people else "moment" if low in moments else "kept"
        yield Column(name=name, use="mapped" if ours else "dropped" if low in dropped else use, ours=ours)


def _masked(columns: Sequence[Column], rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Hide what is not for a screen: names of people, free text, whatever points at a person."""
    hidden = frozenset(
        place for place, one in enumerate(columns) if one.use in {"people", "dropped"} or "assignee" in one.ours
    )
    return tuple(
        tuple(
            MASK if cell and (place in hidden or points_at_person(cell)) else cell for place, cell in enumerate(row)
        )
        for row in rows
    )
