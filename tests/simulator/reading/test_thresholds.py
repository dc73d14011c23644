"""From where on does the classifier find, and where does it dispute?"""

import numpy as np

from simulator.reading.model import NEVER
from simulator.reading.thresholds import PRECISION, bounds

SIZE = 200


def test_nothing_is_added_or_disputed_where_rules_alone_find_all() -> None:
    wanted = np.arange(SIZE) < SIZE // 4
    chance = np.where(wanted, 600.0, 300.0)
    assert bounds(chance, wanted, wanted, ~wanted, strict=False) == (NEVER, 0)


def test_what_a_rule_finds_against_all_likelihood_is_disputed() -> None:
    wanted = np.arange(SIZE) < SIZE // 4
    told = wanted | (np.arange(SIZE) % 10 == 9)
    chance = np.where(wanted, 700.0, 40.0)
    least, doubted = bounds(chance, wanted, told, ~wanted, strict=False)
    assert least == NEVER
    assert 40 < doubted <= 700


def test_a_strict_act_gives_up_what_it_finds_for_its_precision() -> None:
    place = np.arange(SIZE)
    wanted, chance = (place % 4 == 0) | (place > 180), np.arange(SIZE, dtype=np.float64) * 5
    nothing = np.zeros(SIZE, dtype=np.bool_)
    loose, _ = bounds(chance, wanted, nothing, ~wanted, strict=False)
    tight, _ = bounds(chance, wanted, nothing, ~wanted, strict=True)
    assert tight > loose
    added = chance > tight + 20
    assert (wanted & added).sum() >= PRECISION * added.sum() > 0


def test_a_strict_act_that_is_never_precise_is_never_added() -> None:
    wanted = np.arange(SIZE) % 3 == 0
    chance = np.full(SIZE, 500.0)
    least, _ = bounds(chance, wanted, wanted & False, ~wanted, strict=True)
    assert least == NEVER
