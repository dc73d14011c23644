"""What do trainees of the middle do who know the job, each with one weakness, on any case at all?

They play the ideal handling, less what their weakness costs. `average` is written by hand for some scenarios; these
play every one, so that scenarios can be compared by how many points they cost.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

from scenarios.chance import below
from scoring.validate.exam_room import Trial
from simulator.drill import Attempt, step
from simulator.move import Move, Refusal
from simulator.player import BETWEEN, TimedMove

KEPT: Final = frozenset({"wait", "finish", "resolve", "close", "assign", "priority"})
"""Moves that nobody forgets."""
ONE_IN: Final = 4
"""How often the forgetful forget."""
SLOW_S: Final = 120
"""How much longer the slow take over each step of their own, in scenario seconds."""
ENDING: Final = frozenset({
    "explain", "update", "verify", "archive", "ask_rating", "kb_search", "kb_open", "kb_draft",
})  # fmt: skip
"""What the careless leave out: words that explain and report, and the record."""


def forgetful(trial: Trial) -> Iterator[Move]:
    """Forget one step in four."""
    case = trial.desk.case
    for at, one in enumerate(trial.ideal):
        if one.move.kind in KEPT or below(ONE_IN, case.seed, case.scenario, f"forgets.{at}"):
            yield one.move


def hasty(trial: Trial) -> Iterator[Move]:
    """Look at nothing, and first try what would help against something else."""
    done = {str(one.move.fields.get("action", "")) for one in trial.ideal}
    others = [one.id for one in trial.desk.case.fault_model.actions if one.id not in done]
    tried = False
    for one in trial.ideal:
        if not tried and one.move.kind in {"check", "act", "escalate", "explain"}:
            tried = True
            yield from (Move(kind="act", fields={"action": name}) for name in others[:1])
        if one.move.kind != "check":
            yield one.move


def slow(trial: Trial) -> Iterator[Move]:
    """Take two minutes more over every step of one's own."""
    for one in trial.ideal:
        if one.move.kind not in {"wait", "finish"}:
            yield Move(kind="wait", fields={"seconds": SLOW_S})
        yield one.move


def careless(trial: Trial) -> Iterator[Move]:
    """Do the work, and neither explain nor report nor write it down."""
    yield from (one.move for one in trial.ideal if one.move.kind not in ENDING)


MIDDLING: Final[dict[str, Callable[[Trial], Iterator[Move]]]] = {
    "forgetful": forgetful, "hasty": hasty, "slow": slow, "careless": careless,
}  # fmt: skip
"""All of them, by name."""


def play_middling(trial: Trial, name: str) -> Attempt:
    """Let one of them handle a case; what nobody told them they do not write down."""
    attempt, wall = trial.opened(), trial.wall
    for move in MIDDLING[name](trial):
        wall += BETWEEN if move.kind != "wait" else timedelta(0)
        if move.kind == "field" and not _heard(trial, attempt, str(move.fields.get("name", ""))):
            continue
        result = step(attempt, move, max(wall, attempt.state.wall))
        if not isinstance(result, Refusal):
            attempt = result[0]
    return attempt


def _heard(trial: Trial, attempt: Attempt, field: str) -> bool:
    """Tell whether the customer has told what belongs into a field."""
    slots = {one.fact for one in trial.desk.handbook.intake if one.name == field}
    return any(
        fact.slot in slots and (fact.disclosure == "open" or fact.slot in attempt.state.told)
        for fact in trial.desk.case.facts
    )


def own_steps(moves: tuple[TimedMove, ...]) -> int:
    """Count the steps of a handling that are the trainee's own."""
    return sum(one.move.kind not in {"wait", "finish"} for one in moves)
