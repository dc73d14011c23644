"""What is asked in the theory paper, and what of it may a browser see?

An `Item` holds its key and never leaves the server; a `Question` is what the candidate gets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NewType

from policy.text import Text

ItemId = NewType("ItemId", str)
OptionId = NewType("OptionId", str)
QuestionId = NewType("QuestionId", str)
Topic = NewType("Topic", str)

ItemKind = Literal["single", "multiple", "ordering", "sla", "triage"]
Status = Literal["draft", "active", "retired"]
Choose = Literal["one", "many", "order"]
Level = Literal["junior", "intermediate", "senior"]

CHOOSE: Mapping[ItemKind, Choose] = {
    "single": "one",
    "multiple": "many",
    "ordering": "order",
    "sla": "one",
    "triage": "one",
}
"""How each kind is answered."""

_LEVELS: Mapping[str, Level] = {
    "P": "junior",
    "O": "junior",
    "T": "intermediate",
    "D": "intermediate",
    "S": "senior",
    "C": "senior",
}

LETTERS = "ABCDEFGH"
"""Names of the options as the candidate sees them; they say nothing about the key."""


def level_of(topic: str) -> Level | None:
    """Say which level's blueprint holds a topic, by its letter; None when no level has such topics.

    >>> level_of("P1"), level_of("T3"), level_of("C4")
    ('junior', 'intermediate', 'senior')
    """
    return _LEVELS.get(topic[:1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose or to put in order.

    Attributes:
        id: The author's short name, kept from the browser (in order it would give an ordering away).
        text: Its words.
    """

    id: OptionId
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item with its key.

    Attributes:
        id: Unique in its bank; of a generated item a digest of its content.
        kind: How it is answered; `sla` and `triage` are only ever generated and keyed by the engines.
        topic: Cell of the blueprint, `P1` .. `O8`.
        handbook: Handbook it is asked about.
        clauses: Clause ids the answer stands on, never empty.
        assumptions: Assumptions of ours that act on it, shown with a badge beside the explanation.
        author: Who wrote it, or the generator.
        version: From 1, raised with every change after use.
        status: Only `active` items reach a paper.
        family: Items of one family ask the same thing; a paper holds one of them. Empty: none.
        stem: The question.
        options: In the author's order.
        key: Right options; of an ordering all of them, in order.
        explanation: Why, shown after marking.
    """

    id: ItemId
    kind: ItemKind
    topic: Topic
    handbook: str
    clauses: tuple[str, ...]
    assumptions: tuple[str, ...] = ()
    author: str
    version: int
    status: Status
    family: str = ""
    stem: Text
    options: tuple[Option, ...]
    key: tuple[OptionId, ...]
    explanation: Text

    def option(self, option_id: str) -> Option:
        """Find an option; an id the item lacks raises KeyError."""
        for one in self.options:
            if one.id == option_id:
                return one
        raise KeyError(option_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOption:
    """One option as the candidate sees it.

    Attributes:
        letter: `A`, `B`, … in the candidate's own order; answers name these.
        text: Its words.
    """

    letter: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An item without what gives its answer away: no key, no explanation, no clause, no author's ids.

    Attributes:
        id: `Q01` .. in the order of the paper; answers name it.
        number: Place in the paper, from 1.
        kind: Kind of the item.
        choose: One option, many, or all in order.
        topic: Cell of the blueprint.
        handbook: Handbook it is asked about.
        stem: The question.
        options: In the candidate's own order.
    """

    id: QuestionId
    number: int
    kind: ItemKind
    choose: Choose
    topic: Topic
    handbook: str
    stem: Text
    options: tuple[ShownOption, ...]
