"""The truth follows from facts and handbook: change one and it changes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.handbook import Handbook
from scenarios.case import Case
from scenarios.scenario import Scenario
from scoring.answer_key import AnswerKey, answer_key, ideal_spans
from sla.priorities import PrioritySteps
from tests.scoring.conftest import NINE, Sit, key_of


def key_at(case: Case, handbook: Handbook) -> AnswerKey:
    return answer_key(case, handbook)


def test_every_scenario_changes_its_key_with_one_impact_fact(
    sit: Sit, scenarios: tuple[Scenario, ...], handbook: Handbook
) -> None:
    for scenario in scenarios:
        case = sit(scenario, 1, "zh").desk.case
        right = key_at(case, handbook).priorities[0][1]
        first, *later = case.stages
        total = first.impacts[0].total
        stopped = 0 if right == "L1" else total
        impact = replace(first.impacts[0], stopped=stopped, hindered=0, alternative=right == "L1")
        others = () if right == "L1" else first.impacts[1:]
        changed = replace(case, stages=(replace(first, impacts=(impact, *others)), *later))
        changed = replace(changed, lives_on=(impact.function,))
        assert key_at(changed, handbook).priorities[0][1] != right


def test_the_line_is_the_lowest_that_can_cure(sit: Sit, scenarios: tuple[Scenario, ...], handbook: Handbook) -> None:
    for scenario in scenarios:
        case = sit(scenario, 1, "zh").desk.case
        key = key_at(case, handbook)
        assert key.tier in key.cures
        assert min(key.cures) == key.tier
        for action in key.cures[key.tier]:
            found = case.fault_model.action(action)
            assert found is not None
            assert found.repair in handbook.tier(key.tier).solves


def test_the_most_urgent_goes_to_the_line_that_receives_it(handbook: Handbook) -> None:
    key = key_of("filter_on", level="L1")
    assert key.tier_at(handbook, NINE) == "T3"
    assert key_of("filter_on").tier_at(handbook, NINE) == "T1"


def test_the_priority_before_the_submission_is_the_first_one() -> None:
    key = key_of(level="L2")
    assert key.priority_at(NINE - timedelta(hours=1)) == "L2"
    assert replace(key, priorities=()).priority_at(NINE) is None


def test_the_ideal_handling_gives_its_own_time(sit: Sit, scenarios: tuple[Scenario, ...], handbook: Handbook) -> None:
    trial = sit(scenarios[0], 1, "zh")
    spans = ideal_spans(handbook, PrioritySteps(steps=trial.key.priorities), trial.timeline)
    assert timedelta() < spans["resolution"] < timedelta(hours=1)
    assert ideal_spans(handbook, PrioritySteps(steps=()), ()) == {}


def test_slots_and_harm_are_read_off_the_case(sit: Sit, scenarios: tuple[Scenario, ...], handbook: Handbook) -> None:
    case = sit(scenarios[0], 1, "zh").desk.case
    key = key_at(case, handbook)
    assert {one.name for one in key.slots} == {fact.slot for fact in case.facts}
    number = key.slot("customer_id")
    assert number is not None
    assert number.structured
    assert key.slot("nothing") is None
    known = {one.id for one in case.fault_model.actions}
    assert key.harmful <= known


@pytest.mark.parametrize("name", ["L1", "L2", "L3"])
def test_a_key_holds_its_steps(name: str) -> None:
    assert key_of(level=name).priority_at(NINE + timedelta(hours=9)) == name


def test_equipment_of_the_customers_own_is_hardware_where_faults_are_told_apart(
    sit: Sit, scenarios: tuple[Scenario, ...], handbook: Handbook
) -> None:
    broken = next(one for one in scenarios if one.kind in {"outage", "transfer"})
    case = replace(sit(broken, 1, "zh").desk.case, equipment=False)
    assert key_at(case, handbook).types == {"incident", "software"}
    assert key_at(replace(case, equipment=True), handbook).types == {"incident", "hardware"}
