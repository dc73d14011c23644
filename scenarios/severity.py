"""Which priority is right, and since when, given what is true in a case?"""

from datetime import datetime, timedelta

from policy.handbook import Handbook, PriorityCode
from policy.triage import priority_for
from scenarios.case import Case, Stage
from scenarios.fault_model import State, holds_strictly
from scenarios.impact import measures


def stage_at(case: Case, at: datetime) -> Stage:
    """Give the stage of impact that holds at an instant while the fault lasts."""
    elapsed = (at - case.submitted_at).total_seconds()
    reached = [stage for stage in case.stages if stage.after_s <= elapsed]
    return reached[-1] if reached else case.stages[0]


def right_priority(case: Case, handbook: Handbook, state: State, at: datetime) -> PriorityCode:
    """Classify the impact at an instant of scenario time by the handbook; data lost by then counts as impact."""
    began = case.submitted_at - timedelta(seconds=case.began_s)
    measured = measures(
        stage_at(case, at).impacts,
        case.lives_on,
        hours=(at - began).total_seconds() / 3600,
        data_lost=holds_strictly(case.fault_model.lost, state),
    )
    # Advice is wanted where somebody asks how to do a thing; whether anything else is hit is measured above.
    return priority_for(handbook, {**measured, "advice_wanted": case.kind == "how_to"}).code


def true_priorities(
    case: Case, handbook: Handbook, state: State, until: datetime
) -> tuple[tuple[datetime, PriorityCode], ...]:
    """Give the right priority as a step function of time, while the fault lasts unrepaired.

    A step stands at the submission, at every growth of the impact, and at each whole minute at which lost money
    crosses the handbook's limit, up to `until`; `state` is the system's under the true cause.
    """
    minutes = max(0, int((until - case.submitted_at).total_seconds() // 60))
    moments = {case.submitted_at + timedelta(seconds=stage.after_s) for stage in case.stages if stage.after_s > 0}
    moments |= {case.submitted_at + timedelta(minutes=minute) for minute in range(minutes + 1)}
    steps: list[tuple[datetime, PriorityCode]] = []
    for moment in sorted(moment for moment in moments if moment <= until or moment == case.submitted_at):
        code = right_priority(case, handbook, state, moment)
        if not steps or steps[-1][1] != code:
            steps.append((moment, code))
    return tuple(steps)
