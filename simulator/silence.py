"""How much scenario time passes unspoken between two moves? (DESIGN decisions 3 and 5)."""

from datetime import datetime, timedelta

from simulator.cost import SPOKEN, spoken
from simulator.move import Move
from simulator.state import Desk, State, is_live


def is_absence(desk: Desk, state: State, gap_s: int) -> bool:
    """Decide whether a gap is absence: always in practice; at most three and ten minutes when certifying."""
    settings = desk.handbook.settings
    if gap_s <= settings["absence_s"].value:
        return False
    few = state.absences < settings["exam_absences"].value
    return state.mode == "practice" or (few and state.absent_s + gap_s <= settings["exam_absence_total_s"].value)


def silence(desk: Desk, state: State, wall: datetime, grace_s: float) -> timedelta:
    """Give the scenario time that passes unspoken before a move: only on live channels, only beyond the grace."""
    gap_s = int((wall - state.wall).total_seconds())
    if not is_live(desk) or state.status != "open" or is_absence(desk, state, gap_s):
        return timedelta()
    return timedelta(seconds=max(0, int(gap_s - grace_s)))


def grace(desk: Desk, move: Move) -> float:
    """Give the seconds of wall time a person may take before a move: 60 and three times what is spoken."""
    settings = desk.handbook.settings
    said = spoken(desk.handbook, desk.case, move.text("text")).total_seconds() if move.kind in SPOKEN else 0
    return settings["grace_s"].value + settings["grace_per_spoken"].value * said
