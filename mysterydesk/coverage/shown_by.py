"""Which test fails when an element that cites a clause goes, and what does it show?

`tools/sweep_citations.py` takes out every element and writes down the first of its tests that misses it;
`tests/mysterydesk/test_coverage_counts.py` tries a sample of that again.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

from mysterydesk.library import read_text

RECORDED: Final = "tests/mysterydesk/test_coverage.py::test_everything_on_record_still_cites_its_clauses"
"""Shows what no other test misses: nothing that was put on record goes unnoticed."""

Shown = Literal["behaviour", "figures", "record"]

_FIGURES: Final = ("tests/policy/", "tests/mysterydesk/clauses/test_figures.py::test_the_figure")
"""Tests that hold a pack against what its manual says, without anybody acting on it."""


@lru_cache(maxsize=1)
def shown() -> Mapping[str, str]:
    """Give the test of each element that a test misses, by file and element."""
    return dict(line.split(" ", 1) for line in read_text("mysterydesk", "shown_by.txt").splitlines())


def shown_by(where: str) -> str:
    """Name the test of an element.

    >>> shown_by("policy/content/STD/handbook.yaml#clocks.response").rpartition("::")[2]
    'test_what_the_clause_gives_a_time_for_is_late_one_second_after_it'
    """
    return shown().get(where, RECORDED)


def how_shown(test: str) -> Shown:
    """Say what a test shows: what an element brings about, that it says what the manual does, or that it is there."""
    if test == RECORDED:
        return "record"
    return "figures" if test.startswith(_FIGURES) else "behaviour"
