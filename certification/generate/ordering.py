"""Which steps come in which order, asked as an exam item and keyed by the handbook?

A recipe takes its steps from one of the handbook's lists, where the manual numbers them, or from events whose order
follows from its clocks and escalations. An order that does not follow is refused, so that nothing is tested on which
the manual is silent (item-writing rule 2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from certification.chance import pick, shuffled
from certification.generate.flow import in_order, later_events
from certification.generate.seal import sealed
from certification.generate.wording import blanks, filled
from certification.item import Item, ItemId, Option, OptionId, Topic
from policy.document import Document
from policy.handbook import Handbook
from policy.handbook import Item as Entry
from policy.problem import Problem, Problems, problem
from policy.shape import Code, Shape, TextShape
from policy.text import Text

AUTHOR = "generator/ordering-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, and what it stands on."""

    code: str
    text: Text
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingRecipe:
    """One kind of ordering.

    Attributes:
        id: Name in blueprints.
        steps: What is put in order, in the handbook's order.
        take: How many of them one item asks for.
        stems: Questions, with the blank `manual`.
        explanation: Why.
    """

    id: str
    steps: tuple[Step, ...]
    take: int
    stems: tuple[Text, ...]
    explanation: Text


class FlowStepShape(Shape):
    """One event in words, with its clauses."""

    event: Code
    text: TextShape
    clauses: Annotated[list[Code], Field(min_length=1)]


class RecipeShape(Shape):
    """One recipe as authored: entries of a handbook list by their codes (`from_list`), or the events of a `flow`."""

    id: Code
    from_list: Code | None = None
    codes: list[Code] = Field(default_factory=list)
    flow: list[FlowStepShape] = Field(default_factory=list)
    priority: Code | None = None
    take: Annotated[int, Field(ge=3, le=8)]
    stems: Annotated[list[TextShape], Field(min_length=1)]
    explanation: TextShape


class OrderingStemsShape(Shape):
    """Recipes of orderings, as authored."""

    format: Literal["ordering-stems/1"]
    handbook: Code
    recipes: Annotated[list[RecipeShape], Field(min_length=1)]


def read_recipes(
    shape: OrderingStemsShape, document: Document, handbook: Handbook
) -> tuple[tuple[OrderingRecipe, ...], Problems]:
    """Hold recipes against their handbook.

    Returns:
        The sound ones, and every problem: `unknown_list`, `unknown_code`, `unknown_clause`, `order_open`,
        `too_few_steps`, `wrong_fields`.
    """
    recipes: list[OrderingRecipe] = []
    problems: list[Problem] = []
    for index, one in enumerate(shape.recipes):
        steps = _list_steps(one, handbook) if one.from_list is not None else _flow_steps(one, handbook)
        found = [
            problem(document.source, document.line(("recipes", index, under)), code, recipe=one.id, got=got)
            for under, code, got in _mistakes(one, steps, handbook)
        ]
        problems.extend(found)
        if not found:
            recipes.append(
                OrderingRecipe(
                    id=one.id,
                    steps=steps,
                    take=one.take,
                    stems=tuple(stem.value() for stem in one.stems),
                    explanation=one.explanation.value(),
                )
            )
    return tuple(recipes), tuple(problems)


def ordering_item(handbook: Handbook, recipe: OrderingRecipe, seed: int, topic: Topic) -> Item:
    """Make one ordering: some of the recipe's steps, to be put in the handbook's order.

    Args:
        handbook: The order, and the name of the manual.
        recipe: Steps and words.
        seed: The candidate's own.
        topic: Cell of the blueprint.
    """
    purpose = f"ordering.{recipe.id}"
    chosen = set(shuffled([one.code for one in recipe.steps], seed, purpose)[: recipe.take])
    steps = [one for one in recipe.steps if one.code in chosen]
    basis = tuple(dict.fromkeys(one for step in steps for one in step.basis))
    return sealed(
        Item(
            id=ItemId(""),
            kind="ordering",
            topic=topic,
            handbook=handbook.id,
            clauses=tuple(one for one in basis if one in handbook.clauses),
            assumptions=tuple(one for one in basis if one in handbook.assumptions),
            author=AUTHOR,
            version=1,
            status="active",
            family=purpose,
            stem=filled(pick(recipe.stems, seed, f"{purpose}.stem"), {"manual": handbook.title}),
            options=tuple(Option(id=OptionId(one.code), text=one.text) for one in steps),
            key=tuple(OptionId(one.code) for one in steps),
            explanation=recipe.explanation,
        ),
        AUTHOR,
    )


def _entries(shape: RecipeShape, handbook: Handbook) -> tuple[Entry, ...]:
    return handbook.lists.get(shape.from_list or "", ())


def _list_steps(shape: RecipeShape, handbook: Handbook) -> tuple[Step, ...]:
    entries = (one for one in _entries(shape, handbook) if one.code in shape.codes)
    return tuple(Step(code=one.code, text=one.title, basis=one.basis) for one in entries)


def _flow_steps(shape: RecipeShape, handbook: Handbook) -> tuple[Step, ...]:
    """Put the events in the handbook's order; none where it leaves the order open."""
    order = in_order([one.event for one in shape.flow], later_events(handbook, shape.priority))
    by_event = {one.event: one for one in shape.flow}
    return tuple(
        Step(code=event, text=by_event[event].text.value(), basis=tuple(by_event[event].clauses))
        for event in order or ()
    )


def _mistakes(
    shape: RecipeShape, steps: tuple[Step, ...], handbook: Handbook
) -> Iterator[tuple[str | int, str, str | int]]:
    """Find mistakes, each as the field it stands in, its code, and what was found there."""
    if shape.from_list is not None:
        known = {one.code for one in _entries(shape, handbook)}
        if not known:
            yield "from_list", "unknown_list", shape.from_list
        yield from (("codes", "unknown_code", one) for one in shape.codes if one not in known)
    elif not steps:
        yield "flow", "order_open", len(shape.flow)
    clauses = [clause for one in shape.flow for clause in one.clauses]
    yield from (("flow", "unknown_clause", one) for one in clauses if one not in handbook.clauses)
    if len(steps) < shape.take:
        yield "take", "too_few_steps", len(steps)
    for stem in shape.stems:
        if blanks(stem.value()) != frozenset({"manual"}):
            yield "stems", "wrong_fields", "manual"
