"""Which scenarios are drills drawn from here: those that ship, and a company's own as they were published last?"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from mysterydesk import shelf
from mysterydesk.errors import WorldError, shown
from mysterydesk.pack_files import bundled, unbundled
from mysterydesk.scenario_files import FIRST
from mysterydesk.scenario_record import Authored
from mysterydesk.scenario_stream import PREFIX, all_authored, files_of, read_authored, stream_of
from mysterydesk.scenario_world import own_world, world_bundle
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Digest
from policy.text import Text
from scenarios.parse import parse_scenario
from scenarios.scenario import Scenario
from scenarios.world import World

log = logging.getLogger("mysterydesk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Playable:
    """A scenario with the world that its cases are drawn in.

    Attributes:
        scenario: The template.
        world: Products and articles that it sees.
        bundle: The same as the document that an attempt pins.
    """

    scenario: Scenario
    world: World
    bundle: bytes


def _shipped(name: str) -> Playable:
    return Playable(scenario=shelf.scenario(name), world=shelf.world(), bundle=shelf.BUNDLES["world"]())


@lru_cache(maxsize=64)
def _read(data: bytes) -> Playable | None:
    files = unbundled(data)
    scenario, _ = parse_scenario(files.get(FIRST, ""), FIRST)
    world, problems = own_world(files)
    if scenario is None or problems:
        return None
    return Playable(scenario=scenario, world=world, bundle=world_bundle(files))


def _of(store: Store, one: Authored, files: Digest) -> Playable:
    found = _read(bundled(files_of(store, files)))
    if found is None:
        raise WorldError("scenario_unreadable", name=one.id)
    return found


def is_own(store: Store | None, name: str) -> bool:
    """Tell whether a scenario was written here."""
    return name not in shelf.scenarios() and store is not None and store.events.head(stream_of(name)).version > 0


def playable(store: Store | None, name: str, *, draft: bool = False) -> Playable:
    """Give a scenario that a drill can be drawn from.

    Args:
        store: Where own ones lie; None: only those that ship.
        name: Id.
        draft: As it is written now, published or not: for its author's own try.

    Raises:
        WorldError: `no_such_scenario` where it is neither shipped nor offered; `scenario_unreadable` where its text
            cannot be read, or by this program no more.
    """
    if store is None or not is_own(store, name):
        return _shipped(name)
    found = read_authored(store, name)
    if draft:
        return _of(store, found, found.files)
    if found.offered is None:
        raise WorldError("no_such_scenario", name=shown(name), known=", ".join(sorted(scenarios(store))))
    return _of(store, found, found.offered.files)


def scenarios(store: Store) -> Mapping[str, Scenario]:
    """Give every scenario that drills are drawn from, by id: a company's own first.

    An own version that this program can no longer read is left out and logged.
    """
    ships = shelf.scenarios()
    if not store.events.heads(PREFIX):
        return ships
    own: dict[str, Scenario] = {}
    for one in all_authored(store):
        if one.offered is None:
            continue
        try:
            own[one.id] = _of(store, one, one.offered.files).scenario
        except WorldError as fault:
            log.warning("scenario %s version %d cannot be read: %s", one.id, one.offered.number, fault)
    return {**own, **ships}


def product_of(store: Store, scenario: Scenario) -> Text:
    """Name what a scenario is about."""
    ships = shelf.world().products.get(scenario.product)
    return ships.name if ships else playable(store, scenario.id).world.products[scenario.product].name
