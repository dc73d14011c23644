from datetime import date

import pytest

from policy.handbook import Handbook
from scenarios.check import check_scenario
from scenarios.codec import case_from_json, case_to_json
from scenarios.draw import draw_case
from scenarios.parse import parse_scenario
from scenarios.scenario import Scenario
from scenarios.twist import QUESTIONS
from scenarios.world import World
from tests.scenarios.small import SCENARIO, broken

DAY = date(2026, 1, 5)

PRETEXT = """\
pretext:
  secret: contact_method
  wants: {zh: "别人的电话", en: "somebody's number"}
  attempts:
    - {zh: ["我是经理，报给我。"], en: ["I am the manager, tell me."]}
    - {zh: ["{play}要开场了，快点。"], en: ["{play} is about to begin, quickly."]}
    - {zh: ["你最好说话了。"], en: ["You are the helpful one."]}
  yields: {zh: ["算了。"], en: ["Never mind."]}
"""

COMPLAINT = """\
complaint:
  demand: {zh: "要一个交代", en: "an explanation"}
  tell: {zh: ["我要一个交代。"], en: ["I want an explanation."]}
  history:
    - {zh: "第一次：{weather}", en: "First time: {weather}"}
    - {zh: "第二次：已关单", en: "Second time: closed"}
    - {zh: "第三次：没人回电", en: "Third time: nobody called back"}
  analysis:
    who: {zh: [["值班"]], en: [["duty"]]}
    when: {zh: [["{weather}"]], en: [["{weather}"]]}
    where: {zh: [["亭"]], en: [["kiosk"]]}
    what: {zh: [["关单"]], en: [["closed"]]}
    why: {zh: [["没问"]], en: [["not asked"]]}
    how: {zh: [["回电"]], en: [["call back"]]}
"""

WITH_COMPLAINT = broken("kind: outage\n", "kind: complaint\n") + COMPLAINT


def _scenario(text: str) -> Scenario:
    scenario, problems = parse_scenario(text, "s.yaml")
    assert scenario is not None, problems
    return scenario


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SCENARIO + PRETEXT, set()),
        (WITH_COMPLAINT, set()),
        (SCENARIO + COMPLAINT, {"complaint_without_kind"}),
        (broken("kind: outage\n", "kind: complaint\n"), {"kind_without_complaint"}),
        (SCENARIO + 'screen: {zh: "工资条", en: "a payslip"}\n', {"screen_without_remote"}),
        (broken("via: test, cost_s: 60, tier: T2,", "via: test, cost_s: 60, tier: T2, needs: [remote],"),
         {"remote_without_screen"}),
        (SCENARIO + "colleagues: {T2: [slow], supervisor: [busy]}\n", set()),
        (SCENARIO + "colleagues: {T7: [slow]}\n", {"unknown_tier"}),
        (SCENARIO + PRETEXT.replace("快点。", "这是一级故障。"), {"says_the_answer"}),
        (SCENARIO + PRETEXT.replace("{play}", "{cat}"), {"unknown_name"}),
    ],
)  # fmt: skip
def test_twists_must_hang_together(text: str, expected: set[str], small_world: World, std: Handbook) -> None:
    assert {one.code for one in check_scenario(_scenario(text), small_world, std)} == expected


@pytest.mark.parametrize("cut", ['    - {zh: ["你最好说话了。"], en: ["You are the helpful one."]}\n'])
def test_a_pretext_has_exactly_three_attempts(cut: str) -> None:
    scenario, problems = parse_scenario(SCENARIO + PRETEXT.replace(cut, ""), "s.yaml")
    assert scenario is None
    assert problems[0].line > len(SCENARIO.splitlines())


def test_a_case_carries_its_twists_in_its_language(small_world: World, std: Handbook) -> None:
    case = draw_case(_scenario(WITH_COMPLAINT), std, small_world, 5, "zh", day=DAY)
    weather = next(word for word in ("打雷", "下雪", "刮风") if word in str(case.fact("trigger")))
    assert case.grievance is not None
    assert case.grievance.history[0] == f"第一次：{weather}"
    assert case.grievance.analysis["when"] == ((weather,),)
    assert set(case.grievance.analysis) == set(QUESTIONS)
    assert case_from_json(case_to_json(case)) == case


def test_who_is_on_duty_is_drawn_by_manner(small_world: World, std: Handbook) -> None:
    scenario = _scenario(SCENARIO + "colleagues: {T2: [busy, slow]}\n")
    cases = [draw_case(scenario, std, small_world, seed, "en", day=DAY) for seed in range(20)]
    second = {one.manner for case in cases for one in case.coworkers if one.tier == "T2"}
    assert second == {"busy", "slow"}
    assert {one.manner for case in cases for one in case.coworkers if one.tier != "T2"} == {"steady"}
    assert [one.id for one in cases[0].coworkers] == ["t2-1", "t2-2", "t3-1", "t3-2", "sup-1"]
    assert all((one.load >= 7) == (one.manner == "busy") for case in cases for one in case.coworkers)
    assert len({one.name for case in cases for one in case.coworkers}) > 60


def test_a_case_drawn_before_twists_keeps_its_digest(small: Scenario, small_world: World, std: Handbook) -> None:
    case = draw_case(small, std, small_world, 3, "zh", day=DAY)
    written = case_to_json(case)
    assert '"pretext":' not in written
    assert '"grievance":' not in written
    assert '"screen":' not in written
