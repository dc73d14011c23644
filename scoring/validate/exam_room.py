"""How is a handling played for the scorer to be tried on it?

Everything goes through `simulator.drill.step`, never through finished events (VALIDITY, rules).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.text import Lang
from scoring.answer_key import AnswerKey, answer_key
from scoring.drill_sheet import sheet_of
from scoring.rubric import Rubric
from scoring.score import score
from scoring.scorecard import Scorecard
from simulator.drill import Attempt, open_attempt, step
from simulator.move import Move, Refusal
from simulator.player import BETWEEN, TimedMove
from simulator.solve import solve
from simulator.state import Desk
from sla.timeline import Timeline

MOST_WAITS = 60
AWAIT_S = 1_200
"""How often, and for how long at a time, another line is waited for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One case, ready to be handled and scored.

    Attributes:
        desk: The case and all it stands on.
        rubric: Criteria.
        wall: Wall time at which attempts are opened.
        ideal: Moves of the ideal handling.
        timeline: Its events.
        key: The truth.
    """

    desk: Desk
    rubric: Rubric
    wall: datetime
    ideal: tuple[TimedMove, ...]
    timeline: Timeline
    key: AnswerKey

    @property
    def lang(self) -> Lang:
        """Language of the case."""
        return self.desk.case.lang

    def opened(self) -> Attempt:
        """Open a fresh attempt."""
        return open_attempt(self.desk, self.desk.case.id, "practice", self.wall)

    def scored(self, attempt: Attempt) -> Scorecard:
        """Score an attempt on this case."""
        return score(attempt.events, self.key, self.rubric, self.desk.handbook, sheet_of(attempt))


def replayed(attempt: Attempt, moves: tuple[TimedMove, ...]) -> Attempt:
    """Play moves at their wall times; a refused one changes nothing."""
    for one in moves:
        result = step(attempt, one.move, one.wall)
        if not isinstance(result, Refusal):
            attempt = result[0]
    return attempt


def prepared(desk: Desk, rubric: Rubric, wall: datetime) -> Trial:
    """Find the ideal handling of a case and derive its key.

    Raises:
        NotWinnableError: No handling was found.
    """
    ideal = solve(desk, wall)
    timeline = replayed(open_attempt(desk, desk.case.id, "practice", wall), ideal).events
    key = answer_key(desk.case, desk.handbook, timeline, desk.articles)
    return Trial(desk=desk, rubric=rubric, wall=wall, ideal=ideal, timeline=timeline, key=key)


def played(attempt: Attempt, moves: Iterator[Move], pace: timedelta = BETWEEN) -> Attempt:
    """Play moves one after another and finish; refused ones are what a clicking hand would meet too."""
    wall = attempt.state.wall
    for move in moves:
        wall += pace
        result = step(attempt, move, wall)
        if not isinstance(result, Refusal):
            attempt = result[0]
    done = step(attempt, Move(kind="finish"), wall + pace)
    return attempt if isinstance(done, Refusal) else done[0]
