"""What does the library cover: product, channel, priority, person, twist, seat and handbook, each against each?

A value that no scenario has is an empty row, whatever it is crossed with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final, get_args

from mysterydesk import shelf
from scenarios.draw import draw_case
from scenarios.fault_model import state_under
from scenarios.scenario import Scenario, Tells
from scenarios.seating import SEAT_RULES, seats_at
from scenarios.severity import right_priority
from scenarios.twist import TWISTS

DAY: Final = date(2026, 3, 10)
SEEDS: Final = range(1, 7)
HOT: Final = 700
"""Temper from which a person loses it soon, in thousandths."""

TEMPERS: Final = ("calm", "hot")
WORDS: Final = ("terse", "chatty", "polite", "blunt")
OWN_TWISTS: Final = (*TWISTS, "pretext", "complaint", "believes_wrongly", "relapse")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """What every scenario has of each dimension.

    Attributes:
        values: Every value that there could be, by dimension.
        rows: Values that a scenario has, by its id and dimension.
    """

    values: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, Mapping[str, frozenset[str]]]

    def count(self, dimension: str, value: str) -> int:
        """Count the scenarios that have a value."""
        return sum(value in row[dimension] for row in self.rows.values())

    def empty(self) -> tuple[tuple[str, str], ...]:
        """Give the values that no scenario has, as (dimension, value)."""
        return tuple(
            (dimension, value)
            for dimension, values in self.values.items()
            for value in values
            if not self.count(dimension, value)
        )

    def crossed(self) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
        """Count the scenarios for each pair of values of each two dimensions, as `one x other`."""
        return {
            f"{one} x {other}": {
                value: {
                    second: sum(value in row[one] and second in row[other] for row in self.rows.values())
                    for second in self.values[other]
                }
                for value in self.values[one]
            }
            for one, other in combinations(self.values, 2)
        }


def _priorities(scenario: Scenario) -> frozenset[str]:
    """Draw a few cases under STD, where it is valid there."""
    if "STD" not in scenario.handbooks:
        return frozenset()
    ranked = shelf.handbook("STD")
    cases = [draw_case(scenario, ranked, shelf.world(), seed, "zh", day=DAY) for seed in SEEDS]
    states = [(case, state_under(case.fault_model, case.true_cause)) for case in cases]
    return frozenset(f"STD {right_priority(case, ranked, state, case.submitted_at)}" for case, state in states)


def _people(scenario: Scenario) -> frozenset[str]:
    found: set[str] = set()
    for one in scenario.personas:
        found |= {TEMPERS[one.temper >= HOT], one.verbosity, one.temper_words, one.tells}
    return frozenset(found)


def _turns(scenario: Scenario) -> frozenset[str]:
    found: set[str] = set(scenario.twists)
    found |= {"pretext"} if scenario.pretext else set()
    found |= {"complaint"} if scenario.complaint else set()
    found |= {"believes_wrongly"} if any(fact.believes.zh for fact in scenario.facts) else set()
    found |= {"relapse"} if scenario.fault_model.relapses else set()
    return frozenset(found)


def _seats(scenario: Scenario) -> frozenset[str]:
    if scenario.post:
        return frozenset({scenario.post})
    found = {scenario.seat}
    for name in scenario.handbooks:
        book = shelf.handbook(name)
        found |= {one.code for one in seats_at(book, scenario.seat)} if SEAT_RULES in book.lists else set()
    return frozenset(found)


def matrix() -> Matrix:
    """Cover the shipped library."""
    books = [shelf.handbook(name) for name in shelf.HANDBOOKS]
    channels = {item.code for book in books for item in book.lists.get("channels", ())}
    posts = {seat.code for book in books for seat in book.seats if seat.tier is not None}
    values = {
        "product": tuple(sorted(str(name) for name in shelf.world().products)),
        "channel": tuple(sorted(channels)),
        "priority": tuple(f"STD {one.code}" for one in shelf.handbook("STD").priorities),
        "person": (*TEMPERS, *WORDS, *get_args(Tells)),
        "twist": OWN_TWISTS,
        "seat": tuple(sorted({"T1", "T2", "T3"} | posts)),
        "handbook": shelf.HANDBOOKS,
    }
    rows = {
        one.id: {
            "product": frozenset({one.product}),
            "channel": frozenset(one.channels),
            "priority": _priorities(one),
            "person": _people(one),
            "twist": _turns(one),
            "seat": _seats(one),
            "handbook": frozenset(one.handbooks),
        }
        for one in shelf.scenarios().values()
    }
    return Matrix(values=values, rows=rows)
