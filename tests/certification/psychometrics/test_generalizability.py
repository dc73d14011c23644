"""Variance that was put in comes out, and designs reach what simulation says they reach."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.generalizability import Components, components, design, drawn_apart, tasks_for
from certification.psychometrics.reliability import alpha
from tests.certification.psychometrics.simulated import told

PUT_IN = {"p": 4.0, "t": 2.0, "r": 0.5, "pt": 3.0, "pr": 1.0, "tr": 0.25, "ptr": 2.0}


def drawn(sizes: tuple[int, ...], variance: dict[str, float], seed: int) -> Floats:
    """Add up an effect for each facet and each meeting of facets."""
    chance, axes = np.random.default_rng(seed), "ptr"[: len(sizes)]
    scores = np.zeros(sizes)
    for name, value in variance.items():
        scores = scores + chance.normal(
            0, value**0.5, [n if axis in name else 1 for axis, n in zip(axes, sizes, strict=True)]
        )
    return scores


def test_seven_components_are_recovered_on_average() -> None:
    found = [told(components(drawn((30, 12, 8), PUT_IN, seed))) for seed in range(60)]
    for name, value in PUT_IN.items():
        assert np.mean([one.variance[name] for one in found]) == pytest.approx(value, rel=0.12, abs=0.12), name


def test_two_facets_are_those_counted_by_hand() -> None:
    """Two kinds of persons, ten each, and two tasks."""
    scores = np.array([[1.0, 3.0], [5.0, 5.0]] * 10)
    found = told(components(scores))
    # Mean squares: persons 180/19, tasks 10, meeting 10/19.
    assert found.variance == pytest.approx({"p": (90 / 19 - 10 / 19) / 2, "t": (10 - 10 / 19) / 20, "pt": 10 / 19})


@given(st.integers(3, 8), st.integers(0, 50))
def test_g_of_the_design_itself_is_alpha(tasks: int, seed: int) -> None:
    scores = drawn((40, tasks), {"p": 2.0, "t": 1.0, "pt": 2.0}, seed)
    found = told(components(scores))
    assert design(found, tasks).g == pytest.approx(told(alpha(scores)).alpha)


def test_phi_is_what_another_draw_of_tasks_and_raters_confirms() -> None:
    """The correlation of a mean score with another panel's on other tasks is that of the relative coefficient."""
    found = Components(variance=PUT_IN, negative=(), persons=30, tasks=12, raters=8)
    chance = np.random.default_rng(1)
    person = chance.normal(0, 2, 4000)

    def mean_score(tasks: int, raters: int) -> Floats:
        rest = (PUT_IN["pt"] / tasks + PUT_IN["pr"] / raters + PUT_IN["ptr"] / tasks / raters) ** 0.5
        return person + chance.normal(0, rest, 4000)

    assert design(found, 6, 2).g == pytest.approx(np.corrcoef(mean_score(6, 2), mean_score(6, 2))[0, 1], abs=0.03)
    assert design(found, 6, 2).phi < design(found, 6, 2).g
    assert design(found, 6, 2).relative_error == pytest.approx((3 / 6 + 1 / 2 + 2 / 12) ** 0.5)
    assert design(found, 6, 2).absolute_error == pytest.approx(
        (3 / 6 + 1 / 2 + 2 / 12 + 2 / 6 + 0.5 / 2 + 0.25 / 12) ** 0.5
    )


def test_the_number_of_tasks_for_a_target_is_the_first_that_attains_it() -> None:
    found = told(components(drawn((200, 10), {"p": 1.0, "t": 0.2, "pt": 2.0}, 2)))
    reached = tasks_for(found, 0.80)
    assert reached is not None
    assert reached.phi >= 0.80 > design(found, reached.tasks - 1).phi


