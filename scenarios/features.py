"""What of a scenario may make it hard: how much to ask, to look at, to mistake, to bear, to be in time for?"""

from collections.abc import Mapping

from scenarios.scenario import Persona, Scenario

LIVE = frozenset({"phone", "wecom"})
"""Channels on which the customer waits for the next word."""

FEATURES: tuple[str, ...] = (
    "facts", "gated", "misbelieved", "checks", "gated_checks", "wrong_causes", "true_causes", "risky_actions",
    "gated_actions", "relapses", "twists", "second_voice", "growth", "temper", "impatience", "plain_words",
    "tells_wrong", "colleagues", "live", "time_critical", "transfer", "complaint", "outage", "later_line",
)  # fmt: skip
"""Names of the figures, in their order."""


def features(scenario: Scenario) -> Mapping[str, float]:
    """Count what may make a scenario hard; nothing here is weighed.

    Args:
        scenario: As parsed.

    Returns:
        A figure for each of `FEATURES`.
    """
    model = scenario.fault_model
    extra = (scenario.second, scenario.pretext, scenario.complaint, scenario.history)
    return {
        "facts": float(len(scenario.facts)),
        "gated": float(sum(one.disclosure not in {"open", "on_ask"} for one in scenario.facts)),
        "misbelieved": float(sum(bool(one.believes.zh or one.believes.en) for one in scenario.facts)),
        "checks": float(len(model.checks)),
        "gated_checks": float(sum(bool(one.needs) for one in model.checks)),
        "wrong_causes": float(len(model.causes) - len(scenario.true_causes)),
        "true_causes": float(len(scenario.true_causes)),
        "risky_actions": float(sum(bool(one.risk.zh or one.risk.en) for one in model.actions)),
        "gated_actions": float(sum(bool(one.needs) for one in model.actions)),
        "relapses": float(len(model.relapses)),
        "twists": float(len(scenario.twists)),
        "second_voice": float(sum(one is not None for one in extra)),
        "growth": float(sum(one.after_s > 0 for one in scenario.impacts)),
        "temper": _mean(scenario.personas, "temper") / 1000,
        "impatience": 600 / max(_mean(scenario.personas, "patience_s"), 60),
        "plain_words": 1 - _mean(scenario.personas, "jargon_ok"),
        "tells_wrong": sum(one.tells != "plain" for one in scenario.personas) / len(scenario.personas),
        "colleagues": float(sum(one != "steady" for manners in scenario.colleagues.values() for one in manners)),
        "live": sum(one in LIVE for one in scenario.channels) / len(scenario.channels),
        "time_critical": float(scenario.time_critical),
        "transfer": float(scenario.kind == "transfer"),
        "complaint": float(scenario.kind == "complaint"),
        "outage": float(scenario.kind == "outage"),
        "later_line": float(scenario.seat != "T1"),
    }


def _mean(people: tuple[Persona, ...], name: str) -> float:
    return sum(float(getattr(one, name)) for one in people) / len(people)
