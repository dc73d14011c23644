"""How long does scoring one attempt take, and how many does a machine score again in a second?

Run `python -m benchmarks.bench_score [--handbook STD] [--cases 100] [--attempts 4000] [--workers 2]`. A store is made
in a temporary place: drawn cases, each handled well once and broken off once. `score` is the scorer alone, on an
attempt that is loaded, with the truth of its case at hand. The rates are those of `mysterydesk score replay` without
its table, store and content included; for so many attempts the store's are scored again and again, so that after the
first round each worker has the truth of every case at hand, which costs some 30 ms where each case is met once.
"""

import argparse
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.figures import line
from benchmarks.stored import make
from mysterydesk import attempts, rescoring
from mysterydesk.scores import key_of, rubric_for
from mysterydesk.sharing import SHARINGS
from mysterydesk.store.sqlite import SqliteStore
from scoring.drill_sheet import sheet_of
from scoring.score import score

GOAL_MS = 15.0
GOAL_RATIO = 1.7
TWICE, MB = 2, 1_000_000


def one_by_one(database: Path, names: list[str]) -> list[float]:
    """Score each attempt by itself; give the seconds of each."""
    seconds = []
    with closing(SqliteStore(database, upgrade=False)) as store:
        for name in names:
            attempt = attempts.load(store, name)
            desk, sheet = attempt.desk, sheet_of(attempt)
            key, rubric = key_of(desk), rubric_for(desk.handbook)
            began = perf_counter()
            score(attempt.events, key, rubric, desk.handbook, sheet)
            seconds.append(perf_counter() - began)
    return seconds


def shared(database: Path, names: list[str], workers: int, backend: str) -> float:
    """Score many with some workers, all warm; print and give the rate."""
    sharing = SHARINGS[backend]
    warm = [name for name in dict.fromkeys(names) for _ in range(workers)]
    for _ in sharing(rescoring.jobs(database, warm, {}), workers):
        pass
    began, done, peaks = perf_counter(), 0, dict[int, int]()
    for part in sharing(rescoring.jobs(database, names, {}), workers):
        done += len(part.rescored)
        peaks[part.worker] = max(part.peak_bytes, peaks.get(part.worker, 0))
    rate = done / (perf_counter() - began)
    peak = sum(peaks.values()) / MB
    print(
        f"{backend} {workers}: n={done:,}  {rate:,.1f} a second  processes {len(peaks)}  peak memory {peak:,.0f} MB"
    )
    return rate


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--handbook", default="STD")
    asked.add_argument("--cases", type=int, default=100)
    asked.add_argument("--attempts", type=int, default=4_000)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--backend", choices=tuple(SHARINGS), default="joblib")
    given = asked.parse_args()
    with TemporaryDirectory() as folder:
        database = Path(folder) / "bench.db"
        held = make(database, given.handbook, given.cases)
        with closing(SqliteStore(database, upgrade=False)) as store:
            names = [one.attempt for one in rescoring.finished(store)[0]]
        print(f"{held} distinct attempts on {given.cases} cases of {given.handbook}")
        seconds = one_by_one(database, names)
        middle = 1000 * median(seconds)
        print(line("score", seconds), f" goal {GOAL_MS:g} ms: {'met' if middle <= GOAL_MS else 'missed'}")
        many = list(islice(cycle(names), given.attempts))
        alone = shared(database, many, 1, given.backend)
        together = shared(database, many, given.workers, given.backend)
        ratio, goal = together / alone, GOAL_RATIO if given.workers == TWICE else None
        told = "" if goal is None else f"  goal {goal}: {'met' if ratio >= goal else 'missed'}"
        print(f"{given.workers} workers against 1: {ratio:.2f} times the rate{told}")


if __name__ == "__main__":
    main()
