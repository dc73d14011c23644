"""How are tables written as a workbook that every spreadsheet reads, and that computes nothing?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mysterydesk.importers.cells import harmless

if TYPE_CHECKING:  # a tenth of a second to load, and most who start the program write no workbook
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | bool | datetime | None
"""What a cell can hold; a time without a zone, since a workbook knows none."""

MOST_ROWS: Final = 500_000
"""Rows of a sheet below its heading; what is more goes to a sheet of its own. Excel reads twice as many, but calls an
archive damaged whose parts are larger than 2 GiB."""

LONGEST: Final = 32_767
"""Characters of a cell (Excel's specification)."""

LONGEST_TITLE: Final = 31
FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
FIRST: Final = datetime(1900, 3, 1)  # noqa: DTZ001  a day of a workbook has no zone
"""From here on a workbook counts its days right: it believes in a 29 February 1900."""

OPTIONS: Final = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table.

    Attributes:
        title: Name of its tab.
        head: Names of its columns.
        rows: Its rows, taken once.
    """

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def write_workbook(place: Path, sheets: Iterable[Sheet]) -> None:
    """Write tables as one workbook; text that a spreadsheet would compute is marked as text, as in a CSV.

    Raises:
        OSError: It cannot be written.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415  see the head of this file
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415  as above

    titles: list[str] = []
    book = Workbook(str(place), OPTIONS)
    looks = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for one in sheets:
        rows = iter(one.rows)
        part: Iterator[Sequence[Cell]] | None = islice(rows, MOST_ROWS)
        while part is not None:
            titles.append(_title(one.title, titles))
            _fill(book, titles[-1], one.head, part, looks)
            more = next(rows, None)
            part = None if more is None else chain([more], islice(rows, MOST_ROWS - 1))
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _title(wanted: str, taken: Sequence[str]) -> str:
    """Give a name for a tab that no other has."""
    short = wanted.translate(FORBIDDEN).strip()[:LONGEST_TITLE] or "-"
    names = chain([short], (f"{short[: LONGEST_TITLE - 6]} {number}" for number in range(2, 100_000)))
    return next(one for one in names if one.lower() not in {each.lower() for each in taken})


def _fill(
    book: "Workbook",
    title: str,
    head: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    looks: tuple["Format", "Format"],
) -> None:
    bold, moment = looks
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(head):
        sheet.set_column(column, column, min(40, 6 + 2 * len(name)))
        sheet.write_string(0, column, _text(name), bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, (number, column), value, moment)


def _write(sheet: "Worksheet", at: tuple[int, int], value: Cell, moment: "Format") -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(*at, value)
    elif isinstance(value, int | float):
        sheet.write_number(*at, value)
    elif isinstance(value, datetime) and value >= FIRST:
        sheet.write_datetime(*at, value, moment)
    else:
        sheet.write_string(*at, _text(value.isoformat(sep=" ") if isinstance(value, datetime) else value))


def _text(value: str) -> str:
    return harmless(_NO_XML.sub("", value))[:LONGEST]
