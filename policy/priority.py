"""How urgent can a ticket be, and which impact makes it so?"""

from dataclasses import dataclass
from typing import Literal

from policy.clause import Basis, PriorityCode
from policy.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One condition on the impact of a problem (`scenarios.impact` measures it).

    Attributes:
        measure: Name of an impact measure, e.g. `core_share_stopped`.
        op: Comparison.
        value: What it is compared with; shares are 0..1.
    """

    measure: str
    op: Literal["eq", "ge", "le", "gt", "lt"]
    value: float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """One priority (级别), most urgent first in its handbook.

    Attributes:
        code: Code of the packs, `L1`..`L3` or `P1`..`P4`; never shown to people.
        name: `一级` / `Critical`.
        definition: Paraphrase of the manual's definition.
        examples: The manual's own examples.
        when: Alternatives (any of) of conditions (all of); empty means "whatever is left".
        basis: Clauses and assumptions.
    """

    code: PriorityCode
    name: Text
    definition: Text
    examples: tuple[Text, ...]
    when: tuple[tuple[Criterion, ...], ...]
    basis: Basis
