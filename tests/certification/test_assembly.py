"""Are the papers of a level parallel, and is no item worn out?"""

from collections import Counter
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certification.assembly import Assembled, Plan, Short, Unit, assembled

PLAN = Plan(cells={"P1": 10, "O3": 10, "O4": 8, "O8": 3})


@lru_cache
def pool(times: int = 6, seed: int = 5) -> tuple[Unit, ...]:
    """Six units for each place, hard and easy ones, every third one of a family of two."""
    chance = np.random.default_rng(seed)
    return tuple(
        Unit(
            id=f"{cell}-{number:02d}",
            cell=cell,
            family=f"{cell}.{number // 6}" if number % 6 < 2 else "",
            a=float(chance.uniform(0.5, 1.8)),
            b=float(chance.normal(-0.8, 0.9)),
        )
        for cell, need in PLAN.cells.items()
        for number in range(need * times)
    )


def made(seed: int, papers: int = 0, seen: tuple[str, ...] = (), units: tuple[Unit, ...] = ()) -> Assembled:
    found = assembled(units or pool(), PLAN, seed, papers, seen)
    assert isinstance(found, Assembled)
    return found


def by_id() -> dict[str, Unit]:
    return {one.id: one for one in pool()}


@settings(max_examples=15)
@given(st.integers(min_value=0, max_value=2**62))
def test_every_paper_follows_the_blueprint_with_one_item_a_family_and_is_as_exact_as_the_next(seed: int) -> None:
    paper = made(seed)
    units = [by_id()[one] for one in paper.units]
    assert Counter(one.cell for one in units) == PLAN.cells
    families = [one.family for one in units if one.family]
    assert len(families) == len(set(families))
    assert paper.off <= PLAN.near + 1e-6
    assert not paper.exposed


def test_equal_seeds_give_equal_papers_whatever_the_order_of_the_pool_and_other_seeds_others() -> None:
    assert made(3) == made(3, units=pool()[::-1])
    assert len({made(seed).units for seed in range(6)}) == 6


def test_over_a_cycle_no_item_is_shown_to_more_than_a_quarter_and_one_more() -> None:
    units, uses, papers = pool(), Counter[str](), 24
    for number in range(papers):
        paper = made(1000 + number, number, units=tuple(replace(one, uses=uses[one.id]) for one in units))
        assert not paper.exposed
        uses.update(paper.units)
    assert max(uses.values()) <= PLAN.cap * papers + 1
    assert len(uses) > len(units) * 0.8


def test_nobody_gets_an_item_again_within_two_papers() -> None:
    first = made(1)
    second = made(2, 1, first.units)
    third = made(3, 2, (*first.units, *second.units))
    assert not set(first.units) & set(second.units)
    assert not set(third.units) & {*first.units, *second.units}


def test_a_cell_that_is_too_small_is_named_with_what_it_has() -> None:
    units = tuple(one for one in pool() if one.cell != "O8" or one.id in {"O8-02", "O8-03"})
    assert assembled(units, PLAN, 1, 0) == (Short(cell="O8", need=3, have=2),)
    families = tuple(one for one in pool() if one.cell != "O8" or one.family == "O8.0")
    assert assembled(families, PLAN, 1, 0) == (Short(cell="O8", need=3, have=1),)


def test_a_tolerance_of_one_item_moves_a_place_to_another_cell_and_never_the_total() -> None:
    units = tuple(one for one in pool() if one.cell != "O8" or one.id in {"O8-02", "O8-03"})
    paper = assembled(units, replace(PLAN, tolerance=1), 1, 0)
    assert isinstance(paper, Assembled)
    cells = Counter(one.split("-")[0] for one in paper.units)
    assert cells["O8"] == 2
    assert len(paper.units) == PLAN.total
    assert all(abs(cells[cell] - need) <= 1 for cell, need in PLAN.cells.items())


def test_when_all_of_a_cell_were_shown_often_the_cap_gives_way_and_says_so() -> None:
    worn = tuple(replace(one, uses=9) if one.cell == "O8" else one for one in pool())
    assert made(1, 10, units=worn).exposed


@pytest.mark.parametrize("theta", [-0.5, 0.0, 0.5])
def test_papers_drawn_without_the_programme_differ_more(theta: float) -> None:
    """What the programme is for: drawn blindly, papers are up to a third more or less exact."""
    chance = np.random.default_rng(1)
    blind = []
    for _ in range(40):
        chosen = [
            by_id()[str(name)]
            for cell, need in PLAN.cells.items()
            for name in chance.choice([one.id for one in pool() if one.cell == cell], need, replace=False)
        ]
        blind.append(sum(one.information(theta) for one in chosen))
    whole = [sum(by_id()[one].information(theta) for one in made(seed).units) for seed in range(8)]
    assert max(whole) / min(whole) < 1.11
    assert max(blind) / min(blind) > max(whole) / min(whole)
