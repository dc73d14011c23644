"""Does the history of a later line's case hang together: lines in order, known checks, errors that are errors?"""

from collections.abc import Iterator

from policy.handbook import Handbook
from policy.problem import Problem, problem
from scenarios.history import HistoryRule, TurnRule
from scenarios.scenario import Scenario
from scenarios.seating import BY_SCENARIO, SUPERVISOR

LONGEST = 420
"""Minutes a history may take at most: a trainee has to have a day left."""

UNTOLD = frozenset({"unknown", "via_attachment"})


def check_history(scenario: Scenario, handbook: Handbook) -> Iterator[Problem]:
    """Find what is wrong with a scenario's history: there is one exactly where the seat is not first line's."""
    first = handbook.tiers[0].code
    known = scenario.seat in {str(one.code) for one in handbook.tiers}
    came = scenario.seat != first or scenario.post in BY_SCENARIO
    if known and came != (scenario.history is not None):
        if scenario.history:
            yield problem(scenario.id, 0, "history_without_seat", seat=scenario.seat, at="history")
        else:
            yield problem(scenario.id, 0, "seat_without_history", seat=scenario.seat, at="seat")
    if scenario.history is not None:
        yield from _turns(scenario, scenario.history, handbook)
        yield from _slots(scenario, scenario.history)


def _turns(scenario: Scenario, history: HistoryRule, handbook: Handbook) -> Iterator[Problem]:
    order = [str(one.code) for one in handbook.tiers]
    lines = [one.line for one in history.turns]
    known = [line for line in lines if line in order]
    for index, line in enumerate(lines):
        if line not in order:
            yield problem(scenario.id, 0, "unknown_tier", tier=line, at=f"history.turns.{index}.line")
    beyond = scenario.post != SUPERVISOR and known[-1:] > [scenario.seat]
    if known and (known[0] != order[0] or known != sorted(known, key=order.index) or beyond):
        yield problem(scenario.id, 0, "lines_out_of_order", at="history.turns")
    longest = 0
    for index, turn in enumerate(history.turns):
        at = f"history.turns.{index}"
        yield from _checks(scenario, turn, at)
        for name in ("begins", "keeps"):
            given: int | str = getattr(turn, name)
            if isinstance(given, str) and (given not in scenario.draws or scenario.draws[given].choices):
                yield problem(scenario.id, 0, "unknown_name", name=given, at=f"{at}.{name}")
                continue
            longest += scenario.draws[given].high if isinstance(given, str) else given
    if longest > LONGEST:
        yield problem(scenario.id, 0, "history_too_long", minutes=longest, most=LONGEST, at="history.turns")


def _checks(scenario: Scenario, turn: TurnRule, at: str) -> Iterator[Problem]:
    for index, name in enumerate(turn.checks):
        check = scenario.fault_model.check(name)
        if check is None:
            yield problem(scenario.id, 0, "unknown_check", check=name, at=f"{at}.checks.{index}")
        elif check.tier > turn.line:
            yield problem(scenario.id, 0, "unknown_tier", tier=check.tier, at=f"{at}.checks.{index}")


def _slots(scenario: Scenario, history: HistoryRule) -> Iterator[Problem]:
    told = {one.slot for one in scenario.facts if one.disclosure not in UNTOLD}
    for index, slot in enumerate(history.missing):
        if slot not in told:
            yield problem(scenario.id, 0, "unknown_slot", slot=slot, at=f"history.missing.{index}")
    for slot in history.wrong:
        if slot not in told or slot in history.missing:
            yield problem(scenario.id, 0, "unknown_slot", slot=slot, at=f"history.wrong.{slot}")
