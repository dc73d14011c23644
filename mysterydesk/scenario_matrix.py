"""What does the library cover: product, channel, priority, person, twist, seat and handbook, each against each?

A value that no scenario has is an empty row, whatever it is crossed with. Channels and seats are those at which a
trainee meets the case: another manual may have a channel's twin instead, and a seat belongs to the manual naming it.
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
from scenarios.seating import BY_SCENARIO, offered, seats_at
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
    """Name the line, and the manuals' seats that are played on it.

    Where a manual lets a trainee choose between seats of a line (DSK: A-seat), the case is there at each; where it
    does not, one drill goes through all of them (ASC: A-lines; who takes a request also routes and handles it).
    A case made for one seat is at that seat alone.
    """
    books = [shelf.handbook(name) for name in scenario.handbooks]
    if scenario.post:
        line = frozenset[str]() if scenario.post in BY_SCENARIO else frozenset({scenario.seat})
        return line | {f"{book.id} {scenario.post}" for book in books}
    there = {f"{book.id} {one.code}" for book in books for one in seats_at(book, scenario.seat)}
    return frozenset({scenario.seat, *there})


def _channels(scenario: Scenario) -> frozenset[str]:
    """Name the channels by which the case comes under its manuals."""
    return frozenset(one for name in scenario.handbooks for one in offered(shelf.handbook(name), scenario.channels))


def matrix() -> Matrix:
    """Cover the shipped library."""
    books = [shelf.handbook(name) for name in shelf.HANDBOOKS]
    channels = {item.code for book in books for item in book.lists.get("channels", ())}
    # A seat on no line is nobody's who is drilled: a supervisor, a manager, who watches the monitors.
    posts = {f"{book.id} {seat.code}" for book in books for seat in book.seats if seat.tier is not None}
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
            "channel": _channels(one),
            "priority": _priorities(one),
            "person": _people(one),
            "twist": _turns(one),
            "seat": _seats(one),
            "handbook": frozenset(one.handbooks),
        }
        for one in shelf.scenarios().values()
    }
    return Matrix(values=values, rows=rows)
