"""Which actions repair a fault, found by search in the fault model?"""

from heapq import heappop, heappush

from scenarios.fault_model import (
    Action,
    Condition,
    FaultModel,
    State,
    after,
    holds_strictly,
    is_cured,
    is_working,
)


def _frozen(state: State) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, repr(value)) for name, value in state.items()))


def plan(
    model: FaultModel, start: State, repairs: tuple[str, ...], *, goal: Condition = ()
) -> tuple[Action, ...] | None:
    """Find the quickest sequence of actions that cures, never losing data on the way (DESIGN decision 8).

    Args:
        model: The scenario's machinery.
        start: State to begin from.
        repairs: Kinds of repair that may be used (`Tier.solves`).
        goal: Another aim than the cure, e.g. the model's `detour`.

    Returns:
        The actions in order, empty if nothing is to be done, None if no sequence reaches the goal.
    """
    queue: list[tuple[int, int, State, tuple[Action, ...]]] = [(0, 0, start, ())]
    seen: set[tuple[tuple[str, str], ...]] = set()
    pushed = 0
    while queue:
        cost, _, state, done = heappop(queue)
        if holds_strictly(goal, state) if goal else is_cured(model, state):
            return done
        frozen = _frozen(state)
        if frozen in seen:
            continue
        seen.add(frozen)
        for action in model.actions:
            if action.repair not in repairs:
                continue
            then = after(action, state)
            if then == state or holds_strictly(model.lost, then):
                continue
            pushed += 1
            heappush(queue, (cost + action.cost_s, pushed, then, (*done, action)))
    return None


def after_all(actions: tuple[Action, ...], state: State) -> State:
    """Give the state after some actions, one after the other."""
    for action in actions:
        state = after(action, state)
    return state


def mistakes(model: FaultModel, state: State, repairs: tuple[str, ...]) -> tuple[Action, ...]:
    """Give the actions that help nobody and harm nothing: afterwards all is as bad as before, and can still be cured.

    Args:
        model: The scenario's machinery.
        state: State they would act on.
        repairs: Kinds of repair that may be used (`Tier.solves`).
    """
    found = []
    for action in model.actions:
        then = after(action, state)
        same = is_working(model, then) == is_working(model, state)
        same = same and holds_strictly(model.detour, then) == holds_strictly(model.detour, state)
        safe = not is_cured(model, then) and not holds_strictly(model.lost, then)
        if action.repair in repairs and same and safe and plan(model, then, repairs) is not None:
            found.append(action)
    return tuple(sorted(found, key=lambda action: action.id))
