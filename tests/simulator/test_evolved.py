"""A value given again with some parts changed is what the standard library makes of it."""

from dataclasses import fields, replace

import pytest

from simulator.drill import open_attempt
from simulator.evolved import evolved
from tests.simulator.conftest import WALL, drawn


def test_a_state_given_again_is_what_replace_gives() -> None:
    state = open_attempt(drawn("S006", 7, "zh"), "one", "practice", WALL).state
    for one in (state, state.ticket, state.mood, state.duties, state.remote):
        for part in fields(one):
            changed = {part.name: ("another", part.name)}
            assert evolved(one, **changed) == replace(one, **changed)  # type: ignore[arg-type]
    assert evolved(state, version=9) != state
    assert state.version != 9


@pytest.mark.parametrize("part", ["ticket", "remote"])
def test_an_unknown_part_is_refused(part: str) -> None:
    value = getattr(open_attempt(drawn("S006", 7, "zh"), "one", "practice", WALL).state, part)
    with pytest.raises(TypeError):
        evolved(value, colour="red")
