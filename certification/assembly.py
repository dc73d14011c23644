"""Which items make a candidate's paper, so that it is as hard and as exact as everybody else's?

The choice is a mixed-integer programme (scipy's `milp`): cells of the blueprint within their tolerance, one item a
family, nothing of what the person has seen lately, nothing that was shown to too many, and the test information at
the cut and beside it near the target (van der Linden, Linear Models for Optimal Test Design, 2005, chapters 3 and 5).
Among the papers that do all this the seed chooses.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from scenarios.chance import below

FINE = 10_000
MISSES_COST = 1_000.0
"""How much a missed target weighs against the seed's preferences, which are below 1 an item."""

GAP = 0.02
"""The solver may stop this near the best preference: it is chance, and no better paper than the next."""

Row = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Something that gives a paper one item: an authored item, or the template of generated ones.

    Attributes:
        id: Of the item or the template.
        cell: Cell of the blueprint, e.g. `O4`.
        family: Units of one family ask the same thing; a paper holds one. Empty: none.
        a: Discrimination, logistic metric.
        b: Difficulty, on the scale of ability.
        uses: How many papers of this cycle hold it.
    """

    id: str
    cell: str
    family: str = ""
    a: float = 1.0
    b: float = 0.0
    uses: int = 0

    def information(self, theta: float) -> float:
        """Give the information at an ability: a^2 P (1 - P) (Lord 1980, 2PL)."""
        p = 1.0 / (1.0 + np.exp(-self.a * (theta - self.b)))
        return float(self.a**2 * p * (1.0 - p))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What every paper of a level has to be.

    Attributes:
        cells: Cell -> how many items.
        tolerance: How many items a cell may be off; the total may not.
        at: Abilities at which information is held to the target: the cut and beside it.
        near: How far information may be from the target, as a share of it.
        cap: Largest share of papers that may hold one unit.
        target: Information wanted at each ability of `at`; empty: as much as the pool gives on the average.
    """

    cells: Mapping[str, int]
    tolerance: int = 0
    at: tuple[float, ...] = (-0.5, 0.0, 0.5)
    near: float = 0.05
    cap: float = 0.25
    target: tuple[float, ...] = ()

    @property
    def total(self) -> int:
        """How many items a paper holds."""
        return sum(self.cells.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """A paper's units.

    Attributes:
        units: Ids, in the order of the plan's cells.
        information: At each ability of the plan.
        target: What was wanted there.
        off: Largest miss, as a share of the target; above `near` only where the pool gives no nearer paper.
        exposed: The cap on exposure had to give way, because too few units were left under it.
    """

    units: tuple[str, ...]
    information: tuple[float, ...]
    target: tuple[float, ...]
    off: float
    exposed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """A cell that cannot be filled for this person.

    Attributes:
        cell: Its topic.
        need: Items it asks for.
        have: Items there are, one a family, that the person has not seen lately.
    """

    cell: str
    need: int
    have: int


def assembled(
    units: Sequence[Unit], plan: Plan, seed: int, papers: int, seen: Collection[str] = ()
) -> Assembled | tuple[Short, ...]:
    """Choose the units of one paper.

    Args:
        units: The pool; order does not matter.
        plan: What the paper has to be.
        seed: The candidate's own.
        papers: How many papers of this cycle there are already, for the cap.
        seen: Units of the person's last two papers: never again yet.

    Returns:
        The choice, or every cell that cannot be filled.
    """
    fresh = sorted((one for one in units if one.id not in seen and one.cell in plan.cells), key=lambda one: one.id)
    target = plan.target or _average(sorted(units, key=lambda one: one.id), plan)
    rare = [one for one in fresh if one.uses + 1 <= ceil(plan.cap * (papers + 1))]
    for pool, exposed in ((rare, False), (fresh, True)):
        if not tuple(_short(pool, plan)):
            found = _solved(pool, plan, target, seed)
            if found is not None:
                return _told(found, plan, target, exposed=exposed)
    return tuple(_short(fresh, plan)) or tuple(
        Short(cell=cell, need=need, have=need) for cell, need in plan.cells.items()
    )


def _average(units: Sequence[Unit], plan: Plan) -> tuple[float, ...]:
    """Give the information that a paper drawn blindly from the pool has on the average."""
    return tuple(sum(_mean(units, cell, theta) * need for cell, need in plan.cells.items()) for theta in plan.at)


def _mean(units: Sequence[Unit], cell: str, theta: float) -> float:
    found = [one.information(theta) for one in units if one.cell == cell]
    return sum(found) / len(found) if found else 0.0


def _short(pool: Sequence[Unit], plan: Plan) -> Iterator[Short]:
    for cell, need in plan.cells.items():
        have = len({one.family or one.id for one in pool if one.cell == cell})
        if have < need - plan.tolerance:
            yield Short(cell=cell, need=need, have=have)


def _solved(pool: Sequence[Unit], plan: Plan, target: tuple[float, ...], seed: int) -> tuple[Unit, ...] | None:
    """Solve the programme: one column a unit, and a last one for the largest miss beyond what is near enough."""
    rows = list(_rows(pool, plan, target))
    matrix = csr_array(np.array([row for row, _, _ in rows]))
    wishes = [below(FINE, seed, "assembly", one.id) / FINE for one in pool]
    done = milp(
        c=np.array([*wishes, MISSES_COST]),
        constraints=LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows]),
        integrality=np.array([*(1 for _ in pool), 0]),
        bounds=Bounds(0, np.array([*(1.0 for _ in pool), np.inf])),
        options={"mip_rel_gap": GAP},
    )
    if done.x is None:
        return None
    return tuple(one for one, value in zip(pool, done.x, strict=False) if round(value) == 1)


def _rows(pool: Sequence[Unit], plan: Plan, target: tuple[float, ...]) -> Iterator[tuple[Row, float, float]]:
    def row(values: Sequence[float], miss: float = 0.0) -> Row:
        return np.array([*values, miss], dtype=np.float64)

    yield row([1.0] * len(pool)), plan.total, plan.total
    for cell, need in plan.cells.items():
        yield row([float(one.cell == cell) for one in pool]), need - plan.tolerance, need + plan.tolerance
    for family in sorted({one.family for one in pool if one.family}):
        yield row([float(one.family == family) for one in pool]), 0, 1
    for theta, wanted in zip(plan.at, target, strict=True):
        if wanted > 0:
            shares = [one.information(theta) / wanted for one in pool]
            yield row(shares, 1.0), 1 - plan.near, np.inf
            yield row(shares, -1.0), -np.inf, 1 + plan.near


def _told(chosen: Sequence[Unit], plan: Plan, target: tuple[float, ...], *, exposed: bool) -> Assembled:
    order = {cell: place for place, cell in enumerate(plan.cells)}
    information = tuple(sum(one.information(theta) for one in chosen) for theta in plan.at)
    misses = (abs(got - wanted) / wanted for got, wanted in zip(information, target, strict=True) if wanted > 0)
    return Assembled(
        units=tuple(one.id for one in sorted(chosen, key=lambda one: (order[one.cell], one.id))),
        information=information,
        target=target,
        off=max(misses, default=0.0),
        exposed=exposed,
    )
