"""Candidates and items whose truth is known."""

from typing import TypeVar

import numpy as np

from certification.psychometrics.curves import Curves
from certification.psychometrics.enough import Floats, NotEnough
from certification.psychometrics.responses import Responses, responses

T = TypeVar("T")


def names(count: int) -> tuple[str, ...]:
    return tuple(f"i{number}" for number in range(count))


def curves(count: int, seed: int, *, spread_log_a: float = 0.3) -> Curves:
    """Draw items: log a ~ N(0, spread), b ~ N(0, 1)."""
    chance = np.random.default_rng(seed)
    return Curves(items=names(count), a=np.exp(chance.normal(0, spread_log_a, count)), b=chance.normal(0, 1, count))


def abilities(count: int, seed: int, mean: float = 0.0) -> Floats:
    return np.random.default_rng(seed).normal(mean, 1, count)


def answered(items: Curves, ability: Floats, seed: int) -> Responses:
    """Let everybody answer everything."""
    right = items.right(ability)
    return responses(items.items, (np.random.default_rng(seed).random(right.shape) < right).astype(float))


def told(value: T | NotEnough) -> T:
    """Take the figure; a refusal fails the test."""
    assert not isinstance(value, NotEnough), value
    return value


def rmse(found: Floats, truth: Floats) -> float:
    return float(np.sqrt(np.mean((found - truth) ** 2)))
