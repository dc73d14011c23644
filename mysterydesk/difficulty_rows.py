"""How many points does a scenario cost simulated trainees, and what have those that ship cost them?

`tools/measure_difficulty.py` writes the table that ships; a row counts only as long as the scenario is the one that
was measured.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from statistics import fmean, pstdev
from typing import Final

from mysterydesk import attempts, shelf
from mysterydesk.library import read_text
from mysterydesk.pack_files import Files
from mysterydesk.scenario_world import world_bundle
from mysterydesk.scores import rubric_for
from mysterydesk.validating import BEGIN, LANGS
from scenarios.draw import draw_case
from scenarios.features import features
from scenarios.scenario import Scenario
from scenarios.world import World
from scoring.validate.exam_room import prepared
from scoring.validate.middling import MIDDLING, own_steps, play_middling
from simulator.slack import Slack, ideal_slacks

FILE: Final = "difficulty.csv"
SEEDS: Final = (1, 2)
"""Cases drawn in each language."""
PLAYED: Final = ("slack", "steps")
"""What is known of a scenario only when its ideal handling was played: least share of a target that it leaves, and
how many steps it takes."""
COLUMNS: Final = ("scenario", "digest", "n", "loss", "spread", *PLAYED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a scenario cost simulated trainees.

    Attributes:
        scenario: Its id.
        digest: Of its content as it was then.
        n: Handlings that were played.
        loss: Points of a hundred that they lost, in the mean.
        spread: Standard deviation between handlings.
        slack: Least share of a target that the ideal handling left, in the mean of the cases.
        steps: Steps of the ideal handling, in the mean.
    """

    scenario: str
    digest: str
    n: int
    loss: float
    spread: float
    slack: float
    steps: float

    def cells(self) -> tuple[str, ...]:
        """Give a row of the table."""
        figures = (f"{one:.3f}" for one in (self.loss, self.spread, self.slack, self.steps))
        return (self.scenario, self.digest, str(self.n), *figures)


def _first_book(scenario: Scenario) -> str:
    return next((one for one in scenario.handbooks if one in shelf.HANDBOOKS), "STD")


def _least(slacks: Iterable[Slack]) -> float:
    """Give the least share that is left of a target; all of it where none is owed."""
    return min((max(one.share, 0.0) for one in slacks if not one.excused), default=1.0)


def measured(scenario: Scenario, world: World) -> Measured:
    """Let the simulated trainees play a scenario.

    Raises:
        NotWinnableError: A case of it has no ideal handling.
    """
    handbook = shelf.handbook(_first_book(scenario))
    rubric, losses, slacks, steps = rubric_for(handbook), [], [], []
    for lang in LANGS:
        for seed in SEEDS:
            desk = attempts.desk_for(draw_case(scenario, handbook, world, seed=seed, lang=lang, day=BEGIN.date()))
            trial = prepared(desk, rubric, BEGIN)
            slacks.append(_least(ideal_slacks(desk, BEGIN)))
            steps.append(own_steps(trial.ideal))
            for name in MIDDLING:
                low, high = trial.scored(play_middling(trial, name)).total
                losses.append(100 - (low + high) / 2)
    return Measured(
        scenario=scenario.id, digest=scenario.digest, n=len(losses), loss=fmean(losses), spread=pstdev(losses),
        slack=fmean(slacks), steps=fmean(steps),
    )  # fmt: skip


def played(scenario: Scenario, world: World, files: Files) -> Mapping[str, float]:
    """Play the ideal handling of one case and give the figures of `PLAYED`.

    Raises:
        NotWinnableError: It has no ideal handling.
    """
    handbook = shelf.handbook(_first_book(scenario))
    case = draw_case(scenario, handbook, world, seed=1, lang="zh", day=BEGIN.date())
    desk = attempts.desk_for(case, world_bundle(files))
    return {
        "slack": _least(ideal_slacks(desk, BEGIN)),
        "steps": float(own_steps(prepared(desk, rubric_for(handbook), BEGIN).ideal)),
    }


@cache
def shipped_rows() -> tuple[tuple[Measured, Mapping[str, float]], ...]:
    """Give every row of the table whose scenario is still the one that was measured, with all its figures."""
    known, found = shelf.scenarios(), []
    for row in csv.DictReader(read_text("mysterydesk", FILE).splitlines()):
        scenario = known.get(row["scenario"])
        if scenario is None or scenario.digest != row["digest"]:
            continue
        one = Measured(
            scenario=scenario.id, digest=row["digest"], n=int(row["n"]), loss=float(row["loss"]),
            spread=float(row["spread"]), slack=float(row["slack"]), steps=float(row["steps"]),
        )  # fmt: skip
        found.append((one, {**features(scenario), "slack": one.slack, "steps": one.steps}))
    return tuple(found)
