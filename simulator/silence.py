"""How much scenario time passes unspoken between two moves? (DESIGN decisions 3 and 5)."""

from dataclasses import dataclass
from datetime import datetime

from simulator.cost import WORDS, is_spoken, spoken, words_of
from simulator.move import MAX_TEXT, Move
from simulator.state import Desk, State, is_live


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What the wall time before a move was, in whole seconds.

    Attributes:
        away_s: Absence, which nobody hears; 0 for none.
        silent_s: Silence, which passes in scenario time.
    """

    away_s: int
    silent_s: int


NO_GAP = Gap(away_s=0, silent_s=0)
"""What most moves come after."""


def _forgiven(desk: Desk, state: State, gap_s: int) -> int:
    """Give how much of an absence is forgiven: all in practice; three absences and ten minutes when certifying."""
    if state.mode == "practice":
        return gap_s
    settings = desk.handbook.settings
    if state.absences >= settings["exam_absences"].value:
        return 0
    return max(0, min(gap_s, int(settings["exam_absence_total_s"].value) - state.absent_s))


def gap(desk: Desk, state: State, wall: datetime, grace_s: float) -> Gap:
    """Tell what the time since the last move was.

    Up to the grace it is nothing; beyond the limit of absence the person was away, as far as that is forgiven; the
    rest is silence, heard on live channels only.

    Args:
        desk: The drill's fixed things.
        state: State after the last move.
        wall: Wall time of the move.
        grace_s: Seconds that the move may take.
    """
    gap_s = int((wall - state.wall).total_seconds())
    if state.status != "open" or gap_s <= grace_s:
        return NO_GAP
    away = gap_s > desk.handbook.settings["absence_s"].value
    away_s = _forgiven(desk, state, gap_s) if away else 0
    silent_s = max(0, int(gap_s - away_s - grace_s)) if is_live(desk) else 0
    return Gap(away_s=away_s, silent_s=silent_s)


def _grace(desk: Desk, text: str) -> float:
    settings = desk.handbook.settings
    said = spoken(desk.handbook, desk.case, text).total_seconds() if text else 0
    return settings["grace_s"].value + settings["grace_per_spoken"].value * said


def is_prompt(desk: Desk, state: State, wall: datetime) -> bool:
    """Tell whether a move comes within the grace that any move has, so that what it says need not be measured."""
    return int((wall - state.wall).total_seconds()) <= desk.handbook.settings["grace_s"].value


def grace(desk: Desk, move: Move) -> float:
    """Give the seconds of wall time a person may take before a move: 60 and three times what is spoken."""
    return _grace(desk, words_of(move) if is_spoken(move) else "")


def longest_grace(desk: Desk) -> float:
    """Give the grace of the longest message; silence beyond it is sure before anything was said."""
    return _grace(desk, "w " * (len(WORDS) * MAX_TEXT // 2))
