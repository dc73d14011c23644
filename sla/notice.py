"""What does a notice for a coming year change, and may it be taken as it is?"""

from collections.abc import Collection
from typing import Final

from policy.problem import Problems, problem
from sla.notice_check import checked
from sla.notice_csv import is_csv, read_csv
from sla.notice_draft import Draft
from sla.notice_text import read_text
from sla.official import Notice

MOST: Final = 10_000
"""Characters a notice may have; those of the State Council have about a thousand."""

YEARS: Final = range(2000, 2100)


def parse_notice(
    text: str, source: str, published: Collection[int] = (), year: int | None = None
) -> tuple[Notice | None, Problems]:
    """Read a notice on the holidays of a year: a table, the State Council's own words, or plain English.

    It is taken whole or not at all; every mistake is told at once, with its line.

    Args:
        text: Of a file or the clipboard.
        source: Its name for the problems.
        published: Years that have a notice already; for another one all seven holidays have to be there.
        year: Year it is for, where the text does not say; where it does, both have to agree.

    >>> text = "元旦：1月1日（周五）至3日（周日）放假，共3天。"
    >>> notice, problems = parse_notice(text, "notice.txt", published={2027}, year=2027)
    >>> [str(day) for span in notice.spans for day in span.days()]
    ['2027-01-01', '2027-01-02', '2027-01-03']
    """
    if len(text) > MOST:
        return None, (problem(source, 0, "notice_too_long", most=MOST, got=len(text)),)
    if year is not None and year not in YEARS:
        return None, (problem(source, 0, "notice_not_a_year", got=year),)
    plain = text.removeprefix("\ufeff")
    if not is_csv(plain):
        return checked(read_text(plain, source, year), source, published)
    draft = read_csv(plain, source)
    if year is not None and draft.year not in {None, year}:
        other = problem(source, 0, "notice_other_year", expected=year, got=draft.year)
        draft = Draft(year=draft.year, holidays=draft.holidays, problems=(*draft.problems, other))
    return checked(draft, source, published)
