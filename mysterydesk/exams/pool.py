"""Which cases is an exam drawn from? A sealed pool for each level, apart from everything that people practise on.

What the repository ships under `scenarios/content/pool/<level>/<slot>/` can be read by everybody: "demo, not secure"
(DESIGN decision 12). It is no part of the shelf, so no practice door, preview, environment or export knows it; the
one way to a case of it is a try of its level. A level whose pool cannot fill every slot draws from the library.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from certification.level_plan import LevelPlan
from mysterydesk import shelf
from mysterydesk.library import list_files, read_text
from mysterydesk.scenario_shelf import Playable
from scenarios.parse import parse_scenario
from scenarios.scenario import Kind, Scenario

FOLDER = "pool"

LIBRARY: Mapping[str, tuple[Kind, ...]] = {
    "how_to": ("how_to",),
    "transfer": ("transfer",),
    "complaint_or_outage": ("complaint", "outage"),
}
"""Kinds of the library's cases that fill a slot where there is no pool; a slot that is not here needs one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One scenario of a pool, and the slot that it fills."""

    slot: str
    scenario: Scenario


@lru_cache(maxsize=8)
def shipped(level: str) -> Mapping[str, Sealed]:
    """Read the pool of a level that ships, by the id of the scenario; empty where there is none.

    Raises:
        ContentError: A file is broken.
    """
    found: dict[str, Sealed] = {}
    for name in list_files("scenarios", f"{FOLDER}/{level}"):
        if not name.endswith(".yaml"):
            continue
        _, _, slot, _ = name.split("/")
        scenario, problems = parse_scenario(read_text("scenarios", name), name)
        if scenario is None:
            raise shelf.ContentError(problems)
        found[scenario.id] = Sealed(slot=slot, scenario=scenario)
    return found


def is_whole(plan: LevelPlan) -> bool:
    """Tell whether the shipped pool can fill every slot of a level, with as many again for another try."""
    slots = [one.slot for one in shipped(plan.level).values()]
    return bool(plan.slots) and all(slots.count(slot) >= 2 * cases for slot, cases in plan.slots)


def supply(plan: LevelPlan, slot: str, handbook: str) -> tuple[str, ...]:
    """List the scenarios that can fill a slot of a level: of its pool, else of the library."""
    if is_whole(plan):
        return tuple(sorted(name for name, one in shipped(plan.level).items() if one.slot == slot))
    kinds = LIBRARY.get(slot, ())
    return tuple(
        sorted(
            one.id
            for one in shelf.scenarios().values()
            if one.kind in kinds and one.seat == plan.seat and handbook in one.handbooks
        )
    )


def scenario_of(level: str, name: str) -> Scenario:
    """Give a scenario that a level draws, of its pool or of the library.

    Raises:
        WorldError: `no_such_scenario`.
    """
    sealed = shipped(level).get(name)
    return sealed.scenario if sealed is not None else shelf.scenario(name)


def playable(level: str, name: str) -> Playable:
    """Give it with the world that its cases are drawn in.

    Raises:
        WorldError: `no_such_scenario`.
    """
    return Playable(scenario=scenario_of(level, name), world=shelf.world(), bundle=shelf.BUNDLES["world"]())
