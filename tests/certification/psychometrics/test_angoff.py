"""Judges of known bias: the cut, its error and who stands apart are what was put in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.psychometrics.angoff import Cut, _agreement, cut, session
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from tests.certification.psychometrics.simulated import told

NAMES = tuple(f"j{number}" for number in range(8))


def rated(biases: list[float], noise: float, seed: int, items: int = 40) -> Floats:
    """Judges see the same items, each with a bias, and with errors of their own."""
    chance = np.random.default_rng(seed)
    true = chance.uniform(0.3, 0.9, items)
    said: Floats = np.clip(true + np.array(biases)[:, None] + chance.normal(0, noise, (len(biases), items)), 0, 1)
    return said


def round_of(ratings: Floats) -> Cut:
    return told(cut(NAMES[: len(ratings)], ratings))


def test_cut_and_error_are_those_counted_by_hand() -> None:
    found = round_of(np.array([[0.5, 0.7], [0.6, 0.8], [0.4, 0.6], [0.5, 0.9], [0.5, 0.5]]))
    assert [one.total for one in found.judges] == pytest.approx([1.2, 1.4, 1.0, 1.4, 1.0])
    assert found.cut == pytest.approx(1.2)
    assert found.share == pytest.approx(0.6)
    assert found.spread == pytest.approx(0.2)
    assert found.error == pytest.approx(0.2 / 5**0.5)


def test_agreement_is_that_of_the_example_of_shrout_and_fleiss() -> None:
    """Their table 2, six targets and four judges: ICC(2, 1) = .29, ICC(2, 4) = .62."""
    table = np.array(
        [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
    )
    together, single = _agreement(table.T)
    assert (round(together or 0, 2), round(single or 0, 2)) == (0.62, 0.29)


def test_known_biases_come_out_as_known() -> None:
    biases = [-0.06, -0.04, -0.02, 0.0, 0.0, 0.02, 0.04, 0.06]
    found = round_of(rated(biases, 0.03, 1, items=200))
    for one, bias in zip(found.judges, biases, strict=True):
        assert one.total / 200 - found.share == pytest.approx(bias, abs=0.01)
        assert one.outlier == ()
        assert (one.others or 0) > 0.9
    assert found.error / 200 == pytest.approx(np.std(biases, ddof=1) / 8**0.5, abs=0.002)


def test_the_error_is_the_scatter_of_cuts_of_other_panels() -> None:
    chance = np.random.default_rng(2)
    panels = [round_of(rated(chance.normal(0, 0.05, 8).tolist(), 0.02, 3)) for _ in range(300)]
    scatter = np.std([one.cut for one in panels])
    assert np.mean([one.error**2 for one in panels]) ** 0.5 == pytest.approx(scatter, rel=0.1)


def test_a_judge_far_from_the_others_or_against_their_order_is_named() -> None:
    ratings = rated([0.0, 0.01, -0.01, 0.02, -0.02, 0.0, -0.25, 0.0], 0.03, 4)
    ratings[7] = 1.2 - ratings[7]
    ratings[7] += ratings[0].mean() - ratings[7].mean()
    found = round_of(np.clip(ratings, 0, 1))
    assert [one.outlier for one in found.judges[:6]] == [()] * 6
    assert "sum" in found.judges[6].outlier
    assert "order" in found.judges[7].outlier


def test_whoever_leaves_a_unanimous_panel_stands_out() -> None:
    ratings = np.tile(np.linspace(0.4, 0.8, 10), (6, 1))
    assert all(one.outlier == () for one in round_of(ratings).judges)
    ratings[5] += 0.1
    assert [one.outlier for one in round_of(ratings).judges] == [()] * 5 + [("sum",)]


@given(st.permutations(range(6)), st.permutations(range(40)))
def test_the_order_of_judges_and_items_does_not_matter(judges: list[int], items: list[int]) -> None:
    ratings = rated([0.0, 0.05, -0.05, 0.1, 0.0, 0.02], 0.05, 5)
    one, other = round_of(ratings), told(cut([NAMES[at] for at in judges], ratings[judges][:, items]))
    assert other.cut == pytest.approx(one.cut)
    assert other.error == pytest.approx(one.error)
    assert other.agreement == pytest.approx(one.agreement)
    assert {said.judge: said.outlier for said in other.judges} == {said.judge: said.outlier for said in one.judges}


def test_weights_make_points() -> None:
    ratings = rated([0.0] * 5, 0.05, 6, items=3)
    weighted = told(cut(NAMES[:5], ratings, np.array([1.0, 2.0, 3.0])))
    copies = round_of(np.repeat(ratings, [1, 2, 3], axis=1))
    assert weighted.cut == pytest.approx(copies.cut)
    assert weighted.share == pytest.approx(copies.share)
    assert weighted.error == pytest.approx(copies.error)


def test_the_second_round_counts_and_what_moved_is_told() -> None:
    first = rated([0.1, -0.1, 0.05, -0.05, 0.0], 0.02, 7)
    second = first + 0.5 * (first.mean(axis=0) - first)
    found = told(session(NAMES[:5], first, second))
    assert found.second.error < found.first.error
    assert found.second.cut == pytest.approx(found.first.cut)
    assert found.moved == pytest.approx(np.abs(second - first).mean(axis=1))
    assert (found.second.agreement or 0) > (found.first.agreement or 0)


def test_four_judges_are_too_few_and_bad_ratings_are_all_named() -> None:
    assert cut(NAMES[:4], rated([0.0] * 4, 0.1, 8)) == NotEnough(of="judges", needed=5, found=4)
    assert session(NAMES[:4], np.ones((4, 3)), np.ones((4, 3))) == NotEnough(of="judges", needed=5, found=4)
    bad = rated([0.0] * 5, 0.1, 9)
    bad[1, 2], bad[4, 0] = np.nan, 1.2
    with pytest.raises(PsychometricsError) as refused:
        round_of(bad)
    assert refused.value.params["places"] == (("j1", 2), ("j4", 0))
    with pytest.raises(PsychometricsError, match="judges_twice"):
        cut(["a"] * 5, np.ones((5, 3)))
    with pytest.raises(PsychometricsError, match="shape"):
        session(NAMES[:5], np.ones((5, 3)), np.ones((5, 4)))
    with pytest.raises(PsychometricsError, match="weights_and_items"):
        cut(NAMES[:5], np.ones((5, 3)), np.zeros(3))
