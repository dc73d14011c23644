"""Was the priority set, right, and set anew when the impact grew?"""

from datetime import datetime

from policy.handbook import PriorityCode
from scoring.answer_key import AnswerKey
from scoring.finding import Judgement, Judgements, Right, met, not_judged, not_met
from scoring.question import Question, restored_at, system_states
from scoring.records import told_slots
from simulator.history import is_before
from sla.timeline import Event

BOTTOM = 2
"""Priorities below the most urgent two: with four of them, both are the bottom (ASC-2.2.P1)."""

IMPACT = "impact_scope"
"""Slot of the fact that the priority follows from."""


def triage(question: Question) -> Judgements:
    """Judge the priority (STD-2.2.1, STD-3.1.2.prio)."""
    triaged = question.all("ticket.severity_set")
    if question.came:
        return _regraded(question, triaged)
    # The mark of urgency, judged as such, is the priority of a complaint on another desk's record (STD-4.3.1, A08).
    urgent = not triaged and not question.complete and question.own("complaint.opened")
    if question.seat != "T1" or urgent:
        return ()
    if not triaged:
        right = _right(question.key.priorities[0][1]) if question.key and question.key.priorities else None
        missing = not_met("priority_set", question.opened, right=right)
        return (missing,)
    moved = question.transfer()
    late = moved is not None and moved.id < triaged[0].id
    right = _right(str(triaged[0].fields["level"]))
    # Who passes a ticket on without a priority leaves the next line to guess how soon it is due.
    marked = (
        not_met("priority_set", moved, triaged[0], right=right) if late and moved else met("priority_set", triaged[0])
    )
    if question.key is not None and not question.key.priorities and not question.judges("priority_set"):
        # The manual has no levels of its own, and the source names none.
        return (marked,)
    if question.key is None or not question.key.priorities:
        return marked, not_judged("priority_right", triaged[-1], priority=str(triaged[-1].fields["level"]))
    return (marked, *_judged(question, triaged, question.key))


def _regraded(question: Question, triaged: tuple[Event, ...]) -> Judgements:
    """Judge a priority that came with the ticket: one that was right is nobody's merit here, a wrong one is seen."""
    if question.key is None or not question.key.priorities or not triaged:
        return ()
    mine = {one.id for one in triaged if not is_before(one)}
    return tuple(
        one
        for one in _judged(question, triaged, question.key)
        if one.verdict != "met" or any(piece.event in mine for piece in one.evidence)
    )


def _judged(question: Question, triaged: tuple[Event, ...], key: AnswerKey) -> Judgements:
    """Judge every step of the truth that was to be acted on, each by what was set last while it held.

    What was set right for a step too short to be acted on is nobody's fault on the one before.
    """
    steps = _steps(question, key)
    short = key.priorities[len(steps) :]
    early = tuple(one for one in triaged if any(one.at >= at and one.fields["level"] == code for at, code in short))
    held = tuple(one for one in triaged if one not in early)
    if not held:
        return (met("priority_right", early[-1], priority=str(early[-1].fields["level"])),)
    judged = (_step(question, held, index, steps) for index in range(len(steps)))
    return tuple(one for one in judged if one is not None)


def _right(code: str) -> Right:
    return Right(code="priority", params={"priority": code})


def _steps(question: Question, key: AnswerKey) -> tuple[tuple[datetime, PriorityCode], ...]:
    """Give the steps of the truth that were to be acted on: until the customer could work or the ticket closed."""
    over = [restored_at(key, system_states(question), question.timeline)]
    over += [event.at for event in question.own("ticket.closed", "attempt.ended")[:1]]
    end = min((at for at in over if at is not None), default=question.as_of)
    first, *later = key.priorities
    return (first, *(step for step in later if step[0] + question.span("tolerance_regrade_s") <= end))


def _step(
    question: Question,
    triaged: tuple[Event, ...],
    index: int,
    steps: tuple[tuple[datetime, PriorityCode], ...],
) -> Judgement | None:
    since, code = steps[index]
    until = steps[index + 1][0] if index + 1 < len(steps) else None
    inside = [one for one in triaged if until is None or one.at < until]
    if not inside:
        # Nothing was set while this held; the step that follows is judged on what was set then.
        return None
    if index == 0 and until is not None and inside[-1].fields["level"] == steps[index + 1][1]:
        # Set for the impact that was about to come: right in time for it.
        return None
    last = inside[-1]
    if index and last.at < since:
        if last.fields["level"] == code:
            return met("regraded", last, priority=code)
        grew = [one for one in question.all("fact.grew") if one.at >= since][:1]
        return not_met("regraded", last, *grew, right=_right(code), priority=code)
    return _compare(question, last, code, "regraded" if index else "priority_right")


def _was_told(question: Question, triaged: Event) -> bool:
    """Tell whether the trainee could know how bad it is: told, or never asked for in words nobody understood."""
    if question.machine is None or IMPACT in told_slots(question):
        return True
    before = (word for word in question.words if word.event.id < triaged.id)
    return not any(word.doubts("ask") for word in before)


def _compare(question: Question, triaged: Event, code: str, criterion: str) -> Judgement:
    order: list[str] = [one.code for one in question.handbook.priorities]
    chosen = str(triaged.fields["level"])
    if chosen == code:
        return met(criterion, triaged, priority=code)
    right = _right(code)
    if code == order[0] and chosen in order[BOTTOM:]:
        if not _was_told(question, triaged):
            return not_judged("priority_bottom", triaged, priority=code, chosen=chosen)
        return not_met("priority_bottom", triaged, right=right, priority=code, chosen=chosen)
    stated = str(triaged.fields.get("reason") or "").strip()
    if stated and chosen in order and order.index(chosen) == order.index(code) - 1:
        return not_met("priority_one_up", triaged, right=right, priority=code, chosen=chosen)
    return not_met(criterion, triaged, right=right, priority=code, chosen=chosen)
