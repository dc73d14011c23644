"""What is one sentence of a manual, and what do we assume where it is silent?"""

from dataclasses import dataclass
from typing import Literal, NewType

from policy.text import Text

HandbookId = NewType("HandbookId", str)
ClauseId = NewType("ClauseId", str)
AssumptionId = NewType("AssumptionId", str)
PriorityCode = NewType("PriorityCode", str)
TierCode = NewType("TierCode", str)
ClockName = NewType("ClockName", str)

Basis = tuple[str, ...]
"""Ids of the clauses (`STD-3.3.1`) and assumptions (`A-pause`) an element stands on, never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One sentence of the manual, paraphrased.

    Attributes:
        id: e.g. `STD-2.2.2.L1`.
        section: Number of the chapter as printed.
        kind: Group of requirement, e.g. `sla-target`.
        obligation: `must`, `must_not`, `should`, `may` or `info`.
        text: The paraphrase.
        features: Where the product has to show it, e.g. `drill:grade`.
    """

    id: ClauseId
    section: str
    kind: str
    obligation: Literal["must", "must_not", "should", "may", "info"]
    text: Text
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A rule of ours where the manual is silent; shown with a badge wherever it acts.

    Attributes:
        id: e.g. `A-pause`.
        text: What we assume.
        reason: Why, in words a manager can check.
        fills: The silent item that it fills, e.g. `pause_rules`.
        ambiguity: Id in the list of ambiguities, e.g. `A02`, or empty.
    """

    id: AssumptionId
    text: Text
    reason: Text
    fills: str
    ambiguity: str = ""
