"""Which rows does a table of comma-separated values hold, and is it a table at all?

Lines that begin with `#` are remarks. Every mistake is a problem with its line; good rows are kept beside bad ones,
and whoever asks decides whether a table with problems counts.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policy.problem import Problem, Problems, in_order, problem

Row = tuple[int, Mapping[str, str]]
"""The line a row ends on, and its cells by column, without the blanks around them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the header of a table may say.

    Attributes:
        names: Columns in their usual order.
        optional: Those that may be left out.
        also: Other words for them.
    """

    names: tuple[str, ...]
    optional: frozenset[str]
    also: Mapping[str, str]

    def named(self, cell: str) -> str:
        """Give the column that a cell of the header names, or the cell as it is."""
        word = cell.strip().lower()
        return self.also.get(word, word)


def header(text: str) -> Sequence[str]:
    """Give the cells of the first line that is no remark."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return next(lines, "").split(",")


def raw_rows(text: str, source: str, found: list[Problem]) -> list[tuple[int, list[str]]]:
    """Read the rows that hold something, each with the line it ends on; what is no CSV is added to `found`."""
    kept = "".join("\n" if line.startswith("#") else line for line in text.splitlines(keepends=True))
    reader = csv.reader(io.StringIO(kept), strict=True)
    rows: list[tuple[int, list[str]]] = []
    try:
        rows += [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        found.append(problem(source, reader.line_num, "notice_not_csv", reason=str(error)))
    return rows


def read_rows(text: str, source: str, columns: Columns) -> tuple[tuple[Row, ...], Problems]:
    """Read a table by its header; where the header is wrong, no row can be told."""
    found: list[Problem] = []
    rows = raw_rows(text, source, found)
    names = [columns.named(cell) for cell in rows[0][1]] if rows else []
    if not found:
        found += _header_problems(source, rows[0][0] if rows else 0, names, columns)
    if found:
        return (), in_order(found)
    told: list[Row] = []
    for line, cells in rows[1:]:
        if len(cells) != len(names):
            found.append(problem(source, line, "notice_cells", expected=len(names), got=len(cells)))
        else:
            told.append((line, dict(zip(names, (cell.strip() for cell in cells), strict=True))))
    return tuple(told), in_order(found)


def _header_problems(source: str, line: int, names: Sequence[str], columns: Columns) -> list[Problem]:
    found = []
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            found.append(problem(source, line, "notice_column_twice", name=name))
        if name not in columns.names:
            known = ", ".join(columns.names)
            found.append(problem(source, line, "notice_column_unknown", name=name, known=known))
    missing = [name for name in columns.names if name not in names and name not in columns.optional]
    found += [problem(source, line, "notice_column_missing", name=name) for name in missing]
    return found
