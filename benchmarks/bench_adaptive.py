"""How right, how short and how fast is an adaptive sitting that wears out no item?

Run `python -m benchmarks.bench_adaptive [--people 1500] [--banks 6] [--items 300]`. Banks are drawn with
log a ~ N(0, 0.3) and b ~ N(0, 1), six topics in equal shares; the cut is 0. People come from N(0, 1), where the cut
is at the mean and verdicts are hardest, and from the reference population of VALIDITY G11, N(0.5, 1).
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from benchmarks.bench_irt import drawn
from benchmarks.figures import line
from certification.psychometrics.adaptive import Exposure, Policy, Sitting, bank, choose
from certification.psychometrics.stopping import Desk, PassFail, Practice, sit

TOPICS = 6
ZONE = 0.15
"""Around the cut (VALIDITY G11)."""


@dataclass
class Season:
    """What came of the people of all banks."""

    right: list[bool] = field(default_factory=list)
    false_pass: list[bool] = field(default_factory=list)
    false_fail: list[bool] = field(default_factory=list)
    near: list[bool] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    exposed: list[float] = field(default_factory=list)
    error: list[float] = field(default_factory=list)


def desk(seed: int, items: int, rule: PassFail | Practice) -> Desk:
    """Give a bank, ready."""
    curves, _ = drawn(seed, 1, items)
    topics = {name: f"t{place % TOPICS}" for place, name in enumerate(curves.items)}
    at = rule.cut if isinstance(rule, PassFail) else None
    return Desk(items=bank(curves, topics, dict.fromkeys(topics.values(), 1.0)), policy=Policy(at=at), rule=rule)


def played(found: Season, asked: Desk, seed: int, people: int, mean: float) -> None:
    """Let people sit one after another, and add what came of it."""
    chance, size = np.random.default_rng(1000 + seed), len(asked.items.curves.items)
    exposure = Exposure(given=np.zeros(size, dtype=np.int64), people=0)
    for number in range(people):
        able = float(chance.normal(mean, 1))
        answers = chance.random(size) < asked.items.curves.right(np.array([able]))[0]
        sitting, ended = sit(asked, partial(_answer, answers), exposure, number)
        exposure = exposure.after(sitting)
        found.items.append(ended.items)
        found.error.append(ended.error)
        if ended.passed is not None:
            found.right.append(ended.passed == (able >= 0))
            found.false_pass.append(ended.passed and able < 0)
            found.false_fail.append(not ended.passed and able >= 0)
            found.near.append(abs(able) <= ZONE)
    found.exposed.append(float(exposure.given.max() / people))


def _answer(answers: NDArray[np.bool_], item: int) -> bool:
    return bool(answers[item])


def told(name: str, found: Season) -> str:
    """Give the figures, with the standard error of the shares."""
    items = f"items mean {np.mean(found.items):.1f} median {np.median(found.items):.0f}"
    worn = f"most exposed {max(found.exposed):.3f}"
    if not found.right:
        return f"{name:<36}n={len(found.items)}  error {np.mean(found.error):.3f}  {items}  {worn}"
    n, near = len(found.right), np.array(found.near)
    share = np.mean(found.right)
    outside = [np.mean(np.array(one) & ~near) for one in (found.false_pass, found.false_fail)]
    return (
        f"{name:<36}n={n}  right {share:.4f} (+- {np.sqrt(share * (1 - share) / n):.4f})  {items}  {worn}\n"
        f"{'':<36}false pass {np.mean(found.false_pass):.4f}, outside the zone {outside[0]:.4f}; "
        f"false fail {np.mean(found.false_fail):.4f}, outside {outside[1]:.4f}"
    )


def choices(asked: Desk, count: int) -> list[float]:
    """Measure single choices at all lengths of a sitting."""
    seconds, chance = [], np.random.default_rng(1)
    fresh = Exposure(given=np.zeros(len(asked.items.curves.items), dtype=np.int64), people=0)
    for number in range(count):
        length = number % 40
        some = tuple(chance.permutation(len(fresh.given))[:length].tolist())
        sitting = Sitting(asked=some, right=tuple((chance.random(length) < 1 / 2).tolist()))
        took: Callable[[], int | None] = partial(choose, asked.items, sitting, fresh, asked.policy, number)
        began = perf_counter()
        took()
        seconds.append(perf_counter() - began)
    return seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=1500)
    parser.add_argument("--banks", type=int, default=6)
    parser.add_argument("--items", type=int, default=300)
    options = parser.parse_args()
    for name, rule, mean in (
        ("pass or fail, cut at the mean", PassFail(cut=0.0), 0.0),
        ("pass or fail, reference N(cut + .5)", PassFail(cut=0.0), 0.5),
        ("interval, reference N(cut + .5)", PassFail(cut=0.0, by="interval"), 0.5),
        ("practice", Practice(), 0.0),
    ):
        found = Season()
        for seed in range(options.banks):
            played(found, desk(seed, options.items, rule), seed, options.people, mean)
        print(told(name, found), flush=True)
    print(line("one choice, practice", choices(desk(0, options.items, Practice()), 2000)))


if __name__ == "__main__":
    main()
