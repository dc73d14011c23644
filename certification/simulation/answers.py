"""How does a candidate of a known ability answer a paper?

Each unit has a curve (2PL): the one its answers have shown, or, before there are enough of them, one drawn from the
usual spread (Assumption A-sim-curves), moved so that whoever stands at the cut earns just the cut: that is what a cut
means. Nobody guesses better than the curve says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import exp, log

from numpy.random import Generator

from certification.form import ExamForm, Place
from certification.item import LETTERS, Topic
from certification.level_plan import LevelPlan
from certification.pool import Calibration

SPREAD_A, SPREAD_B = 0.3, 1.0
"""Of log discrimination and of difficulty, where nothing is known (Assumption A-sim-curves)."""

WIDEST, HALVINGS = 12.0, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A form and the units it was made of, in its order."""

    form: ExamForm
    units: tuple[str, ...]


def right(curve: Calibration, ability: float) -> float:
    """Give the chance of a right answer (2PL, Lord 1980)."""
    return 1.0 / (1.0 + exp(-curve.a * (ability - curve.b)))


def curves(
    papers: Sequence[Paper], plan: LevelPlan, cut: float, known: Mapping[str, Calibration], dice: Generator
) -> Mapping[str, Calibration]:
    """Give every unit its curve, on a scale whose 0 is the cut.

    Args:
        papers: What the units are in.
        plan: Its weights say what a share is worth.
        cut: Share that passes.
        known: What answers have shown, unit -> curve; taken as it is, relative to the others.
        dice: Seeded.

    Raises:
        ValueError: No paper, or a cut outside 0 .. 1.
    """
    if not papers or not 0 < cut < 1:
        raise ValueError(f"expected papers and a cut between 0 and 1, got {len(papers)} papers and {cut}")
    drawn = {
        name: known.get(name) or Calibration(a=exp(dice.normal(0, SPREAD_A)), b=dice.normal(0, SPREAD_B))
        for name in sorted(set(chain.from_iterable(one.units for one in papers)))
    }
    low, high = -WIDEST, WIDEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _worth(papers, plan, drawn, -middle) >= cut else (low, middle)
    return {name: Calibration(a=one.a, b=one.b + low) for name, one in drawn.items()}


def _worth(papers: Sequence[Paper], plan: LevelPlan, drawn: Mapping[str, Calibration], ability: float) -> float:
    """Give the weighted share that an ability earns on the average of the papers."""
    weights = {one.topic: one.weight for one in plan.topics if one.items}
    whole = sum(weights.values())
    worth = 0.0
    for paper in papers:
        held: dict[Topic, list[float]] = {}
        for unit, place in zip(paper.units, paper.form.places, strict=True):
            held.setdefault(place.item.topic, []).append(right(drawn[unit], ability))
        worth += sum(weights[topic] / whole * sum(found) / len(found) for topic, found in held.items())
    return worth / len(papers)


def answered(
    paper: Paper, known: Mapping[str, Calibration], ability: float, dice: Generator
) -> Mapping[str, tuple[str, ...]]:
    """Fill in a paper: question -> letters, right with the chance of the curve, else something that is wrong."""
    return {
        str(place.question): _key(place) if dice.random() < right(known[unit], ability) else _wrong(place, dice)
        for unit, place in zip(paper.units, paper.form.places, strict=True)
    }


def _key(place: Place) -> tuple[str, ...]:
    letters = {option: letter for letter, option in place.by_letter().items()}
    return tuple(letters[one] for one in place.item.key)


def _wrong(place: Place, dice: Generator) -> tuple[str, ...]:
    """Choose something else: another option, one too few, or two steps changed about."""
    key, letters = _key(place), LETTERS[: len(place.shown)]
    others = [one for one in letters if one not in key]
    if len(key) == 1:
        return (others[int(dice.integers(len(others)))],)
    if others:
        return (*key[1:], others[int(dice.integers(len(others)))])
    return (key[1], key[0], *key[2:])


def logit(share: float) -> float:
    """Give the log odds of a share between 0 and 1."""
    return log(share / (1 - share))
