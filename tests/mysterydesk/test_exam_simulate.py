"""What does `mysterydesk exam simulate` say, and is it the real level that it sends people through?"""

import json

import pytest
from numpy.random import default_rng
from typer.testing import CliRunner, Result

from certification.simulation.candidate import tried
from mysterydesk.cli import app
from mysterydesk.exams import levels, practical, simulating
from mysterydesk.exams.simulating import Wanted, procedure_of


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["exam", "simulate", *words])


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer papers and one scenario a slot: the same way with less to play."""
    monkeypatch.setattr(simulating, "PAPERS", 4)
    monkeypatch.setattr(simulating, "SCENARIOS", 1)
    monkeypatch.setenv("MYSTERYDESK_LANG", "en")


@pytest.mark.usefixtures("small")
def test_everybody_meets_the_level_in_force() -> None:
    seen: list[tuple[int, int]] = []
    made = procedure_of(Wanted(level="junior", plays=2), lambda done, whole: seen.append((done, whole)))
    plan = levels.plan_of("junior")
    assert made.rule == levels.rule_of(plan)
    assert (made.cut, made.tries) == (0.82, plan.tries)
    assert {slot: set(found) <= set(practical.supply(plan, slot)) for slot, found in made.supply.items()} == {
        slot: True for slot, _ in plan.slots
    }
    assert seen == [(1, 3), (2, 3), (3, 3)]
    best = {found[0][0].total for found in made.table.values()}
    assert best == {(100.0, 100.0)}
    assert tried(made, 15.0, default_rng(1)).answer == "awarded"


@pytest.mark.usefixtures("small")
def test_the_figures_come_as_data_with_intervals_and_what_was_assumed() -> None:
    answer = run("--candidates", "100", "--plays", "2", "--json")
    told = json.loads(answer.stdout)
    assert answer.exit_code == (0 if told["met"] else 1)
    assert told["design"]["cases"] == {"how_to": 3, "transfer": 3, "complaint_or_outage": 3}
    assert [one["tries"] for one in told["by_tries"]] == [1, 2, 3]
    low, high = told["own"]["false_fail"]["interval"]
    assert low <= told["own"]["false_fail"]["value"] <= high
    assert told["assumed"] == ["A-sim-misses", "A-sim-critical", "A-sim-curves", "A-sim-people"]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--level", "master"), "master"),
        (("--level", "intermediate"), "no case left"),
    ],
)
def test_what_cannot_be_simulated_is_said(words: tuple[str, ...], said: str) -> None:
    answer = run(*words)
    assert answer.exit_code == 1
    assert said in answer.output
