"""Which products and articles does a scenario of one's own see: those that ship, and those that it brings?"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mysterydesk import shelf
from mysterydesk.pack_files import Files, unbundled
from mysterydesk.scenario_files import FIRST, brought
from policy.document import read_document
from policy.problem import Problem, Problems, in_order, problem
from scenarios.codec import digest_of
from scenarios.parse import parse_scenario, parse_world
from scenarios.world import World


def world_bundle(files: Files) -> bytes:
    """Give the bundle of the world that a scenario is played in, as `shelf.BUNDLES` gives the one that ships.

    It is the one that ships, to the byte, where the scenario brings nothing.
    """
    ships = shelf.BUNDLES["world"]()
    own = {f"own/{name}": text for name, text in brought(files).items()}
    if not own:
        return ships
    return json.dumps({**unbundled(ships), **own}, ensure_ascii=False, sort_keys=True).encode()


def with_shipped(files: Files) -> Files:
    """Give the files with those of the shipped product and articles that the scenario is about, for a zip."""
    scenario, _ = parse_scenario(files.get(FIRST, ""), FIRST)
    if scenario is None:
        return files
    wanted = {f"products/{scenario.product}.yaml", *(f"articles/{one}.yaml" for one in scenario.articles)}
    ships = unbundled(shelf.BUNDLES["world"]())
    return {**{name.rpartition("/")[2]: text for name, text in ships.items() if name in wanted}, **files}


def without_shipped(files: Files) -> Files:
    """Give the files without those that ship just as they are."""
    ships = frozenset(unbundled(shelf.BUNDLES["world"]()).values())
    return {name: text for name, text in files.items() if name == FIRST or text not in ships}


def own_world(files: Files) -> tuple[World, Problems]:
    """Read what a scenario brings, beside what ships.

    Returns:
        The world, without what has a problem; and every problem of the files that are brought.
    """
    ships, own = shelf.world(), brought(files)
    if not own:
        return ships, ()
    read, found = parse_world({**own, **_owners(own)})
    problems = in_order([*found, *_taken(own, ships)])
    if read is None or problems:
        return ships, problems
    products = {**ships.products, **read.products}
    articles = {**ships.articles, **read.articles}
    world = World(products=products, articles=articles, digest="")
    return replace(world, digest=digest_of(world)), ()


def _owners(own: Mapping[str, str]) -> Mapping[str, str]:
    """Give the files of the shipped products that articles of one's own are about."""
    files = unbundled(shelf.BUNDLES["world"]())
    wanted = {str(_member(text, "product")) for text in own.values()}
    return {name: text for name, text in files.items() if name in {f"products/{one}.yaml" for one in wanted}}


def _member(text: str, name: str) -> object:
    document, _ = read_document(text, "")
    return document.value.get(name) if document and isinstance(document.value, dict) else None


def _taken(own: Mapping[str, str], ships: World) -> Iterator[Problem]:
    """Find products and articles whose id is that of one that ships."""
    for source, text in own.items():
        document, _ = read_document(text, source)
        name = _member(text, "id")
        if document is not None and isinstance(name, str) and name in {**ships.products, **ships.articles}:
            yield problem(source, document.line(("id",)), "duplicate_id", id=name)
