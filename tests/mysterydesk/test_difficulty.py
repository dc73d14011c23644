"""An estimate of difficulty: from features and simulated trainees until people have played, then from them too."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from mysterydesk import attempts, shelf
from mysterydesk.cli import app
from mysterydesk.difficulty import NAMES, Outcome, estimate, outcomes, quality
from mysterydesk.difficulty_rows import shipped_rows
from mysterydesk.drill_entry import DrillEntry
from mysterydesk.scores import rubric_for
from scenarios.draw import draw_case
from scenarios.features import FEATURES, features
from scoring.validate.exam_room import prepared
from scoring.validate.middling import MIDDLING, play_middling

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
SHIPPED = "S047-lost-promotion-draft"
QUICK = "S033-autosave-off"


def entry(number: int, low: float, high: float) -> DrillEntry:
    return DrillEntry(
        attempt=f"a{number}", scenario=SHIPPED, kind="how_to", mode="practice", begun_at=AT + timedelta(hours=number),
        title={}, lang="zh", scored_at=AT + timedelta(hours=number + 1), verdict="pass", low=low, high=high,
    )  # fmt: skip


def figures_of(name: str) -> dict[str, float]:
    return dict(next(figures for one, figures in shipped_rows() if one.scenario == name))


def test_the_table_is_that_of_the_scenarios_that_ship() -> None:
    """A changed scenario drops out until it is measured anew; two thirds must still count."""
    assert len(shipped_rows()) >= len(shelf.scenarios()) * 2 / 3
    assert set(features(shelf.scenario(SHIPPED))) == set(FEATURES)


def test_each_simulated_trainee_loses_something_and_none_loses_all() -> None:
    """They play on a real case, each with its own weakness; who only is slow loses nothing where time is plenty."""
    handbook = shelf.handbook()
    case = draw_case(shelf.scenario(QUICK), handbook, shelf.world(), seed=1, lang="zh", day=AT.date())
    trial = prepared(attempts.desk_for(case), rubric_for(handbook), AT)
    totals = {name: trial.scored(play_middling(trial, name)).total for name in MIDDLING}
    assert {name for name, (_, high) in totals.items() if high < 100} >= {"forgetful", "hasty", "careless"}
    assert all(low > 0 for low, _ in totals.values())
    assert totals["careless"][1] < totals["slow"][1]


def test_features_tell_more_than_a_guess_and_intervals_hold() -> None:
    """Each scenario left out in turn: nearer than the mean of all, and about 95 of 100 intervals hold."""
    found = quality()
    assert found.error < 0.8 * found.guess
    assert 0.88 <= found.held <= 1


def test_without_attempts_it_rests_on_features_and_says_on_which_trainees() -> None:
    found = estimate(figures_of(SHIPPED), "S500-own", {})
    assert (found.rests, found.n, found.learnt) == ("features", 0, 0)
    assert found.trainees == ("forgetful", "hasty", "slow", "careless")
    assert 0 <= found.low < found.loss < found.high <= 100
    assert found.easier[0] <= found.easier[1] <= found.easier[2] <= found.of


@given(n=st.integers(1, 400), loss=st.integers(0, 100))
def test_attempts_draw_the_estimate_towards_them_and_narrow_it(n: int, loss: int) -> None:
    """The estimate stands between what features say and what people lost, nearer to them the more there are."""
    figures = figures_of(SHIPPED)
    before = estimate(figures, "S500-own", {})
    after = estimate(figures, "S500-own", {"S500-own": Outcome(n=n, loss=loss, variance=100.0)})
    more = estimate(figures, "S500-own", {"S500-own": Outcome(n=n * 4, loss=loss, variance=100.0)})
    assert (after.rests, after.n) == ("outcomes", n)
    assert min(before.loss, loss) - 1e-9 <= after.loss <= max(before.loss, loss) + 1e-9
    assert abs(more.loss - loss) <= abs(after.loss - loss) + 1e-9
    assert more.high - more.low <= before.high - before.low + 1e-9


def test_the_model_learns_from_what_people_lost_elsewhere() -> None:
    """Where people lose thirty points more on every other scenario, more is expected of this one too."""
    others = {
        one.scenario: Outcome(n=30, loss=one.loss + 30, variance=100.0)
        for one, _ in shipped_rows() if one.scenario != SHIPPED
    }  # fmt: skip
    before, after = (estimate(figures_of(SHIPPED), SHIPPED, found) for found in ({}, others))
    assert after.learnt == 30 * len(others)
    assert after.loss > before.loss + 20


def test_only_the_first_attempt_of_a_person_counts_and_no_branch() -> None:
    rows = [
        ("ann", entry(1, 70, 80)), ("ann", entry(2, 100, 100)), ("bob", entry(3, 50, 50)),
        ("cid", replace(entry(4, 0, 0), branched_from="a3")), ("dot", replace(entry(5, 0, 0), scored_at=None)),
    ]  # fmt: skip
    assert outcomes(reversed(rows)) == {SHIPPED: Outcome(n=2, loss=37.5, variance=156.25)}


def test_the_command_tells_figure_interval_and_what_it_rests_on() -> None:
    run = CliRunner().invoke(app, ["scenario", "difficulty", SHIPPED, "--json"])
    (found,) = json.loads(run.stdout)["difficulty"]
    assert (found["scenario"], found["rests"], found["n"]) == (SHIPPED, "features", 0)
    assert found["low"] < found["loss"] < found["high"]
    assert {name for name, _ in found["parts"]} <= set(NAMES)
