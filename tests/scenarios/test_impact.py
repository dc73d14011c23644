from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.handbook import Handbook
from policy.triage import priority_for
from scenarios.case import Case
from scenarios.draw import draw_case
from scenarios.fault_model import state_under
from scenarios.impact import BusinessImpact, measures
from scenarios.scenario import Scenario
from scenarios.severity import right_priority
from scenarios.world import World

DAY = date(2026, 11, 23)


def _impact(function: str = "sell", *, total: int = 10, stopped: int = 0, hindered: int = 0) -> BusinessImpact:
    return BusinessImpact(function=function, total=total, stopped=stopped, hindered=hindered, alternative=False)


def _measured(*impacts: BusinessImpact, hours: float = 1.0) -> dict[str, float | bool]:
    return dict(measures(impacts, ("sell",), hours=hours, data_lost=False))


def test_measures_of_nothing() -> None:
    assert _measured() == {
        "core_share_stopped": 0.0,
        "any_share_hit": 0.0,
        "has_alternative": True,
        "data_lost": False,
        "money_lost_share": 0,
    }


def test_only_what_the_business_lives_on_counts_as_core() -> None:
    found = _measured(_impact("sell", stopped=4, hindered=3), _impact("lists", stopped=9))
    assert (found["core_share_stopped"], found["any_share_hit"]) == (0.4, 0.9)


def test_another_way_to_do_the_same_business_takes_it_out_of_the_core() -> None:
    found = _measured(replace(_impact(stopped=10), alternative=True))
    assert (found["core_share_stopped"], found["any_share_hit"], found["has_alternative"]) == (0.0, 1.0, True)


def test_an_untouched_function_does_not_take_the_alternative_away() -> None:
    found = _measured(replace(_impact(stopped=1), alternative=True), _impact("lists"))
    assert found["has_alternative"] is True


def test_money_adds_up_over_functions_and_hours() -> None:
    lossy = replace(_impact(stopped=1), lost_per_hour_share=0.04)
    assert _measured(lossy, replace(lossy, function="lists"), hours=1.5)["money_lost_share"] == pytest.approx(0.12)


@given(
    total=st.integers(1, 500),
    stopped=st.integers(0, 500),
    more=st.integers(0, 500),
)
def test_more_stopped_never_measures_less(total: int, stopped: int, more: int) -> None:
    few, many = min(stopped, total), min(stopped + more, total)
    one, two = _measured(_impact(total=total, stopped=few)), _measured(_impact(total=total, stopped=many))
    assert 0 <= one["core_share_stopped"] <= two["core_share_stopped"] <= 1
    assert one["any_share_hit"] <= two["any_share_hit"]


def _case(scenario: Scenario, world: World, std: Handbook, seed: int) -> Case:
    return draw_case(scenario, std, world, seed, "zh", day=DAY)


def _priority(case: Case, std: Handbook, *, minutes: int = 0) -> str:
    state = state_under(case.fault_model, case.true_cause)
    return right_priority(case, std, state, case.submitted_at + timedelta(minutes=minutes))


def test_the_outage_is_critical_from_the_first_minute_in_every_draw(
    shipped: dict[str, Scenario], world: World, std: Handbook
) -> None:
    for seed in range(1, 40):
        case = _case(shipped["S006"], world, std, seed)
        assert [_priority(case, std, minutes=minute) for minute in (0, 46, 100)] == ["L1", "L1", "L1"]


def test_the_how_to_stays_minor_in_every_draw(shipped: dict[str, Scenario], world: World, std: Handbook) -> None:
    for seed in range(1, 40):
        case = _case(shipped["S047"], world, std, seed)
        assert [_priority(case, std, minutes=minute) for minute in (0, 240, 1400)] == ["L3", "L3", "L3"]


def _opened_with(case: Case, *impacts: BusinessImpact) -> Case:
    return replace(case, stages=(replace(case.stages[0], impacts=impacts),))


def test_one_shop_that_still_takes_payments_makes_the_outage_less_than_critical(
    shipped: dict[str, Scenario], world: World, std: Handbook
) -> None:
    case = _case(shipped["S006"], world, std, 1)
    fewer = tuple(replace(one, stopped=one.stopped - 1, lost_per_hour_share=0.0) for one in case.stages[0].impacts)
    assert _priority(_opened_with(case, *fewer), std) == "L2"


def test_another_way_to_pay_makes_the_outage_less_than_critical(
    shipped: dict[str, Scenario], world: World, std: Handbook
) -> None:
    case = _case(shipped["S006"], world, std, 1)
    eased = tuple(replace(one, alternative=True, lost_per_hour_share=0.0) for one in case.stages[0].impacts)
    assert _priority(_opened_with(case, *eased), std) == "L2"


def test_a_promotion_that_cannot_be_planned_makes_the_how_to_more_than_minor(
    shipped: dict[str, Scenario], world: World, std: Handbook
) -> None:
    case = _case(shipped["S047"], world, std, 1)
    worse = replace(case.stages[0].impacts[0], hindered=1)
    assert _priority(_opened_with(case, worse), std) == "L2"


def test_lost_data_makes_the_how_to_critical(shipped: dict[str, Scenario], world: World, std: Handbook) -> None:
    case = _case(shipped["S047"], world, std, 1)
    state = {**state_under(case.fault_model, case.true_cause), "local_copies": "gone"}
    assert right_priority(case, std, state, case.submitted_at) == "L1"


def test_the_measures_of_the_outage_are_those_of_its_facts(
    shipped: dict[str, Scenario], world: World, std: Handbook
) -> None:
    case = _case(shipped["S006"], world, std, 4)
    scope = case.fact("impact_scope")
    assert scope is not None
    assert f"全部{case.stages[0].impacts[0].total}家" in scope.value
    found = measures(case.stages[0].impacts, case.lives_on, hours=1.0, data_lost=False)
    assert (found["core_share_stopped"], found["has_alternative"]) == (1.0, False)
    assert priority_for(std, found).code == "L1"
