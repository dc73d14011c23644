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
        if _frozen(state) in seen:
            continue
        seen.add(_frozen(state))
        for action in model.actions:
            then = after(action, state)
            if action.repair not in repairs or then == state or holds_strictly(model.lost, then):
                continue
            pushed += 1
            heappush(queue, (cost + action.cost_s, pushed, then, (*done, action)))
    return None
