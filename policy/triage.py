"""Which priority does a handbook give to an impact?"""

from collections.abc import Mapping
from operator import eq, ge, gt, le, lt

from policy.handbook import Criterion, Handbook, Priority

_COMPARE = {"eq": eq, "ge": ge, "le": le, "gt": gt, "lt": lt}


def meets(criterion: Criterion, measures: Mapping[str, float | bool]) -> bool:
    """Tell whether measured impact meets one condition; a measure that is absent counts as 0."""
    return bool(_COMPARE[criterion.op](measures.get(criterion.measure, 0), criterion.value))


def priority_for(handbook: Handbook, measures: Mapping[str, float | bool]) -> Priority:
    """Find the most urgent priority whose conditions the impact meets (STD-2.2.1; order: ambiguity A03).

    Args:
        handbook: Priorities stand most urgent first; one without conditions takes what is left.
        measures: Impact as `scenarios.impact.measures` gives it.

    Raises:
        ValueError: No priority takes what is left.
    """
    for priority in handbook.priorities:
        if not priority.when or any(all(meets(one, measures) for one in every) for every in priority.when):
            return priority
    raise ValueError(f"handbook {handbook.id}: no priority takes what is left, measures {dict(measures)}")
