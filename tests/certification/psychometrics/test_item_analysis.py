"""Figures of items: by hand where one can count, and by laws."""

import numpy as np
import pytest

from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.item_analysis import Choices, ItemFigures, _figures, analyse
from certification.psychometrics.responses import responses
from tests.certification.psychometrics.simulated import abilities, answered, curves, names


def figures(scores: Floats, item: str, choices: Choices | None = None) -> ItemFigures:
    found = analyse(responses(names(scores.shape[1]), scores), choices)[item]
    assert isinstance(found, ItemFigures)
    return found


FORTY = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]] * 10, dtype=float)
"""Three items that order forty persons in four groups."""


def test_share_right_and_correlation_with_the_rest_are_those_counted_by_hand() -> None:
    middle = figures(FORTY, "i1")
    assert (middle.n, middle.p) == (40, 0.5)
    # The rest of the paper: 1, .5, .5, 0 where the item is 1, 1, 0, 0: covariance .125, SD .5 and .35355.
    assert middle.r == pytest.approx(0.125 / (0.5 * 0.125**0.5))
    assert middle.low == pytest.approx(0.3519, abs=1e-3)
    assert middle.high == pytest.approx(0.6481, abs=1e-3)


def test_an_item_never_correlates_with_itself() -> None:
    chance = np.random.default_rng(1).integers(0, 2, (4000, 3)).astype(float)
    assert abs(figures(chance, "i0").r or 0) < 0.05


@pytest.mark.parametrize(
    ("column", "flags"),
    [
        (np.ones(40), {"too_easy", "no_spread"}),
        (np.repeat([1.0, 0.0], [38, 2]), {"too_easy"}),
        (np.repeat([0.0, 1.0], [38, 2]), {"too_hard"}),
        (1 - FORTY[:, 1], {"negative"}),
    ],
)
def test_flags_name_what_is_wrong(column: Floats, flags: set[str]) -> None:
    said = set(figures(np.column_stack([FORTY, column]), "i3").flags)
    assert flags <= said
    assert not said & ({"too_easy", "too_hard", "negative", "no_spread"} - flags - {"negative"})


def test_distractors_are_dead_or_draw_the_able_and_who_leaves_out_is_counted() -> None:
    chosen = np.full(FORTY.shape, "a")
    # Of the twenty wrong in the middle item the better ten take b, nine of the others d, one nothing; nobody c.
    chosen[:, 1] = ["a", "a", "b", "d"] * 10
    chosen[3, 1] = ""
    choices = Choices(chosen=chosen, options={"i1": ("a", "b", "c", "d")}, keys={"i1": "a"})
    found = figures(FORTY, "i1", choices)
    by_name = {one.option: one for one in found.options}
    assert [by_name[name].share for name in "abcd"] == [0.5, 0.25, 0, 0.225]
    assert by_name["a"].r == pytest.approx(found.r)
    assert (by_name["d"].r or 0) < 0
    assert found.omitted == 1 / 40
    assert "dead_distractor" in found.flags
    assert "misleading_distractor" not in found.flags
    # Swap b and the key: now a wrong option draws the able.
    turned = Choices(chosen=chosen, options={"i1": ("a", "b", "c", "d")}, keys={"i1": "d"})
    assert "misleading_distractor" in figures(FORTY, "i1", turned).flags


def test_time_is_the_median_of_those_asked() -> None:
    seconds = np.full(FORTY.shape, np.nan)
    seconds[:, 0] = np.arange(40)
    found = analyse(responses(names(3), FORTY), seconds=seconds)
    assert [one.seconds for one in found.values() if isinstance(one, ItemFigures)] == [19.5, None, None]


def test_below_thirty_asked_nothing_is_told_and_from_two_hundred_one_may_act() -> None:
    scores = answered(curves(5, 2), abilities(200, 3), 4).scores.copy()
    scores[:171, 0], scores[0, 1] = np.nan, np.nan
    found = analyse(responses(names(5), scores))
    assert found["i0"] == NotEnough(of="persons", needed=30, found=29)
    said = [(one.n, one.act) for one in found.values() if isinstance(one, ItemFigures)]
    assert said == [(199, False), (200, True), (200, True), (200, True)]


def test_the_order_of_persons_and_items_does_not_matter() -> None:
    scores = answered(curves(6, 5), abilities(60, 6), 7).scores
    shuffle = np.random.default_rng(8)
    rows, columns = shuffle.permutation(60), shuffle.permutation(6)
    turned = analyse(responses([f"i{one}" for one in columns], scores[rows][:, columns]))
    for name, one in analyse(responses(names(6), scores)).items():
        other = turned[name]
        assert isinstance(one, ItemFigures)
        assert isinstance(other, ItemFigures)
        assert (one.n, one.p, one.flags) == (other.n, other.p, other.flags)
        assert other.r == pytest.approx(one.r)


def test_options_that_no_item_has_and_keys_that_are_no_option_are_refused() -> None:
    chosen = np.full(FORTY.shape, "z")
    with pytest.raises(PsychometricsError, match="no_such_option"):
        figures(FORTY, "i1", Choices(chosen=chosen, options={"i1": ("a", "b")}, keys={"i1": "a"}))
    with pytest.raises(PsychometricsError) as refused:
        figures(FORTY, "i1", Choices(chosen=chosen, options={"i1": ("a",), "i2": ("a",)}, keys={"i1": "x"}))
    assert refused.value.params["items"] == ("i1", "i2")
    with pytest.raises(PsychometricsError, match="shape"):
        figures(FORTY, "i1", Choices(chosen=chosen[:9], options={}, keys={}))


def test_the_rest_of_a_paper_is_a_share_so_long_and_short_papers_compare() -> None:
    """Who was asked every item twice, under another name, is the same person with the same rest."""
    once = answered(curves(8, 9), abilities(80, 10), 11).scores
    twice = np.hstack([once, np.where(np.arange(80)[:, None] < 40, once[:, 1:], np.nan)])
    assert figures(twice, "i0").r == pytest.approx(figures(once, "i0").r)


@pytest.mark.parametrize(
    ("r", "flags"),
    [(0.21, ()), (0.19, ("low",)), (0.16, ("low",)), (0.14, ("weak",)), (0.01, ("weak",)), (-0.01, ("negative",))],
)
def test_a_correlation_is_good_low_weak_or_negative(r: float, flags: tuple[str, ...]) -> None:
    """Two patterns over two hundred people that have nothing in common, mixed so that r comes out."""
    right, other = np.tile([1.0, 1.0, 0.0, 0.0], 50), np.tile([1.0, 0.0, 1.0, 0.0], 50)
    found = _figures(right, r * right + (1 - r**2) ** 0.5 * other, None, None)
    assert found.r == pytest.approx(r)
    assert found.flags == flags
