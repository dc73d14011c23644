"""How hard is the customer hit, measured from facts?

Facts are what a customer could know or feel: which business, how many of how many, what else still works. The
handbook's priorities compare the measures computed here (`policy.handbook.Criterion`); no fact names a priority.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Measures = Mapping[str, float | bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessImpact:
    """What one business function suffers.

    Attributes:
        function: Id of a function of the product, e.g. `take_card_payment`.
        total: How many people, tills or sites use it.
        stopped: How many cannot use it at all.
        hindered: How many can, but not normally.
        alternative: Whether another way to do the same business exists right now.
        lost_per_hour_share: Money lost an hour as a share of a normal day's turnover.
    """

    function: str
    total: int
    stopped: int
    hindered: int
    alternative: bool
    lost_per_hour_share: float = 0.0


def measures(
    impacts: tuple[BusinessImpact, ...], lives_on: tuple[str, ...], *, hours: float, data_lost: bool
) -> Measures:
    """Measure the impact of a problem.

    Args:
        impacts: What each function suffers.
        lives_on: Functions that this customer's business stands on.
        hours: Hours since the trouble began.
        data_lost: Whether customer data is gone.

    Returns:
        `core_share_stopped`, `any_share_hit` (0..1), `has_alternative`, `data_lost`, `money_lost_share`.
    """
    core = [one for one in impacts if one.function in lives_on and not one.alternative]
    hit = [one for one in impacts if one.stopped or one.hindered]
    return {
        "core_share_stopped": max((one.stopped / one.total for one in core), default=0.0),
        "any_share_hit": max(((one.stopped + one.hindered) / one.total for one in hit), default=0.0),
        "has_alternative": all(one.alternative for one in hit),
        "data_lost": data_lost,
        "money_lost_share": sum(one.lost_per_hour_share for one in impacts) * hours,
    }
