"""What does a manual ask of the company that works by it, and what of that has its pack not told yet?

An entry of a list asks for something by a figure `asks`: a `day` or `words`; the company answers with a figure `told`
in its own copy. A duty of every year (`per_year`) that was done longer ago is stale (STD-7).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from policy.draft import Draft
from policy.handbook import Handbook, Item
from policy.problem import Problem
from policy.text import Text

ASKS: Final = "asks"
TOLD: Final = "told"
DAY: Final = "day"
KINDS: Final = (DAY, "words")
"""What may be asked for."""

YEAR: Final = timedelta(days=366)
"""As long as a year can be."""

State = Literal["untold", "stale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatter:
    """One thing that a company still has to see to.

    Attributes:
        entry: List and code, e.g. `sla_rules.confirmed`.
        title: What is asked.
        basis: Clauses that ask for it.
        state: Never told, or told too long ago.
        told: What the pack says, empty if nothing.
    """

    entry: str
    title: Text
    basis: tuple[str, ...]
    state: State
    told: str = ""


def open_matters(handbook: Handbook, today: date) -> tuple[OpenMatter, ...]:
    """List what is open on a day (STD-2.2.2.confirm, STD-7, DSK-5), in the order of the pack.

    Args:
        handbook: A pack without problems.
        today: Day on which it is asked.
    """
    return tuple(
        OpenMatter(
            entry=f"{name}.{item.code}",
            title=item.title,
            basis=tuple(one for one in item.basis if one in handbook.clauses),
            state=state,
            told=item.figures.get(TOLD, ""),
        )
        for name, items in handbook.lists.items()
        for item in items
        if ASKS in item.figures and (state := _state(item, today)) is not None
    )


def _state(item: Item, today: date) -> State | None:
    told = item.figures.get(TOLD, "").strip()
    if not told:
        return "untold"
    often = item.figures.get("per_year", "")
    if item.figures[ASKS] != DAY or not often:
        return None
    return "stale" if today - date.fromisoformat(told) > YEAR / int(often) else None


def problems_in_asks(draft: Draft) -> Iterator[Problem]:
    """Find what asks for something unknown, and an answer that is no day where one is asked for."""
    for items in draft.lists.values():
        for item in items:
            figures = item.one.figures
            if ASKS not in figures:
                continue
            if figures[ASKS] not in KINDS:
                yield item.problem("unknown_value", "figures", ASKS, field=ASKS, expected=" ".join(KINDS))
            elif figures[ASKS] == DAY and not _is_day(figures.get(TOLD, "")):
                yield item.problem("bad_value", "figures", TOLD, field=TOLD, expected="2026-01-31")
            elif not _counts(figures.get("per_year", "1")):
                yield item.problem("bad_value", "figures", "per_year", field="per_year", expected="1")


def _is_day(told: str) -> bool:
    try:
        return not told.strip() or bool(date.fromisoformat(told.strip()))
    except ValueError:
        return False


def _counts(often: str) -> bool:
    return often.isascii() and often.isdigit() and int(often) > 0
