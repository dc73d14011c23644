"""Desks to play on, drawn once."""

from datetime import UTC, date, datetime
from functools import lru_cache

import pytest

from mysterydesk import shelf
from mysterydesk.attempts import desk_for
from policy.text import Lang
from scenarios.draw import draw_case
from simulator.state import Desk

WALL = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@lru_cache(maxsize=64)
def drawn(scenario: str, seed: int, lang: Lang, handbook: str = "STD") -> Desk:
    """Draw a case of a scenario, named by how its id begins, under a handbook."""
    name = next(one for one in shelf.scenarios() if one.startswith(scenario))
    case = draw_case(
        shelf.scenario(name), shelf.handbook(handbook), shelf.world(), seed=seed, lang=lang, day=date(2026, 11, 23)
    )
    return desk_for(case)


@pytest.fixture(params=[("S006", "zh"), ("S006", "en"), ("S047", "zh"), ("S047", "en")], ids="-".join)
def desk(request: pytest.FixtureRequest) -> Desk:
    """Each scenario in each language."""
    scenario, lang = request.param
    return drawn(scenario, 7, lang)
