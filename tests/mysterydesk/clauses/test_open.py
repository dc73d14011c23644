"""What a manual asks of the company that works by it is open until its pack tells it, and again once that is old."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.handbook import Handbook
from policy.open_matters import open_matters
from tests.mysterydesk.clauses.conftest import Books

DAY = date(2026, 6, 1)

ASKED: tuple[tuple[str, str, str, str], ...] = (
    ("STD", "STD-2.2.2.confirm", "sla_rules.confirmed", "2026-01-15"),
    ("STD", "STD-7", "improvement.revision", "2026-01-15"),
    ("DSK", "DSK-5", "hotline.number", "分机8000"),
)
"""Manual, clause, the entry that asks, and an answer."""


def filled(book: Handbook, entry: str, told: str) -> Handbook:
    """Give a company's copy that answers."""
    name, _, code = entry.partition(".")
    items = tuple(
        replace(one, figures={**one.figures, "told": told}) if one.code == code else one for one in book.lists[name]
    )
    lists: Mapping[str, object] = {**book.lists, name: items}
    return replace(book, lists=lists)  # type: ignore[arg-type]  # the same lists, one entry answered


@pytest.mark.parametrize(("pack", "clause", "entry", "told"), ASKED)
def test_what_the_clause_asks_of_the_company_is_open_until_told(
    books: Books, pack: str, clause: str, entry: str, told: str
) -> None:
    still = {one.entry: one for one in open_matters(books[pack], DAY)}
    assert (still[entry].state, clause in still[entry].basis) == ("untold", True)
    assert entry not in {one.entry for one in open_matters(filled(books[pack], entry, told), DAY)}


@given(ago=st.integers(min_value=-30, max_value=2000))
def test_a_manual_revised_over_a_year_ago_is_due_again(books: Books, ago: int) -> None:
    """STD-7: once a year."""
    told = (DAY - timedelta(days=ago)).isoformat()
    found = open_matters(filled(books["STD"], "improvement.revision", told), DAY)
    states = {one.entry: (one.state, one.told) for one in found}
    assert states.get("improvement.revision") == (("stale", told) if ago > 366 else None)


def test_nothing_is_asked_where_the_manual_asks_nothing(books: Books) -> None:
    assert [open_matters(books[name], DAY) for name in ("ASC", "SMO", "NET")] == [(), (), ()]
