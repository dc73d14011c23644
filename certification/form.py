"""Which paper does one candidate get, frozen?

A form holds its items whole, so that a later change of the bank or of a generator leaves every paper handed out
as it was (DESIGN decision 19). It is stored on the server only; `questions` is what leaves.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from pydantic import TypeAdapter

from certification.bank import Bank
from certification.blueprint import Blueprint
from certification.chance import shuffled
from certification.draw import items_for
from certification.item import CHOOSE, LETTERS, Item, OptionId, Question, QuestionId, ShownOption
from policy.handbook import Handbook
from scenarios.codec import canonical, digest_of

PAPER_SHARE = "paper_pass_share"
"""Setting of the handbook: share of the points that passes (an Assumption, no manual states one)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One item in its place on the paper.

    Attributes:
        question: `Q01` .. in the order of the paper.
        item: The item, whole.
        shown: Its options in the candidate's order.
    """

    question: QuestionId
    item: Item
    shown: tuple[OptionId, ...]

    def by_letter(self) -> Mapping[str, OptionId]:
        """Give the author's option id of each letter the candidate sees."""
        return dict(zip(LETTERS, self.shown, strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamForm:
    """One candidate's paper.

    Attributes:
        blueprint: Id of the plan it follows.
        blueprint_digest: The plan, pinned.
        level: Rung of the ladder it belongs to.
        handbook: Handbook it examines.
        handbook_digest: The handbook, pinned.
        bank_digest: The bank it was drawn from, pinned.
        seed: The candidate's own; stays on the server.
        places: In the order of the paper.
        possible: Points that can be reached, one an item.
        cut: Points that pass.
        assumptions: Assumptions it stands on.
        digest: sha256 of the rest.
    """

    blueprint: str
    blueprint_digest: str
    level: str
    handbook: str
    handbook_digest: str
    bank_digest: str
    seed: int
    places: tuple[Place, ...]
    possible: int
    cut: int
    assumptions: tuple[str, ...]
    digest: str


def cut_for(handbook: Handbook, possible: int) -> int:
    """Give the points that pass: the handbook's share, rounded up to a whole point.

    Shares are written with at most four decimals, and are taken as written: 0.55 of 20 is 11, not 12.

    Raises:
        KeyError: The handbook has no `paper_pass_share`.
    """
    ten_thousandths = round(handbook.settings[PAPER_SHARE].value * 10_000)
    return -(-possible * ten_thousandths // 10_000)


def assemble(
    bank: Bank, blueprint: Blueprint, handbook: Handbook, seed: int, seen: frozenset[str] = frozenset()
) -> ExamForm:
    """Draw one paper and freeze it.

    Args:
        bank: Authored items, and the stems of the generators.
        blueprint: Topics and their numbers.
        handbook: Keys the generated items, and says which share passes.
        seed: The candidate's own, from 0; equal seeds give equal papers.
        seen: Items of this candidate's earlier papers; they come last where there is a choice.

    Raises:
        ValueError: The bank cannot fill the blueprint (`bank.shortfalls` says so beforehand), or the handbook is
            another one.
    """
    if not handbook.id == bank.handbook == blueprint.handbook:
        raise ValueError(f"expected one handbook, got {handbook.id}, {bank.handbook}, {blueprint.handbook}")
    items = [item for cell in blueprint.cells for item in items_for(cell, bank, handbook, seed, seen)]
    form = ExamForm(
        blueprint=blueprint.id,
        blueprint_digest=blueprint.digest,
        level=blueprint.level,
        handbook=handbook.id,
        handbook_digest=handbook.digest,
        bank_digest=bank.digest,
        seed=seed,
        places=tuple(placed(number, item, seed) for number, item in enumerate(items, start=1)),
        possible=len(items),
        cut=cut_for(handbook, len(items)),
        assumptions=tuple(one for one in blueprint.basis if one in handbook.assumptions),
        digest="",
    )
    return replace(form, digest=digest_of(form))


def placed(number: int, item: Item, seed: int) -> Place:
    """Put an item in its place, its options in the order that the seed gives."""
    shown = shuffled([one.id for one in item.options], seed, f"options.{number}.{item.id}")
    if CHOOSE[item.kind] == "order" and shown == item.key:
        # An ordering shown in its right order would be solved by touching nothing.
        shown = (*shown[1:], shown[0])
    return Place(question=QuestionId(f"Q{number:02d}"), item=item, shown=shown)


def questions(form: ExamForm) -> tuple[Question, ...]:
    """Give what the candidate may see, in order."""
    return tuple(_question(number, place) for number, place in enumerate(form.places, start=1))


def _question(number: int, place: Place) -> Question:
    item = place.item
    return Question(
        id=place.question,
        number=number,
        kind=item.kind,
        choose=CHOOSE[item.kind],
        topic=item.topic,
        handbook=item.handbook,
        stem=item.stem,
        options=tuple(
            ShownOption(letter=letter, text=item.option(option).text) for letter, option in place.by_letter().items()
        ),
    )


@cache
def _forms() -> TypeAdapter[ExamForm]:
    return TypeAdapter(ExamForm)


def form_to_json(form: ExamForm) -> bytes:
    """Write a form as canonical JSON in UTF-8, digest included."""
    return canonical(form).encode()


def form_from_json(data: bytes) -> ExamForm:
    """Read a stored form and prove that nothing was changed, added or left out.

    Raises:
        ValueError: The bytes are no form, or its digest does not fit.
    """
    loaded = json.loads(data)
    form = _forms().validate_python(loaded)
    if digest_of(form) != form.digest or canonical(form) != canonical(loaded):
        raise ValueError(f"form of {form.blueprint}: content does not fit its digest {form.digest}")
    return form
