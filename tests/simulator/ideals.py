"""Ideal handlings, played once for all tests of a process."""

from dataclasses import dataclass
from functools import lru_cache

from policy.text import Lang
from simulator.drill import Attempt, open_attempt
from simulator.player import Player, TimedMove
from simulator.solve import handle
from simulator.state import Desk
from tests.simulator.conftest import WALL, drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Ideal:
    """The ideal handling of one case: its moves, and the attempt they make."""

    desk: Desk
    moves: tuple[TimedMove, ...]
    attempt: Attempt


def played(desk: Desk) -> Ideal:
    """Find and play the ideal handling of a case."""
    player = Player(attempt=open_attempt(desk, "ideal", "practice", WALL), wall=WALL)
    handle(player)
    return Ideal(desk=desk, moves=tuple(player.made), attempt=player.attempt)


@lru_cache(maxsize=64)
def ideal(scenario: str, seed: int, lang: Lang, handbook: str = "STD") -> Ideal:
    """Find and play the ideal handling of a drawn case, once."""
    return played(drawn(scenario, seed, lang, handbook))
