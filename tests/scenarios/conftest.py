"""The shipped handbook, world and scenarios, and the small scenario, read once."""

from pathlib import Path

import pytest

from policy.handbook import Handbook
from policy.parse import parse_handbook
from scenarios.parse import parse_scenario, parse_world
from scenarios.scenario import Scenario
from scenarios.world import World
from tests.scenarios.small import SCENARIO, WORLD


def _texts(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.yaml"))}


@pytest.fixture(scope="session")
def std(root: Path) -> Handbook:
    """The shipped STD handbook."""
    handbook, problems = parse_handbook(_texts(root / "policy" / "content" / "STD"))
    assert problems == ()
    assert handbook is not None
    return handbook


@pytest.fixture(scope="session")
def content(root: Path) -> Path:
    """Folder of the shipped scenarios, products and articles."""
    return root / "scenarios" / "content"


@pytest.fixture(scope="session")
def world(content: Path) -> World:
    """The shipped products and articles."""
    read, problems = parse_world(_texts(content / "products") | _texts(content / "articles"))
    assert problems == ()
    assert read is not None
    return read


@pytest.fixture(scope="session")
def shipped(content: Path) -> dict[str, Scenario]:
    """The shipped scenarios by seed id."""
    found: dict[str, Scenario] = {}
    for name, text in _texts(content / "scenarios").items():
        scenario, problems = parse_scenario(text, name)
        assert problems == ()
        assert scenario is not None
        found[scenario.seed_id] = scenario
    return found


@pytest.fixture(scope="session")
def small_world() -> World:
    """The world of the small scenario."""
    read, problems = parse_world(WORLD)
    assert problems == ()
    assert read is not None
    return read


@pytest.fixture(scope="session")
def small() -> Scenario:
    """The small scenario."""
    scenario, problems = parse_scenario(SCENARIO, "small.yaml")
    assert problems == ()
    assert scenario is not None
    return scenario
