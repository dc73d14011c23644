"""Which item next, for this person, without wearing out the bank?

The topic that is furthest behind its share; in it one of the few items that tell most where it counts, picked by the
seed (both Kingsbury and Zara 1989); never one that would be given to more than its cap of the people (restricted
information: Revuelta and Ponsoda 1998). Everything follows from the answers, the counts and the seed, so a sitting
can be taken up again and reckoned over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from certification.psychometrics.curves import Curves
from certification.psychometrics.enough import Floats, PsychometricsError
from certification.psychometrics.irt_expected import Grid

GRID = Grid.even(121, 6.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bank:
    """Items ready to be chosen among; made by `bank`.

    Attributes:
        curves: Of the items.
        topics: By item: place of its topic among `names`.
        names: Of the topics.
        shares: By topic: share of the items it should have, sum 1.
        information: Abilities of the grid by items.
        log_right, log_wrong: The same: logarithms of the chances.
    """

    curves: Curves
    topics: NDArray[np.int64]
    names: tuple[str, ...]
    shares: Floats
    information: Floats
    log_right: Floats
    log_wrong: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Items asked so far, by place in the bank, and whether the answers were right."""

    asked: tuple[int, ...] = ()
    right: tuple[bool, ...] = ()

    def answered(self, item: int, *, right: bool) -> "Sitting":
        """Give the sitting with one more answer; an item asked before raises PsychometricsError."""
        if item in self.asked:
            raise PsychometricsError("asked_before", item=item)
        return Sitting(asked=(*self.asked, item), right=(*self.right, right))


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How items are chosen.

    Attributes:
        among: How many of the most telling items the seed picks from.
        most_exposed: Share of people to whom one item may be given.
        at: Ability at which items are to tell most, e.g. the cut; None: at the person's own estimate.
    """

    among: int = 5
    most_exposed: float = 0.30
    at: float | None = None

    def __post_init__(self) -> None:
        if self.among < 1 or not 0 < self.most_exposed <= 1:
            raise PsychometricsError("no_policy", among=self.among, most_exposed=self.most_exposed)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exposure:
    """What earlier people were given.

    Attributes:
        given: By item: to how many.
        people: How many there were.
    """

    given: NDArray[np.int64]
    people: int

    def after(self, sitting: Sitting) -> "Exposure":
        """Count one more person."""
        given = self.given.copy()
        given[list(sitting.asked)] += 1
        return Exposure(given=given, people=self.people + 1)

    def allows(self, most: float) -> NDArray[np.bool_]:
        """Say which items one more person may get; the very first of all may get any."""
        allowed: NDArray[np.bool_] = self.given + 1 <= max(1.0, most * (self.people + 1))
        return allowed


def bank(curves: Curves, topics: Mapping[str, str], shares: Mapping[str, float]) -> Bank:
    """Make items ready; items without a topic, topics without items or shares raise PsychometricsError.

    Args:
        curves: Of all items.
        topics: By item: its topic.
        shares: By topic: above 0, scaled to a sum of 1.
    """
    homeless = tuple(item for item in curves.items if topics.get(item) not in shares)
    empty = tuple(sorted(set(shares) - {topics.get(item) for item in curves.items}))
    bad = tuple(topic for topic, share in shares.items() if not share > 0)
    if homeless or empty or bad:
        raise PsychometricsError("weights_and_items", homeless=homeless, empty=empty, not_above_nothing=bad)
    names = tuple(sorted(shares))
    chance = curves.right(GRID.at)
    weight = np.array([shares[name] for name in names])
    return Bank(
        curves=curves,
        topics=np.array([names.index(topics[item]) for item in curves.items]),
        names=names,
        shares=weight / weight.sum(),
        information=curves.information(GRID.at),
        log_right=np.log(chance),
        log_wrong=np.log1p(-chance),
    )


def standing(items: Bank, sitting: Sitting) -> tuple[float, float]:
    """Give ability and its standard error: mean and SD of the posterior under N(0, 1)."""
    told = GRID.log_weight + log_likelihood(items, sitting)
    posterior = np.exp(told - told.max())
    posterior /= posterior.sum()
    mean = float(posterior @ GRID.at)
    return mean, float(np.sqrt(max(0.0, float(posterior @ GRID.at**2) - mean**2)))


def log_likelihood(items: Bank, sitting: Sitting) -> Floats:
    """Give the log-likelihood of the answers at each ability of the grid."""
    asked, right = np.array(sitting.asked, dtype=np.int64), np.array(sitting.right, dtype=np.bool_)
    told: Floats = items.log_right[:, asked[right]].sum(axis=1) + items.log_wrong[:, asked[~right]].sum(axis=1)
    return told


def choose(items: Bank, sitting: Sitting, exposure: Exposure, policy: Policy, seed: int) -> int | None:
    """Give the place of the next item; None where none may be given any more.

    Args:
        items: To choose from.
        sitting: So far.
        exposure: Of people before this one.
        policy: How to choose.
        seed: Of this person's sitting.
    """
    free = exposure.allows(policy.most_exposed)
    free[list(sitting.asked)] = False
    if not free.any():
        return None
    number = len(sitting.asked)
    had = np.bincount(items.topics[list(sitting.asked)], minlength=len(items.names)) if number else 0
    behind = items.shares * (number + 1) - had
    behind[np.bincount(items.topics[free], minlength=len(items.names)) == 0] = -np.inf
    at = standing(items, sitting)[0] if policy.at is None else policy.at
    row = items.information[int(np.abs(GRID.at - at).argmin())]
    some = np.flatnonzero(free & (items.topics == int(behind.argmax())))
    best = some[np.argsort(-row[some], kind="stable")[: policy.among]]
    return int(best[_below(len(best), seed, number)])


def _below(bound: int, seed: int, number: int) -> int:
    digest = blake2b(f"{seed}.{number}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % bound
