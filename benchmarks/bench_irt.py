"""How near the truth are calibrated items, and how long does it take, next to other Python packages on the same data?

Run `python -m benchmarks.bench_irt [--seeds 20] [--persons 5000] [--items 100] [--girth 2]`. Items are drawn with
log a ~ N(0, 0.3) and b ~ N(0, 1), people from N(0, 1). A peer that is not installed is named with the reason. All fit
two parameters; ours and mirt's first row find standard errors too, mirt's second row does not, nor does girth.
"""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from time import perf_counter
from types import ModuleType

import numpy as np

from benchmarks.series import Series
from certification.psychometrics.curves import Curves
from certification.psychometrics.enough import Floats, NotEnough
from certification.psychometrics.irt import calibrate
from certification.psychometrics.responses import responses

Fit = Callable[[Floats], tuple[Floats, Floats]]
"""From answers to a and b."""


@dataclass
class Row:
    """What one way of fitting did: seconds, and root mean squared errors of a and b, by seed."""

    seconds: list[float] = field(default_factory=list)
    a: list[float] = field(default_factory=list)
    b: list[float] = field(default_factory=list)


def ours(scores: Floats) -> tuple[Floats, Floats]:
    """Fit with this package."""
    found = calibrate(responses([f"i{one}" for one in range(scores.shape[1])], scores))
    if isinstance(found, NotEnough) or not found.converged:
        raise RuntimeError(f"not calibrated: {found}")
    return found.curves.a, found.curves.b


def mirt(package: ModuleType, scores: Floats, *, errors: bool) -> tuple[Floats, Floats]:
    """Fit with mirt at 61 points."""
    found = package.fit_mirt(scores.astype(int), model="2PL", n_quadpts=61, compute_standard_errors=errors)
    parameters = found.model.parameters
    return parameters["discrimination"].ravel(), parameters["difficulty"].ravel()


def girth(package: ModuleType, scores: Floats) -> tuple[Floats, Floats]:
    """Fit with girth at 61 points."""
    found = package.twopl_mml(scores.astype(int).T, {"quadrature_n": 61})
    return found["Discrimination"], found["Difficulty"]


def peers() -> tuple[Mapping[str, Fit], list[str]]:
    """Give what is installed, ours first, and of the others why they are not asked."""
    fits: dict[str, Fit] = {"ours": ours}
    absent = []
    try:
        package = import_module("mirt")
        fits["mirt 61"] = partial(mirt, package, errors=True)
        fits["mirt 61, no errors"] = partial(mirt, package, errors=False)
    except ImportError as missing:
        absent.append(f"mirt ({missing})")
    try:
        fits["girth 61"] = partial(girth, import_module("girth"))
    except ImportError as missing:
        absent.append(f"girth ({missing})")
    return fits, absent


def drawn(seed: int, persons: int, items: int) -> tuple[Curves, Floats]:
    """Draw items, people and answers."""
    chance = np.random.default_rng(seed)
    curves = Curves(
        items=tuple(f"i{one}" for one in range(items)),
        a=chance.lognormal(0, 0.3, items),
        b=chance.normal(0, 1, items),
    )
    right = curves.right(chance.normal(0, 1, persons))
    return curves, (chance.random(right.shape) < right).astype(np.float64)


def fitted(fit: Fit, truth: Curves, scores: Floats, row: Row) -> None:
    """Fit once, and add the figures to the row."""
    began = perf_counter()
    a, b = fit(scores)
    row.seconds.append(perf_counter() - began)
    row.a.append(float(np.sqrt(np.mean((a - truth.a) ** 2))))
    row.b.append(float(np.sqrt(np.mean((b - truth.b) ** 2))))


def told(name: str, row: Row, own: Row) -> str:
    """Give a row: errors as mean and SD over seeds, their ratio to ours on the same seeds, and the time."""
    n = len(row.a)
    a, b = np.mean(own.a[:n]) / np.mean(row.a), np.mean(own.b[:n]) / np.mean(row.b)
    errors = f"a {np.mean(row.a):.4f} ({np.std(row.a):.4f})  b {np.mean(row.b):.4f} ({np.std(row.b):.4f})"
    line = f"{name:<20}n={n:>3}  RMSE {errors}  ours/it a {a:.3f} b {b:.3f}  median {np.median(row.seconds):7.3f} s"
    if row is own or n < len(("two", "for quartiles")):
        return line
    return f"{line}  {Series(row.seconds).times(Series(own.seconds))}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--persons", type=int, default=5000)
    parser.add_argument("--items", type=int, default=100)
    parser.add_argument("--girth", type=int, default=2, help="seeds for girth, which takes long")
    options = parser.parse_args()
    fits, absent = peers()
    rows = {name: Row() for name in fits}
    # The first fit of a process loads what the others use.
    ours(drawn(options.seeds, options.persons, options.items)[1])
    for seed in range(options.seeds):
        truth, scores = drawn(seed, options.persons, options.items)
        for name, fit in fits.items():
            if not name.startswith("girth") or seed < options.girth:
                fitted(fit, truth, scores, rows[name])
    print(f"{options.persons} persons x {options.items} items; SD over seeds in brackets; times: median (quartiles)")
    for name, row in rows.items():
        if row.a:
            print(told(name, row, rows["ours"]))
    for one in absent:
        print(f"skipped: {one}")


if __name__ == "__main__":
    main()
