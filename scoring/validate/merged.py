"""How do figures of single cases become those of all of them?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from scoring.validate.caught import Caught
from scoring.validate.goals import Measured
from scoring.validate.validate import Validation

MOST = frozenset({"G6", "G8"})
"""Figures of which the largest counts."""

SUMS = frozenset(
    {
        "G1",
        "G4",
        "G5",
        "G5.wrong_fix",
        "G5.average",
        "G6.abuse",
        "G8.name",
        "G8.gender",
        "G8.region",
        "G8.company",
        "G12",
    }
)
"""Figures that count how often; every other one is a share."""


def merged(parts: Iterable[Validation]) -> Validation:
    """Put together what was measured on single cases."""
    parts = tuple(parts)
    names = dict.fromkeys(name for one in parts for name in one.measured)
    return Validation(
        measured={
            name: _figure(name, [one.measured[name] for one in parts if name in one.measured]) for name in names
        },
        caught=_caught(parts),
        void=sum(one.void for one in parts),
        unplayable=tuple(name for one in parts for name in one.unplayable),
    )


def _figure(name: str, ones: list[Measured]) -> Measured:
    n = sum(one.n for one in ones)
    value = _joined(name)(ones, n)
    return Measured(value=value, n=n, misses=tuple(miss for one in ones for miss in one.misses))


def _joined(name: str) -> Callable[[list[Measured], int], float]:
    if name in MOST:
        return lambda ones, _n: max((one.value for one in ones), default=0.0)
    if name in SUMS:
        return lambda ones, _n: sum(one.value for one in ones)
    # A share is a whole number of cases by its n: added up as such, no rounding is left over.
    return lambda ones, n: sum(round(one.value * one.n) for one in ones) / n if n else 0.0


def _caught(parts: tuple[Validation, ...]) -> Mapping[str, Caught]:
    whole: dict[str, Caught] = {}
    for part in parts:
        for name, one in part.caught.items():
            old = whole.get(name, Caught())
            whole[name] = replace(
                old,
                clauses=tuple(sorted({*old.clauses, *one.clauses})),
                strange=tuple(sorted({*old.strange, *one.strange})),
                tried=old.tried + one.tried,
                found=old.found + one.found,
                void=old.void + one.void,
                unplayable=old.unplayable + one.unplayable,
            )
    return dict(sorted(whole.items()))
