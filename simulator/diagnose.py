"""Which check tells most, and which line owns what is left?"""

from collections.abc import Mapping
from math import log2

from policy.handbook import Handbook
from scenarios.case import Case
from scenarios.fault_model import Check, FaultModel, result_of, state_under
from scenarios.seating import allowed_repairs
from simulator.repair import plan
from simulator.utterance import DELAYS

Beliefs = tuple[str, ...]
"""Causes that nothing seen so far rules out."""

NEED_S: Mapping[str, int] = {"identity": 30, "consent": 45, "approval": 45, "remote": 150}
"""Seconds that bringing about a need takes: what is said, opened and put in order again."""

ANSWERS: Mapping[str, int] = {"consent": 1, "approval": 1, "remote": 2}
"""Answers of the customer that a need waits for."""


def consistent(model: FaultModel, beliefs: Beliefs, seen: Mapping[str, str]) -> Beliefs:
    """Keep the causes under which every check would have shown what it showed."""
    checks = [(model.check(name), result) for name, result in seen.items()]
    return tuple(
        cause
        for cause in beliefs
        if all(check is None or result_of(check, state_under(model, cause)).id == result for check, result in checks)
    )


def information(model: FaultModel, check: Check, beliefs: Beliefs) -> float:
    """Measure what a check is expected to tell, in bits, all causes being equally likely."""
    shown: dict[str, int] = {}
    for cause in beliefs:
        result = result_of(check, state_under(model, cause)).id
        shown[result] = shown.get(result, 0) + 1
    total = len(beliefs)
    return -sum(count / total * log2(count / total) for count in shown.values())


def answer_s(case: Case) -> int:
    """Give how long the customer of a case takes to answer, on average."""
    return sum(DELAYS.get(case.channel, DELAYS["wecom"])) // 2


def price(case: Case, check: Check) -> int:
    """Price a check in seconds: its own cost, what has to be brought about before, and answers waited for."""
    needs = sum(NEED_S.get(need, 0) + ANSWERS.get(need, 0) * answer_s(case) for need in check.needs)
    return check.cost_s + needs + (answer_s(case) if check.via == "ask" else 0)


def best_check(case: Case, beliefs: Beliefs, seen: Mapping[str, str], upto: str = "") -> Check | None:
    """Choose the check with most bits per second that the seat may do, None if none tells anything.

    Args:
        case: Its checks, and what its customer takes to answer.
        beliefs: Causes left open.
        seen: Checks made.
        upto: Line up to whose checks the seat may look; empty for its own.

    Identity cannot be checked before the caller has told who is calling; a good intake comes first.
    """
    open_checks = [
        check for check in case.fault_model.checks if check.id not in seen and check.tier <= (upto or case.seat)
    ]
    telling = [(information(case.fault_model, check, beliefs), check) for check in open_checks]
    ranked = sorted((-bits / price(case, check), check.id, check) for bits, check in telling if bits > 0)
    return ranked[0][2] if ranked else None


def owner(handbook: Handbook, model: FaultModel, cause: str) -> str:
    """Name the lowest line whose repairs cure a cause; empty if none can."""
    start = state_under(model, cause)
    for tier in handbook.tiers:
        if plan(model, start, tier.solves) is not None:
            return tier.code
    return ""


def at_seat(handbook: Handbook, case: Case, line: str, cause: str) -> str:
    """Give the line of a cause's owner as somebody at the case's seat sees it: one's own where one can cure it."""
    if line in {"", case.seat}:
        return line
    own = allowed_repairs(handbook, case.seat, case.post)
    same = set(own) <= set(handbook.tier(case.seat).solves)
    return line if same or plan(case.fault_model, state_under(case.fault_model, cause), own) is None else case.seat


def owners(handbook: Handbook, model: FaultModel, beliefs: Beliefs) -> tuple[str, ...]:
    """Name the lines that could own what is left, each once, in order."""
    return tuple(sorted({owner(handbook, model, cause) for cause in beliefs}))


def direct_tier(handbook: Handbook, level: str) -> str:
    """Name the line that a priority goes straight to (assumption A-l1-direct), else empty."""
    return next((tier.code for tier in handbook.tiers if level in tier.receives), "")
