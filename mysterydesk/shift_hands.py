"""How do known hands serve a shift: first come first served, whoever is due first, nobody at all?

A hand handles each ticket as the ideal handling does and differs only in whom it serves when. It is what a trainee's
share is put beside, and what shows that the score tells a good order from a bad one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Final

from scoring.schedule import Job
from scoring.shift_score import own_work
from simulator.move import Refusal
from simulator.player import TimedMove
from simulator.shift import Shift, idle, seen, serve
from simulator.urging import next_due

PACE_S: Final = 5
"""Seconds of wall time from one move to the next."""

STUCK: Final = 4000
"""Steps after which a hand gives up: a shift of twelve tickets takes some hundreds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a hand knows of each ticket, by id.

    Attributes:
        moves: The ideal handling.
        jobs: The deadlines of it.
        worth: Names of the deadlines that are worth going for.
    """

    moves: Mapping[str, Sequence[TimedMove]]
    jobs: Mapping[str, Sequence[Job]]
    worth: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """How far a ticket has been handled: the moves made, and from when the next may be."""

    done: int = 0
    not_before: timedelta = timedelta()


def play(shift: Shift, plan: Plan, *, by_due: bool) -> Shift:
    """Serve a whole shift.

    Args:
        shift: At its beginning.
        plan: What is known of each ticket.
        by_due: Serve whoever is due first among the deadlines worth going for; else whoever came first, to the end.
    """
    courses = {one.id: _Course() for one in shift.tickets}
    for _ in range(STUCK):
        left = [one for one in courses if courses[one].done < len(plan.moves[one])]
        if not left:
            break
        came = {one.id: one.desk.case.submitted_at for one in shift.tickets}
        free = [one for one in left if came[one] <= shift.now and came[one] + courses[one].not_before <= shift.now]
        if not by_due:
            free = free[:1] if free and free[0] == left[0] else []
        if not free:
            then = min(came[one] + courses[one].not_before for one in (left if by_due else left[:1]))
            done = idle(
                shift, shift.wall + timedelta(seconds=PACE_S), max(1, int((then - shift.now).total_seconds()))
            )
            if isinstance(done, Refusal):
                break
            shift = done
            continue
        chosen = min(free, key=partial(_urgency, shift, plan)) if by_due else free[0]
        shift, courses[chosen] = _one_move(shift, plan, courses[chosen], chosen)
    return shift


def _urgency(shift: Shift, plan: Plan, ticket: str) -> tuple[bool, int, str]:
    """Order by the next deadline that is worth it and not met yet; tickets without one wait."""
    spent = own_work(next(one for one in shift.tickets if one.id == ticket).events)
    due = [one.due for one in plan.jobs[ticket] if one.name in plan.worth and one.work >= spent]
    return not due, min(due, default=0), ticket


def _one_move(shift: Shift, plan: Plan, course: _Course, ticket: str) -> tuple[Shift, _Course]:
    """Make the next move of a ticket; one that is not possible here is passed over."""
    timed = plan.moves[ticket][course.done]
    further = replace(course, done=course.done + 1)
    own = next(one for one in shift.tickets if one.id == ticket)
    if timed.move.kind == "wait":
        asked, now = int(timed.move.text("seconds") or 0), seen(shift, own)
        due = None if asked else next_due(now.desk, now.state)
        until = due.at if due is not None else now.state.now + timedelta(seconds=asked)
        return shift, replace(further, not_before=until - own.desk.case.submitted_at)
    done = serve(shift, ticket, timed.move, shift.wall + timedelta(seconds=PACE_S))
    return (shift, further) if isinstance(done, Refusal) else (done[0], further)
