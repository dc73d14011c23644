"""What a customer does half-way: written by an author, drawn by the seed, and nothing in cases without it."""

from datetime import date

import pytest

from policy.handbook import Handbook
from scenarios.check import check_scenario
from scenarios.codec import case_from_json, case_to_json
from scenarios.draw import draw_case
from scenarios.parse import parse_scenario
from scenarios.scenario import Scenario
from scenarios.sheet import sheet
from scenarios.twist import TWISTS
from scenarios.world import World
from tests.scenarios.small import SCENARIO, broken

DAY = date(2026, 1, 5)

SECOND = """\
second:
  tell: {zh: ["对了，{play}的海报架也歪了。"], en: ["By the way, the poster stand for {play} is leaning."]}
  symptom: {zh: "{play}的海报架歪了", en: "poster stand for {play} leaning"}
  marks: {zh: [["海报架"], ["{play}"]], en: [["poster"], ["{play}"]]}
"""

_AWAY = "goes_silent, falls_silent, never_returns"
_TWISTS = f"early_relief, changes_channel, {_AWAY}, second_problem, turns_complaint, low_rating"
ALL = f"twists: [{_TWISTS}]\n{SECOND}"


def _scenario(text: str) -> Scenario:
    scenario, problems = parse_scenario(text, "s.yaml")
    assert scenario is not None, problems
    return scenario


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SCENARIO + "twists: [early_relief, low_rating]\n", set()),
        (SCENARIO + ALL, set()),
        (SCENARIO + "twists: [second_problem]\n", {"twist_without_second"}),
        (SCENARIO + SECOND, {"second_without_twist"}),
        (SCENARIO + "twists: [withdraws_consent]\n", {"twist_without_remote"}),
        (SCENARIO + ALL.replace("也歪了", "是二级问题"), {"says_the_answer"}),
        (SCENARIO + ALL.replace('["{play}"]]}', '["{cat}"]]}'), {"unknown_name"}),
    ],
)
def test_twists_must_have_what_they_need(text: str, expected: set[str], small_world: World, std: Handbook) -> None:
    assert {one.code for one in check_scenario(_scenario(text), small_world, std)} == expected


def test_an_unknown_twist_is_told_at_its_line() -> None:
    scenario, problems = parse_scenario(SCENARIO + "twists: [early_relief, turns_green]\n", "s.yaml")
    assert scenario is None
    assert [(one.code, one.line) for one in problems] == [("unknown_value", len(SCENARIO.splitlines()) + 1)]


def test_the_seed_draws_one_twist_at_most_and_each_comes_up(small_world: World, std: Handbook) -> None:
    scenario = _scenario(SCENARIO + ALL)
    cases = [draw_case(scenario, std, small_world, seed, "zh", day=DAY) for seed in range(80)]
    assert {case.twists for case in cases} == {(), *((one,) for one in scenario.twists)}
    assert set(scenario.twists) == set(TWISTS) - {"withdraws_consent"}
    assert all((case.second is not None) == (case.twists == ("second_problem",)) for case in cases)


def test_the_second_problem_is_in_the_words_of_the_case(small_world: World, std: Handbook) -> None:
    scenario = _scenario(SCENARIO + ALL)
    cases = (draw_case(scenario, std, small_world, seed, "en", day=DAY) for seed in range(80))
    case = next(one for one in cases if one.second is not None)
    assert case.second is not None
    play = next(one for one in ("Night Flight", "Gull Island", "The Old Clock") if one in case.second.tell)
    assert case.second.symptom == f"poster stand for {play} leaning"
    assert case.second.marks == (("poster",), (play,))
    assert case_from_json(case_to_json(case)) == case


@pytest.mark.parametrize("text", [SCENARIO + ALL, SCENARIO + "twists: [goes_silent]\n"])
def test_the_quick_way_writes_the_same_bytes(text: str, small_world: World, std: Handbook) -> None:
    scenario = _scenario(text)
    for lang in ("zh", "en"):
        cut = sheet(scenario, std, small_world, "zh" if lang == "zh" else "en")
        for seed in range(24):
            drawn = draw_case(scenario, std, small_world, seed, cut.lang, day=DAY)
            assert cut.draw(seed, DAY) == case_to_json(drawn)


def test_nothing_stands_in_scenarios_and_cases_without_twists(
    small: Scenario, small_world: World, std: Handbook
) -> None:
    written = case_to_json(draw_case(small, std, small_world, 3, "zh", day=DAY))
    assert '"twists":' not in written
    assert '"second":' not in written
    assert small.digest != _scenario(SCENARIO + "twists: [goes_silent]\n").digest
    assert small.digest == _scenario(SCENARIO + "twists: []\n").digest
    assert small.digest != _scenario(broken("start_mood: 200", "start_mood: 201")).digest
