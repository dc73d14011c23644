"""Desks whose colleagues work as a test wants it."""

from dataclasses import replace

from scenarios.twist import Coworker, Manner
from simulator.state import Desk

TIERS = ("T2", "T3")


def with_manners(desk: Desk, first: Manner, second: Manner | None = None, supervisor: Manner = "steady") -> Desk:
    """Give the same desk with two colleagues at each line; the first is the queue's and has the fewer tickets."""
    people = [
        Coworker(
            id=f"{tier.lower()}-{number}",
            tier=tier,
            name=f"{tier} {number}",
            manner=manner,
            load=2 + 3 * (number - 1),
        )
        for tier in TIERS
        for number, manner in ((1, first), (2, second or first))
    ]
    people.append(Coworker(id="sup-1", tier="supervisor", name="S", manner=supervisor, load=1))
    return replace(desk, case=replace(desk.case, coworkers=tuple(people)))


def without_names(desk: Desk) -> Desk:
    """Give the same desk as it was before colleagues had names."""
    return replace(desk, case=replace(desk.case, coworkers=()))
