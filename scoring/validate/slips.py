"""What becomes of a case in the hands of somebody who keeps each duty with a given chance?

The handling is the ideal one, less the duties that are missed: each is missed by one of the faults that the scorer is
measured with, so that it is played move by move and scored as any attempt is. Faults that a play cannot hold together
are not put into one handling; where the faults leave no way on, the trainee ends the case there, as people do.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.scorecard import Outcome, Scorecard
from scoring.validate.exam_room import Trial
from scoring.validate.faults import mutants
from scoring.validate.meddler import Fault, Meddler, Stopped
from scoring.validate.mutant import Mutant
from scoring.validate.sentences import Sentences
from simulator.chance import fraction, pick
from simulator.drill import Attempt, open_attempt
from simulator.player import NotWinnableError, Player
from simulator.solve import handle

CRITICAL_SHARE = 0.1
"""How much more rarely a duty is missed whose breach fails a case at any total (Assumption A-sim-critical)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One criterion of a case that can be missed.

    Attributes:
        code: Of the criterion.
        critical: Missing it fails the case.
        ways: Faults by which it is missed.
    """

    code: str
    critical: bool
    ways: tuple[Mutant, ...]


def duties_of(trial: Trial, sentences: Sentences) -> tuple[Duty, ...]:
    """List the duties of a case that the engine can miss, those of the rubric in the order of their codes."""
    judged = trial.rubric.criteria
    ways: dict[tuple[str, bool], list[Mutant]] = defaultdict(list)
    for one in mutants(trial, sentences):
        if one.code in judged:
            ways[one.code, one.critical and judged[one.code].critical].append(one)
    return tuple(
        Duty(code=code, critical=critical, ways=tuple(found)) for (code, critical), found in sorted(ways.items())
    )


def missed(duties: Sequence[Duty], chance: float, seed: int) -> tuple[Mutant, ...]:
    """Throw for each duty whether it is missed, and by which fault.

    Args:
        duties: Of the case.
        chance: That one is missed, 0 .. 1; a critical one is missed more rarely.
        seed: Of this handling.
    """
    out = list[Mutant]()
    for one in duties:
        least = chance * (CRITICAL_SHARE if one.critical else 1.0)
        if fraction(seed, one.code, int(one.critical), "missed") < least:
            out.append(pick(one.ways, fraction(seed, one.code, int(one.critical), "way")))
    return tuple(out)


def _is_plain(fault: Fault) -> bool:
    return not (fault.before or fault.undo or fault.stop)


def together(faults: Sequence[Fault]) -> Fault:
    """Do some faults in one handling; of those that put moves in or end it, the first."""
    plain = [one for one in faults if _is_plain(one)]
    special = next((one for one in faults if not _is_plain(one)), Fault())
    parts = (*plain, special)

    def skips(kind: str, fields: dict[str, str | int]) -> bool:
        return any(one.skips(kind, fields) for one in parts)

    def rewrite(player: Meddler, kind: str, fields: dict[str, str | int]) -> dict[str, str | int]:
        for one in parts:
            fields = one.rewrite(player, kind, fields)
        return fields

    return Fault(
        skips=skips,
        unsaid=tuple(moment for one in parts for moment in one.unsaid),
        before=special.before,
        then=special.then,
        rewrite=rewrite,
        undo=special.undo,
        stop=special.stop,
        parts=tuple(plain),
    )


def handled(trial: Trial, faults: Sequence[Mutant]) -> Attempt:
    """Play a case with some duties missed, to its end or to where there is no way on."""
    attempt = open_attempt(trial.desk, trial.desk.case.id, "practice", trial.wall)
    player = Meddler(attempt=attempt, wall=trial.wall, fault=together([one.fault for one in faults]))
    try:
        handle(player)
    except (Stopped, NotWinnableError):
        Player.do(player, "finish")
    return player.attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What a case came to.

    Attributes:
        verdict: `pass`, `fail`, or `person`.
        total: Interval of points.
        critical: Codes of critical findings that are not met.
        missed: Codes of the duties that were missed.
    """

    verdict: Outcome
    total: tuple[float, float]
    critical: tuple[str, ...]
    missed: tuple[str, ...]


def played_at(
    trial: Trial, duties: Sequence[Duty], chance: float, seed: int, ideal: Mapping[str, Scorecard]
) -> Played:
    """Handle a case once at a chance of missing, and score it; `ideal` is kept from call to call."""
    faults = missed(duties, chance, seed)
    card = trial.scored(handled(trial, faults)) if faults else ideal[trial.desk.case.id]
    return Played(
        verdict=card.verdict,
        total=card.total,
        critical=tuple(one.code for one in card.findings if one.critical and one.verdict == "not_met"),
        missed=tuple(one.code for one in faults),
    )
