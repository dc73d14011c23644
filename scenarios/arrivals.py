"""Who comes when, in a duty period of several tickets?

In every minute a customer comes with the same small chance, hashed from the seed and the minute: a Bernoulli process,
which for short minutes is a Poisson process, in whole numbers that are the same on every machine.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from policy.handbook import Handbook
from policy.text import Lang
from scenarios.case import Case
from scenarios.chance import below, number
from scenarios.draw import draw_case
from scenarios.scenario import Scenario
from scenarios.world import World

MINUTE: Final = 60
MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A duty period.

    Attributes:
        day: Day in the handbook's zone.
        lang: Language of all customers.
        begins_s: Second of the day at which it begins.
        lasts_min: Minutes in which customers may come.
        per_hour: Customers an hour on the average.
        least: Fewest tickets: when chance sends fewer, the last ones come at the end.
        most: Most tickets; who would come after that calls another desk.
    """

    day: date
    lang: Lang = "zh"
    begins_s: int = 9 * 3600
    lasts_min: int = 90
    per_hour: float = 3.0
    least: int = 3
    most: int = 6


def arrivals(duty: Duty, seed: int) -> tuple[int, ...]:
    """Give the seconds of the day at which customers come, in order.

    >>> arrivals(Duty(day=date(2026, 3, 10)), 7) == arrivals(Duty(day=date(2026, 3, 11)), 7)
    True
    """
    share = int(duty.per_hour * MILLION / 60)
    came = [
        duty.begins_s + minute * MINUTE + below(MINUTE, seed, "duty", f"second.{minute}")
        for minute in range(duty.lasts_min)
        if below(MILLION, seed, "duty", f"minute.{minute}") < share
    ][: duty.most]
    end = duty.begins_s + duty.lasts_min * MINUTE
    return tuple(sorted((*came, *(end - place * MINUTE for place in range(duty.least - len(came))))))


def draw_duty(
    scenarios: Mapping[str, Scenario], handbook: Handbook, world: World, seed: int, duty: Duty
) -> tuple[Case, ...]:
    """Draw the cases of a duty period, in the order in which they come, no scenario twice while others are left.

    Args:
        scenarios: Those to choose from; only those of the handbook and of its first line are, and no complaints,
            whose steps take days.
        handbook: Manual of the desk.
        world: Products and articles.
        seed: Of the whole period.
        duty: When it begins, how long it lasts, how much comes.

    Raises:
        ValueError: No scenario fits.
    """
    fitting = [
        one
        for one in scenarios.values()
        if handbook.id in one.handbooks and one.seat == handbook.tiers[0].code and one.kind != "complaint"
    ]
    if not fitting:
        raise ValueError(f"no scenario for a duty under {handbook.id}")
    chosen = _in_turn(fitting, seed)
    return tuple(
        draw_case(
            next(chosen),
            handbook,
            world,
            number(seed, "duty", f"case.{at}") >> 16,
            duty.lang,
            day=duty.day,
            second=at,
        )
        for at in arrivals(duty, seed)
    )


def _in_turn(fitting: Sequence[Scenario], seed: int) -> Iterator[Scenario]:
    """Give the scenarios in an order by the seed, again and again."""
    turn = 0
    while True:
        yield from sorted(fitting, key=lambda one: number(seed, one.id, f"turn.{turn}"))
        turn += 1
