"""Can a notice be right: do its days fit the calendar, and each other?"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from policy.problem import Problem, Problems, in_order, problem
from sla.china import HOLIDAYS
from sla.notice_draft import Draft, DraftHoliday, DraftSpan
from sla.official import Notice, OfficialSpan

LONGEST = 16
"""Days a holiday may have: the longest was ten (Spring Festival 2020, as prolonged), so more is a slip of the pen."""

WEEKEND = 5
DECEMBER = 12


def checked(draft: Draft, source: str, published: Collection[int]) -> tuple[Notice | None, Problems]:
    """Take a notice whole, or say everything that is wrong with it.

    Args:
        draft: As read.
        source: Its name for the problems.
        published: Years that have a notice already; one more for such a year changes it, and need not name all.
    """
    found = [*draft.problems, *_days(draft, source), *_holidays(draft, source)]
    if not draft.holidays and not draft.problems:
        found.append(problem(source, 0, "notice_empty"))
    if draft.year is None:
        found.append(problem(source, 0, "notice_without_year"))
    elif draft.year not in published and not found:
        found += _missing(draft, source)
    if found or draft.year is None:
        return None, in_order(found)
    spans = [
        OfficialSpan(kind=span.kind, first=span.first, last=span.last, name=one.name)
        for one in draft.holidays
        for span in one.spans
    ]
    return Notice(year=draft.year, spans=tuple(sorted(spans, key=lambda span: span.first))), ()


def _listed(span: DraftSpan) -> tuple[date, ...]:
    """List the days of a span; of a reversed or endless one only its ends, which are complained about already."""
    length = (span.last - span.first).days + 1
    if not 0 < length <= LONGEST:
        return ()
    return tuple(span.first + timedelta(days=number) for number in range(length))


def _days(draft: Draft, source: str) -> Iterator[Problem]:
    spans = [span for one in draft.holidays for span in one.spans]
    for span in spans:
        yield from _ends(span, source, draft.year)
    off: dict[date, DraftSpan] = {}
    for span in (one for one in spans if one.kind == "off"):
        for day in _listed(span):
            if day in off:
                yield problem(source, span.line, "notice_overlap", date=day, other=off[day].line)
            off.setdefault(day, span)
    worked: dict[date, DraftSpan] = {}
    for span in (one for one in spans if one.kind == "work"):
        for day in _listed(span):
            if day in worked:
                yield problem(source, span.line, "notice_work_twice", date=day, other=worked[day].line)
            elif day in off:
                yield problem(source, span.line, "notice_work_inside", date=day, other=off[day].line)
            elif day.weekday() < WEEKEND:
                yield problem(source, span.line, "notice_work_on_workday", date=day)
            worked.setdefault(day, span)


def _ends(span: DraftSpan, source: str, year: int | None) -> Iterator[Problem]:
    if span.last < span.first:
        yield problem(source, span.line, "notice_range_reversed", first=span.first, last=span.last)
    elif (span.last - span.first).days >= LONGEST:
        yield problem(source, span.line, "notice_range_long", first=span.first, last=span.last, most=LONGEST)
    for day in sorted({span.first, span.last}):
        before = year is not None and (day.year, day.month) == (year - 1, DECEMBER)
        if year is not None and day.year != year and not before:
            yield problem(source, span.line, "notice_date_of_other_year", date=day, year=year)


def _holidays(draft: Draft, source: str) -> Iterator[Problem]:
    for one in draft.holidays:
        off = {day for span in one.spans if span.kind == "off" for day in _listed(span)}
        whole = all(_listed(span) for span in one.spans)
        if one.counted is not None and whole and off and len(off) != one.counted:
            yield problem(source, one.line, "notice_wrong_count", expected=one.counted, got=len(off))


def _missing(draft: Draft, source: str) -> Iterator[Problem]:
    """Find holidays without a day off: half a notice must not count as a year that is settled."""
    there = {code for one in draft.holidays if _is_off(one) for code in one.codes}
    gone = [f"{one.name.zh} {one.name.en}" for code, one in HOLIDAYS.items() if code not in there]
    if gone:
        yield problem(source, 0, "notice_incomplete", names=", ".join(gone), year=draft.year)


def _is_off(one: DraftHoliday) -> bool:
    return any(span.kind == "off" for span in one.spans)
