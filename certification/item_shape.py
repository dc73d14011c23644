"""Which shape does an authored item have, and which rules of item writing does it break?"""

import re
from collections.abc import Collection, Iterator
from typing import Annotated, Literal

from pydantic import Field

from certification.blueprint import TOPIC
from certification.item import LETTERS, Item, ItemId, Level, Option, OptionId, Topic, level_of
from policy.document import Document, Path
from policy.handbook import Handbook
from policy.problem import Problem, problem
from policy.shape import Code, Ids, Shape, TextShape

FEWEST_OPTIONS = 3
MOST_OPTIONS = len(LETTERS)

_SPAN = re.compile(r"[0-9.]+\s*(?:分钟|小时|天|周|minutes?|hours?|days?|weeks?)")
# Options are shuffled for every candidate, so that none may speak of where another one stands.
_PLACE = re.compile(
    r"以上|以下都|上述|前两|all of the above|none of the above|both of the above|[AB]和[BC]", re.IGNORECASE
)
PRODUCT = "P"
"""Topics of the product part, where figures are the product's and not a manual's."""


class ItemShape(Shape):
    """One item as authored; `sla` and `triage` are left to the generators (item-writing rule 3).

    `facts` names what of the product catalogue the answer stands on: a product, a known issue or an article.
    `level` may be left out; given, it has to be the one whose blueprint holds the topic.
    """

    id: Code
    kind: Literal["single", "multiple", "ordering"]
    topic: Annotated[str, Field(pattern=TOPIC)]
    level: Level | None = None
    clauses: Ids
    author: str
    version: Annotated[int, Field(ge=1)]
    status: Literal["draft", "active", "retired"]
    family: str = ""
    facts: Annotated[list[Code], Field(default_factory=list)]
    stem: TextShape
    options: dict[Code, TextShape]
    key: list[Code]
    explanation: TextShape

    def value(self, handbook: Handbook) -> Item:
        """Give the frozen value."""
        return Item(
            id=ItemId(self.id),
            kind=self.kind,
            topic=Topic(self.topic),
            handbook=handbook.id,
            clauses=tuple(self.clauses),
            author=self.author,
            version=self.version,
            status=self.status,
            family=self.family,
            stem=self.stem.value(),
            options=tuple(Option(id=OptionId(name), text=one.value()) for name, one in self.options.items()),
            key=tuple(OptionId(one) for one in self.key),
            explanation=self.explanation.value(),
        )


def mistakes_in(
    shape: ItemShape, document: Document, path: Path, handbook: Handbook, facts: Collection[str] | None = None
) -> Iterator[Problem]:
    """Find what the shape alone does not show.

    Args:
        shape: The item.
        document: File it stands in.
        path: Its place there.
        handbook: Whose clauses it cites.
        facts: Ids of the product catalogue; None: not at hand, and facts are taken as they are.

    Yields:
        `unknown_clause`, `level_of_topic`, `unknown_fact`, `wrong_option_count`, `unknown_option`,
        `wrong_key_count`, `no_wrong_option`, `repeated_option`, `position_in_option`, `manual_not_named`.
    """

    def at(code: str, *under: str | int, **params: object) -> Problem:
        where = (*path, *under)
        return problem(document.source, document.line(where), code, item=shape.id, **params)

    for code, under, params in _reference_mistakes(shape, handbook, facts):
        yield at(code, *under, **params)
    if not FEWEST_OPTIONS <= len(shape.options) <= MOST_OPTIONS:
        yield at("wrong_option_count", "options", got=len(shape.options), least=FEWEST_OPTIONS, most=MOST_OPTIONS)
    for index, one in enumerate(shape.key):
        if one not in shape.options:
            yield at("unknown_option", "key", index, got=one)
    code = _key_mistake(shape)
    if code:
        yield at(code, "key", got=len(shape.key))
    for code, option in _option_mistakes(shape):
        yield at(code, "options", option, option=option)
    if not shape.topic.startswith(PRODUCT) and _names_span(shape) and not _names_manual(shape, handbook):
        yield at("manual_not_named", "stem")


def _reference_mistakes(
    shape: ItemShape, handbook: Handbook, facts: Collection[str] | None
) -> Iterator[tuple[str, Path, dict[str, object]]]:
    """Hold clauses, level and facts against what there is: code, place within the item, values of the sentence."""
    for index, clause in enumerate(shape.clauses):
        if clause not in handbook.clauses:
            yield "unknown_clause", ("clauses", index), {"got": clause}
    home = level_of(shape.topic)
    if home is None or shape.level not in {None, home}:
        yield "level_of_topic", ("topic",), {"got": shape.level or "", "topic": shape.topic}
    for index, fact in enumerate(shape.facts):
        if facts is not None and fact not in facts:
            yield "unknown_fact", ("facts", index), {"got": fact}


def _key_mistake(shape: ItemShape) -> str:
    distinct = set(shape.key)
    fits = {
        "single": len(shape.key) == 1,
        "multiple": len(distinct) == len(shape.key) > 1,
        "ordering": len(distinct) == len(shape.key) == len(shape.options),
    }
    if not fits[shape.kind]:
        return "wrong_key_count"
    return "no_wrong_option" if shape.kind == "multiple" and distinct >= set(shape.options) else ""


def _option_mistakes(shape: ItemShape) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for name, text in shape.options.items():
        words = {text.zh.strip(), text.en.strip().casefold()}
        if words & seen:
            yield "repeated_option", name
        seen |= words
        if _PLACE.search(text.zh) or _PLACE.search(text.en):
            yield "position_in_option", name


def _names_span(shape: ItemShape) -> bool:
    return any(_SPAN.search(text.zh) or _SPAN.search(text.en) for text in shape.options.values())


def _names_manual(shape: ItemShape, handbook: Handbook) -> bool:
    """Item-writing rule 1: figures differ between manuals, so that the item has to say whose it wants."""
    return handbook.title.zh in shape.stem.zh and handbook.title.en.casefold() in shape.stem.en.casefold()
