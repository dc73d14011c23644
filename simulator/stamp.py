"""Which events of a move carry its wall time, its key and what it costs?"""

from datetime import datetime, timedelta

from simulator.draft import Draft
from simulator.evolved import evolved
from simulator.move import Move
from simulator.speech import OPENS
from sla.timeline import Json


def stamped(drafts: tuple[Draft, ...], move: Move, wall: datetime, cost: timedelta) -> tuple[Draft, ...]:
    """Put the envelope on the events of a move: the first carries wall time and key, the main one the cost."""
    if not drafts:
        return ()
    stamps: list[dict[str, Json]] = [{} for _ in drafts]
    stamps[0] = {"wall": wall.isoformat(), "move": move.key}
    if cost:
        kinds = [one.kind for one in drafts]
        acts = [place for place, kind in enumerate(kinds) if kind not in OPENS]
        main = kinds.index("agent.msg") if "agent.msg" in kinds else acts[-1] if acts else 0
        stamps[main]["cost_s"] = int(cost.total_seconds())
    return tuple(
        [
            evolved(one, fields={**one.fields, **stamp}) if stamp else one
            for one, stamp in zip(drafts, stamps, strict=True)
        ]
    )
