"""How sure is a score that is a weighted mean of topic scores?

Blueprint weights are not item shares, so the error of the number right says nothing of it. Errors of topics are
independent, so their variances add with the squares of the weights (Mosier 1943; for one person Feldt 1984).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from certification.psychometrics.enough import Floats, NotEnough, PsychometricsError
from certification.psychometrics.reliability import alpha
from certification.psychometrics.responses import Responses


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Composite:
    """A weighted mean of topic scores, from 0 to 1.

    Attributes:
        scores: By person.
        reliability: Of the weighted mean.
        error: Its standard error, the same for all.
        topics: By topic: alpha.
    """

    scores: Floats
    reliability: float
    error: float
    topics: Mapping[str, float]


def composite(answers: Responses, topics: Mapping[str, str], weights: Mapping[str, float]) -> Composite | NotEnough:
    """Weigh the topics.

    Args:
        answers: Of one form, complete.
        topics: By item: its topic; an item without one raises PsychometricsError, as does a topic without a weight.
        weights: By topic: above 0, scaled to a sum of 1.
    """
    share = _shares(answers.items, topics, weights)
    scores = answers.complete()
    mean, error, alphas = np.zeros(answers.persons), 0.0, {}
    for topic, weight in share.items():
        part = scores[:, [topics[item] == topic for item in answers.items]]
        found = alpha(part)
        if isinstance(found, NotEnough):
            return found
        mean += weight * part.mean(axis=1)
        error += (weight * found.sem / part.shape[1]) ** 2
        alphas[topic] = found.alpha
    spread = float(mean.var(ddof=1))
    return Composite(scores=mean, reliability=1 - error / spread, error=float(np.sqrt(error)), topics=alphas)


def error_of(right: Mapping[str, int], asked: Mapping[str, int], weights: Mapping[str, float]) -> float | NotEnough:
    """Give the standard error of one person's weighted mean, from how many were right and asked by topic.

    The items of a topic count as drawn at random. A share is pulled in as Laplace does, (right + 1) / (asked + 2):
    who has all right is not thereby measured without error.
    """
    bare = tuple(topic for topic in weights if asked.get(topic, 0) == 0)
    if bare:
        return NotEnough(of="items", needed=1, found=0)
    wrong = tuple(topic for topic in weights if not 0 <= right.get(topic, 0) <= asked[topic])
    if wrong:
        raise PsychometricsError("more_right_than_asked", topics=wrong)
    total = sum(weights.values())
    variance = 0.0
    for topic, weight in weights.items():
        share = (right.get(topic, 0) + 1) / (asked[topic] + 2)
        variance += (weight / total) ** 2 * share * (1 - share) / asked[topic]
    return float(np.sqrt(variance))


def _shares(items: tuple[str, ...], topics: Mapping[str, str], weights: Mapping[str, float]) -> Mapping[str, float]:
    homeless = tuple(item for item in items if topics.get(item) not in weights)
    empty = tuple(topic for topic in weights if topic not in {topics.get(item) for item in items})
    bad = tuple(topic for topic, weight in weights.items() if not weight > 0)
    if homeless or empty or bad:
        raise PsychometricsError("weights_and_items", homeless=homeless, empty=empty, not_above_nothing=bad)
    total = sum(weights.values())
    return {topic: weight / total for topic, weight in weights.items()}
