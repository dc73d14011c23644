"""What is a marked paper worth: per topic, per part, in all, and how exactly is that known?

Blueprint weights are not numbers of items: a part's score is the weighted mean of its topics' scores, whatever the
number of their items, and the error of that mean is stated beside it. Items are taken as a random draw from their
topic's domain, so that the error of a topic with n items is sqrt(p (1 - p) / (n - 1)) (Lord 1955, binomial error).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from certification.marking import TopicScore


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPlan:
    """One part of a level's paper.

    Attributes:
        id: e.g. `product`, `process`.
        weights: Topic -> weight; only their proportions matter.
        minimum: Share of the part below which the level is not reached; 0 where there is no such rule.
    """

    id: str
    weights: Mapping[str, float]
    minimum: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScore:
    """The score of one part.

    Attributes:
        part: Its id.
        share: 0 .. 1.
        error: Standard error of the share, or None where a topic has one item only and none can be stated.
        minimum: What the part has to reach.
        reached: Whether it does.
    """

    part: str
    share: float
    error: float | None
    minimum: float
    reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperScore:
    """The score of a paper.

    Attributes:
        share: Weighted over all topics, 0 .. 1.
        error: Standard error of the share, or None where none can be stated.
        cut: Share that passes.
        parts: In the order of the plan.
        passed: The share reaches the cut, and each part its minimum.
    """

    share: float
    error: float | None
    cut: float
    parts: tuple[PartScore, ...]
    passed: bool


ROUNDING = 9
"""Decimals kept before a share is held against a cut, so that 0.1 + 0.2 reaches 0.3."""


def paper_score(topics: Sequence[TopicScore], parts: Sequence[PartPlan], cut: float) -> PaperScore:
    """Score a marked paper by its plan.

    Args:
        topics: Points by topic.
        parts: The plan; every topic with a weight has to be on the paper.
        cut: Share that passes.

    Raises:
        ValueError: The paper lacks a topic of the plan, or has one that the plan does not know.
    """
    points: Mapping[str, TopicScore] = {one.topic: one for one in topics}
    planned = {topic: weight for part in parts for topic, weight in part.weights.items()}
    if set(points) != set(planned):
        raise ValueError(f"expected the topics {', '.join(sorted(planned))}, got {', '.join(sorted(points))}")
    scored = tuple(_part(part, points) for part in parts)
    share, error = _mean(planned, points)
    return PaperScore(
        share=share,
        error=error,
        cut=cut,
        parts=scored,
        passed=round(share, ROUNDING) >= cut and all(one.reached for one in scored),
    )


def _part(part: PartPlan, points: Mapping[str, TopicScore]) -> PartScore:
    share, error = _mean(part.weights, points)
    reached = round(share, ROUNDING) >= part.minimum
    return PartScore(part=part.id, share=share, error=error, minimum=part.minimum, reached=reached)


def _mean(weights: Mapping[str, float], points: Mapping[str, TopicScore]) -> tuple[float, float | None]:
    total = fsum(weights.values())
    shares = {topic: points[topic].points / points[topic].possible for topic in weights}
    mean = fsum(weights[topic] / total * shares[topic] for topic in weights)
    if any(points[topic].possible < 2 for topic in weights):  # noqa: PLR2004  one item has no spread
        return mean, None
    variances = (
        (weights[topic] / total) ** 2 * shares[topic] * (1 - shares[topic]) / (points[topic].possible - 1)
        for topic in weights
    )
    return mean, sqrt(fsum(variances))
