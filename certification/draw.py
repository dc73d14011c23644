"""Which items does one cell of the blueprint get on a candidate's paper?"""

from certification.bank import SLA, TRIAGE, Bank
from certification.blueprint import BANK, Cell
from certification.chance import shuffled
from certification.generate.ordering import ordering_item
from certification.generate.sla import sla_items
from certification.generate.triage import triage_items
from certification.item import Item
from policy.handbook import Handbook


def items_for(cell: Cell, bank: Bank, handbook: Handbook, seed: int, seen: frozenset[str]) -> tuple[Item, ...]:
    """Draw the items of one cell.

    Args:
        cell: Topic, and how many items each source gives.
        bank: Where they come from.
        handbook: Keys the generated ones.
        seed: The candidate's own.
        seen: Items taken last where there is a choice.

    Raises:
        ValueError: A source is unknown or gives too few.
    """
    found: list[Item] = []
    for source, count in cell.sources.items():
        given = _from(source, cell, bank, handbook, seed, seen)[:count]
        if len(given) < count:
            raise ValueError(f"expected {count} items for {cell.topic} from {source}, got {len(given)}")
        found.extend(given)
    return tuple(found)


def _from(
    source: str, cell: Cell, bank: Bank, handbook: Handbook, seed: int, seen: frozenset[str]
) -> tuple[Item, ...]:
    if source == BANK:
        return _authored(cell, bank, seed, seen)
    count = cell.sources[source]
    if source == TRIAGE and bank.triage is not None:
        return triage_items(handbook, bank.triage, seed, count, cell.topic)
    if source == SLA and bank.sla is not None:
        return sla_items(handbook, bank.sla, seed, count, cell.topic)
    if source in bank.orderings:
        return (ordering_item(handbook, bank.orderings[source], seed, cell.topic),)
    raise ValueError(f"expected a source of items for {cell.topic}, got {source}")


def _authored(cell: Cell, bank: Bank, seed: int, seen: frozenset[str]) -> tuple[Item, ...]:
    """Order the authored items of a topic by the seed, unseen ones first, one a family."""
    drawn = shuffled(bank.active(cell.topic), seed, f"bank.{cell.topic}")
    unseen_first = sorted(drawn, key=lambda item: item.id in seen)
    by_family: dict[str, Item] = {}
    for item in unseen_first:
        by_family.setdefault(item.family or item.id, item)
    return tuple(by_family.values())
