"""Which clauses of a handbook hold a word, who stands on them, and which of another are borrowed?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from mysterydesk import shelf
from policy.handbook import Assumption, Basis, Clause, ClauseId, ClockRule, Handbook
from policy.text import Text

Part = Literal[
    "priority",
    "clock",
    "tier",
    "seat",
    "group",
    "escalation",
    "intake",
    "ladder",
    "item",
    "phrase",
    "ticket_number",
    "satisfaction",
    "calendar",
]
PARTS: Final[tuple[Part, ...]] = get_args(Part)
"""Kinds of elements of a handbook that stand on clauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One element that stands on a clause or an assumption.

    Attributes:
        part: Its kind.
        title: Its name; None where there is one of its kind only.
        figures: Numbers as the handbook writes them.
        clock: The rule, where it is a clock.
    """

    part: Part
    title: Text | None
    figures: Mapping[str, str] = field(default_factory=dict)
    clock: ClockRule | None = None


def found_clauses(handbook: Handbook, wish: str) -> tuple[Clause, ...]:
    """Find the clauses whose id or text holds every word of a wish, in either language; all for an empty one.

    Words of Chinese are looked for as they are, however short: `回访` finds each sentence that has it.
    """
    words = wish.casefold().replace("\u2011", "-").split()
    return tuple(
        one
        for one in handbook.clauses.values()
        if all(word in f"{one.id}\n{one.text.zh}\n{one.text.en}".casefold() for word in words)
    )


def lent_by(handbook: Handbook, assumption: Assumption) -> tuple[ClauseId, ...]:
    """Name the clauses of other handbooks that an assumption borrows: those of the sections it names.

    >>> smo = shelf.handbook("SMO")
    >>> lent_by(smo, next(one for one in smo.assumptions.values() if one.id == "A-borrowed-complaint"))[0]
    'STD-4.3.1'
    """
    words = f"{assumption.text.zh}\n{assumption.reason.zh}"
    books = [shelf.handbook(name) for name in shelf.HANDBOOKS if name != handbook.id]
    return tuple(
        clause
        for book in books
        for section in dict.fromkeys(re.findall(rf"《{re.escape(book.title.zh)}》([0-9]+(?:\.[0-9]+)*)", words))
        for clause in book.clauses
        if f"{clause}.".startswith(f"{book.id}-{section}.")
    )


def cited(handbook: Handbook) -> Mapping[str, tuple[Cited, ...]]:
    """Give what stands on each clause and assumption of a handbook, by its id."""
    found: dict[str, list[Cited]] = {}
    for one, basis in _elements(handbook):
        for name in dict.fromkeys(basis):
            found.setdefault(name, []).append(one)
    return {name: tuple(ones) for name, ones in found.items()}


def _elements(handbook: Handbook) -> Iterator[tuple[Cited, Basis]]:
    yield from ((Cited(part="priority", title=one.name), one.basis) for one in handbook.priorities)
    for rule in handbook.clocks:
        yield Cited(part="clock", title=rule.title, clock=rule), (*rule.basis, *rule.start_basis)
    yield from ((Cited(part="tier", title=one.name), one.basis) for one in handbook.tiers)
    yield from ((Cited(part="seat", title=one.name), one.basis) for one in handbook.seats)
    yield from ((Cited(part="group", title=one.name), one.basis) for one in handbook.groups)
    yield from ((Cited(part="escalation", title=one.when), one.basis) for one in handbook.escalations)
    yield from ((Cited(part="intake", title=one.title), one.basis) for one in handbook.intake)
    yield from ((Cited(part="ladder", title=one.title), one.basis) for one in handbook.ladder)
    for items in handbook.lists.values():
        yield from ((Cited(part="item", title=one.title, figures=one.figures), one.basis) for one in items)
    yield from ((Cited(part="phrase", title=one.meaning), one.basis) for one in handbook.phrases)
    if handbook.ticket_number is not None:
        yield Cited(part="ticket_number", title=None), handbook.ticket_number.basis
    if handbook.satisfaction is not None:
        yield Cited(part="satisfaction", title=None), handbook.satisfaction.basis
    if handbook.calendar is not None:
        yield Cited(part="calendar", title=handbook.calendar.name), handbook.calendar.basis
