"""Do a scenario's twists hang together with its fault model and its handbook?"""

from collections.abc import Iterator

from policy.handbook import Handbook
from policy.problem import Problem, problem
from scenarios.plan import SECOND
from scenarios.scenario import Scenario
from scenarios.twist import TwistCode

SUPERVISOR = "supervisor"

WITHDRAWS: TwistCode = "withdraws_consent"
"""The twist that takes a remote session."""


def check_twists(scenario: Scenario, handbook: Handbook) -> Iterator[Problem]:
    """Find twists that can never come about, or miss what they stand on."""
    name, model = scenario.id, scenario.fault_model
    needs = {need for check in model.checks for need in check.needs}
    needs |= {need for action in model.actions for need in action.needs}
    has_screen = bool(scenario.screen.zh)
    if ("remote" in needs) != has_screen:
        yield problem(name, 0, "remote_without_screen" if "remote" in needs else "screen_without_remote", at="screen")
    if (scenario.kind == "complaint") != (scenario.complaint is not None):
        yield problem(
            name, 0, "complaint_without_kind" if scenario.complaint else "kind_without_complaint", at="kind"
        )
    if (SECOND in scenario.twists) != (scenario.second is not None):
        at = "second" if scenario.second else "twists"
        yield problem(name, 0, "second_without_twist" if scenario.second else "twist_without_second", at=at)
    if WITHDRAWS in scenario.twists and "remote" not in needs:
        yield problem(name, 0, "twist_without_remote", at="twists")
    others = {tier.code for tier in handbook.tiers if tier.code != scenario.seat} | {SUPERVISOR}
    for tier in scenario.colleagues:
        if tier not in others:
            yield problem(name, 0, "unknown_tier", tier=tier, at=f"colleagues.{tier}")
