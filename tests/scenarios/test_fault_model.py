from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.text import Text
from scenarios.fault_model import (
    Action,
    Condition,
    Effect,
    FaultModel,
    Outcome,
    State,
    Value,
    after,
    holds,
    holds_strictly,
    is_cured,
    is_working,
    outcome,
    result_of,
    state_under,
)
from scenarios.scenario import Scenario

NAMES = st.sampled_from(["plug", "fuse", "lamp"])
VALUES: st.SearchStrategy[Value] = st.sampled_from(["in", "out", True, False])
STATES = st.fixed_dictionaries({"plug": VALUES, "fuse": VALUES, "lamp": VALUES})
CONDITIONS = st.lists(st.dictionaries(NAMES, VALUES, min_size=1), max_size=3).map(tuple)


def _action(*effects: Effect) -> Action:
    title = Text(zh="动", en="act")
    return Action(id="act", title=title, hand="desk", repair="guidance", cost_s=1, needs=(), effects=effects)


@given(CONDITIONS, STATES)
def test_a_condition_and_its_strict_form_differ_only_when_empty(condition: Condition, state: State) -> None:
    assert holds_strictly(condition, state) == (bool(condition) and holds(condition, state))
    assert holds((), state)


@given(CONDITIONS, CONDITIONS, STATES)
def test_more_alternatives_never_hold_less(one: Condition, more: Condition, state: State) -> None:
    if one and holds(one, state):
        assert holds((*one, *more), state)


@given(STATES)
def test_a_state_meets_the_condition_that_describes_it(state: State) -> None:
    assert holds((state,), state)


@given(STATES, CONDITIONS, st.dictionaries(NAMES, VALUES))
def test_an_action_changes_only_what_it_sets_and_keeps_the_rest(state: State, when: Condition, sets: State) -> None:
    then = after(_action(Effect(when=when, sets=sets)), state)
    assert then == ({**state, **sets} if holds(when, state) else state)


@given(STATES)
def test_effects_look_at_the_state_before_the_action(state: State) -> None:
    first = Effect(when=(), sets={"plug": "in"})
    second = Effect(when=({"plug": "out"},), sets={"lamp": "in"})
    assert after(_action(first, second), {**state, "plug": "out", "lamp": "out"})["lamp"] == "in"
    assert after(_action(first, second), {**state, "plug": "in", "lamp": "out"})["lamp"] == "out"


@given(STATES)
def test_an_action_without_effects_is_worth_nothing(state: State) -> None:
    model = FaultModel(healthy=state, works=(), cured=(), detour=(), lost=(), causes=(), checks=(), actions=())
    assert outcome(model, state, after(_action(), state)) == "nothing"


def _after(scenario: Scenario, cause: str, *actions: str) -> tuple[State, State]:
    """Give the states before and after the last of some actions."""
    model = scenario.fault_model
    before = then = state_under(model, cause)
    for name in actions:
        action = model.action(name)
        assert action is not None, name
        before, then = then, after(action, then)
    return before, then


OUTCOMES: list[tuple[str, str, tuple[str, ...], Outcome]] = [
    ("S047", "deleted_to_bin", ("restore_from_bin",), "solves"),
    ("S047", "deleted_to_bin", ("reset_filter",), "nothing"),
    ("S047", "deleted_to_bin", ("open_by_search",), "nothing"),
    ("S047", "deleted_to_bin", ("reinstall_browser",), "nothing"),
    ("S047", "deleted_to_bin", ("empty_bin",), "loses_data"),
    ("S047", "deleted_to_bin", ("clear_site_data",), "loses_data"),
    ("S047", "deleted_to_bin", ("restore_nightly_backup",), "loses_data"),
    ("S047", "deleted_to_bin", ("retype_draft",), "works_around"),
    ("S047", "hidden_by_filter", ("reset_filter",), "solves"),
    ("S047", "hidden_by_filter", ("open_by_search",), "masks"),
    ("S047", "hidden_by_filter", ("empty_bin",), "nothing"),
    ("S047", "hidden_by_filter", ("restore_from_bin",), "nothing"),
    ("S006", "certificate_expired", ("restart_till",), "nothing"),
    ("S006", "certificate_expired", ("restart_router",), "nothing"),
    ("S006", "certificate_expired", ("repair_acquirer_route",), "nothing"),
    ("S006", "certificate_expired", ("turn_on_offline_mode",), "masks"),
    ("S006", "certificate_expired", ("switch_to_spare_route",), "works_around"),
    ("S006", "certificate_expired", ("renew_certificate",), "solves"),
    ("S006", "certificate_expired", ("switch_to_spare_route", "renew_certificate"), "solves"),
    ("S006", "certificate_expired", ("switch_to_spare_route", "reset_payment_settings"), "worsens"),
    ("S006", "certificate_expired", ("turn_on_offline_mode", "reset_payment_settings"), "loses_data"),
    ("S006", "acquirer_route_down", ("renew_certificate",), "nothing"),
    ("S006", "acquirer_route_down", ("repair_acquirer_route",), "solves"),
    ("S006", "acquirer_route_down", ("turn_on_offline_mode",), "masks"),
    ("S006", "shop_network_down", ("restart_router",), "solves"),
    ("S006", "shop_network_down", ("switch_to_spare_route",), "nothing"),
]


