"""Is a share the weighted mean of topics, and is its error the error of that mean?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.item import Topic
from certification.marking import TopicScore
from certification.paper_score import PartPlan, paper_score

PRODUCT = PartPlan(id="product", weights={"P1": 15, "P2": 10}, minimum=0.7)
PROCESS = PartPlan(id="process", weights={"O3": 15, "O4": 10}, minimum=0.7)


def topic(name: str, points: int, possible: int) -> TopicScore:
    return TopicScore(topic=Topic(name), points=points, possible=possible)


def test_a_topic_weighs_what_the_blueprint_says_however_many_items_it_has() -> None:
    topics = (topic("P1", 10, 10), topic("P2", 0, 5), topic("O3", 10, 10), topic("O4", 8, 8))
    scored = paper_score(topics, (PRODUCT, PROCESS), 0.8)
    assert scored.share == pytest.approx(0.8)
    assert [one.share for one in scored.parts] == [pytest.approx(0.6), pytest.approx(1.0)]
    assert [one.reached for one in scored.parts] == [False, True]
    assert not scored.passed, "the cut is reached, but one part is below its minimum"


def test_a_share_that_is_the_cut_passes() -> None:
    thirds = PartPlan(id="whole", weights={"P1": 1, "P2": 1, "O3": 1})
    topics = (topic("P1", 8, 10), topic("P2", 8, 10), topic("O3", 8, 10))
    assert paper_score(topics, (thirds,), 0.8).passed
    assert not paper_score((topic("P1", 7, 10), *topics[1:]), (thirds,), 0.8).passed


def test_a_paper_of_other_topics_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="expected the topics P1, P2, got O3, P1"):
        paper_score((topic("P1", 1, 2), topic("O3", 1, 2)), (PRODUCT,), 0.8)


def test_no_error_is_stated_where_a_topic_has_one_item() -> None:
    scored = paper_score((topic("P1", 1, 1), topic("P2", 4, 5)), (PRODUCT,), 0.8)
    assert scored.error is None
    assert scored.parts[0].error is None


def test_the_stated_error_is_how_far_papers_of_one_candidate_scatter() -> None:
    chance = np.random.default_rng(3)
    able = {"P1": (0.85, 10), "P2": (0.6, 5), "O3": (0.75, 10), "O4": (0.9, 8)}
    shares, errors = [], []
    for _ in range(4000):
        topics = tuple(topic(name, int(chance.binomial(n, p)), n) for name, (p, n) in able.items())
        scored = paper_score(topics, (PRODUCT, PROCESS), 0.8)
        shares.append(scored.share)
        errors.append(scored.error or 0.0)
    stated = float(np.sqrt(np.mean(np.square(errors))))
    assert stated == pytest.approx(float(np.std(shares)), rel=0.05)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 5)), min_size=4, max_size=4), st.floats(0, 1))
def test_more_points_never_make_a_paper_worse(given_: list[tuple[int, int]], cut: float) -> None:
    names = ("P1", "P2", "O3", "O4")
    before = paper_score(
        [topic(name, points, 12) for name, (points, _) in zip(names, given_, strict=True)], (PRODUCT, PROCESS), cut
    )
    after = paper_score(
        [topic(name, min(12, points + more), 12) for name, (points, more) in zip(names, given_, strict=True)],
        (PRODUCT, PROCESS),
        cut,
    )
    assert after.share >= before.share
    assert after.passed >= before.passed
