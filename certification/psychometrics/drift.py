"""Does an item become easier over time, as it does where it has leaked?

In each window the share right, and the difficulty beside that of the calibration (drift of b: Bock, Muraki and
Pfeiffenberger 1988). Abilities come from the window's other items, so a cleverer intake is not taken for a leak.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, log_expit
from scipy.stats import norm

from certification.psychometrics.classical import holm, share_interval
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.irt import Calibration
from certification.psychometrics.irt_expected import Expected, Grid, Sheet, expected
from certification.psychometrics.responses import Responses
from certification.psychometrics.threads import one_thread

TO_SHOW, TO_ACT = 30, 200
WORTH = 0.3
"""Logits of b below which a shift is not worth a person's time, however sure (Assumption)."""

LEVEL = 0.05
GRID = Grid.even(61, 6.0)
ROUNDS = 20
"""Steps to the mean and spread of a window's people, and to an item's difficulty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One item in one window.

    Attributes:
        window: Its name.
        item: Its name.
        n: People asked.
        p: Share right, with its 95 % interval `low` to `high`.
        b: Difficulty in the window, on the scale of the calibration.
        shift: Against the calibration; below 0 the item has become easier.
        error: Standard error of the shift, both estimates in it.
        p_value: Of no shift, adjusted for the number of items in the window (Holm).
        flag: `easier` or `harder` where the shift is sure and worth while, else empty.
        act: Whether n allows to change the item for it.
    """

    window: str
    item: str
    n: int
    p: float
    low: float
    high: float
    b: float
    shift: float
    error: float
    p_value: float
    flag: str
    act: bool


def drift(
    answers: Responses, windows: Sequence[str], calibration: Calibration
) -> tuple[tuple[str, str, NotEnough] | Drift, ...]:
    """Follow every item through the windows, in the order in which these first appear.

    Args:
        answers: Of all windows, not those that calibrated the items.
        windows: By person: when the answers were given, e.g. `2026-03`.
        calibration: Whose items these are.

    An item that fewer than 30 were asked in a window comes as (window, item, what is needed).
    """
    if len(windows) != answers.persons or answers.items != calibration.curves.items:
        raise PsychometricsError("other_items_or_persons", persons=answers.persons, windows=len(windows))
    at = np.array(windows)
    found: list[tuple[str, str, NotEnough] | Drift] = []
    for window in dict.fromkeys(windows):
        some = Responses(items=answers.items, scores=answers.scores[at == window])
        with one_thread():
            found += _window(window, some, calibration)
    return tuple(found)


def _window(window: str, answers: Responses, calibration: Calibration) -> list[tuple[str, str, NotEnough] | Drift]:
    log_a, b = np.log(calibration.curves.a), calibration.curves.b
    people, asked = _people(answers, log_a, b), answers.answered.astype(bool)
    counts = asked.sum(axis=0)
    enough = [int(one) for one in np.flatnonzero(counts >= TO_SHOW)]
    moved = {one: _difficulty(answers, people, calibration, one) for one in enough}
    shift = np.array([moved[one][0] - b[one] for one in enough])
    error = np.array([np.hypot(moved[one][1], calibration.se_b[one]) for one in enough])
    p_values = dict(zip(enough, holm(2 * norm.sf(np.abs(shift) / error)), strict=True))
    found: list[tuple[str, str, NotEnough] | Drift] = []
    for place, item in enumerate(answers.items):
        n = int(counts[place])
        if place not in moved:
            found.append((window, item, NotEnough(of="persons", needed=TO_SHOW, found=n)))
            continue
        right, by = float(answers.right[:, place].sum()), moved[place][0] - float(b[place])
        low, high = share_interval(right, n)
        sure = p_values[place] < LEVEL and abs(by) >= WORTH
        found.append(
            Drift(
                window=window,
                item=item,
                n=n,
                p=right / n,
                low=low,
                high=high,
                b=moved[place][0],
                shift=by,
                error=float(np.hypot(moved[place][1], calibration.se_b[place])),
                p_value=float(p_values[place]),
                flag=("easier" if by < 0 else "harder") if sure else "",
                act=n >= TO_ACT,
            )
        )
    return found


def _people(answers: Responses, log_a: Floats, b: Floats) -> Expected:
    """Weigh the grid for everybody, with the mean and spread of this window's people."""
    sheet, grid = Sheet.of(answers), GRID
    for _ in range(ROUNDS):
        here = expected(sheet, log_a, b, grid).here / answers.persons
        mean = float(here @ grid.at)
        spread = max(float(here @ grid.at**2) - mean**2, 0.01)
        density = np.exp(-((grid.at - mean) ** 2) / (2 * spread))
        grid = Grid(grid.at, np.log(np.maximum(density / density.sum(), np.finfo(float).tiny)))
    return expected(sheet, log_a, b, grid)


def _difficulty(answers: Responses, people: Expected, calibration: Calibration, place: int) -> tuple[float, float]:
    """Give an item's b in this window and its standard error, abilities from all the other items."""
    a, b = float(calibration.curves.a[place]), float(calibration.curves.b[place])
    who = ~np.isnan(answers.scores[:, place])
    right = answers.scores[who, place]
    line = a * (GRID.at - b)
    others = people.posterior[who] * np.exp(-np.where(right[:, None] == 1, log_expit(line), log_expit(-line)))
    others /= others.sum(axis=1, keepdims=True)
    told = 1.0
    for _ in range(ROUNDS):
        curve = expit(a * (GRID.at - b))
        chance, slope = (others @ np.column_stack([curve, -a * curve * (1 - curve)])).T
        spread = np.maximum(chance * (1 - chance), np.finfo(float).eps)
        told = float((slope**2 / spread).sum())
        b += float(np.clip(((right - chance) * slope / spread).sum() / told, -0.5, 0.5))
        b = float(np.clip(b, -8, 8))
    return b, told**-0.5
