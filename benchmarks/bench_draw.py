"""How many cases are drawn, and how many whole drills are played without a page, in one second of one core?

Run `python -m benchmarks.bench_draw [--handbook STD] [--rounds 9] [--seeds 20] [--drills 24]`. Seconds are those that
the process had of a core (`time.process_time`): what else the machine does counts less, though it still slows it.
Every shipped scenario of the manual is drawn in both languages. A drill is the ideal handling played move by move,
its messages read before, as stored events hold them; `folded` is the same drill rebuilt from its events. Each round
gives a rate; the table shows the median of the rounds with its quartiles.
"""

import argparse
from collections.abc import Callable
from datetime import date
from statistics import quantiles
from time import process_time
from typing import NamedTuple

from mysterydesk import shelf
from mysterydesk.attempts import desk_for
from policy.text import Lang
from scenarios.draw import draw_case
from scenarios.sheet import sheet
from simulator.drill import Attempt, open_attempt, replay, step
from simulator.move import Refusal
from simulator.player import TimedMove
from simulator.solve import solve
from simulator.state import Desk

LANGS: tuple[Lang, ...] = ("zh", "en")
DAY = date(2026, 3, 2)
SEED = 7
LEAST_ROUNDS = 2
"""Fewer have no quartiles."""


class Goal(NamedTuple):
    """What is measured, and how many a second are wanted."""

    name: str
    wanted: int | None


CASES, PLAYED, FOLDED = Goal("cases drawn", 2_000), Goal("drills played", 300), Goal("drills folded", None)


def rate(work: Callable[[], int]) -> float:
    """Give how many a core does in a second of some work, which says how many it did."""
    began = process_time()
    done = work()
    return done / (process_time() - began)


def told(goal: Goal, rates: list[float]) -> str:
    """Write one line: median, quartiles, and whether the goal is met.

    >>> told(CASES, [1900.0, 2100.0, 2400.0])
    'cases drawn         2,100 a second  (1,900 .. 2,400)  n=3  goal 2,000: met'
    """
    first, middle, third = quantiles(rates, n=4)
    aim = "" if goal.wanted is None else f"  goal {goal.wanted:,}: {'met' if middle >= goal.wanted else 'missed'}"
    return f"{goal.name:<15} {middle:>9,.0f} a second  ({first:,.0f} .. {third:,.0f})  n={len(rates)}{aim}"


def drawing(handbook: str, rounds: int, seeds: int) -> list[float]:
    """Draw every scenario for many seeds; nothing is drawn twice."""
    book, world = shelf.handbook(handbook), shelf.world()
    mine = [one for one in shelf.scenarios().values() if handbook in one.handbooks]
    sheets = [sheet(one, book, world, lang) for one in mine for lang in LANGS]

    def work(turn: int) -> int:
        for seed in range(turn * seeds, (turn + 1) * seeds):
            for one in sheets:
                one.draw(seed, DAY)
        return seeds * len(sheets)

    work(0)
    return [rate(lambda turn=turn: work(turn)) for turn in range(1, rounds + 1)]  # type: ignore[misc]


def drills(handbook: str, count: int) -> list[tuple[Desk, tuple[TimedMove, ...]]]:
    """Find the ideal handling of some scenarios, spread over the library, languages in turn."""
    book, world = shelf.handbook(handbook), shelf.world()
    mine = [one for one in shelf.scenarios().values() if handbook in one.handbooks]
    found = []
    for place, scenario in enumerate(mine[:: max(1, len(mine) // count)][:count]):
        desk = desk_for(draw_case(scenario, book, world, SEED, LANGS[place % 2], day=DAY))
        found.append((desk, solve(desk, desk.case.submitted_at)))
    return found


def play(desk: Desk, moves: tuple[TimedMove, ...]) -> Attempt:
    """Play one drill whole, without a page or a store."""
    attempt = open_attempt(desk, "bench", "practice", desk.case.submitted_at)
    for one in moves:
        done = step(attempt, one.move, one.wall)
        if isinstance(done, Refusal):
            raise SystemExit(f"{desk.case.id}: {one.move.kind} refused: {done.code}")
        attempt = done[0]
    return attempt


def playing(handbook: str, rounds: int, count: int) -> tuple[list[float], list[float]]:
    """Play and fold one drill again and again; rates of each round, over all drills."""
    ready = drills(handbook, count)
    ended = [(desk, play(desk, moves).events) for desk, moves in ready]

    def all_played() -> int:
        return sum(1 for desk, moves in ready if play(desk, moves).events)

    def all_folded() -> int:
        return sum(1 for desk, events in ended if replay(desk, "bench", events).events)

    all_played()  # What the messages say is read now, and kept from here on.
    return [rate(all_played) for _ in range(rounds)], [rate(all_folded) for _ in range(rounds)]


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--handbook", default="STD")
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--seeds", type=int, default=20)
    asked.add_argument("--drills", type=int, default=24)
    given = asked.parse_args()
    rounds = max(LEAST_ROUNDS, given.rounds)
    print(told(CASES, drawing(given.handbook, rounds, given.seeds)))
    played, folded = playing(given.handbook, rounds, given.drills)
    print(told(PLAYED, played))
    print(told(FOLDED, folded))


if __name__ == "__main__":
    main()
