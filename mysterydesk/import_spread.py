"""How long did the tickets of an import take, clock by clock?"""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

HOUR: Final = 60
EDGES: Final = (5, 15, 30, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, 24 * HOUR, 40 * HOUR, 80 * HOUR, 160 * HOUR)
"""Upper ends of the classes, in minutes of the clock's own time; a working week has 40 hours."""

Part = Literal["met", "breached", "running"]

PARTS: Final[Mapping[str, Part]] = {
    "met": "met",
    "breached": "breached",
    "running": "running",
    "paused": "running",
}
"""State of a clock -> how it is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """Tickets whose clock took about so long.

    Attributes:
        over: Minutes that it took more than; 0 for the first.
        up_to: Minutes that it took at most; None for the last.
        counts: Tickets by how the clock stands; those still running took at least so long.
    """

    over: int
    up_to: int | None
    counts: Mapping[Part, int]


@dataclass(slots=True)
class Spread:
    """Counts the rows of an import as they are written down.

    Attributes:
        counts: Clock -> one counter a class.
    """

    counts: dict[str, list[Counter[Part]]] = field(default_factory=dict)

    def add(self, line: str) -> None:
        """Count one ticket, as `importing.Imported.rows` has it."""
        for clock in json.loads(line)["clocks"]:
            part, elapsed = PARTS.get(clock["state"]), clock["elapsed_s"]
            if part is not None and elapsed is not None:
                classes = self.counts.setdefault(clock["clock"], [Counter() for _ in range(len(EDGES) + 1)])
                classes[bisect_left(EDGES, elapsed / 60)][part] += 1

    def classes(self, clock: str) -> tuple[Class, ...]:
        """Give the classes of a clock, from the first to the last that has a ticket."""
        counters = self.counts.get(clock, [])
        filled = [place for place, one in enumerate(counters) if one.total()]
        if not filled:
            return ()
        return tuple(
            Class(
                over=EDGES[place - 1] if place else 0,
                up_to=EDGES[place] if place < len(EDGES) else None,
                counts=dict(counters[place]),
            )
            for place in range(filled[0], filled[-1] + 1)
        )
