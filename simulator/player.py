"""How does the search make a move and find words that are understood?"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from scenarios.fill import fill, names_in
from simulator.drill import Attempt, step
from simulator.move import Move, Refusal
from simulator.reading.read import read
from simulator.state import Desk, State

BETWEEN = timedelta(seconds=10)
"""Wall time between two moves: inside every grace."""


class NotWinnableError(RuntimeError):
    """The search found no handling: the scenario or the handbook is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedMove:
    """A move and the wall time it is made at."""

    wall: datetime
    move: Move


@dataclass(slots=True, kw_only=True)
class Player:
    """Plays moves on an attempt and keeps them; the one changing thing of the search."""

    attempt: Attempt
    wall: datetime
    made: list[TimedMove] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        """What the attempt stands on."""
        return self.attempt.desk

    @property
    def state(self) -> State:
        """State after the last move."""
        return self.attempt.state

    def do(self, kind: str, **fields: str | int) -> None:
        """Make one move; a refusal means that the search is wrong, and says where."""
        self.wall += BETWEEN
        move = Move(kind=kind, fields=fields, key=f"ideal-{len(self.made)}")
        result = step(self.attempt, move, self.wall)
        if isinstance(result, Refusal):
            raise NotWinnableError(f"{self.desk.case.id}: {kind} refused: {result.code} {dict(result.params)}")
        self.attempt = result[0]
        self.made.append(TimedMove(wall=self.wall, move=move))

    def speak(self, kind: str, *moments: str, **values: str) -> None:
        """Say the phrases of some moments, and wait for the answer where the channel is slow."""
        glue = "" if self.desk.case.lang == "zh" else " "
        self.do(kind, text=glue.join(phrase(self.desk, moment, values) for moment in moments))
        while any(due.what == "customer" for due in self.state.agenda):
            self.do("wait", seconds=0)


WANTED = {
    "greet_intro": "greet",
    "empathise": "empathise",
    "apologise": "apologise",
    "explain_plan": "explain_plan",
    "guide_step": "give_solution",
    "escalate_notice": "escalate_notice",
    "promise_update": "promise_eta",
    "progress": "progress_update",
    "workaround_offer": "give_solution",
    "verify": "confirm_resolved",
    "ask_rating": "ask_satisfaction",
    "anything_else": "ask_anything_else",
    "farewell": "farewell",
}
"""The act that a phrase of a moment must be read as."""


def phrase(desk: Desk, moment: str, values: dict[str, str]) -> str:
    """Choose the first phrase of a moment that is read as what it is meant to be."""
    case = desk.case
    for option in desk.wording.phrases(moment, case.lang):
        if not names_in(option) <= set(values):
            continue
        text = fill(option, values)
        reading = read(text, case.lang, desk.rules)
        wanted = WANTED.get(moment, "")
        asked = not moment.startswith("ask_") or moment in {*WANTED, "ask_eta"} or bool(reading.asked())
        if not reading.unsure and asked and (not wanted or reading.has(wanted)):
            return text
    raise NotWinnableError(f"no phrase of {moment} ({case.lang}) is read as {WANTED.get(moment, 'a question')}")
