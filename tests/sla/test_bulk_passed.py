"""Are edges that a point has passed counted as a plain search counts them, however they crowd?"""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sla.bulk_passed import CROWD, Passed

NEAR = st.integers(-300, 300)
FAR = st.integers(-(2**62), 2**62)


@given(st.sets(NEAR | FAR, min_size=1), st.lists(NEAR | FAR, min_size=1))
def test_the_grid_counts_what_a_binary_search_counts(edges: set[int], points: list[int]) -> None:
    laid = np.array(sorted(edges), dtype=np.int64)
    asked = np.array([*points, *edges, min(edges) - 1, max(edges) + 1], dtype=np.int64)
    assert Passed.of(laid).count(asked).tolist() == np.searchsorted(laid, asked, side="right").tolist()


def test_even_edges_share_no_cell_and_crowded_ones_are_left_to_the_search() -> None:
    even = Passed.of(np.arange(0, 10**6, 1000))
    assert even.crowd == 1
    crowded = Passed.of(np.array([*range(20), 10**9]))
    assert crowded.crowd > CROWD
    assert crowded.count(np.array([-1, 0, 19, 10**8, 10**9])).tolist() == [0, 1, 20, 20, 21]
