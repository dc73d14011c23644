"""What becomes of one simulated candidate: paper, cases, written work, and the decision that people get too?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain

from numpy.random import Generator

from certification.decision import Answer, Decision, DrawnCase, Shown, Signature, WrittenResult, decide
from certification.level_plan import LevelPlan
from certification.level_rule import LevelRule
from certification.level_score import TopicResult, level_score, of_items, of_totals
from certification.marking import mark
from certification.pool import Calibration
from certification.psychometrics.enough import NotEnough
from certification.psychometrics.generalizability import Components, drawn_apart
from certification.simulation.answers import Paper, answered
from certification.simulation.cases import Handling, Table, handled, handling_at, miss_chance
from certification.simulation.figures import Outcome, Reference

WHEN = datetime(2026, 1, 5, tzinfo=UTC)
LATER = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One level as candidates meet it.

    Attributes:
        plan: Topics, weights, slots.
        rule: What is decided by.
        cut: Share that passes.
        papers: Forms to be sat.
        curves: Unit -> curve, on a scale whose 0 is the cut.
        supply: Slot -> scenarios it is drawn from.
        table: Scenario -> handlings that were played and scored; a written task lies under its name.
        misses: Chance that somebody at the cut misses a duty.
        tries: How many there are.
    """

    plan: LevelPlan
    rule: LevelRule
    cut: float
    papers: Sequence[Paper]
    curves: Mapping[str, Calibration]
    supply: Mapping[str, Sequence[str]]
    table: Table
    misses: float
    tries: int = 1

    def with_cases(self, cases: int) -> "Procedure":
        """Draw another number of cases for every slot."""
        slots = tuple(replace(one, cases=cases) for one in self.rule.slots)
        return replace(self, rule=replace(self.rule, slots=slots))


def population(reference: Reference, size: int, dice: Generator) -> tuple[float, ...]:
    """Draw abilities, above the cut, in standard deviations."""
    return tuple(dice.normal(reference.mean, reference.spread, size).tolist())


def through(procedure: Procedure, ability: float, dice: Generator) -> Outcome:
    """Let a candidate try until an answer other than a refusal, or until no try is left."""
    answer: Answer = "refused"
    for number in range(1, procedure.tries + 1):
        answer = tried(procedure, ability, dice).answer
        if answer != "refused":
            return Outcome(ability=ability, answer=answer, tries=number)
    return Outcome(ability=ability, answer=answer, tries=procedure.tries)


def tried(procedure: Procedure, ability: float, dice: Generator) -> Decision:
    """Let a candidate make one try, and decide about it by the level's own rule.

    The level below is taken as held, and assessors sign what the engine found: what people add is not simulated.
    """
    chance = miss_chance(ability, procedure.misses)
    played = _cases(procedure, chance, dice)
    written = tuple((name, handling_at(procedure.table, name, chance, dice)) for name in procedure.rule.written)
    topics = (*_answers(procedure, ability, dice), *_topics(procedure, played, dict(written)))
    rule = procedure.rule
    shown = Shown(
        holds={rule.requires: WHEN + LATER} if rule.requires else {},
        score=level_score(topics, procedure.plan.part_plans(), procedure.cut),
        cases=tuple(
            DrawnCase(slot=slot, verdict=one.verdict, critical=one.critical)
            for slot, found in played.items()
            for one in found
        ),
        written=tuple(WrittenResult(name=name, verdict=one.verdict) for name, one in written),
        released=tuple(f"{number}" for number in range(rule.issuers)),
        signatures=tuple(Signature(by=f"{number}", agrees=True) for number in range(rule.assessors)),
    )
    return decide(rule, shown, WHEN)


def _cases(procedure: Procedure, chance: float, dice: Generator) -> Mapping[str, tuple[Handling, ...]]:
    return {
        slot.name: tuple(
            one for _, one in handled(procedure.table, procedure.supply[slot.name], slot.cases, chance, dice)
        )
        for slot in procedure.rule.slots
    }


def _answers(procedure: Procedure, ability: float, dice: Generator) -> tuple[TopicResult, ...]:
    paper = procedure.papers[int(dice.integers(len(procedure.papers)))]
    marked = mark(paper.form, answered(paper, procedure.curves, ability, dice))
    return tuple(of_items(one.topic, one.points, one.possible) for one in marked.topics)


def _topics(
    procedure: Procedure, played: Mapping[str, tuple[Handling, ...]], written: Mapping[str, Handling]
) -> tuple[TopicResult, ...]:
    """Weigh cases and written work where the plan has topics of them."""
    asked = chain.from_iterable(
        ((one.topic, played[one.slot]) if one.slot else (one.topic, (written[one.written],)),)
        for one in procedure.plan.topics
        if one.slot or one.written
    )
    return tuple(of_totals(topic, [one.total for one in found]) for topic, found in asked)


def components_of(procedure: Procedure, abilities: Sequence[float], dice: Generator) -> Components | NotEnough:
    """Part the variance of one case's points into that of people and that of cases (generalisability).

    Everybody handles two cases of every slot of their own; an interval of points counts by its middle.
    """
    scores = []
    for one in abilities:
        chance = miss_chance(one, procedure.misses)
        found = chain.from_iterable(
            handled(procedure.table, procedure.supply[slot.name], 2, chance, dice) for slot in procedure.rule.slots
        )
        scores.append([sum(each.total) / 2 for _, each in found])
    return drawn_apart(scores)
