"""What does one move cost: reading, step, clocks, store, and the whole use-case?

Run `python -m benchmarks.move`. The ideal handlings of all shipped scenarios in both languages are played move by
move, once in memory and once through the use-case with a SQLite store on the disk.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from benchmarks.figures import table
from mysterydesk import attempts, drills, shelf
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.clock import now
from mysterydesk.store.sqlite import SqliteStore
from policy.text import Lang, Text
from scenarios.draw import draw_case
from simulator.drill import as_of, open_attempt, step
from simulator.move import Refusal
from simulator.player import TimedMove
from simulator.reading.read import read_anew
from simulator.solve import solve
from simulator.state import Desk
from sla.clock import clocks
from sla.priorities import PrioritySteps

T = TypeVar("T")
LANGS: tuple[Lang, ...] = ("zh", "en")
DAY = date(2026, 3, 2)


def timed(into: list[float], work: Callable[[], T]) -> T:
    """Do some work and keep how many seconds it took."""
    began = perf_counter()
    done = work()
    into.append(perf_counter() - began)
    return done


def desks() -> Iterator[Desk]:
    """Give one case of each shipped scenario and language."""
    world, handbook = shelf.world(), shelf.handbook()
    for scenario in shelf.scenarios().values():
        for lang in LANGS:
            case = draw_case(scenario, handbook, world, 7, lang, day=DAY)
            articles = {name: one for name, one in world.articles.items() if one.product == scenario.product}
            yield Desk(handbook=handbook, case=case, articles=articles, rules=shelf.rules(), wording=shelf.wording())


def in_memory(desk: Desk, moves: tuple[TimedMove, ...], kept: dict[str, list[float]]) -> None:
    """Play one handling without a store, part by part."""
    attempt = open_attempt(desk, "bench", "practice", moves[0].wall)
    for one in moves:
        if text := one.move.text("text"):
            timed(kept["reading"], lambda text=text: read_anew(text, desk.case.lang, desk.rules))  # type: ignore[misc]
        done = timed(kept["step"], lambda one=one, attempt=attempt: step(attempt, one.move, one.wall))  # type: ignore[misc]
        if isinstance(done, Refusal):
            raise SystemExit(f"{desk.case.id}: {one.move.kind} refused: {done.code}")
        attempt = done[0]
        level = attempt.state.ticket.level or desk.handbook.priorities[0].code
        steps = PrioritySteps(steps=((desk.case.submitted_at, desk.handbook.priority(level).code),))
        timed(kept["clocks"], lambda at=attempt, by=steps: clocks(desk.handbook, at.events, by, as_of(at)))  # type: ignore[misc]


def through_the_store(desk: Desk, kept: list[float], folder: Path) -> None:
    """Play one handling through the use-case, as a page does."""
    store = SqliteStore(folder / f"{desk.case.id}-{desk.case.lang}.db")
    begun = now()
    who = NewAccount(login="bench", name=Text(zh="测", en="Bench"), role="trainee", phrase="only-for-a-benchmark")
    account = open_account(store, who, by=None, at=begun)
    wanted = drills.Begin(scenario=desk.case.scenario, lang=desk.case.lang, mode="practice")
    attempt_id = drills.begin(store, account, wanted, begun)
    seen = attempts.load(store, attempt_id)
    for one in solve(seen.desk, begun):
        count = len(seen.events)
        done = timed(
            kept,
            lambda one=one, count=count: drills.move(store, account, attempt_id, one.move, seen=count, at=one.wall),  # type: ignore[misc]
        )
        if isinstance(done, Refusal):
            raise SystemExit(f"{desk.case.id}: {one.move.kind} refused: {done.code}")
        seen = done
    store.close()


def main() -> None:
    """Measure and print."""
    kept: dict[str, list[float]] = {"reading": [], "step": [], "clocks": []}
    whole: list[float] = []
    with TemporaryDirectory() as folder:
        for desk in desks():
            in_memory(desk, solve(desk, desk.case.submitted_at), kept)
            through_the_store(desk, whole, Path(folder))
    print(table("One move", [*kept.items(), ("use-case with store", whole)]))


if __name__ == "__main__":
    main()
