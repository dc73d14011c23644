"""What became of each fault of the published list?"""

from collections import defaultdict
from dataclasses import dataclass

from scoring.validate.mutant import Mutant


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """What became of one fault of the published list.

    Attributes:
        clauses: Clauses under which it was found.
        tried: Cases into which it was put.
        found: Of these, how many were found, and failed where the fault is critical.
        void: Cases in which it made no difference, left out by rule.
    """

    clauses: tuple[str, ...] = ()
    tried: int = 0
    found: int = 0
    void: int = 0


def note(caught: defaultdict[str, Caught], mutant: Mutant, clauses: tuple[str, ...] | None) -> None:
    """Count one case of a fault: nothing found (None), no difference (empty), or found under clauses."""
    for name in mutant.ids:
        old, void = caught[name], clauses == ()
        caught[name] = Caught(
            clauses=tuple(sorted({*old.clauses, *(clauses or ())})),
            tried=old.tried + (not void),
            found=old.found + bool(clauses),
            void=old.void + void,
        )
