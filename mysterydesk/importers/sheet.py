"""Which rows of cells does the first sheet of a workbook hold?"""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib import import_module
from typing import Any, Final

from mysterydesk.importers.container import Container
from mysterydesk.importers.register import ImportRefused
from policy.problem import problem

FORMULA_MARK: Final = "="
"""A formula comes as its text, which begins so; it is never computed, nor is its stored result believed."""

EVERY: Final = 1_024

BROKEN: Final = (zipfile.BadZipFile, SyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError)
"""What openpyxl raises for parts that are missing, or not as ECMA-376 has them; both its parsers call what is not
well-formed a kind of SyntaxError."""


@contextmanager
def sheet_rows(
    container: Container, width: int, watch: Callable[[float], None]
) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """Read the first sheet row by row, every cell as text, empty rows left out.

    Args:
        container: A workbook, whose size was counted.
        width: Most cells of a row.
        watch: Is told which share has been read, as far as the sheet states its length.

    Raises:
        ImportRefused: The workbook is broken or has no sheet.
    """
    # Half a second to load, and most who start the program import no workbook.
    reading: Any = import_module("openpyxl")
    try:
        book = reading.load_workbook(container.path, read_only=True, data_only=False, keep_links=False)
        sheets = book.worksheets
    except BROKEN as error:
        raise _broken(container.name) from error
    try:
        if not sheets:
            raise ImportRefused(problem(container.name, 0, "import_empty"))
        yield _rows(container.name, sheets[0], width, watch)
    finally:
        book.close()


def _rows(name: str, sheet: Any, width: int, watch: Callable[[float], None]) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401  openpyxl has no types
    try:
        length = sheet.max_row or 0
        # The stated dimensions may lie; without them the rows are read as they come.
        sheet.reset_dimensions()
        found = sheet.iter_rows(max_col=width, values_only=True)
        line, empty = 0, None
        while (cells := next(found, None)) is not None:
            line += 1
            # Rows that a sheet skips come as one and the same: a cell in its last corner costs no minutes.
            if cells is empty:
                continue
            texts = [_text(cell) for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                yield line, texts
            else:
                empty = cells
            if length and not line % EVERY:
                watch(min(1.0, line / length))
    except BROKEN as error:
        raise _broken(name) from error


def _broken(name: str) -> ImportRefused:
    return ImportRefused(problem(name, 0, "import_sheet_broken"))


def _text(value: object) -> str:
    """Give a cell as a CSV would hold it.

    >>> _text(datetime(2026, 3, 10, 9, 30)), _text(3.0), _text(True), _text(None)
    ('2026-03-10 09:30:00', '3', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)
