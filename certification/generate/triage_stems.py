"""Which calls can a generated triage item tell of, in whose words?

A situation states impact as data and the same impact in words; which priority that makes is left to the handbook.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from certification.generate.wording import blanks
from policy.document import Document
from policy.handbook import Handbook
from policy.problem import Problem, problem
from policy.shape import Code, Shape, TextShape
from policy.text import Text

Reach = Literal["none", "some", "all"]
"""How many of the shops: none, at least two but not all, or all."""

BLANKS = frozenset({"shop", "total", "some", "hours"})
"""What a situation's words may leave open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What one business function suffers.

    Attributes:
        function: Function of the product.
        stopped: How many shops cannot use it at all.
        hindered: How many can, but not normally.
        alternative: Whether the same business goes on another way.
        lost_per_hour_percent: Money lost an hour, in percent of a normal day's turnover.
    """

    function: str
    stopped: Reach
    hindered: Reach
    alternative: bool
    lost_per_hour_percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One kind of call.

    Attributes:
        id: Unique among the situations.
        lives_on: Functions the customer's business stands on.
        hits: What is hit.
        data_lost: Whether customer data is gone.
        total: Fewest and most shops.
        hours: Shortest and longest time since it began.
        text: The call, with blanks.
        reason: How its impact reads, for the explanation.
    """

    id: str
    lives_on: tuple[str, ...]
    hits: tuple[Hit, ...]
    data_lost: bool
    total: tuple[int, int]
    hours: tuple[int, int]
    text: Text
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageStems:
    """Words of all triage items.

    Attributes:
        shops: Kinds of shop.
        openings: First sentences.
        tones: Sentences about the caller that must not matter.
        asks: Last sentences, with the blank `manual`.
        untriaged: The wrong option of leaving the decision to others.
        explanation: With the blanks `reason`, `priority`, `definition`.
        situations: The calls.
    """

    shops: tuple[Text, ...]
    openings: tuple[Text, ...]
    tones: tuple[Text, ...]
    asks: tuple[Text, ...]
    untriaged: tuple[Text, ...]
    explanation: Text
    situations: tuple[Situation, ...]


class HitShape(Shape):
    """What one function suffers, as authored."""

    function: Code
    stopped: Reach = "none"
    hindered: Reach = "none"
    alternative: bool = False
    lost_per_hour_percent: Annotated[float, Field(ge=0, le=100)] = 0.0


class SituationShape(Shape):
    """One call, as authored."""

    id: Code
    lives_on: list[Code]
    hits: Annotated[list[HitShape], Field(min_length=1)]
    data_lost: bool = False
    total: Annotated[list[Annotated[int, Field(ge=4, le=400)]], Field(min_length=2, max_length=2)]
    hours: Annotated[list[Annotated[int, Field(ge=2, le=48)]], Field(min_length=2, max_length=2)]
    text: TextShape
    reason: TextShape

    def value(self) -> Situation:
        """Give the frozen value."""
        return Situation(
            id=self.id,
            lives_on=tuple(self.lives_on),
            hits=tuple(
                Hit(
                    function=one.function,
                    stopped=one.stopped,
                    hindered=one.hindered,
                    alternative=one.alternative,
                    lost_per_hour_percent=one.lost_per_hour_percent,
                )
                for one in self.hits
            ),
            data_lost=self.data_lost,
            total=(self.total[0], self.total[1]),
            hours=(self.hours[0], self.hours[1]),
            text=self.text.value(),
            reason=self.reason.value(),
        )


Texts = Annotated[list[TextShape], Field(min_length=1)]


class TriageStemsShape(Shape):
    """The words of triage items, as authored."""

    format: Literal["triage-stems/1"]
    handbook: Code
    shops: Texts
    openings: Texts
    tones: Texts
    asks: Texts
    untriaged: Texts
    explanation: TextShape
    situations: Annotated[list[SituationShape], Field(min_length=1)]

    def value(self) -> TriageStems:
        """Give the frozen value."""
        return TriageStems(
            shops=tuple(one.value() for one in self.shops),
            openings=tuple(one.value() for one in self.openings),
            tones=tuple(one.value() for one in self.tones),
            asks=tuple(one.value() for one in self.asks),
            untriaged=tuple(one.value() for one in self.untriaged),
            explanation=self.explanation.value(),
            situations=tuple(one.value() for one in self.situations),
        )

    def mistakes(self, document: Document, handbook: Handbook) -> Iterator[Problem]:
        """Find `duplicate_id`, `empty_range`, `wrong_fields` and `names_the_answer`."""

        def at(code: str, *path: str | int, **params: object) -> Problem:
            return problem(document.source, document.line(path), code, **params)

        yield from _wrong_blanks(self, document)
        ids = [one.id for one in self.situations]
        for index, one in enumerate(self.situations):
            if one.id in ids[:index]:
                yield at("duplicate_id", "situations", index, "id", id=one.id)
            for name in ("total", "hours"):
                low, high = getattr(one, name)
                if low > high:
                    yield at("empty_range", "situations", index, name, low=low, high=high)
            if _names_priority(one.text.value(), handbook):
                yield at("names_the_answer", "situations", index, "text", id=one.id)


def _wrong_blanks(shape: TriageStemsShape, document: Document) -> Iterator[Problem]:
    wanted: list[tuple[tuple[str | int, ...], TextShape, frozenset[str]]] = [
        (("explanation",), shape.explanation, frozenset({"reason", "priority", "definition"})),
    ]
    wanted += [(("asks", index), one, frozenset({"manual"})) for index, one in enumerate(shape.asks)]
    for name in ("shops", "openings", "tones", "untriaged"):
        wanted += [((name, index), one, frozenset()) for index, one in enumerate(getattr(shape, name))]
    for path, text, names in wanted:
        if blanks(text.value()) != names:
            yield problem(document.source, document.line(path), "wrong_fields", expected=", ".join(sorted(names)))
    for index, one in enumerate(shape.situations):
        found = blanks(one.text.value())
        if found is None or not found <= BLANKS or blanks(one.reason.value()) != frozenset():
            line = document.line(("situations", index, "text"))
            yield problem(document.source, line, "wrong_fields", expected=", ".join(sorted(BLANKS)))


def _names_priority(text: Text, handbook: Handbook) -> bool:
    """Say whether a call already speaks the name of a priority."""
    english = text.en.casefold()
    return any(one.name.zh in text.zh or one.name.en.casefold() in english for one in handbook.priorities)
