"""From which probability on does the classifier find an act, and below which does it dispute one that a rule found?

Chosen by act on scores from cross-validation, so that rules and classifier together do best. A strict act needs its
precision in all that is found, and in what the classifier adds, too: for it a rule may be disputed more readily.
Messages that do nothing count half but for that precision: the corpus holds many more lures than people write.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.reading.classify import BAND
from simulator.reading.model import NEVER

PRECISION = 0.95
"""Share of what is found of a strict act that must be there."""

ADDED = 0.9
"""The same of what the classifier alone adds to a strict act; rules find most of it."""

LEAST, DOUBTED = (NEVER, *range(100, 951, 10)), tuple(range(0, 801, 10))
"""Thresholds tried, in thousandths: from which an act is added, below which a rule's finding is disputed."""

_LURE = 0.5
"""Weight of a message that does nothing beside one that does something."""

FAULT, LIKELY = 300, 500
"""A fault is added only from the first probability on, a strict one only where it is as likely as not."""

_MIDDLE, _PULL = 450, 1e-5
"""Of thresholds that do about as well, the one nearer to the middle, and few disputes: a peak may be chance."""

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]


def bounds(
    chance: Numbers, wanted: Flags, told: Flags, idle: Flags, *, strict: bool, floor: int = 0
) -> tuple[int, int]:
    """Give both thresholds of one act.

    Args:
        chance: Probability of each message in thousandths, by a model that it had no part in.
        wanted: Messages that do it.
        told: Messages in which a rule found it.
        idle: Messages that do nothing at all.
        strict: Whether it is found at `PRECISION` or not at all.
        floor: No lower probability adds it.

    Returns:
        The least probability that adds it (`NEVER` where rules alone do as well), and the one below which a rule's
        finding is disputed (0 where never).

    >>> sure = np.array([900.0] * 8 + [50.0] * 8)
    >>> bounds(sure, sure > 500, np.array([False] * 15 + [True]), sure < 500, strict=False)
    (450, 60)
    """
    steps = [step + BAND + 1 for step in LEAST]
    right_kept, kept, lured = _counts(chance, told, DOUBTED, wanted, idle)
    right_added, added, lured_more = _counts(chance, ~told, steps, wanted, idle)
    right, found = right_kept[:, None] + right_added, kept[:, None] + added
    lures = lured[:, None] + lured_more
    worth = 2 * right / np.maximum(1, found - (1 - _LURE) * lures + wanted.sum())
    pull = np.abs(np.minimum(LEAST, 1000) - _MIDDLE) * (np.array(LEAST) != NEVER)
    worth = worth - _PULL * (pull + np.array(DOUBTED)[:, None])
    if strict:
        halved, halved_added = found - (1 - _LURE) * lures, added - (1 - _LURE) * lured_more
        precise = (right >= PRECISION * halved) & (right_added >= ADDED * halved_added)
        # Where no pair is precise enough, nothing is added, and what rules found is disputed as far as it helps.
        worth = np.where(precise, worth, right / np.maximum(1, found) - (2 if precise.any() else 1) - added)
    worth = np.where(np.array(LEAST) >= floor, worth, -np.inf)
    doubted, least = np.unravel_index(int(worth.argmax()), worth.shape)
    return LEAST[int(least)], DOUBTED[int(doubted)]


def _counts(
    chance: Numbers, among: Flags, steps: Sequence[int], wanted: Flags, idle: Flags
) -> tuple[Counts, Counts, Counts]:
    """Count, for each step, the messages at or above it: those that do the act, all, and those that do nothing."""
    over = chance[among][:, None] >= np.array(steps)
    right, lured = ((over & flags[among][:, None]).sum(axis=0) for flags in (wanted, idle))
    return right, over.sum(axis=0), lured
