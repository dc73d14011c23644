# ruff: noqa: INP001, T201, S603  a script that prints and starts the tool it is about
"""How many small changes of the scorer's own code do its tests notice (G13 of the validity figures)?

Run `make mutants` or `python tools/mutants.py [--sample 200] [--seed 1] [--workers 2]`. mutmut makes the mutants and
finds the tests that reach each; a sample of them, drawn by the seed, is tried, for all of them would take days. One
that survives is listed: either a test is missing, or the change means nothing (an equivalent mutant, which is counted
as survived all the same). `mutmut show NAME` shows it.
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from math import sqrt
from pathlib import Path

MADE = Path("mutants")
SCORER = MADE / "scoring"
GOAL = 0.85
Z = 1.96
"""Of a 95 % interval."""

SURVIVED, NO_TEST = {0}, {5, 33}
"""mutmut's exit codes: all tests passed; no test reaches it."""


def mutmut(*names: str, workers: int) -> None:
    """Run mutmut; what it says goes to the screen."""
    subprocess.run([sys.executable, "-m", "mutmut", "run", *names, "--max-children", str(workers)], check=False)


def results() -> dict[str, int | None]:
    """Read what is known of each mutant: the exit code of its tests, or None where it was not tried."""
    known: dict[str, int | None] = {}
    for meta in sorted(SCORER.rglob("*.py.meta")):
        known.update(json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"])
    return known


def drawn(names: list[str], size: int, seed: int) -> list[str]:
    """Draw a sample that depends on names and seed alone."""
    return sorted(names, key=lambda name: sha256(f"{seed} {name}".encode()).digest())[:size]


def interval(share: float, n: int) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share."""
    middle, spread = share + Z * Z / (2 * n), Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return (middle - spread) / (1 + Z * Z / n), (middle + spread) / (1 + Z * Z / n)


def report(sample: list[str], known: dict[str, int | None], made: int) -> int:
    """Print the figure and the survivors; give 0 where the goal is met."""
    tried = [name for name in sample if known.get(name) is not None]
    if not tried:
        print("no mutant was tried; see what mutmut said above")
        return 2
    untested = [name for name in tried if known[name] in NO_TEST]
    survived = [name for name in tried if known[name] in SURVIVED]
    killed = len(tried) - len(untested) - len(survived)
    share = killed / len(tried)
    low, high = interval(share, len(tried))
    print(f"G13: {killed} of {len(tried)} mutants killed = {share:.3f} (95 %: {low:.3f} .. {high:.3f}), goal {GOAL}")
    print(f"made {made}, drawn {len(sample)}, survived {len(survived)}, reached by no test {len(untested)}")
    modules = Counter(name.rpartition(".")[0] for name in (*survived, *untested))
    for module, count in modules.most_common():
        print(f"  {count:3} {module}")
    for name in (*survived, *untested):
        print(f"  {'no test ' if name in untested else 'survived'} {name}")
    return 0 if share >= GOAL else 1


def main() -> int:
    """Make, draw, try and report."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sample", type=int, default=200)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    mutmut("scoring.plain.*", workers=given.workers)  # a small module: makes all mutants, and shows that tests run
    names = list(results())
    sample = drawn(names, given.sample, given.seed)
    if sample:
        mutmut(*sample, workers=given.workers)
    return report(sample, results(), len(names))


if __name__ == "__main__":
    raise SystemExit(main())
