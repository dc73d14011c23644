"""Which official days does a table of comma-separated values list?"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from policy.problem import Problem, in_order, problem
from policy.text import Text
from sla.china import codes_of, named
from sla.csv_table import Columns, header, raw_rows, read_rows
from sla.notice_draft import Draft, DraftHoliday, DraftSpan
from sla.official import DayKind, Notice, OfficialDays, OfficialSpan

COLUMNS: Final = ("year", "kind", "first", "last", "zh", "en")
"""Columns of the table; `last` may stay empty for a single day, `en` for one of the seven holidays."""

_KINDS: Final[Mapping[str, DayKind]] = {"off": "off", "work": "work", "放假": "off", "上班": "work"}

_TABLE: Final = Columns(
    names=COLUMNS,
    optional=frozenset({"last", "en"}),
    also={"年份": "year", "类别": "kind", "开始": "first", "结束": "last", "中文名": "zh", "英文名": "en"},
)


def is_csv(text: str) -> bool:
    """Tell whether a text begins with the header of the table."""
    return bool({_TABLE.named(cell) for cell in header(text)} & {"kind", "first"})


def read_csv(text: str, source: str) -> Draft:
    """Read the table; lines that begin with `#` are remarks."""
    rows, problems = read_rows(text, source, _TABLE)
    found = list(problems)
    years: dict[int, int] = {}
    holidays: list[DraftHoliday] = []
    for line, cells in rows:
        year, holiday = _row(source, line, cells, found)
        if year is not None:
            years.setdefault(year, line)
        if holiday is not None:
            holidays.append(holiday)
    first, *others = years or (None,)
    found += [problem(source, years[other], "notice_other_year", expected=first, got=other) for other in others]
    return Draft(year=first, holidays=tuple(holidays), problems=in_order(found))


def official_days(text: str) -> OfficialDays:
    """Read the table that ships: many years, and remarks `# name: value` above it.

    Raises:
        ValueError: It is not what `tools/china_days.py` writes.
    """
    found: list[Problem] = []
    rows = raw_rows(text, "china.csv", found)
    spans: dict[int, list[OfficialSpan]] = {}
    for line, cells in rows[1:]:
        year, holiday = _row("china.csv", line, dict(zip(COLUMNS, cells, strict=True)), found)
        if year is not None and holiday is not None:
            one = holiday.spans[0]
            span = OfficialSpan(kind=one.kind, first=one.first, last=one.last, name=holiday.name)
            spans.setdefault(year, []).append(span)
    if found or not rows or tuple(rows[0][1]) != COLUMNS:
        raise ValueError(f"expected the columns {COLUMNS} and whole rows, got {found[:3]}")
    remarks = (line[1:].partition(":") for line in text.splitlines() if line.startswith("#"))
    notices = tuple(Notice(year=year, spans=tuple(of_year)) for year, of_year in spans.items())
    return OfficialDays(notices=notices, about={name.strip(): said.strip() for name, _, said in remarks})


def _row(
    source: str, line: int, cells: Mapping[str, str], found: list[Problem]
) -> tuple[int | None, DraftHoliday | None]:
    before = len(found)
    year = int(cells["year"]) if cells["year"].isascii() and cells["year"].isdigit() else None
    if year is None:
        found.append(problem(source, line, "notice_not_a_year", got=cells["year"]))
    kind = _KINDS.get(cells["kind"].lower())
    if kind is None:
        found.append(problem(source, line, "notice_kind", got=cells["kind"]))
    first = _day(source, line, cells["first"], found)
    last = _day(source, line, cells.get("last") or cells["first"], found)
    codes = codes_of(cells["zh"])
    if not cells["zh"] or not (codes or cells.get("en")):
        found.append(problem(source, line, "notice_unknown_holiday", got=cells["zh"]))
    if len(found) > before or kind is None or first is None or last is None:
        return year, None
    name = Text(zh=cells["zh"], en=cells.get("en") or named(codes).en)
    span = DraftSpan(kind=kind, first=first, last=last, line=line)
    return year, DraftHoliday(name=name, codes=codes, line=line, spans=(span,))


def _day(source: str, line: int, written: str, found: list[Problem]) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        found.append(problem(source, line, "notice_not_a_date", got=written))
        return None
