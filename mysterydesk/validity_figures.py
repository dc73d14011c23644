"""What was measured of the scorer, and was it measured with the scorer of today? (VALIDITY G1 to G13)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from mysterydesk import shelf
from mysterydesk.library import read_text
from mysterydesk.mutant_figure import GOAL, mutants
from mysterydesk.scores import rubric_for
from mysterydesk.validity_report import Run
from scoring.scorecard import SCORER
from scoring.validate.goals import GOALS, Measured, is_met

SWAPPED = ("G8.name", "G8.gender", "G8.region", "G8.company")
"""What a customer may have otherwise without any verdict or point changing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One goal and how it came out.

    Attributes:
        goal: Name of the property.
        value: The figure, None where it was not measured.
        n: Over how many.
        met: Whether the goal is reached, None where it was not measured.
    """

    goal: str
    value: float | None
    n: int
    met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The figures of one manual.

    Attributes:
        handbook: Its id.
        cases: Drawn cases.
        day: Day of the measurement, as ISO 8601.
        current: Whether manual, rubric, reading and scorer are those of today.
        figures: Every goal, in the order of the list.
    """

    handbook: str
    cases: int
    day: str
    current: bool
    figures: tuple[Figure, ...]

    def of(self, goal: str) -> Figure:
        """Give one figure."""
        return next(one for one in self.figures if one.goal == goal)


def _versions(handbook: str) -> Mapping[str, str]:
    book = shelf.handbook(handbook)
    return {
        "handbook": book.digest,
        "rubric": rubric_for(book).digest,
        "engine": shelf.rules().engine,
        "scorer": SCORER,
    }


def with_figures(text: str, run: Run) -> str:
    """Give the file of figures with those of a manual put in, in the place of older ones."""
    kept: dict[str, object] = json.loads(text) if text.strip() else {}
    goals = {
        name: {"value": one.value, "n": one.n}
        for name in GOALS
        if (one := run.whole.measured.get(name)) is not None and one.n
    }
    section = {"cases": run.cases, "day": run.day, "versions": _versions(run.handbook), "goals": goals}
    return json.dumps({**kept, run.handbook: section}, indent=1, sort_keys=True) + "\n"


@lru_cache(maxsize=1)
def sections() -> tuple[Section, ...]:
    """Read the figures that ship, by manual; one that was never measured is not there."""
    kept = json.loads(read_text("mysterydesk", "validity.json"))
    return tuple(_section(name, kept[name]) for name in shelf.SCORED if name in kept)


def _section(name: str, kept: Mapping[str, object]) -> Section:
    goals = kept["goals"]
    known = goals if isinstance(goals, dict) else {}
    return Section(
        handbook=name,
        cases=int(str(kept["cases"])),
        day=str(kept["day"]),
        current=kept["versions"] == dict(_versions(name)),
        figures=tuple(_of_scorer(goal) or _figure(goal, known.get(goal)) for goal in GOALS),
    )


def _of_scorer(goal: str) -> Figure | None:
    """Give the figure that is measured once for all manuals."""
    known = mutants() if goal == GOAL else None
    if known is None:
        return None
    return Figure(goal=goal, value=known.measured.value, n=known.n, met=is_met(goal, known.measured))


def _figure(goal: str, one: Mapping[str, float] | None) -> Figure:
    if one is None:
        return Figure(goal=goal, value=None, n=0, met=None)
    value, n = float(one["value"]), int(one["n"])
    return Figure(goal=goal, value=value, n=n, met=is_met(goal, Measured(value=value, n=n)))
