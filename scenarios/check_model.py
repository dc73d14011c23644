"""Is there something to troubleshoot: can the causes be told apart, and does every repair matter?"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from policy.handbook import Handbook
from policy.problem import Problem, problem
from scenarios.check_loops import check_loops
from scenarios.fault_model import (
    Action,
    Condition,
    FaultModel,
    Outcome,
    State,
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

LEAST_CHECKS = 4
"""DESIGN decision 7."""
LEAST_WRONG = 2
"""DESIGN decision 7."""
MOST_STATES = 20_000

TRAPS: frozenset[Outcome] = frozenset({"masks", "worsens", "loses_data"})
"""Without one of these every repair that does something would be right."""


def check_model(scenario: Scenario, handbook: Handbook) -> Iterator[Problem]:
    """Find what is wrong with a scenario's fault model."""
    model, name = scenario.fault_model, scenario.id
    known = {cause.id for cause in model.causes}
    broken = [*_variables(model, name), *_results(model, name)]
    yield from broken
    yield from _counts(scenario, name)
    yield from _tiers(model, handbook, name)
    for cause in scenario.true_causes:
        if cause not in known:
            yield problem(name, 0, "unknown_cause", cause=cause, at="true_causes")
    if broken or not set(scenario.true_causes) <= known:
        # States cannot be computed from a model with holes.
        return
    yield from check_loops(model, name)
    yield from _healthy(model, name)
    yield from _separation(model, name)
    for cause in scenario.true_causes:
        yield from _repairs(scenario, handbook, cause)


def _counts(scenario: Scenario, name: str) -> Iterator[Problem]:
    model = scenario.fault_model
    wrong = [cause for cause in model.causes if cause.id not in scenario.true_causes]
    if len(model.checks) < LEAST_CHECKS:
        yield problem(name, 0, "too_few_checks", count=len(model.checks), least=LEAST_CHECKS, at="fault_model.checks")
    if len(wrong) < LEAST_WRONG:
        yield problem(name, 0, "too_few_wrong_causes", count=len(wrong), least=LEAST_WRONG, at="fault_model.causes")


def _settings(model: FaultModel) -> Iterator[tuple[str, State]]:
    """Give everything that sets variables, with its place."""
    for cause in model.causes:
        yield f"fault_model.causes.{cause.id}.sets", cause.sets
    for action in model.actions:
        for index, effect in enumerate(action.effects):
            yield f"fault_model.actions.{action.id}.effects.{index}.sets", effect.sets
    for index, relapse in enumerate(model.relapses):
        yield f"fault_model.relapses.{index}.sets", relapse.sets


def _conditions(model: FaultModel) -> Iterator[tuple[str, Condition]]:
    """Give everything that asks for variables, with its place."""
    yield "fault_model.works", model.works
    yield "fault_model.cured", model.cured
    yield "fault_model.detour", model.detour
    yield "fault_model.lost", model.lost
    for check in model.checks:
        for result in check.results:
            yield f"fault_model.checks.{check.id}.results.{result.id}.when", result.when
    for action in model.actions:
        for index, effect in enumerate(action.effects):
            yield f"fault_model.actions.{action.id}.effects.{index}.when", effect.when
    for index, relapse in enumerate(model.relapses):
        yield f"fault_model.relapses.{index}.when", relapse.when


def _variables(model: FaultModel, name: str) -> Iterator[Problem]:
    """Find variables that are not declared, and values that nothing ever brings about."""
    values = {variable: {value} for variable, value in model.healthy.items()}
    for at, sets in _settings(model):
        for variable, value in sets.items():
            if variable not in values:
                yield problem(name, 0, "unknown_variable", variable=variable, at=at)
            values.setdefault(variable, set()).add(value)
    for at, condition in _conditions(model):
        for variable, value in (pair for one in condition for pair in one.items()):
            if variable not in model.healthy:
                yield problem(name, 0, "unknown_variable", variable=variable, at=at)
            elif value not in values[variable]:
                yield problem(name, 0, "value_never_set", variable=variable, value=value, at=at)


