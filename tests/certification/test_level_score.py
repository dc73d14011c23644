"""Is a share the weighted mean of topics, and is its error the error of that mean?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.level_score import LevelScore, PartPlan, level_score, of_items, of_totals

PRODUCT = PartPlan(id="product", weights={"P1": 15, "P2": 10}, minimum=0.7)
PROCESS = PartPlan(id="process", weights={"O3": 15, "O4": 10}, minimum=0.7)
PARTS = (PRODUCT, PROCESS)


def test_a_topic_weighs_what_the_blueprint_says_however_many_items_it_has() -> None:
    topics = (of_items("P1", 10, 10), of_items("P2", 0, 5), of_items("O3", 10, 10), of_items("O4", 8, 8))
    scored = level_score(topics, PARTS, 0.8)
    assert scored.low == scored.high == pytest.approx(0.8)
    assert [one.low for one in scored.parts] == [pytest.approx(0.6), pytest.approx(1.0)]
    assert [one.reached for one in scored.parts] == ["no", "yes"]
    assert scored.reached == "no", "the cut is reached, but one part is below its minimum"


def test_a_share_that_is_the_cut_passes() -> None:
    thirds = PartPlan(id="whole", weights={"P1": 1, "P2": 1, "O3": 1})
    topics = (of_items("P1", 8, 10), of_items("P2", 8, 10), of_items("O3", 8, 10))
    assert level_score(topics, (thirds,), 0.8).reached == "yes"
    assert level_score((of_items("P1", 7, 10), *topics[1:]), (thirds,), 0.8).reached == "no"


def cases(low: float, high: float) -> LevelScore:
    shown = (of_totals("P1", [(low, high), (90, 90)]), of_items("P2", 4, 5))
    return level_score(shown, (PRODUCT,), 0.8)


@pytest.mark.parametrize(
    ("low", "high", "reached"), [(80, 84, "yes"), (60, 84, "open"), (60, 68, "no"), (69.9, 70.1, "open")]
)
def test_an_interval_that_straddles_the_cut_is_for_a_person(low: float, high: float, reached: str) -> None:
    assert cases(low, high).reached == reached


def test_a_part_that_straddles_its_minimum_is_for_a_person_though_the_total_passes() -> None:
    shown = (of_totals("P1", [(50, 90)]), of_items("P2", 5, 5), of_items("O3", 10, 10), of_items("O4", 8, 8))
    scored = level_score(shown, (PartPlan(id="product", weights=PRODUCT.weights, minimum=0.75), PROCESS), 0.8)
    assert scored.low >= scored.cut
    assert scored.reached == "open"


def test_another_set_of_topics_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="expected each once of P1, P2, got O3, P1"):
        level_score((of_items("P1", 1, 2), of_items("O3", 1, 2)), (PRODUCT,), 0.8)
    with pytest.raises(ValueError, match="got P1, P1, P2"):
        level_score((of_items("P1", 1, 2), of_items("P1", 2, 2), of_items("P2", 1, 2)), (PRODUCT,), 0.8)
    with pytest.raises(ValueError, match="expected a total for S1"):
        of_totals("S1", [])


def test_no_error_is_stated_where_one_answer_alone_proves_a_topic() -> None:
    scored = level_score((of_items("P1", 1, 1), of_items("P2", 4, 5)), (PRODUCT,), 0.8)
    assert (scored.error, scored.parts[0].error) == (None, None)


def test_the_stated_error_is_how_far_papers_of_one_candidate_scatter() -> None:
    chance = np.random.default_rng(3)
    able = {"P1": (0.85, 10), "P2": (0.6, 5), "O3": (0.75, 10)}
    plan = (PartPlan(id="whole", weights={"P1": 15, "P2": 10, "O3": 15, "S1": 20}),)
    shares, errors = [], []
    for _ in range(4000):
        shown = [of_items(name, int(chance.binomial(n, p)), n) for name, (p, n) in able.items()]
        totals = [(float(one), float(one)) for one in chance.normal(75, 8, 3)]
        scored = level_score((*shown, of_totals("S1", totals)), plan, 0.8)
        shares.append(scored.low)
        errors.append(scored.error or 0.0)
    stated = float(np.sqrt(np.mean(np.square(errors))))
    assert stated == pytest.approx(float(np.std(shares)), rel=0.05)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 5)), min_size=4, max_size=4), st.floats(0, 1))
def test_more_points_never_make_it_worse(answers: list[tuple[int, int]], cut: float) -> None:
    def scored(more: bool) -> LevelScore:  # noqa: FBT001  a property of two states
        named = zip(("P1", "P2", "O3", "O4"), answers, strict=True)
        return level_score(
            [of_items(name, min(12, got + extra * more), 12) for name, (got, extra) in named], PARTS, cut
        )

    before, after = scored(more=False), scored(more=True)
    order = ("no", "open", "yes")
    assert after.low >= before.low
    assert order.index(after.reached) >= order.index(before.reached)
