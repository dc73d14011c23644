"""How many small changes of the scorer's own code do its tests notice (VALIDITY G13): the figure, kept and told?

It is the same for every manual: the code is one, so the report and the page show it with each.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from mysterydesk.i18n import Translation, translation
from mysterydesk.library import read_text
from scoring.scorecard import SCORER
from scoring.validate.goals import GOALS, Measured, is_met

GOAL = "G13"
KEPT = "mutants"
"""Under this name the figure lies among those of the manuals."""

Z = 1.96
"""Of a 95 % interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutants:
    """One measurement.

    Attributes:
        killed: Mutants that a test noticed.
        n: Mutants tried, drawn at random.
        seed: What drew them.
        day: Day of the measurement, as ISO 8601.
        scorer: Version of the scorer that was changed.
    """

    killed: int
    n: int
    seed: int
    day: str
    scorer: str = SCORER

    @property
    def measured(self) -> Measured:
        """The figure as one of a goal."""
        return Measured(value=self.killed / self.n, n=self.n)

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share.

        >>> [round(one, 3) for one in Mutants(killed=67, n=92, seed=1, day="2026-01-02").interval]
        [0.63, 0.809]
        """
        share, n = self.killed / self.n, self.n
        middle, spread = share + Z * Z / (2 * n), Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        return (middle - spread) / (1 + Z * Z / n), (middle + spread) / (1 + Z * Z / n)


def mutants_in(text: str) -> Mutants | None:
    """Read the figure from a file of figures; None where it was never measured."""
    one = (json.loads(text) if text.strip() else {}).get(KEPT)
    return None if one is None else Mutants(**one)


@lru_cache(maxsize=1)
def mutants() -> Mutants | None:
    """Read the figure that ships."""
    return mutants_in(read_text("mysterydesk", "validity.json"))


def with_mutants(text: str, one: Mutants) -> str:
    """Give a file of figures with this figure put in, in the place of an older one."""
    kept: dict[str, object] = json.loads(text) if text.strip() else {}
    found = {"killed": one.killed, "n": one.n, "seed": one.seed, "day": one.day, "scorer": one.scorer}
    return json.dumps({**kept, KEPT: found}, indent=1, sort_keys=True) + "\n"


def told(t: Translation, one: Mutants) -> str:
    """Say the figure with its interval."""
    low, high = one.interval
    return t(
        "validity.mutants",
        killed=one.killed,
        n=one.n,
        share=f"{one.measured.value:.1%}",
        low=f"{low:.1%}",
        high=f"{high:.1%}",
        day=one.day,
    )


def row(one: Mutants) -> str:
    """Write the figure's row of a table of the report."""
    zh, en = translation("zh"), translation("en")
    low, high = one.interval
    result = "validate.met" if is_met(GOAL, one.measured) else "validate.missed"
    said, came = (f"{zh(key)} / {en(key)}" for key in (f"validate.goal.{GOAL}", result))
    share = f"{one.measured.value:.4g} ({low:.3f} .. {high:.3f})"
    return f"| {GOAL} | {said} | {share} | {one.n} | >= {GOALS[GOAL].limit:g} | {came} |"


def in_report(text: str, one: Mutants) -> str:
    """Put the row of the figure into every section of the report."""
    return re.sub(rf"^\| {GOAL} \|.*$", lambda _found: row(one), text, flags=re.MULTILINE)
