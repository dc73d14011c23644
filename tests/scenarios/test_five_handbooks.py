"""One ticket under five manuals: it can be checked and drawn under each, and is the same ticket."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mysterydesk import shelf
from policy.handbook import Handbook
from policy.parse import parse_handbook
from scenarios.case import Case
from scenarios.check import check_scenario
from scenarios.codec import case_from_json, case_to_json
from scenarios.draw import draw_case, seated
from scenarios.fault_model import state_under
from scenarios.scenario import Scenario
from scenarios.seating import default_post, offered, own_repairs, seats_at
from scenarios.severity import right_priority
from scenarios.world import World

OTHERS = ("ASC", "SMO", "DSK", "NET")
DAY = date(2026, 3, 12)


@pytest.fixture(scope="module")
def books(root: Path, std: Handbook) -> dict[str, Handbook]:
    """All five manuals by id."""
    found = {"STD": std}
    for name in OTHERS:
        folder = root / "policy" / "content" / name
        texts = {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.yaml"))}
        book, problems = parse_handbook(texts)
        assert problems == ()
        assert book is not None
        found[name] = book
    return found


def _drawn(scenario: Scenario, book: Handbook, world: World, seed: int = 3) -> Case:
    return draw_case(scenario, book, world, seed, "en", day=DAY)


def test_every_scenario_names_the_manuals_it_is_valid_under(shipped: dict[str, Scenario]) -> None:
    every = ("STD", *OTHERS)
    for one in shipped.values():
        assert one.handbooks == tuple(name for name in every if name in one.handbooks)
    # A case made for one seat is for the manuals that have it.
    anywhere = [one for one in shipped.values() if not one.post]
    assert sum(one.handbooks == every for one in anywhere) > len(anywhere) * 0.9


@pytest.mark.parametrize("name", OTHERS)
def test_a_check_under_each_manual_is_clean(
    name: str, shipped: dict[str, Scenario], world: World, books: dict[str, Handbook]
) -> None:
    # Which scenario is checked whole under which manual: each manual once, each of four kinds once.
    scenario = shipped[dict(zip(OTHERS, ("S006", "S040", "S055", "S067"), strict=True))[name]]
    assert check_scenario(scenario, world, books[name]) == ()


def test_one_seed_gives_one_ticket_under_two_manuals(
    shipped: dict[str, Scenario], world: World, books: dict[str, Handbook]
) -> None:
    for scenario in shipped.values():
        cases = {name: _drawn(scenario, book, world) for name, book in books.items()}
        std = cases["STD"]
        for name, case in cases.items():
            mine = {fact.slot: fact for fact in case.facts}
            assert {slot: mine[slot] for slot in (fact.slot for fact in std.facts)} == {
                fact.slot: fact for fact in std.facts
            }
            assert set(mine) - {fact.slot for fact in std.facts} <= {"organisation"}
            assert (case.true_cause, case.stages, case.submitted_at, case.opening, case.persona, case.coworkers) == (
                std.true_cause, std.stages, std.submitted_at, std.opening, std.persona, std.coworkers,
            )  # fmt: skip
            assert case.handbook == name
            assert case.channel in {one.code for one in books[name].lists["channels"]}
            assert case_from_json(case_to_json(case)) == case


def test_only_manuals_that_ask_for_the_organisation_have_it_told(
    shipped: dict[str, Scenario], world: World, books: dict[str, Handbook]
) -> None:
    has = {name: _drawn(shipped["S047"], book, world).fact("organisation") for name, book in books.items()}
    assert {name for name, fact in has.items() if fact is not None} == {"ASC", "DSK"}
    fact = has["ASC"]
    assert fact is not None
    assert fact.value == _drawn(shipped["S047"], books["STD"], world).company


def test_a_channel_that_a_manual_lacks_becomes_the_nearest(books: dict[str, Handbook]) -> None:
    assert offered(books["STD"], ("wecom", "web_form")) == ("wecom", "web_form")
    assert offered(books["ASC"], ("wecom", "web_form")) == ("online_chat", "ticket_system")
    assert offered(books["DSK"], ("wecom", "fax")) == ("phone", "fax")
    assert offered(books["SMO"], ("fax", "smoke_signals")) == ("email",)
    assert offered(replace(books["SMO"], lists={}), ("smoke_signals",)) == ("smoke_signals",)


def test_a_channel_without_any_twin_is_a_problem(
    shipped: dict[str, Scenario], world: World, books: dict[str, Handbook]
) -> None:
    strange = replace(shipped["S047"], channels=("smoke_signals",))
    assert [one.code for one in check_scenario(strange, world, books["DSK"])] == ["unknown_channel"]


def test_what_a_form_requires_must_be_a_fact(
    shipped: dict[str, Scenario], world: World, books: dict[str, Handbook]
) -> None:
    scenario = shipped["S047"]
    without = replace(scenario, facts=tuple(one for one in scenario.facts if one.slot != "organisation"))
    found = check_scenario(without, world, books["ASC"])
    assert [(one.code, dict(one.params)["slot"]) for one in found] == [("missing_fact", "organisation")]
    assert not [one for one in check_scenario(without, world, books["SMO"]) if one.code == "missing_fact"]


def test_the_right_priority_is_one_of_the_manual_and_follows_the_impact(
    shipped: dict[str, Scenario], world: World, books: dict[str, Handbook]
) -> None:
    def right(seed_id: str, name: str) -> str:
        case = _drawn(shipped[seed_id], books[name], world)
        state = state_under(case.fault_model, case.true_cause)
        return str(right_priority(case, books[name], state, case.submitted_at))

    assert [right("S006", name) for name in books] == ["L1", "P1", "HIGH", "L1", "L1"]
    assert [right("S024", name) for name in books] == ["L2", "P2", "HIGH", "L2", "L2"]
    # Nothing is hit: advice is wanted, which one manual tells apart from the rest.
    assert [right("S033", name) for name in books] == ["L3", "P3", "LOW", "L3", "L3"]


def test_the_seat_is_the_one_that_the_manual_proposes_unless_another_is_chosen(
    shipped: dict[str, Scenario], world: World, books: dict[str, Handbook]
) -> None:
    dsk = books["DSK"]
    assert [one.code for one in seats_at(dsk, "T1")] == ["operator", "junior", "skilled", "expert"]
    assert {name: default_post(book, "T1") for name, book in books.items()} == {
        "STD": "", "ASC": "agent", "SMO": "agent", "DSK": "skilled", "NET": "agent",
    }  # fmt: skip
    case = _drawn(shipped["S047"], dsk, world)
    other = seated(case, "operator")
    assert (case.post, other.post, other.seat) == ("skilled", "operator", "T1")
    assert other.digest != case.digest
    assert own_repairs(dsk, "T1", "operator") == ()
    assert own_repairs(dsk, "T1", "expert") == dsk.tier("T2").solves
    assert own_repairs(dsk, "T1", "skilled") == dsk.tier("T1").solves
    assert own_repairs(books["STD"], "T1", "") == books["STD"].tier("T1").solves


@pytest.mark.parametrize("name", ["S021", "S028", "S052", "S079"])
def test_a_case_that_is_a_letter_comes_by_letter_under_every_manual(name: str) -> None:
    scenario = next(one for key, one in shelf.scenarios().items() if key.startswith(name))
    assert {offered(shelf.handbook(book), scenario.channels) for book in scenario.handbooks} == {("email",)}
