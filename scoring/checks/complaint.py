"""Was a complaint handled as one?"""

from collections.abc import Mapping

from scoring.finding import Judgement, Judgements, Right, met, not_met
from scoring.question import Question
from scoring.words import quoted
from sla.timeline import Event, Timeline

STEPS = ("complaint_contact", "complaint_corrective", "complaint_followup")
"""Clocks of a complaint."""

QUESTIONS = 6
"""Who, when, where, what, why, how (STD-4.3.3)."""


def complaint(question: Question) -> Judgements:
    """Judge the five steps of a complaint (STD-4.3), where the contact is one."""
    opened = question.first("complaint.opened")
    if opened is None and (question.key is None or not question.key.complaint):
        return ()
    if opened is None:
        right = Right(code="open_complaint")
        return (not_met("complaint_opened", question.opened, right=right),)
    clocks = tuple(found for name in STEPS for found in _clock(question, name, opened))
    return (met("complaint_opened", opened), _apology(question, opened), _analysis(question, opened), *clocks)


def _apology(question: Question, opened: Event) -> Judgement:
    said = question.own("complaint.apology")
    if said:
        return met("complaint_apology", said[0])
    shown = quoted([word for word in question.words if word.sure], "apologise")
    if shown:
        return Judgement(code="complaint_apology", verdict="met", evidence=shown)
    return not_met("complaint_apology", opened, right=Right(code="apologise"))


def _analysis(question: Question, opened: Event) -> Judgement:
    done = question.own("rca.5w1h")
    fields = done[-1].fields.get("fields") if done else None
    count = len(fields) if isinstance(fields, list | tuple | Mapping) else 0
    if done and count >= QUESTIONS:
        return met("complaint_analysis", done[-1])
    return not_met("complaint_analysis", *(done or (opened,)), right=Right(code="analyse_six"))


def _clock(question: Question, name: str, opened: Event) -> Judgements:
    clock = question.judged.get(name)
    if clock is None:
        return ()
    proof: Timeline = tuple(one for one in question.timeline if one.id in {clock.started_by, clock.stopped_by})
    if clock.state == "met":
        return (met(name, *proof),)
    if clock.state in {"breached", "not_started"}:
        return (not_met(name, *(proof or (opened,)), right=Right(code=name)),)
    return ()
