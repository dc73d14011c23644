"""Did one person copy from another? More like answers than the copier's ability explains.

Omega (Wollack 1997): how many of the source's answers the copier gave too, beside what the copier's ability and the
draw of each wrong option lead to expect. The tail is exact (Poisson binomial, as van der Linden and Sotaridona 2006
take it), for a normal tail accuses too often where it matters; and the level holds for all pairs at once (Holm).
A flag is a reason to look, never a finding (PSYCHOMETRICS 9).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from certification.psychometrics.ability import abilities
from certification.psychometrics.classical import holm
from certification.psychometrics.curves import Curves
from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.responses import responses

LEAST_PERSONS, LEAST_ITEMS = 100, 20
"""Below which neither the draw of wrong options nor a tail can be told (Assumption)."""

BANDS = 3
"""Of ability, in which the draw of wrong options is counted apart."""

LOOKED_AT = 3.0
"""Omega above which the exact tail is reckoned; below, no pair could ever be flagged among so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """One person's answers held against another's.

    Attributes:
        copier, source: Rows.
        same: Answers that are the same, right or wrong; items that either left out do not count.
        expected: As many as the copier's ability leads to expect.
        omega: Difference in standard deviations.
        p_value: Exact, adjusted for all pairs of people in both directions.
    """

    copier: int
    source: int
    same: int
    expected: float
    omega: float
    p_value: float


def similar(
    chosen: NDArray[np.str_], keys: tuple[str, ...], curves: Curves, level: float = 0.05
) -> tuple[Similar, ...] | NotEnough:
    """Give the pairs that stand out, most striking first; the chance of even one false flag is at most `level`.

    Args:
        chosen: Persons by items: the option's name, "" where it was left out.
        keys: By item: the right option.
        curves: Of the items, in their order.
        level: Of all pairs together.
    """
    persons, items = chosen.shape
    if items != len(keys) or items != len(curves.items):
        raise PsychometricsError("shape", items=len(curves.items), found=(items, len(keys)))
    if persons < LEAST_PERSONS:
        return NotEnough(of="persons", needed=LEAST_PERSONS, found=persons)
    if items < LEAST_ITEMS:
        return NotEnough(of="items", needed=LEAST_ITEMS, found=items)
    codes, chances = _chances(chosen, keys, curves)
    found, raw = [], []
    for source in range(persons):
        given = chances[:, np.arange(items), codes[source]]
        # What either left out tells nothing of copying.
        both = (codes[source] > 0) & (codes > 0)
        given = np.where(both, given, 0.0)
        same = ((codes == codes[source]) & both).sum(axis=1)
        expected, spread = given.sum(axis=1), np.sqrt((given * (1 - given)).sum(axis=1))
        omega = (same - expected) / np.where(spread > 0, spread, np.inf)
        for copier in np.flatnonzero(omega > LOOKED_AT):
            if copier != source:
                found.append((int(copier), source, int(same[copier]), float(expected[copier]), float(omega[copier])))
                raw.append(tail(given[copier], int(same[copier])))
    # Pairs that were not looked at count with p = 1: Holm must know of all.
    adjusted = holm(np.concatenate([np.array(raw), np.ones(persons * (persons - 1) - len(raw))]))[: len(raw)]
    told = [
        Similar(copier=copier, source=source, same=same, expected=expected, omega=omega, p_value=float(p_value))
        for (copier, source, same, expected, omega), p_value in zip(found, adjusted, strict=True)
        if p_value < level
    ]
    return tuple(sorted(told, key=lambda one: (one.p_value, -one.omega, one.copier, one.source)))


def tail(chances: Floats, least: int) -> float:
    """Give the chance of at least so many successes in trials of these chances."""
    counts = np.zeros(len(chances) + 1)
    counts[0] = 1.0
    for chance in chances:
        counts[1:] = counts[1:] * (1 - chance) + counts[:-1] * chance
        counts[0] *= 1 - chance
    return float(counts[least:].sum())


def _chances(chosen: NDArray[np.str_], keys: tuple[str, ...], curves: Curves) -> tuple[NDArray[np.int64], Floats]:
    """Give options as numbers, 0 left out, and each person's chance of each option of each item."""
    persons, items = chosen.shape
    right = (chosen == np.array(keys)).astype(np.float64)
    # Left out is not wrong here: the chance is of being right among those who answered.
    able = abilities(responses(curves.items, np.where(chosen == "", np.nan, right)), curves).at
    chance_right = curves.right(able)
    bands = np.searchsorted(np.quantile(able, np.arange(1, BANDS) / BANDS), able)
    names = [sorted(set(chosen[:, item].tolist()) | {keys[item]} - {""}) for item in range(items)]
    codes = np.zeros((persons, items), dtype=np.int64)
    chances = np.zeros((persons, items, max(len(one) for one in names) + 1))
    for item in range(items):
        options = [name for name in names[item] if name]
        for number, name in enumerate(options, start=1):
            codes[chosen[:, item] == name, item] = number
        key = options.index(keys[item]) + 1
        drawn = np.zeros((BANDS, len(options) + 1))
        np.add.at(drawn, (bands, codes[:, item]), 1.0)
        # One answer is added to each wrong option: what nobody has drawn yet is not impossible.
        drawn += 1.0
        drawn[:, [0, key]] = 0.0
        shares = drawn / np.maximum(drawn.sum(axis=1, keepdims=True), 1.0)
        chances[:, item, : len(options) + 1] = shares[bands] * (1 - chance_right[:, [item]])
        chances[:, item, key] = chance_right[:, item]
    return codes, chances
