"""Which items, stems and plans are there, and which cells of a paper can they fill?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from certification.blueprint import BANK, Blueprint, Cell
from certification.generate.ordering import OrderingRecipe
from certification.generate.sla_stems import SlaStems
from certification.generate.triage_stems import TriageStems
from certification.item import Item, Topic
from certification.level_plan import LevelPlan
from policy.problem import Problems, problem

TRIAGE = "triage"
SLA = "sla"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Everything papers of one handbook are drawn from.

    Attributes:
        handbook: Its id.
        items: Authored items, every status.
        triage: Stems of generated triage items.
        sla: Stems of generated SLA items.
        orderings: Recipes of generated orderings, by id.
        blueprints: By id.
        levels: Plans of the levels, by level.
        digest: sha256 of the rest.
    """

    handbook: str
    items: tuple[Item, ...]
    triage: TriageStems | None
    sla: SlaStems | None
    orderings: Mapping[str, OrderingRecipe]
    blueprints: Mapping[str, Blueprint]
    levels: Mapping[str, LevelPlan]
    digest: str

    def active(self, topic: Topic) -> tuple[Item, ...]:
        """List the authored items of a topic that may reach a paper."""
        return tuple(one for one in self.items if one.topic == topic and one.status == "active")


def shortfalls(bank: Bank, blueprint: Blueprint) -> Problems:
    """List the cells that a bank cannot fill: `too_few_items`, `unknown_source`."""
    found = ((cell, *one) for cell in blueprint.cells for one in short(bank, cell))
    return tuple(problem(blueprint.id, 0, code, topic=cell.topic, **params) for cell, code, params in found)


def short(bank: Bank, cell: Cell) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Say which sources of a cell are not there or give too few, with the values of the sentence."""
    for source, need in cell.sources.items():
        have = _supply(bank, cell.topic, source)
        if have is None:
            yield "unknown_source", {"items_from": source}
        elif have < need:
            yield "too_few_items", {"items_from": source, "have": have, "need": need}


def _supply(bank: Bank, topic: Topic, source: str) -> int | None:
    """Count the items a source can give, one a family; None when there is no such source."""
    if source == BANK:
        families = Counter(one.family or one.id for one in bank.active(topic))
        return len(families)
    if source == TRIAGE and bank.triage is not None:
        return len(bank.triage.situations)
    if source == SLA and bank.sla is not None:
        return len(bank.sla.timelines)
    return 1 if source in bank.orderings else None
