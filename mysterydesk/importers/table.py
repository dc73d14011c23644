"""Which rows of cells does an import file hold, and which of its rows are none?"""

import csv
import io
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, Literal

from mysterydesk.importers.container import MOST_BYTES, Container, look_at
from mysterydesk.importers.encoding import WHOLE, Script, script_of, spoiled
from mysterydesk.importers.register import ImportRefused, cut
from mysterydesk.importers.sheet import sheet_rows
from policy.problem import problem

Row = tuple[int, list[str]]
"""Line of the file, from 1, and its cells."""

Watch = Callable[[float], None]
"""Is told from time to time which share of the file has been read, 0 to 1."""

Fault = Literal["bytes", "western", "quote", "cell_long"]
"""Why a row is none: bytes that are no text, the same where they look like Western Europe's letters; a quotation mark
that is not closed, or where none can be; a cell that is too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A row that cannot be read.

    Attributes:
        line: Where it begins.
        why: What is wrong with it.
        place: Column, from 0; None: the row as a whole.
        value: What is wrong, as far as it may be shown: bytes, never words.
        cells: The row, as far as it has cells.
    """

    line: int
    why: Fault
    place: int | None = None
    value: str = ""
    cells: tuple[str, ...] = ()


Listen = Callable[[Unread], None]
"""Is told of every row that cannot be read; the rows below it are read all the same."""

MOST_COLUMNS: Final = 2_000
"""Widest header read; an export of Jira with every comment in a column of its own has some hundreds."""

LONGEST_LINE: Final = 4_000_000
"""Characters of a line; beyond them it is no table of tickets."""

EVERY: Final = 4_096
"""Rows between two reports of progress."""


def unwatched(share: float) -> None:
    """Watch nothing."""
    del share


def unheard(one: Unread) -> None:
    """Pass over what cannot be read; whoever imports the file will hear of it."""
    del one


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file whose rows can be read, as often as wanted.

    Attributes:
        header: Names of the columns, as the file has them.
        script: How it is written; None for a workbook.
        container: Where it lies.
    """

    header: tuple[str, ...]
    script: Script | None
    container: Container

    @property
    def name(self) -> str:
        """Give the name that problems show."""
        return self.container.name

    @contextmanager
    def rows(self, watch: Watch = unwatched, listen: Listen = unheard) -> Iterator[Iterator[Row]]:
        """Give the rows below the header one by one, empty ones left out.

        Args:
            watch: Is told how far it is.
            listen: Is told of rows that cannot be read.

        Raises:
            ImportRefused: A line is too long, or the sheet is broken.
        """
        with _all_rows(self.container, self.script, watch, listen) as rows:
            next(rows, None)
            yield rows


def open_table(path: Path, *, delimiter: str = "", encoding: str = "", most: int = MOST_BYTES) -> Table:
    """Look at a file and read its header.

    Args:
        path: A CSV, a workbook, or an archive with one CSV in it.
        delimiter: Between cells; empty: found out.
        encoding: Of a CSV; empty: found out.
        most: Most bytes it may unpack to.

    Raises:
        ImportRefused: What is wrong with it.
        WorldError: `file_unreadable`.
    """
    container = look_at(path, most)
    script = None if container.kind == "workbook" else script_of(container, delimiter, encoding)

    def broken(one: Unread) -> None:
        raise ImportRefused(problem(container.name, one.line, "import_row_unreadable", reason=one.value))

    with _all_rows(container, script, unwatched, broken) as rows:
        line, header = next(rows, (0, []))
    while header and not header[-1].strip():
        header.pop()
    if not header:
        raise ImportRefused(problem(container.name, 0, "import_empty"))
    if len(header) > MOST_COLUMNS:
        raise ImportRefused(problem(container.name, line, "import_columns_many", most=MOST_COLUMNS, got=len(header)))
    return Table(header=tuple(header), script=script, container=container)


@contextmanager
def _all_rows(container: Container, script: Script | None, watch: Watch, listen: Listen) -> Iterator[Iterator[Row]]:
    if script is None:
        with sheet_rows(container, MOST_COLUMNS + 1, watch) as cells:
            yield _below_title(cells)
        return
    with container.open() as stream, closing(_text_rows(container.name, stream, script, watch, listen)) as cells:
        yield cells


def _below_title(rows: Iterator[Row]) -> Iterator[Row]:
    """Pass over a title above the header of a sheet: a row of one cell, where the next one has several."""
    first, second = next(rows, None), next(rows, None)
    if first is not None and not (second is not None and _filled(first) == 1 < _filled(second)):
        yield first
    if second is not None:
        yield second
    yield from rows


def _filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row[1])


@dataclass(slots=True, kw_only=True)
class _Lines:
    """Gives the lines of a text, and takes back those that did not belong to a row.

    Attributes:
        name: What problems show.
        text: The file.
        given: Lines of the row that is being read.
        number: How many were given and not taken back.
        again: Lines that were taken back.
        ended: Whether a row has asked for a line beyond the last.
    """

    name: str
    text: IO[str]
    given: list[str] = field(default_factory=list)
    number: int = 0
    again: deque[str] = field(default_factory=deque)
    ended: bool = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self.text.readline(LONGEST_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST_LINE:
            raise ImportRefused(problem(self.name, self.number, "import_line_long", most=LONGEST_LINE))
        self.given.append(line)
        return line

    def take_back(self) -> None:
        """Take all lines of a row back but its first."""
        self.again.extendleft(reversed(self.given[1:]))
        self.number -= len(self.given) - 1
        self.ended = False


def _text_rows(
    name: str, stream: IO[bytes], script: Script, watch: Watch, listen: Listen
) -> Generator[Row, None, None]:
    """Read a CSV (RFC 4180); the line of a row is that on which it begins.

    A row that cannot be read costs its first line: what comes after an open quotation mark is read anew.
    """
    with io.TextIOWrapper(stream, encoding=script.encoding, errors=script.errors, newline="") as text:
        lines = _Lines(name=name, text=text)
        reader = csv.reader(lines, delimiter=script.delimiter, strict=True)
        rows = 0
        while True:
            line = lines.number + 1
            lines.given.clear()
            try:
                cells = next(reader, None)
            except csv.Error as error:
                listen(_fault(lines, line, error))
                lines.take_back()
                continue
            if cells is None:
                return
            rows += 1
            if not rows % EVERY:
                watch(stream.tell() / script.length if script.length else 0.0)
            wrong = _bad(script, line, cells) if script.errors != WHOLE else None
            if wrong is not None:
                listen(wrong)
            elif cells:
                yield line, cells


def _fault(lines: _Lines, line: int, error: csv.Error) -> Unread:
    long = "field larger" in str(error)
    return Unread(line=line, why="cell_long" if long and len(lines.given) == 1 else "quote", value=cut(str(error)))


def _bad(script: Script, line: int, cells: list[str]) -> Unread | None:
    """Find the first cell that holds bytes that are no text."""
    for place, cell in enumerate(cells):
        if bad := spoiled(cell):
            why: Fault = "western" if script.western else "bytes"
            return Unread(line=line, why=why, place=place, value=cut(bad), cells=tuple(cells))
    return None
