"""What is shown for a level worth: per topic, per part, in all, and how exactly is that known?

A topic is proven by items of the paper, by cases or by written work. Blueprint weights are not numbers of items: a
part's score is the weighted mean of its topics' scores, whatever the number of their items, and the error of that
mean is stated beside it. Cases and written work bring an interval, because what was not judged is neither given nor
taken (DESIGN decision 14); so the level's score is an interval too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import fsum, sqrt
from statistics import fmean, stdev
from typing import Literal

Reached = Literal["yes", "no", "open"]

ROUNDING = 9
"""Decimals kept before a share is held against a cut, so that 0.1 + 0.2 reaches 0.3."""

WHOLE = 100.0
"""Points of a case or of a written task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPlan:
    """One part of a level.

    Attributes:
        id: e.g. `product`, `process`.
        weights: Topic -> weight; only their proportions matter.
        minimum: Share of the part below which the level is not reached; 0 where there is no such rule.
    """

    id: str
    weights: Mapping[str, float]
    minimum: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicResult:
    """What was shown in one topic.

    Attributes:
        topic: Its code.
        low: Share if all that was not judged is unmet, 0 .. 1.
        high: The same if it is met.
        error: Standard error of the share, or None where one answer or case alone cannot state one.
    """

    topic: str
    low: float
    high: float
    error: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScore:
    """The score of one part: an interval, its standard error, and whether it reaches the part's minimum."""

    part: str
    low: float
    high: float
    error: float | None
    minimum: float
    reached: Reached


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelScore:
    """The score of everything that a level weighs.

    Attributes:
        low: Weighted over all topics, 0 .. 1, if all that was not judged is unmet.
        high: The same if it is met.
        error: Standard error, or None where none can be stated.
        cut: Share that passes.
        parts: In the order of the plan.
        reached: `yes` when the lower ends reach the cut and each minimum, `no` when an upper end does not.
    """

    low: float
    high: float
    error: float | None
    cut: float
    parts: tuple[PartScore, ...]
    reached: Reached


def of_items(topic: str, points: int, possible: int) -> TopicResult:
    """Take the items of a topic as a random draw from its domain: error sqrt(p (1 - p) / (n - 1)) (Lord 1955)."""
    share = points / possible
    error = sqrt(share * (1 - share) / (possible - 1)) if possible > 1 else None
    return TopicResult(topic=topic, low=share, high=share, error=error)


def of_totals(topic: str, totals: Sequence[tuple[float, float]]) -> TopicResult:
    """Take the totals of cases or written tasks, intervals of 100 points; the error is that of their mean.

    Raises:
        ValueError: No total.
    """
    if not totals:
        raise ValueError(f"expected a total for {topic}, got none")
    lows, highs = [low / WHOLE for low, _ in totals], [high / WHOLE for _, high in totals]
    error = stdev(lows) / sqrt(len(lows)) if len(lows) > 1 else None
    return TopicResult(topic=topic, low=fmean(lows), high=fmean(highs), error=error)


def level_score(topics: Sequence[TopicResult], parts: Sequence[PartPlan], cut: float) -> LevelScore:
    """Score what was shown by the plan of a level.

    Args:
        topics: Every topic that the plan weighs, once.
        parts: The plan.
        cut: Share that passes.

    Raises:
        ValueError: A topic of the plan is missing, or there is one that the plan does not know.
    """
    shown = {one.topic: one for one in topics}
    planned = dict(chain.from_iterable(part.weights.items() for part in parts))
    if set(shown) != set(planned) or len(shown) != len(topics):
        got = ", ".join(sorted(one.topic for one in topics))
        raise ValueError(f"expected each once of {', '.join(sorted(planned))}, got {got}")
    scored = tuple(_part(part, shown) for part in parts)
    low, high, error = _mean(planned, shown)
    states = {one.reached for one in scored} | {reached(low, high, cut)}
    answer: Reached = "no" if "no" in states else "open" if "open" in states else "yes"
    return LevelScore(low=low, high=high, error=error, cut=cut, parts=scored, reached=answer)


def _part(part: PartPlan, shown: Mapping[str, TopicResult]) -> PartScore:
    low, high, error = _mean(part.weights, shown)
    return PartScore(
        part=part.id,
        low=low,
        high=high,
        error=error,
        minimum=part.minimum,
        reached=reached(low, high, part.minimum),
    )


def reached(low: float, high: float, least: float) -> Reached:
    """Say whether an interval reaches what it has to reach at least."""
    if round(low, ROUNDING) >= least:
        return "yes"
    return "no" if round(high, ROUNDING) < least else "open"


def _mean(weights: Mapping[str, float], shown: Mapping[str, TopicResult]) -> tuple[float, float, float | None]:
    whole = fsum(weights.values())
    low = fsum(weight / whole * shown[topic].low for topic, weight in weights.items())
    high = fsum(weight / whole * shown[topic].high for topic, weight in weights.items())
    errors = [(weight, shown[topic].error) for topic, weight in weights.items()]
    stated = [(weight / whole * error) ** 2 for weight, error in errors if error is not None]
    return low, high, sqrt(fsum(stated)) if len(stated) == len(errors) else None
