"""Which dates of its own does a company's table list?

    date,last,kind,spans,note
    2026-12-31,,open,09:00-12:00,stock-taking in the afternoon

The table is taken whole or not at all: every mistake is told at once, with its line.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from policy.problem import Problem, Problems, in_order, problem
from sla.calendar import Span
from sla.calendar_data import wall_time
from sla.csv_table import Columns, header, read_rows
from sla.own_dates import OwnDate, OwnKind
from sla.segment import Segment

MOST: Final = 100_000
"""Characters such a table may have: some two thousand dates."""

LONGEST: Final = 60
"""Dates one row may cover; more is a slip of the pen."""

YEARS: Final = range(2000, 2100)

COLUMNS: Final = ("date", "last", "kind", "spans", "note")
"""Columns; `last` for several dates in a row, `spans` such as `09:00-12:00 13:00-18:00`, `note` for people."""

_TABLE: Final = Columns(
    names=COLUMNS,
    optional=frozenset({"last", "spans", "note"}),
    also={"日期": "date", "截止": "last", "类别": "kind", "时段": "spans", "说明": "note"},
)

_KINDS: Final[Mapping[str, OwnKind]] = {
    "closed": "closed",
    "open": "open",
    "break": "break",
    "usual": "usual",
    "休息": "closed",
    "上班": "open",
    "停工": "break",
    "照常": "usual",
}

_APART: Final = re.compile(r"[\s;；,，、]+")
_SPAN: Final = re.compile(r"([0-9:]+)[-–—~～至到]([0-9:]+)")


def is_own_dates(text: str) -> bool:
    """Tell whether a text begins with the header of this table rather than with that of a notice."""
    return "date" in {_TABLE.named(cell) for cell in header(text.removeprefix("\ufeff"))}


def read_own_dates(text: str, source: str) -> tuple[tuple[OwnDate, ...], Problems]:
    r"""Read the table.

    Args:
        text: Of a file or the clipboard.
        source: Its name for the problems.

    >>> dates, problems = read_own_dates("日期,类别,时段\n2026-12-31,上班,09:00-12:00\n", "own.csv")
    >>> str(dates[0].first), str(dates[0].spans[0].duration), problems
    ('2026-12-31', '3:00:00', ())
    """
    if len(text) > MOST:
        return (), (problem(source, 0, "notice_too_long", most=MOST, got=len(text)),)
    rows, problems = read_rows(text.removeprefix("\ufeff"), source, _TABLE)
    found = list(problems)
    said = [(line, one) for line, cells in rows if (one := _row(source, line, cells, found)) is not None]
    found += _twice(said, source)
    if not rows and not found:
        found.append(problem(source, 0, "own_dates_empty"))
    return ((), in_order(found)) if found else (tuple(one for _, one in said), ())


def _row(source: str, line: int, cells: Mapping[str, str], found: list[Problem]) -> OwnDate | None:
    before = len(found)
    kind = _KINDS.get(cells["kind"].lower())
    if kind is None:
        found.append(problem(source, line, "own_dates_kind", got=cells["kind"]))
    first = _day(source, line, cells["date"], found)
    last = _day(source, line, cells["last"], found) if cells.get("last") else first
    if first is not None and last is not None:
        found += _range_problems(source, line, first, last)
    spans = _spans(source, line, cells.get("spans", ""), found)
    if kind == "break" and not cells.get("spans"):
        found.append(problem(source, line, "own_dates_break_without_spans"))
    if kind in {"closed", "usual"} and cells.get("spans"):
        found.append(problem(source, line, "own_dates_spans_unwanted", got=cells["spans"]))
    if len(found) > before or kind is None or first is None or last is None:
        return None
    return OwnDate(kind=kind, first=first, last=last, spans=spans, note=cells.get("note", ""))


def _day(source: str, line: int, written: str, found: list[Problem]) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        found.append(problem(source, line, "notice_not_a_date", got=written))
        return None
    if day.year not in YEARS:
        found.append(problem(source, line, "notice_not_a_year", got=day.year))
    return day


def _range_problems(source: str, line: int, first: date, last: date) -> list[Problem]:
    if last < first:
        return [problem(source, line, "notice_range_reversed", first=first, last=last)]
    if last - first >= timedelta(days=LONGEST):
        return [problem(source, line, "notice_range_long", first=first, last=last, most=LONGEST)]
    return []


def _spans(source: str, line: int, written: str, found: list[Problem]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for one in _APART.split(written) if written else ():
        ends = _SPAN.fullmatch(one)
        opens, closes = (wall_time(end) for end in ends.groups()) if ends else (None, None)
        if opens is None or closes is None or not opens < closes:
            found.append(problem(source, line, "own_dates_span", got=one))
        else:
            spans.append(Segment(start=opens, end=closes))
    spans.sort(key=lambda span: span.start)
    if any(after.start < one.end for one, after in pairwise(spans)):
        found.append(problem(source, line, "own_dates_spans_overlap", got=written))
    return tuple(spans)


def _twice(said: list[tuple[int, OwnDate]], source: str) -> list[Problem]:
    """Find dates of which two rows say what is open, or two rows what is closed in between."""
    seen: dict[tuple[date, bool], int] = {}
    found: list[Problem] = []
    for line, one in said:
        for day in one.days():
            other = seen.setdefault((day, one.kind == "break"), line)
            if other != line:
                found.append(problem(source, line, "own_dates_twice", date=day, other=other))
    return found
