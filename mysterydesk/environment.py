"""How does a program take the same drills as a person, and get the same scorecards?

    desk = Environment(handbook="STD", lang="en")
    seen = desk.reset(seed=7)
    while not seen["over"]:
        seen = desk.step("say", text="...")
    print(desk.scorecard()["verdict"])

A program sees what a person at the desk sees (`mysterydesk.observation`), makes the same moves
(`simulator.move.MOVES`), and is judged by the same rubric. Nothing it does counts for a person, and nothing is kept.
Time is the scenario's own: each step takes `pace` of wall time, which on a live line is heard as silence only beyond
the grace (DESIGN decision 3).
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mysterydesk import attempts, shelf
from mysterydesk.errors import WorldError
from mysterydesk.observation import lines, observation
from mysterydesk.scores import score_attempt
from policy.text import Lang
from scenarios.draw import draw_case
from scoring.scorecard import as_data
from simulator.drill import Attempt, open_attempt, step
from simulator.move import Move, Refusal

DAY = date(2026, 3, 10)
"""Day of the cases unless another is asked for: a working day with published holidays around it."""


class Environment:
    """One desk for one program: `reset`, then `step` until it is over, then `scorecard`."""

    def __init__(
        self,
        handbook: str = "STD",
        lang: Lang = "zh",
        *,
        day: date = DAY,
        pace: timedelta = timedelta(seconds=10),
    ) -> None:
        """Open the desk of a handbook.

        Args:
            handbook: Id of a shipped handbook.
            lang: Language of customer and colleagues, `zh` or `en`.
            day: Day on which cases are submitted.
            pace: Wall time that a step takes.

        Raises:
            WorldError: `no_such_handbook`.
        """
        self._handbook = shelf.handbook(handbook)
        self._lang: Lang = lang
        self._day = day
        self._pace = pace
        self._attempt: Attempt | None = None
        self._wall = datetime.min.replace(tzinfo=UTC)

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Ids of the scenarios that can be drawn here."""
        return tuple(name for name, one in shelf.scenarios().items() if self._handbook.id in one.handbooks)

    def reset(self, seed: int, scenario: str = "") -> Mapping[str, Any]:
        """Draw a case and open it: the same arguments give the same case.

        Args:
            seed: Any whole number; without a scenario it chooses that too.
            scenario: Id of a scenario, one of `scenarios`.

        Returns:
            What is seen, as `observe`.

        Raises:
            WorldError: `no_such_scenario`.
        """
        known = self.scenarios
        if scenario and scenario not in known:
            raise WorldError("no_such_scenario", name=scenario, known=", ".join(known))
        name = scenario or known[seed % len(known)]
        case = draw_case(shelf.scenario(name), self._handbook, shelf.world(), seed, self._lang, day=self._day)
        self._wall = case.submitted_at
        self._attempt = open_attempt(attempts.desk_for(case), case.id, "practice", self._wall)
        return self.observe()

    def observe(self) -> Mapping[str, Any]:
        """Give everything that can be seen now; see `mysterydesk.observation.observation`.

        Raises:
            WorldError: `not_reset`: no case was opened.
        """
        return observation(self._opened())

    def step(self, kind: str, **fields: str | int) -> Mapping[str, Any]:
        """Make one move.

        Args:
            kind: A key of `observe()["moves"]`.
            fields: What the move carries, as `moves` says.

        Returns:
            What is seen then; besides `news`, the lines that came of the move, and `refused`: None, or code and
            parameters of a move that was not possible, after which everything is as before.

        Raises:
            WorldError: `not_reset`.
        """
        attempt = self._opened()
        self._wall += self._pace
        done = step(attempt, Move(kind=kind, fields=fields, key=f"step-{len(attempt.events)}"), self._wall)
        if isinstance(done, Refusal):
            self._wall -= self._pace
            return {**observation(attempt), "news": [], "refused": {"code": done.code, **done.params}}
        self._attempt, events = done
        return {**observation(self._attempt), "news": lines(events), "refused": None}

    def scorecard(self) -> Mapping[str, Any]:
        """Score what was done so far; the shape is that of `drill play` (DESIGN section 5).

        Raises:
            WorldError: `not_reset`.
        """
        return as_data(score_attempt(self._opened()))

    def _opened(self) -> Attempt:
        if self._attempt is None:
            raise WorldError("not_reset")
        return self._attempt
