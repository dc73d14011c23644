"""Does what is left of the desk's set time suffice for a repair, or is the ticket to be passed on (DSK-9.1.esc)?"""

from datetime import datetime, timedelta

from policy.handbook import Handbook
from scenarios.case import Case
from scenarios.fault_model import Action, Check, State
from scenarios.seating import owed_at, own_repairs
from simulator.diagnose import ANSWERS, NEED_S, answer_s, price
from simulator.repair import plan
from sla.timeline import Timeline

LIMIT = "desk_solve_limit"
"""Clock of the manuals in which the desk has a set time to solve or hand on (A-desk-limit)."""

SLOW = ("email", "fax", "web_form", "ticket_system")
"""Channels on which an answer takes its time; that time is not the desk's."""

SPARE = 0.15
"""Share of the set time that is to be left when the desk has solved it (A-slack)."""

TELLS_S, WINDS_UP_S = 30, 120
"""Seconds that telling a step before it is taken, and having the repair confirmed and marked as solved, take."""


def set_time(handbook: Handbook, case: Case) -> timedelta | None:
    """Give the set time in which the seat of a case solves or hands on; None where it has none."""
    rule = next((one for one in handbook.clocks if one.name == LIMIT), None)
    if rule is None or case.history is not None or LIMIT not in owed_at(handbook, case.seat, case.post):
        return None
    return min(rule.targets.values())


def repair_time(handbook: Handbook, case: Case, state: State) -> timedelta | None:
    """Estimate what the quickest cure of the seat takes, with what each step needs before; None where it has none.

    Where somebody outside has a part in it, nobody can say.
    """
    steps = plan(case.fault_model, state, own_repairs(handbook, case.seat, case.post))
    if steps is None or any(one.partner for one in steps):
        return None
    return timedelta(seconds=sum(_step_s(case, one) for one in steps))


def _step_s(case: Case, step: Action) -> int:
    waits = _answer_s(case)
    needs = sum(NEED_S.get(need, 0) + ANSWERS.get(need, 0) * waits for need in step.needs)
    return step.cost_s + needs + TELLS_S + waits


def _answer_s(case: Case) -> int:
    return 0 if case.channel in SLOW else answer_s(case)


def look_time(case: Case, check: Check | None) -> timedelta:
    """Estimate what looking at something takes of the desk's own time."""
    if check is None:
        return timedelta()
    return timedelta(seconds=check.cost_s if case.channel in SLOW else price(case, check))


def used(case: Case, events: Timeline, now: datetime) -> timedelta:
    """Give how much of the set time is used: all since the ticket was taken, but for what slow letters took."""
    taken = next((one for one in events if one.kind == "ticket.accepted"), None)
    if taken is None:
        return timedelta()
    if case.channel not in SLOW:
        return now - taken.at
    costs = (one.fields.get("cost_s") for one in events if one.actor == "trainee" and one.id > taken.id)
    return timedelta(seconds=sum(cost for cost in costs if isinstance(cost, int)))
