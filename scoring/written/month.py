"""What do the tickets of a month add up to, for a report on them?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from policy.handbook import Handbook
from scenarios.case import Case
from simulator.diagnose import owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The figures of a month.

    Attributes:
        year: Of the month.
        month: 1 to 12.
        total: Tickets.
        first_line: Those whose cause first line can cure.
        outages: Those where something stood still.
        before: Tickets of the month before.
        product: The one with most tickets.
        of_product: Its tickets.
        cause: The most common true cause among them.
        of_cause: How many have it.
    """

    year: int
    month: int
    total: int
    first_line: int
    outages: int
    before: int
    product: str
    of_product: int
    cause: str
    of_cause: int


def cause_of(case: Case) -> str:
    """Give the title of the true cause of a case, in its language."""
    return case.fault_model.cause(case.true_cause).title.in_lang(case.lang)


def month_of(cases: Sequence[Case], before: int, handbook: Handbook, year: int, month: int) -> Month:
    """Add up the tickets of a month.

    Args:
        cases: At least one.
        before: Tickets of the month before.
        handbook: Which line cures what.
        year: Of the month.
        month: 1 to 12.

    Raises:
        ValueError: There are no tickets.
    """
    if not cases:
        raise ValueError("a month needs tickets")
    product, of_product = _first(Counter(one.product for one in cases))
    cause, of_cause = _first(Counter(cause_of(one) for one in cases if one.product == product))
    first = handbook.tiers[0].code
    return Month(
        year=year,
        month=month,
        total=len(cases),
        first_line=sum(owner(handbook, one.fault_model, one.true_cause) == first for one in cases),
        outages=sum(one.kind == "outage" for one in cases),
        before=before,
        product=product,
        of_product=of_product,
        cause=cause,
        of_cause=of_cause,
    )


def _first(counts: Counter[str]) -> tuple[str, int]:
    """Give the most frequent one; of equals the first by name, so that the same month says the same."""
    return min(counts.items(), key=lambda one: (-one[1], one[0]))