def _results(model: FaultModel, name: str) -> Iterator[Problem]:
    """Each check must show something in every state, and no result may hide behind another."""
    for check in model.checks:
        at = f"fault_model.checks.{check.id}.results"
        *earlier, last = check.results
        if last.when:
            yield problem(name, 0, "last_result_has_condition", check=check.id, at=f"{at}.{last.id}")
        for result in earlier:
            if not result.when:
                yield problem(name, 0, "hides_later_results", check=check.id, at=f"{at}.{result.id}")


def _tiers(model: FaultModel, handbook: Handbook, name: str) -> Iterator[Problem]:
    codes = {tier.code for tier in handbook.tiers}
    repairs = {repair for tier in handbook.tiers for repair in tier.solves}
    for check in model.checks:
        if check.tier not in codes:
            at = f"fault_model.checks.{check.id}.tier"
            yield problem(name, 0, "unknown_tier", tier=check.tier, at=at)
    for action in model.actions:
        if action.repair not in repairs:
            at = f"fault_model.actions.{action.id}.repair"
            yield problem(name, 0, "unknown_repair", repair=action.repair, at=at)


def _healthy(model: FaultModel, name: str) -> Iterator[Problem]:
    if not is_cured(model, model.healthy):
        yield problem(name, 0, "healthy_does_not_work", at="fault_model.healthy")
    for cause in model.causes:
        state = state_under(model, cause.id)
        if is_working(model, state) or holds(model.cured, state):
            yield problem(name, 0, "harmless_cause", cause=cause.id, at=f"fault_model.causes.{cause.id}")


def _separation(model: FaultModel, name: str) -> Iterator[Problem]:
    """Every check tells something, and every two causes are told apart by some check."""
    states = {cause.id: state_under(model, cause.id) for cause in model.causes}
    shown = {
        check.id: {cause: result_of(check, state).id for cause, state in states.items()} for check in model.checks
    }
    for check_id, results in shown.items():
        if len(set(results.values())) < 2:  # noqa: PLR2004  one result for all causes tells nothing
            yield problem(name, 0, "check_tells_nothing", check=check_id, at=f"fault_model.checks.{check_id}")
    for one, other in combinations(states, 2):
        if all(results[one] == results[other] for results in shown.values()):
            at = f"fault_model.causes.{other}"
            yield problem(name, 0, "causes_look_alike", cause=one, other=other, at=at)


def is_curable(model: FaultModel, start: State, actions: Iterable[Action]) -> bool:
    """Tell whether some sequence of these actions cures without losing data on the way."""
    usable = tuple(actions)
    open_states, seen = [start], {frozenset(start.items())}
    while open_states and len(seen) < MOST_STATES:
        state = open_states.pop()
        if is_cured(model, state):
            return True
        for action in usable:
            then = after(action, state)
            key = frozenset(then.items())
            if key not in seen and not holds_strictly(model.lost, then):
                seen.add(key)
                open_states.append(then)
    return False


def _repairs(scenario: Scenario, handbook: Handbook, cause: str) -> Iterator[Problem]:
    """Each true cause has a cure that some line may carry out, something useless, and a trap."""
    model = scenario.fault_model
    start = state_under(model, cause)
    tiers = [[one for one in model.actions if one.repair in tier.solves] for tier in handbook.tiers]
    if not any(is_curable(model, start, allowed) for allowed in tiers):
        at = f"fault_model.causes.{cause}"
        yield problem(scenario.id, 0, "unsolvable", cause=cause, at=at)
    outcomes = {outcome(model, start, after(action, start)) for action in model.actions}
    if "nothing" not in outcomes:
        yield problem(scenario.id, 0, "nothing_is_useless", cause=cause, at="fault_model.actions")
    if not outcomes & TRAPS:
        yield problem(scenario.id, 0, "no_trap", cause=cause, at="fault_model.actions")
