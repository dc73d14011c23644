"""A leak shows as an item that has become easier; a cleverer intake does not."""

import numpy as np
import pytest

from certification.psychometrics.curves import Curves
from certification.psychometrics.drift import Drift, drift
from certification.psychometrics.enough import NotEnough, PsychometricsError
from certification.psychometrics.irt import calibrate
from certification.psychometrics.responses import responses
from tests.certification.psychometrics.simulated import abilities, answered, curves, names, told

FORM = curves(30, 1)
CALIBRATION = told(calibrate(answered(FORM, abilities(3000, 2), 3)))
WINDOWS = ["2026-01"] * 400 + ["2026-02"] * 400


def sat(*, leaked: float, mean: float, seed: int) -> dict[tuple[str, str], Drift]:
    """Two months; in the second, item 4 is easier by `leaked` and people are better by `mean`."""
    b = FORM.b.copy()
    b[4] -= leaked
    later = Curves(items=FORM.items, a=FORM.a, b=b)
    first, second = answered(FORM, abilities(400, seed), seed), answered(later, abilities(400, seed, mean), seed + 1)
    answers = responses(FORM.items, np.vstack([first.scores, second.scores]))
    found = drift(answers, WINDOWS, CALIBRATION)
    return {(one.window, one.item): one for one in found if isinstance(one, Drift)}


def test_a_leaked_item_is_flagged_in_its_month_and_no_other_is() -> None:
    found = sat(leaked=1.0, mean=0.0, seed=10)
    assert [key for key, one in found.items() if one.flag] == [("2026-02", "i4")]
    one = found["2026-02", "i4"]
    assert (one.flag, one.act, one.n) == ("easier", True, 400)
    assert one.shift == pytest.approx(-1.0, abs=3 * one.error)
    assert one.low < one.p < one.high
    assert one.p > found["2026-01", "i4"].p


def test_better_people_are_not_taken_for_a_leak() -> None:
    flagged = set()
    for seed in range(200, 220, 2):
        found = sat(leaked=0.0, mean=1.0, seed=seed)
        flagged |= {(seed, window) for (window, _), one in found.items() if one.flag}
        # Their share right rises all the same.
        rises = [found["2026-02", name].p - found["2026-01", name].p for name in FORM.items]
        assert np.mean(rises) > 0.1
    # Twenty windows, each with a chance of one in twenty.
    assert len(flagged) <= 3


def test_the_error_of_a_shift_is_the_error_made() -> None:
    found = [one for seed in range(50, 56) for one in sat(leaked=0.0, mean=0.3, seed=seed).values()]
    # The error of the calibration is the same in all months, so these differ from 1 together.
    assert float(np.sqrt(np.mean([(one.shift / one.error) ** 2 for one in found]))) == pytest.approx(1, abs=0.2)


def test_few_answers_in_a_month_give_the_number_needed_and_some_do_not_allow_to_act() -> None:
    scores = answered(FORM, abilities(130, 60), 61).scores.copy()
    scores[100:, 2] = np.nan
    scores[100, 2] = 1
    found = drift(responses(FORM.items, scores), ["early"] * 100 + ["late"] * 30, CALIBRATION)
    assert ("late", "i2", NotEnough(of="persons", needed=30, found=1)) in found
    assert not any(one.act for one in found if isinstance(one, Drift))
    assert len(found) == 60


def test_people_without_a_window_and_other_items_are_refused() -> None:
    answers = answered(FORM, abilities(40, 70), 71)
    with pytest.raises(PsychometricsError, match="other_items_or_persons"):
        drift(answers, ["one"] * 39, CALIBRATION)
    with pytest.raises(PsychometricsError, match="other_items_or_persons"):
        drift(responses(names(2), np.zeros((1, 2))), ["one"], CALIBRATION)
