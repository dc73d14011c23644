"""Agreement coefficients equal published examples, and say nothing where there is too little."""

from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.agreement import LEAST_ITEMS, agreement

TRUTH = np.random.default_rng(7)


def two_by_two(both: int, first: int, second: int, none: int) -> dict[str, dict[str, int]]:
    """Give two raters' yes and no as the four cells of their table."""
    pairs = [(1, 1)] * both + [(1, 0)] * first + [(0, 1)] * second + [(0, 0)] * none
    return {
        "a": {str(at): one for at, (one, _) in enumerate(pairs)},
        "b": {str(at): two for at, (_, two) in enumerate(pairs)},
    }


def test_where_one_verdict_dominates_kappa_falls_and_ac1_stands() -> None:
    """Gwet 2008, table 5 style: 118, 5, 2, 0 of 125 gives kappa -.0234 and AC1 .9408 at 94.4 % raw."""
    found = agreement(two_by_two(118, 5, 2, 0), 2)
    assert (found.n, found.raters, found.raw) == (125, 2, 0.944)
    assert found.kappa == pytest.approx(-0.0234, abs=5e-5)
    assert found.ac1 == pytest.approx(0.9408, abs=5e-5)


def test_alpha_equals_krippendorffs_own_example_with_gaps() -> None:
    """Krippendorff 2011, four observers, twelve units, five values, some missing: nominal .743, interval .849."""
    rows = {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    }
    ratings = {
        name: {str(at): value - 1 for at, value in enumerate(row) if value is not None} for name, row in rows.items()
    }
    assert agreement(ratings, 5).alpha == pytest.approx(0.743, abs=5e-4)
    assert agreement(ratings, 5, ordered=True).alpha == pytest.approx(0.849, abs=5e-4)
    assert agreement(ratings, 5).n == 11


def test_too_little_says_nothing() -> None:
    found = agreement(two_by_two(LEAST_ITEMS - 2, 1, 0, 0), 2)
    assert (found.n, found.raw, found.kappa, found.alpha, found.low) == (LEAST_ITEMS - 1, None, None, None, None)
    assert agreement({}, 2).n == 0


def test_where_nothing_varies_only_raw_agreement_is_told() -> None:
    found = agreement(two_by_two(20, 0, 0, 0), 2)
    assert (found.raw, found.kappa, found.alpha, found.low, found.high) == (1.0, None, None, None, None)


def test_a_known_share_of_slips_gives_the_agreement_it_must() -> None:
    """Two who each see the truth 90 % of the time agree in .9 * .9 + .1 * .1 = 82 % of fair coins."""
    truth = TRUTH.integers(0, 2, 4000)
    said = {
        name: {str(at): int(one ^ slip) for at, (one, slip) in enumerate(zip(truth, slips, strict=True))}
        for name, slips in (("a", TRUTH.random(4000) < 0.1), ("b", TRUTH.random(4000) < 0.1))
    }
    found = agreement(said, 2)
    assert found.raw == pytest.approx(0.82, abs=0.02)
    assert found.kappa == pytest.approx(0.64, abs=0.04)
    low, middle, high = (cast("float", one) for one in (found.low, found.alpha, found.high))
    assert low < middle < high


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=LEAST_ITEMS, max_size=30))
def test_who_is_called_first_does_not_matter(pairs: list[tuple[int, int]]) -> None:
    one = {str(at): pair[0] for at, pair in enumerate(pairs)}
    two = {str(at): pair[1] for at, pair in enumerate(pairs)}
    ways = [agreement({"a": one, "b": two}, 3), agreement({"a": two, "b": one}, 3)]
    assert (ways[0].raw, ways[0].ac1, ways[0].kappa) == (ways[1].raw, ways[1].ac1, ways[1].kappa)
