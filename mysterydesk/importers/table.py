"""Which rows of cells does an import file hold?"""

import csv
import io
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from mysterydesk.importers.container import MOST_BYTES, Container, look_at
from mysterydesk.importers.encoding import Script, script_of
from mysterydesk.importers.register import ImportRefused
from mysterydesk.importers.sheet import sheet_rows
from policy.problem import problem

Row = tuple[int, list[str]]
"""Line of the file, from 1, and its cells."""

Watch = Callable[[float], None]
"""Is told from time to time which share of the file has been read, 0 to 1."""

MOST_COLUMNS: Final = 2_000
"""Widest header read; an export of Jira with every comment in a column of its own has some hundreds."""

EVERY: Final = 4_096
"""Rows between two reports of progress."""


def unwatched(share: float) -> None:
    """Watch nothing."""
    del share


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
    def rows(self, watch: Watch = unwatched) -> Iterator[Iterator[Row]]:
        """Give the rows below the header one by one, empty ones left out.

        Raises:
            ImportRefused: A cell is too long, or the sheet is broken.
        """
        with _all_rows(self.container, self.script, watch) as rows:
            next(rows, None)
            yield rows


def open_table(path: Path, *, delimiter: str = "", most: int = MOST_BYTES) -> Table:
    """Look at a file and read its header.

    Args:
        path: A CSV, a workbook, or an archive with one CSV in it.
        delimiter: Between cells; empty: found out.
        most: Most bytes it may unpack to.

    Raises:
        ImportRefused: What is wrong with it.
        WorldError: `file_unreadable`.
    """
    container = look_at(path, most)
    script = None if container.kind == "workbook" else script_of(container, delimiter)
    with _all_rows(container, script, unwatched) as rows:
        line, header = next(rows, (0, []))
    while header and not header[-1].strip():
        header.pop()
    if not header:
        raise ImportRefused(problem(container.name, 0, "import_empty"))
    if len(header) > MOST_COLUMNS:
        raise ImportRefused(problem(container.name, line, "import_columns_many", most=MOST_COLUMNS))
    return Table(header=tuple(header), script=script, container=container)


@contextmanager
def _all_rows(container: Container, script: Script | None, watch: Watch) -> Iterator[Iterator[Row]]:
    if script is None:
        with sheet_rows(container, MOST_COLUMNS + 1, watch) as cells:
            yield cells
        return
    with container.open() as stream, closing(_text_rows(container.name, stream, script, watch)) as cells:
        yield cells


def _text_rows(name: str, stream: IO[bytes], script: Script, watch: Watch) -> Generator[Row, None, None]:
    """Read a CSV (RFC 4180); the line of a row is that on which it begins."""
    with io.TextIOWrapper(stream, encoding=script.encoding, newline="") as text:
        reader = csv.reader(text, delimiter=script.delimiter)
        line = 0
        try:
            for number, cells in enumerate(reader):
                if cells:
                    yield line + 1, cells
                line = reader.line_num
                if not number % EVERY:
                    watch(stream.tell() / script.length if script.length else 0.0)
        except csv.Error as error:
            raise ImportRefused(problem(name, line + 1, "import_row_unreadable", reason=str(error))) from error
