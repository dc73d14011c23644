"""What became of each fault of the published list?"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from scoring.scorecard import Scorecard
from scoring.validate.goals import Measured
from scoring.validate.mutant import Mutant
from scoring.validate.published import PUBLISHED

LeftOut = Literal["void", "unplayable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """What became of one fault of the published list.

    Attributes:
        clauses: Clauses under which it was found that the list names too.
        strange: Clauses under which it was found that the list does not name; they do not count.
        tried: Cases into which it was put.
        found: Of these, how many were found under a clause of the list, and failed where the list calls it critical.
        void: Cases in which it made no difference, left out by rule.
        unplayable: Cases whose handling could not be played with it.
    """

    clauses: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    tried: int = 0
    found: int = 0
    void: int = 0
    unplayable: int = 0

    @property
    def agrees(self) -> bool:
        """Tell whether it was found as the list says, wherever it was tried."""
        return 0 < self.tried == self.found


def note(caught: defaultdict[str, Caught], mutant: Mutant, card: Scorecard) -> None:
    """Count one case of a fault: found only under a clause of the list, and failed where the list asks for it."""
    under = {one.clause for one in card.findings if one.code == mutant.code and one.verdict == "not_met"}
    for name in mutant.ids:
        old, listed = caught[name], PUBLISHED[name]
        named = under & set(listed.clauses)
        caught[name] = replace(
            old,
            clauses=tuple(sorted(named | set(old.clauses))),
            strange=tuple(sorted((under - named) | set(old.strange))),
            tried=old.tried + 1,
            found=old.found + (bool(named) and (not listed.critical or card.verdict == "fail")),
        )


def leave_out(caught: defaultdict[str, Caught], mutant: Mutant, reason: LeftOut) -> None:
    """Count one case in which a fault could not show."""
    for name in mutant.ids:
        old = caught[name]
        caught[name] = (
            replace(old, void=old.void + 1) if reason == "void" else replace(old, unplayable=old.unplayable + 1)
        )


def as_listed(caught: Mapping[str, Caught]) -> Measured:
    """Measure in which share of their cases published faults were found as the list says."""
    found, tried = sum(one.found for one in caught.values()), sum(one.tried for one in caught.values())
    misses = tuple(
        f"{name} {one.found}/{one.tried} {' '.join(one.strange)}".rstrip()
        for name, one in sorted(caught.items())
        if one.found < one.tried
    )
    return Measured(value=found / tried if tried else 0.0, n=tried, misses=misses)
