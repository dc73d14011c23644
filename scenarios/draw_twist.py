"""Which pretext, which grievance, and who is on duty in the case that a seed gives?"""

from collections.abc import Iterator, Mapping

from policy.handbook import Handbook
from scenarios.fill import fill
from scenarios.marks import Forms
from scenarios.people import draw_name
from scenarios.plan import Drawn, Writer
from scenarios.seating import SUPERVISOR
from scenarios.twist import Coworker, Grievance, Manner, Pretext

ON_DUTY = 2
"""Colleagues on duty at each line."""

LOADS: Mapping[str, tuple[int, int]] = {"busy": (7, 12), "steady": (1, 4), "slow": (1, 4), "wrong": (1, 4)}
"""Fewest and most tickets that a colleague of each manner holds."""


def pretext(drawn: Writer, values: Mapping[str, str]) -> Pretext | None:
    """Put the caller's pretext into words."""
    rule = drawn.scenario.pretext
    if rule is None:
        return None
    return Pretext(
        secret=rule.secret,
        wants=fill(rule.wants.in_lang(drawn.lang), values),
        attempts=tuple(
            drawn.worded(one, f"pretext.{index}", values) for index, one in enumerate(rule.attempts, start=1)
        ),
        yields=drawn.worded(rule.yields, "pretext.yields", values),
    )


def grievance(drawn: Writer, forms: Forms) -> Grievance | None:
    """Put the caller's grievance into words; marks are written out for every form of the names in them."""
    rule = drawn.scenario.complaint
    if rule is None:
        return None
    values = {name: ways[0] for name, ways in forms.items()}
    return Grievance(
        demand=fill(rule.demand.in_lang(drawn.lang), values),
        tell=drawn.worded(rule.tell, "complaint.tell", values),
        history=tuple(fill(line.in_lang(drawn.lang), values) for line in rule.history),
        analysis={
            question: tuple(
                tuple(way for mark in group for way in drawn.marked(mark, forms)) for group in by_lang[drawn.lang]
            )
            for question, by_lang in rule.analysis.items()
        },
    )


def coworkers(drawn: Drawn, handbook: Handbook) -> tuple[Coworker, ...]:
    """Give everybody on duty: two at each other line, one supervisor, and one person of each partner."""
    return tuple(_on_duty(drawn, handbook))


def _on_duty(drawn: Drawn, handbook: Handbook) -> Iterator[Coworker]:
    for tier in handbook.tiers:
        if tier.code != drawn.scenario.seat:
            for number in range(1, ON_DUTY + 1):
                yield _coworker(drawn, f"{tier.code.lower()}-{number}", tier.code)
    if drawn.scenario.post != SUPERVISOR:
        yield _coworker(drawn, "sup-1", "supervisor")
    for partner in drawn.scenario.partners:
        yield _coworker(drawn, partner.id, partner.role, partner.manners)


def _coworker(drawn: Drawn, name: str, tier: str, known: tuple[Manner, ...] = ()) -> Coworker:
    steady: tuple[Manner, ...] = ("steady",)
    manners = known or drawn.scenario.colleagues.get(tier, steady)
    manner = manners[drawn.pick(len(manners), f"{name}.manner")]
    low, high = LOADS[manner]
    return Coworker(
        id=name,
        tier=tier,
        name=draw_name(drawn.seed, drawn.scenario.id, name).in_lang(drawn.lang),
        manner=manner,
        load=low + drawn.pick(high - low + 1, f"{name}.load"),
    )
