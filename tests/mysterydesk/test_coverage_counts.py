"""A citation counts only because its test fails without the citing element; `tools/sweep_citations.py` tries all."""

from random import Random

import pytest

from mysterydesk.coverage.citation import Citation
from mysterydesk.coverage.matrix import citations, coverage, is_shown, recorded
from mysterydesk.coverage.shown_by import RECORDED
from tests.mysterydesk.clauses.without import Stage, given_without
from tests.mysterydesk.test_coverage import test_everything_on_record_still_cites_its_clauses as still_on_record

SEED, SIZE = 20261122, 16


@pytest.fixture(scope="module")
def present() -> frozenset[Citation]:
    """Every citation in the shipped content."""
    return frozenset(citations())


@pytest.fixture(scope="module")
def sample(present: frozenset[Citation]) -> tuple[Citation, ...]:
    """Some citations that a test of their own shows; faults take whole trials and are left to the sweep."""
    counted = sorted(one for one in present if one.test != RECORDED and one.kind != "fault")
    drawn = tuple(Random(SEED).sample(counted, SIZE))  # noqa: S311  the same every time
    print(f"seed {SEED}:", *(f"{one.where} -> {one.test}" for one in drawn), sep="\n  ")  # noqa: T201  told on failure
    return drawn


def test_without_the_element_its_test_fails(sample: tuple[Citation, ...]) -> None:
    """With it the suite has them pass."""
    for one in sample:
        assert Stage(given_without(one), one.owner).fails(one.test), one.where


def test_what_is_on_record_is_missed_by_the_record(present: frozenset[Citation]) -> None:
    kept = [one for one in sorted(present) if one.test == RECORDED and is_shown(one, recorded())]
    for one in Random(SEED).sample(kept, min(5, len(kept))):  # noqa: S311  the same every time
        left = frozenset(two for two in present if two.where != one.where)
        assert one not in {two for row in coverage(left) for two in row.cited_by}
        with pytest.raises(AssertionError):
            still_on_record(left)
