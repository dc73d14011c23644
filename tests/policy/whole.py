"""What every shipped pack consists of, and what the interchange files say that it must."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from policy.handbook import Basis, Handbook
from policy.text import Text


def sketched(shared: Path, handbook_id: str) -> Mapping[str, Any]:
    """Read a pack as the interchange files sketch it."""
    text = (shared / "handbooks" / "packs" / f"{handbook_id.lower()}.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = YAML(typ="safe", pure=True).load(text)
    return loaded


CLAUSES: Mapping[str, int] = {"STD": 78, "ASC": 47, "SMO": 21, "DSK": 81, "NET": 42}
"""Packs that are complete, and how many clauses their manuals have."""

UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "working_hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}

SECTIONS = ("priorities", "clocks", "tiers", "escalations", "intake", "ladder", "lists")
LATER_SECTIONS = ("seats", "groups", "ticket_number", "satisfaction", "calendar", "phrases")


def parts(book: Handbook) -> Iterator[tuple[set[str], Basis]]:
    """Every element with its basis, and the names under which its subject could be called silent."""
    for section in ("priorities", "tiers", "seats", "groups", "phrases", "escalations", "ladder"):
        yield from (({section}, one.basis) for one in getattr(book, section))
    for name in ("ticket_number", "satisfaction", "calendar"):
        whole = getattr(book, name)
        yield from [] if whole is None else [({name}, whole.basis)]
    yield from (({"clocks", one.name}, one.basis) for one in book.clocks)
    yield from (({f"{one.name}_start"}, one.start_basis) for one in book.clocks if one.start_basis)
    yield from (({"intake", one.name}, one.basis) for one in book.intake)
    yield from (({"lists", name}, item.basis) for name, items in book.lists.items() for item in items)
    yield from (({name}, one.basis) for name, one in book.settings.items())


def bases(book: Handbook) -> Iterator[Basis]:
    """Every basis of every element."""
    return (basis for _, basis in parts(book))


def texts(book: Handbook) -> Iterator[Text]:
    """Every text of every element that has to say something."""
    yield book.title
    for priority in book.priorities:
        yield from (priority.name, priority.definition, *priority.examples)
    yield from (clock.title for clock in book.clocks)
    for tier in book.tiers:
        yield from (tier.name, *tier.duties)
    for seat in book.seats:
        yield from (seat.name, *seat.duties)
    yield from (group.name for group in book.groups)
    yield from (phrase.meaning for phrase in book.phrases)
    if book.satisfaction is not None:
        yield from (*(grade.name for grade in book.satisfaction.grades), *book.satisfaction.dimensions)
    if book.calendar is not None:
        yield book.calendar.name
    yield from (way.when for way in book.escalations)
    yield from (slot.title for slot in book.intake)
    for rung in book.ladder:
        yield from (rung.title, *rung.parts)
    for item in (item for items in book.lists.values() for item in items):
        yield from (item.title, item.detail) if item.detail.zh or item.detail.en else (item.title,)
    yield from (clause.text for clause in book.clauses.values())
    for assumption in book.assumptions.values():
        yield from (assumption.text, assumption.reason)


def own_clauses(shared_clauses: Mapping[str, Any], pack: str) -> dict[str, dict[str, Any]]:
    """The clauses of one manual, by their ids."""
    return {one["id"]: one for one in shared_clauses["clauses"] if one["id"].startswith(f"{pack}-")}


def figures(shared_clauses: Mapping[str, Any], pack: str) -> dict[str, Mapping[str, Any]]:
    """Every figure of a manual by its name."""
    found = (number for one in own_clauses(shared_clauses, pack).values() for number in one["numbers"])
    return {number["name"]: number for number in found}


def span(number: Mapping[str, Any]) -> timedelta:
    """A figure as a span."""
    unit: timedelta = UNITS[number["unit"]]
    return int(number["value"]) * unit
