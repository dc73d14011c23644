"""How often does a level pass who is not there yet, and refuse who is? (VALIDITY G11).

Shares are of all candidates of the reference population; who stands within the zone around the cut is counted apart,
for there no procedure can tell. Who waits for a person is neither passed nor refused, and is counted too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from certification.decision import Answer

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The population of VALIDITY G11, in standard deviations of ability; the cut is at 0.

    Attributes:
        mean: Of ability, above the cut.
        spread: Standard deviation.
        zone: Half the width of what is reported apart.
        most_false_pass, most_false_fail: Goals, as shares of all.
    """

    mean: float = 0.5
    spread: float = 1.0
    zone: float = 0.15
    most_false_pass: float = 0.02
    most_false_fail: float = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one candidate: ability above the cut, the answer, and at which try it was given."""

    ability: float
    answer: Answer
    tries: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share of `n` with its interval (Wilson 1927, 95 %); without any, 0 with the interval 0 .. 1."""

    hits: int
    n: int

    @property
    def value(self) -> float:
        """The share itself."""
        return self.hits / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval."""
        if not self.n:
            return 0.0, 1.0
        z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
        middle = self.value + z * z / (2 * self.n)
        half = z * sqrt(self.value * (1 - self.value) / self.n + z * z / (4 * self.n * self.n))
        whole = 1 + z * z / self.n
        return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a procedure does to a population.

    Attributes:
        false_pass: Awarded below the cut and outside the zone, of all.
        false_fail: Refused at or above the cut and outside the zone, of all.
        near_wrong: Answered wrongly within the zone, of those there.
        passed_of_unable: Awarded, of those below the cut (zone included).
        refused_of_able: Refused, of those at or above it.
        waiting: For a person, of all.
        awarded: Of all.
    """

    false_pass: Share
    false_fail: Share
    near_wrong: Share
    passed_of_unable: Share
    refused_of_able: Share
    waiting: Share
    awarded: Share

    def meets(self, reference: Reference) -> bool:
        """Whether both goals are reached, by the figures themselves and not by their intervals."""
        return (
            self.false_pass.value <= reference.most_false_pass and self.false_fail.value <= reference.most_false_fail
        )


def figures(outcomes: Iterable[Outcome], reference: Reference) -> Figures:
    """Count what became of everybody."""
    everybody = tuple(outcomes)
    unable, able = [one for one in everybody if one.ability < 0], [one for one in everybody if one.ability >= 0]
    near = [one for one in everybody if abs(one.ability) <= reference.zone]

    def far(group: Sequence[Outcome], answer: Answer) -> Share:
        hits = sum(one.answer == answer and abs(one.ability) > reference.zone for one in group)
        return Share(hits=hits, n=len(everybody))

    return Figures(
        false_pass=far(unable, "awarded"),
        false_fail=far(able, "refused"),
        near_wrong=Share(hits=sum(_is_wrong(one) for one in near), n=len(near)),
        passed_of_unable=_share(unable, "awarded"),
        refused_of_able=_share(able, "refused"),
        waiting=_share(everybody, "waiting"),
        awarded=_share(everybody, "awarded"),
    )


def _is_wrong(one: Outcome) -> bool:
    return one.answer == ("awarded" if one.ability < 0 else "refused")


def _share(group: Sequence[Outcome], answer: Answer) -> Share:
    return Share(hits=sum(one.answer == answer for one in group), n=len(group))