def test_what_no_number_of_tasks_attains_is_not_reached() -> None:
    """With one rater who judges every task, the rater's leaning towards a person never averages out."""
    found = Components(variance={**PUT_IN, "pr": 2.0}, negative=(), persons=30, tasks=6, raters=2)
    assert tasks_for(found, 0.90, raters=1, most=2000) is None
    assert tasks_for(found, 0.80, raters=12) is not None
    alike = told(components(drawn((30, 6), {"t": 1.0, "pt": 1.0}, 6)))
    assert tasks_for(alike, 0.95) is None


def test_estimates_below_nothing_are_nothing_and_are_named() -> None:
    seen = [told(components(drawn((20, 3), {"t": 1.0, "pt": 1.0}, seed))) for seed in range(20)]
    negative = [one for one in seen if "p" in one.negative]
    assert negative
    assert all(one.variance["p"] == 0 and design(one, 5).phi == 0 for one in negative)


def test_unit_and_zero_do_not_matter() -> None:
    scores = drawn((25, 6, 3), PUT_IN, 3)
    one, other = (design(told(components(each)), 6, 3) for each in (scores, 7 * scores[::-1, ::-1] + 100))
    assert other.g == pytest.approx(one.g)
    assert other.phi == pytest.approx(one.phi)
    assert other.absolute_error == pytest.approx(7 * one.absolute_error)


def test_too_little_gives_the_number_needed_and_nonsense_is_refused() -> None:
    assert components(np.ones((19, 4))) == NotEnough(of="persons", needed=20, found=19)
    assert components(np.ones((20, 1))) == NotEnough(of="tasks", needed=2, found=1)
    assert components(np.ones((20, 2, 1))) == NotEnough(of="raters", needed=2, found=1)
    with pytest.raises(PsychometricsError, match="no_spread"):
        components(np.ones((20, 4)))
    holed = drawn((20, 4), {"p": 1.0, "t": 1.0, "pt": 1.0}, 4)
    holed[3, 1], holed[5, 2] = np.nan, np.nan
    with pytest.raises(PsychometricsError) as refused:
        components(holed)
    assert refused.value.params["places"] == ((3, 1), (5, 2))
    found = told(components(drawn((20, 4), {"p": 1.0, "t": 1.0, "pt": 1.0}, 5)))
    with pytest.raises(PsychometricsError, match="no_target"):
        tasks_for(found, 1.0)
    with pytest.raises(PsychometricsError, match="no_design"):
        design(found, 0)
    with pytest.raises(PsychometricsError, match="shape"):
        components(np.ones(20))


def test_tasks_of_ones_own_tell_the_variance_of_people_and_all_else() -> None:
    """With tasks of everybody's own, the tasks' variance is in the rest, and every draw differs by it."""
    chance = np.random.default_rng(7)
    found = [
        told(drawn_apart([one + chance.normal(0, 3**0.5, chance.integers(2, 7)) for one in chance.normal(0, 2, 60)]))
        for _ in range(40)
    ]
    assert np.mean([one.variance["p"] for one in found]) == pytest.approx(4, rel=0.1)
    assert np.mean([one.variance["pt"] for one in found]) == pytest.approx(3, rel=0.05)
    assert all(design(one, 3).g == design(one, 3).phi for one in found)


def test_equal_numbers_of_own_tasks_are_a_plain_analysis_of_variance() -> None:
    scores = drawn((30, 4), {"p": 1.0, "t": 0.0, "pt": 1.0}, 8)
    found = told(drawn_apart(scores.tolist()))
    within = scores.var(axis=1, ddof=1).mean()
    assert found.variance["pt"] == pytest.approx(within)
    assert found.variance["p"] == pytest.approx(scores.mean(axis=1).var(ddof=1) - within / 4)


def test_people_with_a_single_task_do_not_count() -> None:
    assert drawn_apart([[1.0, 2.0]] * 19 + [[3.0]]) == NotEnough(of="persons", needed=20, found=19)
    with pytest.raises(PsychometricsError, match="no_spread"):
        drawn_apart([[1.0, 1.0]] * 20)
    with pytest.raises(PsychometricsError) as refused:
        drawn_apart([[1.0, 2.0]] * 20 + [[1.0, float("nan")]])
    assert refused.value.params["places"] == (20,)
