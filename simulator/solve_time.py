"""When does the ideal handling pass on what the desk could cure, because its set time would be over (DSK-9.1.esc)?"""

from datetime import timedelta

from scenarios.fault_model import Check, state_under
from simulator.desk_time import SPARE, WINDS_UP_S, look_time, repair_time, set_time, used
from simulator.diagnose import Beliefs, owner
from simulator.player import Player
from simulator.state import Desk


def is_out_of_time(player: Player, beliefs: Beliefs, check: Check | None) -> bool:
    """Tell whether no cure that the seat has would be done inside the desk's set time.

    Args:
        player: Who plays.
        beliefs: Causes still open.
        check: What would be looked at next, None where nothing needs to be.
    """
    desk = player.desk
    limit = set_time(desk.handbook, desk.case)
    model = desk.case.fault_model
    cures = [repair_time(desk.handbook, desk.case, state_under(model, one)) for one in beliefs]
    known = [one for one in cures if one is not None]
    if limit is None or not known:
        return False
    needed = look_time(desk.case, check) + min(known) + timedelta(seconds=WINDS_UP_S)
    return used(desk.case, player.attempt.events, player.state.now) + needed > limit * (1 - SPARE)


def next_line(desk: Desk, beliefs: Beliefs) -> str:
    """Name the line behind the desk that can cure whatever is left open."""
    behind = [one.code for one in desk.handbook.tiers if one.code > desk.case.seat]
    lines = [owner(desk.handbook, desk.case.fault_model, one) for one in beliefs]
    return max(one for one in (*lines, behind[0]) if one in behind)
