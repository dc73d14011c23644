"""Do a scenario's partners and requests hang together with its fault model, its lines and its seat?"""

from collections.abc import Iterator

from policy.handbook import Handbook
from policy.problem import Problem, problem
from scenarios.fault_model import after, result_of, state_under
from scenarios.partner import PartnerRule
from scenarios.scenario import Scenario
from scenarios.seating import SUPERVISOR


def check_partners(scenario: Scenario, handbook: Handbook) -> Iterator[Problem]:
    """Find partners whom nothing would bring in or convince, and requests that nobody could make or answer."""
    known = {one.id for one in scenario.partners}
    for action in scenario.fault_model.actions:
        at = f"fault_model.actions.{action.id}"
        if action.partner and action.partner not in known:
            yield problem(scenario.id, 0, "unknown_partner", partner=action.partner, at=f"{at}.partner")
        if action.partner and action.hand != "desk":
            yield problem(scenario.id, 0, "partner_not_by_desk", action=action.id, at=f"{at}.hand")
    for one in scenario.partners:
        yield from _partner(scenario, one)
    yield from _requests(scenario, handbook)


def _partner(scenario: Scenario, one: PartnerRule) -> Iterator[Problem]:
    model, at = scenario.fault_model, f"partners.{one.id}"
    theirs = [action for action in model.actions if action.partner == one.id]
    check = model.check(one.shown_by)
    if not theirs:
        yield problem(scenario.id, 0, "idle_partner", partner=one.id, at=at)
    if check is None:
        yield problem(scenario.id, 0, "unknown_check", check=one.shown_by, at=f"{at}.shown_by")
        return
    states = [state_under(model, cause.id) for cause in model.causes]
    touched = {result_of(check, state).id for state in states if any(after(act, state) != state for act in theirs)}
    others = {result_of(check, state).id for state in states if all(after(act, state) == state for act in theirs)}
    if touched & (others | {result_of(check, model.healthy).id}):
        # What they are shown must tell their share of the trouble from everybody else's.
        yield problem(scenario.id, 0, "partner_unconvinced", partner=one.id, check=check.id, at=f"{at}.shown_by")


def _requests(scenario: Scenario, handbook: Handbook) -> Iterator[Problem]:
    lines = [str(one.line) for one in scenario.history.turns] if scenario.history else []
    for index, one in enumerate(scenario.requests):
        at = f"requests.{index}"
        if scenario.post != SUPERVISOR:
            yield problem(scenario.id, 0, "request_without_seat", at=at)
        if one.line not in {str(tier.code) for tier in handbook.tiers} or lines[-1:] != [one.line]:
            yield problem(scenario.id, 0, "unknown_tier", tier=one.line, at=f"{at}.line")
        if scenario.fault_model.action(one.action) is None:
            yield problem(scenario.id, 0, "unknown_request", action=one.action, at=f"{at}.action")
