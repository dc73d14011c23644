"""Is what ships found by name, and read only when it is asked for?"""

import pytest

from mysterydesk import shelf
from mysterydesk.errors import WorldError


def test_a_scenario_is_named_as_its_file_is() -> None:
    """So that a list of names needs no reading."""
    for name, one in shelf.scenarios().items():
        assert one.id == name


def test_a_scenario_is_read_once_and_alone() -> None:
    known = shelf.scenarios()
    name = next(iter(known))
    assert known[name] is known[name]
    assert shelf.scenario(name) is known[name]
    assert name in known
    assert "S999-none" not in known
    with pytest.raises(KeyError):
        known["S999-none"]


def test_an_unknown_scenario_is_told_with_the_known_ones() -> None:
    with pytest.raises(WorldError) as fault:
        shelf.scenario("S999-none")
    assert set(str(fault.value.params["known"]).split(", ")) == set(shelf.scenarios())