@pytest.mark.parametrize(("seed_id", "cause", "actions", "worth"), OUTCOMES)
def test_the_worth_of_a_repair_follows_from_the_state(
    seed_id: str, cause: str, actions: tuple[str, ...], worth: Outcome, shipped: dict[str, Scenario]
) -> None:
    scenario = shipped[seed_id]
    assert outcome(scenario.fault_model, *_after(scenario, cause, *actions)) == worth


def test_after_the_cure_nobody_works_around_any_more(shipped: dict[str, Scenario]) -> None:
    scenario = shipped["S006"]
    _, then = _after(scenario, "certificate_expired", "switch_to_spare_route", "renew_certificate")
    assert is_cured(scenario.fault_model, then)
    assert not holds_strictly(scenario.fault_model.detour, then)


def test_offline_payments_relapse_with_loss_unless_the_fault_is_gone(shipped: dict[str, Scenario]) -> None:
    scenario = shipped["S006"]
    model = scenario.fault_model
    relapse = model.relapses[0]
    _, masked = _after(scenario, "acquirer_route_down", "turn_on_offline_mode")
    assert (relapse.after_s, holds(relapse.when, masked)) == (2400, True)
    fallen = {**masked, **relapse.sets}
    assert not is_working(model, fallen)
    assert holds_strictly(model.lost, fallen)
    for cure in ("repair_acquirer_route", "switch_to_spare_route"):
        _, saved = _after(scenario, "acquirer_route_down", "turn_on_offline_mode", cure)
        assert not holds(relapse.when, saved)


def test_going_round_the_filter_does_not_last(shipped: dict[str, Scenario]) -> None:
    scenario = shipped["S047"]
    model = scenario.fault_model
    _, masked = _after(scenario, "hidden_by_filter", "open_by_search")
    relapse = model.relapses[0]
    assert is_working(model, masked)
    assert holds(relapse.when, masked)
    assert not is_working(model, {**masked, **relapse.sets})
    _, cured = _after(scenario, "hidden_by_filter", "open_by_search", "reset_filter")
    assert not holds(relapse.when, cured)


def test_after_any_cure_every_check_shows_what_is_healthy(shipped: dict[str, Scenario]) -> None:
    cures = {
        ("S047", "deleted_to_bin"): "restore_from_bin",
        ("S047", "hidden_by_filter"): "reset_filter",
        ("S006", "certificate_expired"): "renew_certificate",
        ("S006", "acquirer_route_down"): "repair_acquirer_route",
    }
    for (seed_id, cause), cure in cures.items():
        scenario = shipped[seed_id]
        model = scenario.fault_model
        _, then = _after(scenario, cause, cure)
        for check in model.checks:
            assert result_of(check, then).id == result_of(check, model.healthy).id, check.id


def test_lost_data_is_never_working(small: Scenario) -> None:
    model = small.fault_model
    assert is_working(model, model.healthy)
    assert not is_working(model, {**model.healthy, "records": "gone"})
    assert not is_cured(replace(model, cured=()), {**model.healthy, "records": "gone"})


def test_who_may_cure_what(shipped: dict[str, Scenario]) -> None:
    """First line solves the how-to, only third line the outage (seeds S047 and S006)."""
    for seed_id, kinds in (("S047", {"guidance"}), ("S006", {"core_repair"})):
        scenario = shipped[seed_id]
        model = scenario.fault_model
        curing = {
            action.repair
            for cause in scenario.true_causes
            for action in model.actions
            if outcome(model, state_under(model, cause), after(action, state_under(model, cause))) == "solves"
        }
        assert curing == kinds
