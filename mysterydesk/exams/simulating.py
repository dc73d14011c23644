"""What would a level do to candidates of known ability: real papers, cases really played, the real rule?"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from numpy.random import Generator, default_rng

from certification.level_plan import LevelPlan
from certification.pool import Cycle, Drawn, draw
from certification.psychometrics.enough import NotEnough
from certification.psychometrics.generalizability import Components
from certification.simulation.answers import Paper, curves
from certification.simulation.candidate import Procedure, components_of, population, through
from certification.simulation.cases import chance_that_earns
from certification.simulation.figures import Figures, Outcome, Reference, figures
from mysterydesk.errors import WorldError
from mysterydesk.exams import levels
from mysterydesk.exams.practical import supply
from mysterydesk.exams.simulated_cases import played

MISSES = (0.005, 0.01, 0.02, 0.03, 0.05, 0.1)
"""Chances that somebody at the cut misses a duty, over which the answer is shown: nobody has measured it."""

USUAL = 0.02
"""Taken where cases are a gate alone, so that the cut says nothing of them."""

CASES = (1, 2, 3, 4, 5)
HUNDRED = 100.0
PAPERS = 60
SCENARIOS = 12
"""Forms, and scenarios a slot at most, that candidates are drawn over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be simulated.

    Attributes:
        level: `junior`, `intermediate` or `senior`.
        candidates: How many.
        plays: Handlings a scenario and chance of missing a duty.
        misses: Chance that somebody at the cut misses a duty (Assumption A-sim-misses); 0: where cases count towards
            the score, what earns the cut in them, else `USUAL`.
        pass_mark: Share that passes where it is not the plan's own; 0 for that.
        seed: All that is drawn comes from it.
        workers: Processes that play.
    """

    level: str
    candidates: int = 2_000
    plays: int = 20
    misses: float = 0.0
    pass_mark: float = 0.0
    seed: int = 1
    workers: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the answer: a design, what was assumed, and what came of it."""

    cases: int
    misses: float
    tries: int
    figures: Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """The answer.

    Attributes:
        wanted: What was asked.
        reference: The population.
        design: Slot -> cases, of the level as it stands.
        unwritten: Kinds of written work that were left out.
        cut: Share that passes, with what the plan asks beyond the cut.
        plan: Digest of the level's plan.
        played: Handlings that were played and scored.
        papers: Forms that were drawn.
        own: The level as it stands, with all its tries.
        by_tries, by_cases, by_misses: The same with one thing changed: tries; cases a slot; what was assumed.
        enough: Fewest cases a slot that reach both goals within the tries there are; None where none does.
        tasks: Shares of the variance of one case's points (generalisability), or what is missing.
    """

    wanted: Wanted
    reference: Reference
    design: Mapping[str, int]
    unwritten: tuple[str, ...]
    cut: float
    plan: str
    played: int
    papers: int
    own: Row
    by_tries: tuple[Row, ...]
    by_cases: tuple[Row, ...]
    by_misses: tuple[Row, ...]
    enough: int | None
    tasks: Components | NotEnough


def papers_of(plan: LevelPlan, share: float, dice: Generator) -> tuple[Paper, ...]:
    """Draw forms one after another as candidates would get them.

    Raises:
        WorldError: `exam_short`.
    """
    uses: Counter[str] = Counter()
    found = list[Paper]()
    for number in range(PAPERS):
        cycle = Cycle(papers=number, uses=uses, seen=frozenset(), known={})
        drawn = draw(levels.sources(), plan, share, int(dice.integers(2**31)), cycle)
        if not isinstance(drawn, Drawn):
            first = drawn[0]
            raise WorldError("exam_short", topic=first.cell, need=first.need, have=first.have)
        uses.update(drawn.units)
        found.append(Paper(form=drawn.form, units=drawn.units))
    return tuple(found)


def without_writing(plan: LevelPlan) -> LevelPlan:
    """Leave written work out: how people of a known ability write is not simulated, and the answer says so."""
    topics = tuple(one for one in plan.topics if not one.written)
    named = {one.part for one in topics}
    return replace(plan, topics=topics, parts=tuple(one for one in plan.parts if one[0] in named))


def procedure_of(wanted: Wanted, progress: Callable[[int, int], None]) -> Procedure:
    """Draw the papers and play the cases of a level.

    Raises:
        WorldError: `no_such_level`, `exam_short`, `exam_no_case`.
    """
    plan, dice = without_writing(levels.plan_of(wanted.level)), default_rng(wanted.seed)
    share = levels.rung_of(plan.level).pass_share or 1.0
    slots = {slot: supply(plan, slot)[:SCENARIOS] for slot, _ in plan.slots}
    if not all(slots.values()):
        raise WorldError("exam_no_case")
    papers = papers_of(plan, share, dice)
    scenarios = sorted({one for found in slots.values() for one in found})
    table = {}
    for number, (name, handlings) in enumerate(
        played(wanted.level, scenarios, wanted.plays, wanted.seed, wanted.workers), start=1
    ):
        table[name] = handlings
        progress(number, len(scenarios))
    counted = sorted({name for topic in plan.topics if topic.slot for name in slots[topic.slot]})
    earned = chance_that_earns(table, counted, share * HUNDRED) if counted else USUAL
    return Procedure(
        plan=plan,
        rule=levels.rule_of(plan),
        cut=wanted.pass_mark or round(share + plan.guard, 6),
        papers=papers,
        curves=curves(papers, plan, share, {}, dice),
        supply=slots,
        table=table,
        misses=wanted.misses or earned,
        tries=plan.tries,
    )


def _everybody(procedure: Procedure, abilities: Sequence[float], seed: int) -> tuple[Outcome, ...]:
    """Let the same people through each time with the same luck, so that designs differ by themselves alone."""
    return tuple(through(procedure, one, default_rng((seed, number))) for number, one in enumerate(abilities))


def simulated(wanted: Wanted, progress: Callable[[int, int], None] = lambda _done, _all: None) -> Simulated:
    """Say how often a level passes who is not there yet, and refuses who is (VALIDITY G11).

    Raises:
        WorldError: As `procedure_of`.
    """
    reference, whole = Reference(), procedure_of(wanted, progress)
    abilities = population(reference, wanted.candidates, default_rng(wanted.seed))
    least = max(slot.cases for slot in whole.rule.slots)

    def row(procedure: Procedure, cases: int = 0) -> Row:
        found = figures(_everybody(procedure, abilities, wanted.seed), reference)
        return Row(cases=cases or least, misses=procedure.misses, tries=procedure.tries, figures=found)

    cases = tuple(row(whole.with_cases(count), count) for count in CASES)
    return Simulated(
        wanted=wanted,
        reference=reference,
        design={slot.name: slot.cases for slot in whole.rule.slots},
        unwritten=levels.plan_of(wanted.level).written,
        cut=whole.cut,
        plan=whole.plan.digest,
        played=sum(len(found) for handlings in whole.table.values() for found in handlings),
        papers=len(whole.papers),
        own=row(whole),
        by_tries=tuple(row(replace(whole, tries=count)) for count in range(1, whole.tries + 1)),
        by_cases=cases,
        by_misses=tuple(row(replace(whole, misses=chance)) for chance in sorted({*MISSES, whole.misses})),
        enough=next((one.cases for one in cases if one.figures.meets(reference)), None),
        tasks=components_of(whole, abilities, default_rng(wanted.seed)),
    )
