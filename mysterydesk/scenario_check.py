"""What is wrong with a scenario that somebody writes: with its words, its model, its facts, what it brings?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mysterydesk import shelf
from mysterydesk.pack_files import Files, bundled, problems_of_size, unbundled
from mysterydesk.scenario_blanks import check_blanks
from mysterydesk.scenario_contacts import check_contacts
from mysterydesk.scenario_files import FIRST
from mysterydesk.scenario_world import own_world
from policy.document import read_document
from policy.problem import Problem, Problems, in_order, problem
from scenarios.check import check_scenario
from scenarios.parse import locate, parse_scenario
from scenarios.scenario import Scenario
from scenarios.world import World

KEPT: Final = 32
"""Readings kept, so that a rerun of the page costs nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a scenario says, and all that is wrong with it.

    Attributes:
        scenario: As parsed, where its text can be read as one; it may have problems all the same.
        world: Products and articles that it sees.
        problems: Every one of them, by file and line.
        notes: What is allowed and worth a second look.
    """

    scenario: Scenario | None
    world: World
    problems: Problems
    notes: Problems = ()

    @property
    def sound(self) -> Scenario | None:
        """The scenario, where it has no problem."""
        return None if self.problems else self.scenario


def checked(files: Files, scenario_id: str = "") -> Checked:
    """Check a scenario as it is written now; the same text is checked once.

    Args:
        files: Name -> YAML text, the scenario under `FIRST`.
        scenario_id: What it is called in the store; its text must say the same. Empty: any id will do.
    """
    found = problems_of_size(files)
    if not found and FIRST not in files:
        found = (problem(FIRST, 0, "scenario_absent"),)
    if found:
        return Checked(scenario=None, world=shelf.world(), problems=found)
    return _checked(bundled(files), scenario_id)


@lru_cache(maxsize=KEPT)
def _checked(data: bytes, scenario_id: str) -> Checked:
    files = unbundled(data)
    text = files[FIRST]
    world, problems = own_world(files)
    scenario, found = parse_scenario(text, FIRST)
    problems = (*problems, *found, *_of_texts(files), *_of_id(text, scenario_id))
    notes: Problems = ()
    if scenario is not None:
        problems = (*problems, *_against_handbooks(scenario, world, text))
        notes = in_order(_undisclosed(scenario, text))
    return Checked(scenario=scenario, world=world, problems=in_order(problems), notes=notes)


def _of_texts(files: Files) -> Iterator[Problem]:
    for name, text in files.items():
        yield from check_contacts(text, name)
        yield from check_blanks(text, name)


def _of_id(text: str, scenario_id: str) -> Iterator[Problem]:
    document, _ = read_document(text, FIRST)
    said = document.value.get("id") if document and isinstance(document.value, dict) else None
    if document is None or not isinstance(said, str) or not scenario_id:
        return
    if said != scenario_id:
        yield problem(FIRST, document.line(("id",)), "scenario_id_differs", id=scenario_id)


def _against_handbooks(scenario: Scenario, world: World, text: str) -> Iterator[Problem]:
    """Check it under each manual it names; what is wrong under several is said once."""
    document, _ = read_document(text, FIRST)
    for at, name in enumerate(scenario.handbooks):
        if name not in shelf.HANDBOOKS:
            line = 0 if document is None else document.line(("handbooks", at))
            yield problem(FIRST, line, "unknown_handbook", name=name, known=", ".join(shelf.HANDBOOKS))
            continue
        yield from locate(check_scenario(scenario, world, shelf.handbook(name)), text, FIRST)


def _undisclosed(scenario: Scenario, text: str) -> Iterator[Problem]:
    """Find facts that a manual's ticket must hold and that the customer does not know: a trap, or a slip."""
    document, _ = read_document(text, FIRST)
    known = [shelf.handbook(name) for name in scenario.handbooks if name in shelf.HANDBOOKS]
    wanted = {field.fact for one in known for field in one.intake if field.required and field.fact}
    for fact in scenario.facts:
        if fact.slot in wanted and fact.disclosure == "unknown" and not (fact.believes.zh or fact.believes.en):
            line = 0 if document is None else document.line(("facts", fact.slot, "disclosure"))
            yield problem(FIRST, line, "required_fact_unknown", slot=fact.slot)
