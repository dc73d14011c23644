"""How is one fault put into an otherwise ideal handling, without moving its clock? (VALIDITY G2)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from scoring.validate.exam_room import Trial
from simulator.cost import cost_of
from simulator.drill import Attempt, open_attempt
from simulator.move import Move
from simulator.player import NotWinnableError, Player, phrase
from simulator.solve import handle


class Stopped(Exception):  # noqa: N818  ends a handling early, no error
    """The fault is that the trainee stops here."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """What is done differently; each part may be left as it is.

    Attributes:
        skips: Moves left out, in whose place the same time passes.
        unsaid: Moments of the talk left out.
        before: Puts moves in before one of this kind, once.
        then: What is put in: gets the player.
        rewrite: Changes the fields of a move.
        undo: Moves made for their own sake and taken back: the ideal player looks at what they showed.
        stop: Kind of move at which the trainee ends the attempt.
        idle_s: Seconds that pass for a move left out; 0 for what the move would have taken.
        parts: Faults that are done in one handling; each keeps the time of what it leaves out itself.
    """

    skips: Callable[[str, dict[str, str | int]], bool] = lambda _kind, _fields: False
    unsaid: tuple[str, ...] = ()
    before: str = ""
    then: Callable[["Meddler"], None] | None = None
    rewrite: Callable[["Meddler", str, dict[str, str | int]], dict[str, str | int]] = lambda _player, _kind, old: old
    undo: tuple[str, ...] = ()
    stop: str = ""
    idle_s: int = 0
    parts: tuple["Fault", ...] = ()

    def idles(self, kind: str, fields: dict[str, str | int]) -> int:
        """Give the seconds that pass for a move left out, 0 for what it would have taken."""
        return next((one.idle_s for one in self.parts if one.skips(kind, fields)), self.idle_s)


@dataclass(slots=True, kw_only=True)
class Meddler(Player):
    """The ideal player with one fault.

    Attributes:
        fault: What is done differently.
        put_in: Whether the extra moves have been made.
        kept: The attempt before moves that are taken back.
        owed: Time that passes in their place.
    """

    fault: Fault
    put_in: bool = False
    kept: Attempt | None = None
    owed: timedelta = field(default_factory=timedelta)

    def do(self, kind: str, **fields: str | int) -> None:
        """Make one move, or what the fault makes of it."""
        if kind == self.fault.stop:
            raise Stopped
        if self.fault.before == kind and not self.put_in and self.fault.then is not None:
            self.put_in = True
            self.fault.then(self)
        if kind in self.fault.undo:
            self.kept = self.kept or self.attempt
            self.owed += self._cost(kind, fields)
            self._plainly(kind, fields)
            return
        if self.kept is not None:
            self.attempt, self.kept = self.kept, None
            self._pass(self.owed)
            self.owed = timedelta()
        if self.fault.skips(kind, fields):
            self._pass(timedelta(seconds=self.fault.idles(kind, fields)) or self._cost(kind, fields))
            return
        self._plainly(kind, self.fault.rewrite(self, kind, fields))

    def _plainly(self, kind: str, fields: dict[str, str | int]) -> None:
        Player.do(self, kind, **fields)

    def _cost(self, kind: str, fields: dict[str, str | int]) -> timedelta:
        return cost_of(self.desk.handbook, self.desk.case, Move(kind=kind, fields=fields))

    def _pass(self, span: timedelta) -> None:
        seconds = int(span.total_seconds())
        if seconds > 0:
            Player.do(self, "wait", seconds=seconds)

    def speak(self, kind: str, *moments: str, **values: str) -> None:
        """Say the phrases of some moments but those the fault leaves out; saying nothing takes the same time."""
        said = tuple(one for one in moments if one not in self.fault.unsaid)
        if said:
            Player.speak(self, kind, *said, **values)
            return
        text = " ".join(phrase(self.desk, one, values) for one in moments)
        self._pass(self._cost(kind, {"text": text}))

    def say(self, moment: str, kind: str = "say", **values: str) -> None:
        """Put in a phrase of the phrase book, whatever the fault leaves out."""
        Player.speak(self, kind, moment, **values)


def meddled(trial: Trial, fault: Fault) -> Attempt | None:
    """Play the ideal handling with one fault; None where the fault cannot be put into this case."""
    player = meddling(trial, fault)
    return None if player is None else player.attempt


def meddling(trial: Trial, fault: Fault) -> Meddler | None:
    """Play the ideal handling with one fault, and give the player with the moves it made."""
    attempt = open_attempt(trial.desk, trial.desk.case.id, "practice", trial.wall)
    player = Meddler(attempt=attempt, wall=trial.wall, fault=fault)
    try:
        handle(player)
    except Stopped:
        Player.do(player, "finish")
    except NotWinnableError:
        return None
    was_put_in = not fault.before or player.put_in
    return player if was_put_in else None


def both(first: Fault, second: Fault) -> Fault:
    """Do two independent faults in one handling."""

    def skips(kind: str, fields: dict[str, str | int]) -> bool:
        return first.skips(kind, fields) or second.skips(kind, fields)

    def rewrite(player: Meddler, kind: str, fields: dict[str, str | int]) -> dict[str, str | int]:
        return second.rewrite(player, kind, first.rewrite(player, kind, fields))

    return Fault(
        skips=skips,
        unsaid=(*first.unsaid, *second.unsaid),
        rewrite=rewrite,
        parts=(first, second),
    )
