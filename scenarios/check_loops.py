"""Does anything in a fault model go round for ever: a relapse, or an action that undoes itself?"""

from collections.abc import Iterator
from typing import Final

from policy.problem import Problem, problem
from scenarios.fault_model import Action, FaultModel, State, Value, after, holds, state_under

MOST_STATES: Final = 4096
"""States that are looked at; the largest model that ships reaches some hundred."""

Key = tuple[tuple[str, Value], ...]


def check_loops(model: FaultModel, name: str) -> Iterator[Problem]:
    """Find relapses that come back for ever, and actions that, done twice, leave things as they were.

    Args:
        model: One whose variables are declared and whose values come about.
        name: Scenario.
    """
    states = _reached(model)
    undone = {one.id for one in model.actions if any(_undoes_itself(one, state) for state in states)}
    for action in sorted(undone):
        yield problem(name, 0, "action_undoes_itself", at=f"fault_model.actions.{action}.effects")
    for index in sorted(set[int]().union(*(_ring(model, state) for state in states))):
        yield problem(name, 0, "endless_relapse", at=f"fault_model.relapses.{index}.sets")


def _key(state: State) -> Key:
    return tuple(sorted(state.items()))


def _reached(model: FaultModel) -> tuple[State, ...]:
    """Give every state that causes, actions and relapses can bring about."""
    waiting: list[State] = [state_under(model, cause.id) for cause in model.causes]
    seen: dict[Key, State] = {}
    while waiting and len(seen) < MOST_STATES:
        state = waiting.pop()
        if _key(state) in seen:
            continue
        seen[_key(state)] = state
        waiting += [after(action, state) for action in model.actions]
        waiting += [then for _, then in _relapsed(model, state)]
    return tuple(seen.values())


def _relapsed(model: FaultModel, state: State) -> Iterator[tuple[int, State]]:
    for index, relapse in enumerate(model.relapses):
        if holds(relapse.when, state):
            yield index, {**state, **relapse.sets}


def _ring(model: FaultModel, start: State) -> frozenset[int]:
    """Give the relapses that lead from a state back to it, with nobody doing anything."""
    state, used = start, frozenset[int]()
    seen: dict[Key, frozenset[int]] = {}
    while _key(state) not in seen:
        seen[_key(state)] = used
        step = next(_relapsed(model, state), None)
        if step is None:
            return frozenset()
        used, state = used | {step[0]}, step[1]
    return used - seen[_key(state)]


def _undoes_itself(action: Action, state: State) -> bool:
    once = after(action, state)
    return once != state and after(action, once) == state
