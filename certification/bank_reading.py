"""What is in the exam content of a handbook, file by file, and what is wrong with it?"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from certification.bank import SLA, TRIAGE, Bank, short
from certification.blueprint import BANK, Blueprint, read_blueprint
from certification.generate.ordering import OrderingRecipe, OrderingStemsShape, read_recipes
from certification.generate.sla_stems import SlaStems, SlaStemsShape
from certification.generate.triage_stems import TriageStems, TriageStemsShape
from certification.item import Item
from certification.item_shape import ItemShape, mistakes_in
from certification.level_plan import LevelPlan
from certification.level_shape import read_level
from policy.digest import digest_of
from policy.document import Document, Plain, read_document
from policy.handbook import Handbook
from policy.problem import Problem, Problems, in_order, problem
from policy.shape import Code, S, Shape, shaped

FORMATS = ("items/1", "triage-stems/1", "sla-stems/1", "ordering-stems/1", "blueprint/1", "level/1")


class ItemsShape(Shape):
    """The head of a file of items; the items are checked one by one."""

    format: Literal["items/1"]
    handbook: Code
    items: list[dict[str, object]]


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What has been read so far of all files."""

    handbook: Handbook
    facts: Collection[str] | None = None
    problems: list[Problem] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    lines: dict[str, tuple[str, int]] = field(default_factory=dict)
    triage: TriageStems | None = None
    sla: SlaStems | None = None
    orderings: dict[str, OrderingRecipe] = field(default_factory=dict)
    blueprints: dict[str, tuple[Blueprint, Document]] = field(default_factory=dict)
    levels: dict[str, LevelPlan] = field(default_factory=dict)

    def complain(self, document: Document, path: tuple[str | int, ...], code: str, **params: object) -> None:
        """Note a mistake at a place."""
        self.problems.append(problem(document.source, document.line(path), code, **params))

    def shape(self, shape: type[S], document: Document) -> S | None:
        """Check a whole file, its handbook included."""
        found, problems = shaped(shape, document.value, document, ())
        self.problems.extend(problems)
        named = _at(document.value, "handbook")
        if found is not None and named != self.handbook.id:
            self.complain(document, ("handbook",), "other_handbook", got=named, expected=self.handbook.id)
        return found


def parse_bank(
    files: Mapping[str, str], handbook: Handbook, facts: Collection[str] | None = None
) -> tuple[Bank | None, Problems]:
    """Read all items, stems and blueprints of one handbook.

    Args:
        files: YAML by file name; `format` says what a file is.
        handbook: Handbook they are about.
        facts: Ids of products, known issues and articles that items may stand on; None: not checked.

    Returns:
        The bank, or None with every problem of all files, each with file and line.
    """
    reading = _Reading(handbook=handbook, facts=facts)
    for source, text in sorted(files.items()):
        document, problems = read_document(text, source)
        reading.problems.extend(problems)
        if document is not None:
            _read(reading, document)
    bank = _bank(reading)
    if not reading.problems:
        for blueprint, document in reading.blueprints.values():
            reading.problems.extend(_shortfalls_at(bank, blueprint, document))
    return (None, in_order(reading.problems)) if reading.problems else (bank, ())


def _bank(reading: _Reading) -> Bank:
    bank = Bank(
        handbook=reading.handbook.id,
        items=tuple(sorted(reading.items, key=lambda item: item.id)),
        triage=reading.triage,
        sla=reading.sla,
        orderings=dict(reading.orderings),
        blueprints={name: blueprint for name, (blueprint, _) in reading.blueprints.items()},
        levels=dict(reading.levels),
        digest="",
    )
    return replace(bank, digest=digest_of(bank))


def _at(value: Plain, key: str) -> Plain:
    return value.get(key) if isinstance(value, dict) else None


def _read(reading: _Reading, document: Document) -> None:
    match _at(document.value, "format"):
        case "items/1":
            _read_items(reading, document)
        case "triage-stems/1":
            _read_triage(reading, document)
        case "sla-stems/1":
            _read_sla(reading, document)
        case "ordering-stems/1":
            _read_orderings(reading, document)
        case "blueprint/1":
            _read_blueprint(reading, document)
        case "level/1":
            _read_level(reading, document)
        case _:
            reading.complain(document, ("format",), "unknown_value", field="format", expected=", ".join(FORMATS))


def _read_items(reading: _Reading, document: Document) -> None:
    head = reading.shape(ItemsShape, document)
    entries = _at(document.value, "items")
    if head is None or not isinstance(entries, list):
        return
    for index, entry in enumerate(entries):
        path = ("items", index)
        shape, problems = shaped(ItemShape, entry, document, path)
        reading.problems.extend(problems)
        if shape is None:
            continue
        reading.problems.extend(mistakes_in(shape, document, path, reading.handbook, reading.facts))
        line = document.line((*path, "id"))
        if shape.id in reading.lines:
            first = ":".join(map(str, reading.lines[shape.id]))
            reading.complain(document, (*path, "id"), "duplicate_id", id=shape.id, first=first)
            continue
        reading.lines[shape.id] = (document.source, line)
        reading.items.append(shape.value(reading.handbook))


def _read_triage(reading: _Reading, document: Document) -> None:
    shape = reading.shape(TriageStemsShape, document)
    if shape is None:
        return
    if reading.triage is not None:
        reading.complain(document, (), "duplicate_section", field="triage-stems/1")
    reading.problems.extend(shape.mistakes(document, reading.handbook))
    reading.triage = shape.value()


def _read_sla(reading: _Reading, document: Document) -> None:
    shape = reading.shape(SlaStemsShape, document)
    if shape is None:
        return
    if reading.sla is not None:
        reading.complain(document, (), "duplicate_section", field="sla-stems/1")
    found = tuple(shape.mistakes(document, reading.handbook))
    reading.problems.extend(found)
    if not found:
        reading.sla = shape.value()


def _read_orderings(reading: _Reading, document: Document) -> None:
    shape = reading.shape(OrderingStemsShape, document)
    if shape is None:
        return
    recipes, problems = read_recipes(shape, document, reading.handbook)
    reading.problems.extend(problems)
    for recipe in recipes:
        if recipe.id in reading.orderings or recipe.id in {BANK, TRIAGE, SLA}:
            reading.complain(document, ("recipes",), "duplicate_id", id=recipe.id, first="")
        reading.orderings[recipe.id] = recipe


def _read_blueprint(reading: _Reading, document: Document) -> None:
    blueprint, problems = read_blueprint(document, reading.handbook)
    reading.problems.extend(problems)
    if blueprint is None:
        return
    if blueprint.id in reading.blueprints:
        first = reading.blueprints[blueprint.id][1].source
        reading.complain(document, ("id",), "duplicate_id", id=blueprint.id, first=first)
    reading.blueprints[blueprint.id] = (blueprint, document)


def _read_level(reading: _Reading, document: Document) -> None:
    plan, problems = read_level(document, reading.handbook)
    reading.problems.extend(problems)
    if plan is None:
        return
    if plan.level in reading.levels:
        reading.complain(document, ("level",), "duplicate_id", id=plan.level, first="")
    reading.levels[plan.level] = plan


def _shortfalls_at(bank: Bank, blueprint: Blueprint, document: Document) -> Iterator[Problem]:
    for index, cell in enumerate(blueprint.cells):
        for code, params in short(bank, cell):
            line = document.line(("cells", index, "sources", str(params["items_from"])))
            yield problem(document.source, line, code, topic=cell.topic, **params)
