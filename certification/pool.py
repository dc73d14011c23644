"""What can a level's paper be drawn from, over all manuals, and how does one unit of it become an item?

A unit is an authored item or a template; exposure and repetition are counted for both. A template is named by its
family, so that one template is one unit whatever figures it draws.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from certification.assembly import Assembled, Plan, Short, Unit, assembled
from certification.bank import SLA, TRIAGE, Bank
from certification.blueprint import BANK
from certification.form import ExamForm, placed
from certification.generate.ordering import ordering_item
from certification.generate.sla import sla_item
from certification.generate.story import tell
from certification.generate.triage import triage_item
from certification.item import Item, Topic
from certification.level_plan import LevelPlan
from policy.handbook import Handbook
from scenarios.codec import digest_of

PARTS = ("triage", "sla", "ordering")
"""What the name of a template begins with; every other unit is an authored item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The bank of one manual, and the manual that keys its templates."""

    bank: Bank
    handbook: Handbook

    def topics(self) -> Mapping[str, Topic]:
        """Give the topic that each generator serves, as the manual's blueprints say."""
        cells = (cell for plan in self.bank.blueprints.values() for cell in plan.cells)
        return {source: cell.topic for cell in cells for source in cell.sources if source != BANK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Discrimination and difficulty of a unit, estimated from answers; before that all units are taken as equal."""

    a: float
    b: float


UNKNOWN = Calibration(a=1.0, b=0.0)


def units(
    sources: Sequence[Source],
    plan: LevelPlan,
    uses: Mapping[str, int],
    known: Mapping[str, Calibration],
) -> tuple[Unit, ...]:
    """List what the topics of a plan can be filled with.

    Args:
        sources: Banks by manual.
        plan: Topics that are proven by items.
        uses: Unit -> how many papers of this cycle hold it.
        known: Unit -> what its answers have shown.
    """
    asked = {one.topic for one in plan.topics if one.items}
    return tuple(
        Unit(
            id=name,
            cell=topic,
            family=family,
            a=known.get(name, UNKNOWN).a,
            b=known.get(name, UNKNOWN).b,
            uses=uses.get(name, 0),
        )
        for source in sources
        for name, topic, family in _offered(source)
        if topic in asked
    )


def _offered(source: Source) -> Iterator[tuple[str, Topic, str]]:
    """Give each unit of a bank: its name, its topic, its family."""
    book, bank, topics = source.handbook.id, source.bank, source.topics()
    for item in bank.items:
        if item.status == "active":
            yield f"{book}:{item.id}", item.topic, f"{book}:{item.family}" if item.family else ""
    if bank.triage is not None and TRIAGE in topics:
        yield from ((f"{book}:triage.{one.id}", topics[TRIAGE], "") for one in bank.triage.situations)
    if bank.sla is not None and SLA in topics:
        yield from ((f"{book}:sla.{one.id}", topics[SLA], "") for one in bank.sla.timelines)
    yield from ((f"{book}:ordering.{name}", topics[name], "") for name in bank.orderings if name in topics)


def item_of(sources: Sequence[Source], unit: str, topic: Topic, seed: int) -> Item:
    """Make the item of a unit; a template draws its figures by the seed.

    Raises:
        KeyError: No bank has it.
        ValueError: The template leaves nothing to ask.
    """
    book, _, name = unit.partition(":")
    source = next((one for one in sources if one.handbook.id == book), None)
    if source is None:
        raise KeyError(unit)
    bank, handbook = source.bank, source.handbook
    kind, _, stem = name.partition(".")
    if kind == PARTS[0] and bank.triage is not None:
        situation = next(one for one in bank.triage.situations if one.id == stem)
        return triage_item(handbook, bank.triage, situation, seed, topic)
    if kind == PARTS[1] and bank.sla is not None:
        timeline = next(one for one in bank.sla.timelines if one.id == stem)
        return sla_item(handbook, bank.sla, tell(handbook, timeline, seed), seed, topic)
    if kind == PARTS[2]:
        return ordering_item(handbook, bank.orderings[stem], seed, topic)
    return next(one for one in bank.items if one.id == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A paper and the units it was made of, in its order."""

    form: ExamForm
    units: tuple[str, ...]
    choice: Assembled


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """What papers of a level there have been, and what a person has had.

    Attributes:
        papers: How many of this cycle.
        uses: Unit -> in how many of them it was.
        seen: Units of the person's last two papers.
        known: Unit -> what its answers have shown.
    """

    papers: int
    uses: Mapping[str, int]
    seen: frozenset[str]
    known: Mapping[str, Calibration]


def draw(
    sources: Sequence[Source], plan: LevelPlan, share: float, seed: int, cycle: Cycle
) -> Drawn | tuple[Short, ...]:
    """Draw one candidate's paper for a level and freeze it.

    Args:
        sources: Banks by manual; the first is that of the level.
        plan: The level.
        share: Cut, as a share of the weighted score.
        seed: The candidate's own.
        cycle: What there has been before.

    Returns:
        The paper, or every topic that cannot be filled for this person.
    """
    cells = {str(one.topic): one.items for one in plan.topics if one.items}
    found = assembled(
        units(sources, plan, cycle.uses, cycle.known), Plan(cells=cells), seed, cycle.papers, cycle.seen
    )
    if not isinstance(found, Assembled):
        return found
    topics = {one.id: Topic(one.cell) for one in units(sources, plan, {}, {})}
    items = [item_of(sources, one, topics[one], seed) for one in found.units]
    handbook = sources[0].handbook
    form = ExamForm(
        blueprint=plan.id,
        blueprint_digest=plan.digest,
        level=plan.level,
        handbook=handbook.id,
        handbook_digest=handbook.digest,
        bank_digest=digest_of({one.handbook.id: one.bank.digest for one in sources}),
        seed=seed,
        places=tuple(placed(number, item, seed) for number, item in enumerate(items, start=1)),
        possible=len(items),
        cut=-(-len(items) * round(share * 10_000) // 10_000),
        assumptions=tuple(one for one in plan.basis if one in handbook.assumptions),
        digest="",
    )
    return Drawn(form=replace(form, digest=digest_of(form)), units=found.units, choice=found)
