"""What is broken, what would show it, and what would each repair do?

State variables describe the system under support. One true cause sets them; checks look at them; actions change
them. Whether the customer can work is computed from them, never from the button that was pressed (DESIGN
decision 7).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from policy.text import Text

Value = str | int | bool
State = Mapping[str, Value]
Condition = tuple[Mapping[str, Value], ...]
"""Any of these; each asks that all of its variables have these values. Empty means always."""

Outcome = Literal["solves", "works_around", "masks", "nothing", "worsens", "loses_data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One explanation of the symptom.

    Attributes:
        id: e.g. `certificate_expired`.
        title: What an expert calls it.
        sets: Variables it sets away from their healthy values.
    """

    id: str
    title: Text
    sets: State


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What a check shows while a condition holds; the first one that holds counts."""

    id: str
    when: Condition
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One way to look at the system.

    Attributes:
        id: e.g. `read_gateway_log`.
        title: What the desk offers.
        via: `ask` the customer to look, read a `log`, `test` from our side, `compare` with another user.
        cost_s: Scenario seconds it takes.
        tier: Lowest tier that may do it.
        needs: What must be so before: `consent`, `identity`, `approval`, `remote` (a session is running).
        results: In order; the last one has no condition.
    """

    id: str
    title: Text
    via: Literal["ask", "log", "test", "compare"]
    cost_s: int
    tier: str
    needs: tuple[str, ...]
    results: tuple[CheckResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What an action changes while a condition holds; every effect whose condition holds acts."""

    when: Condition
    sets: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that somebody can do to the system.

    Attributes:
        id: e.g. `renew_certificate`.
        title: What the desk offers.
        hand: Who carries it out: the `customer` under guidance, or the `desk`.
        repair: Kind of repair; the handbook maps it to tiers (`Tier.solves`).
        cost_s: Scenario seconds it takes.
        needs: What must be so before: `consent`, `identity`, `approval`, `remote` (a session is running).
        risk: What can go wrong, for the explanation owed to the customer; empty texts where nothing can.
        effects: What it changes.
        partner: Who outside the lines has to do it (`Case.partners`), empty for what a line does itself; the line
            whose repair it is sees to it that they do.
    """

    id: str
    title: Text
    hand: Literal["customer", "desk"]
    repair: str
    cost_s: int
    needs: tuple[str, ...]
    effects: tuple[Effect, ...]
    risk: Text = field(default_factory=lambda: Text(zh="", en=""))
    partner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relapse:
    """What comes back by itself after a masking repair.

    Attributes:
        when: Condition under which it happens.
        after_s: Scenario seconds after the state came to be so.
        sets: What changes.
    """

    when: Condition
    after_s: int
    sets: State


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultModel:
    """The whole hidden machinery of one scenario.

    Attributes:
        healthy: Every variable with its healthy value.
        works: The customer can work as usual (a masked or worked-around fault may satisfy it).
        cured: The cause is gone.
        detour: The customer works by another way that was opened for them (a workaround).
        lost: Customer data is gone.
        causes: The true ones and the wrong ones.
        checks: At least four.
        actions: What anybody may do.
        relapses: What comes back.
    """

    healthy: State
    works: Condition
    cured: Condition
    detour: Condition
    lost: Condition
    causes: tuple[Cause, ...]
    checks: tuple[Check, ...]
    actions: tuple[Action, ...]
    relapses: tuple[Relapse, ...] = ()

    def cause(self, cause_id: str) -> Cause:
        """Find a cause by its id."""
        return next(one for one in self.causes if one.id == cause_id)

    def check(self, check_id: str) -> Check | None:
        """Find a check by its id."""
        return next((one for one in self.checks if one.id == check_id), None)

    def action(self, action_id: str) -> Action | None:
        """Find an action by its id."""
        return next((one for one in self.actions if one.id == action_id), None)


def holds(condition: Condition, state: State) -> bool:
    """Tell whether a condition is true of a state.

    >>> holds(({"power": False}, {"fuse": "blown"}), {"power": True, "fuse": "blown"})
    True
    """
    if not condition:
        return True
    facts = state.items()
    for one in condition:  # a loop, as this is asked hundreds of times in a drill  # noqa: SIM110
        if one.items() <= facts:
            return True
    return False


def holds_strictly(condition: Condition, state: State) -> bool:
    """Like `holds`, but an empty condition is never true (for `detour` and `lost`)."""
    return bool(condition) and holds(condition, state)


def state_under(model: FaultModel, cause_id: str) -> State:
    """Give the state that a cause brings about."""
    return {**model.healthy, **model.cause(cause_id).sets}


def result_of(check: Check, state: State) -> CheckResult:
    """Give what a check shows in a state."""
    return next(result for result in check.results if holds(result.when, state))


def after(action: Action, state: State) -> State:
    """Give the state after an action: all effects look at the state before it."""
    changes: dict[str, Value] = {}
    for effect in action.effects:
        if holds(effect.when, state):
            changes.update(effect.sets)
    return {**state, **changes}


def is_working(model: FaultModel, state: State) -> bool:
    """Tell whether the customer can work as usual."""
    return holds(model.works, state) and not holds_strictly(model.lost, state)


def is_cured(model: FaultModel, state: State) -> bool:
    """Tell whether the cause is gone for good and the customer can work."""
    return is_working(model, state) and holds(model.cured, state)


def outcome(model: FaultModel, before: State, then: State) -> Outcome:
    """Name what a change of state was worth."""
    was_lost, is_lost = holds_strictly(model.lost, before), holds_strictly(model.lost, then)
    was_detour, is_detour = holds_strictly(model.detour, before), holds_strictly(model.detour, then)
    was_working, works = is_working(model, before), is_working(model, then)
    named: tuple[tuple[bool, Outcome], ...] = (
        (is_lost and not was_lost, "loses_data"),
        (then == before, "nothing"),
        (is_cured(model, then), "solves"),
        (is_detour and not was_detour, "works_around"),
        (works and not was_working, "masks"),
        (was_working and not works, "worsens"),
        (holds(model.cured, then) and not holds(model.cured, before), "solves"),
    )
    return next((name for so, name in named if so), "nothing")
