"""Was the need recorded, the fault reported, and the maintenance done in its four stages (SMO-2.2, 3.1.b, 4.1)?"""

import re
from collections.abc import Mapping

from scenarios.seating import SUPERVISOR
from scoring.checks.questions import ASKED_TYPES, FAULT
from scoring.ending import last_own
from scoring.finding import Judgement, Judgements, Right, met, not_met
from scoring.hollow import is_hollow
from scoring.question import Question
from scoring.records import expected_in, recorded, said_by_customer
from sla.timeline import Event

REPORT = ("occurred_at", "place", "symptom")
"""What a report holds by the letter; the list breaks off after it (A-fault-report)."""

ALIKE: Mapping[str, tuple[str, ...]] = {"occurred_at": ("occurred_at", "time"), "place": ("place", "location")}
NEED = "need"
STAGES = (1, 2, 3, 4)
SYMPTOM = "symptom"

_TODAY = re.compile(r"今[天日早晨]|刚才|\b(?:today|this (?:morning|afternoon)|just now)\b", re.IGNORECASE)
_BEFORE = re.compile(r"昨|前天|上周|上个?月|\b(?:yesterday|last (?:night|week|month))\b", re.IGNORECASE)


def maintenance(question: Question) -> Judgements:
    """Judge what only the maintenance guide asks."""
    return (*_need(question), *_reported(question), *_staged(question))


def _need(question: Question) -> Judgements:
    """Ask for what the customer needs, beside what is wrong (SMO-3.1.b)."""
    filled = question.all("intake.set")
    if question.seat != "T1" or not filled or NEED not in {one.name for one in question.handbook.intake}:
        return ()
    if not question.is_blank(recorded(question).get(NEED, "")):
        return (met("need_recorded", filled[-1]),)
    return (
        not_met("need_recorded", filled[-1], *question.own("ticket.closed")[:1], right=Right(code="record_need")),
    )


def _reported(question: Question) -> Judgements:
    """Ask for the report of a fault (SMO-4.1.a) and its three fields (SMO-4.1.b); another desk may keep it apart."""
    reports = question.all("fault.reported")
    held = {**recorded(question), **{name: text for one in reports for name, text in _fields(one).items()}}
    given = [name for name in REPORT if _is_given(question, name, held)]
    # A desk that writes reports down has none where no report was written; elsewhere the ticket may be the report.
    begun = bool(reports) or (not question.complete and {"occurred_at", "place"} & set(given))
    types = question.key.types if question.key else frozenset()
    if not begun:
        first = question.seat == "T1" and not (question.came and question.post == SUPERVISOR)
        due = FAULT in types and not types & ASKED_TYPES and question.complete and first
        return (not_met("fault_reported", last_own(question), right=Right(code="report_fault")),) if due else ()
    source = reports or question.all("intake.set")[-1:]
    missing = [name for name in REPORT if name not in given]
    false = [one for one in reports if _is_other_day(question, _fields(one).get("occurred_at", ""))]
    found = (
        not_met("fault_reported", *false, right=Right(code="true_report"))
        if false
        else met("fault_reported", *source)
    )
    if missing:
        right = Right(code="whole_report", params={"missing": " ".join(missing)})
        return found, not_met("fault_report_whole", *source, right=right, missing=" ".join(missing))
    return found, met("fault_report_whole", *source)


def _is_given(question: Question, name: str, held: Mapping[str, str]) -> bool:
    """Tell whether a part of a report is filled; that something is wrong is no symptom."""
    texts = [held.get(one, "") for one in ALIKE.get(name, (name,))]
    return any(not question.is_blank(text) and not (name == SYMPTOM and is_hollow(text)) for text in texts)


def _is_other_day(question: Question, written: str) -> bool:
    """Tell whether a report dates the fault to another day than the customer, who never named that day."""
    slots = [one for one in question.handbook.intake if one.name == "occurred_at"]
    truth = next((slot.value for one in slots if (slot := expected_in(question, one)) is not None), "")
    heard = said_by_customer(question)
    return any(
        day.search(truth)
        and not other.search(truth)
        and other.search(written)
        and not day.search(written)
        and not other.search(heard)
        for day, other in ((_TODAY, _BEFORE), (_BEFORE, _TODAY))
    )


def _fields(report: Event) -> Mapping[str, str]:
    held = report.fields.get("fields")
    source = held if isinstance(held, Mapping) else report.fields
    return {str(name): str(value) for name, value in source.items() if value is not None}


def _staged(question: Question) -> Judgements:
    """Judge the order of the stages, where a record names them: the first that is skipped or comes too early."""
    marked = [(one, stage) for one in question.timeline if (stage := _stage(one)) is not None]
    if not marked:
        return ()
    return tuple(_of_stage(question, stage, marked) for stage in STAGES)


def _stage(event: Event) -> int | None:
    value = event.fields.get("stage")
    try:
        return int(str(value)) if value is not None and event.kind != "fact.grew" else None
    except ValueError:
        return None


def _of_stage(question: Question, stage: int, marked: list[tuple[Event, int]]) -> Judgement:
    code, own = f"stage.{stage}", [one for one, name in marked if name == stage]
    right = Right(code="stages_in_order")
    if not own:
        later = [one for one, name in marked if name > stage]
        return not_met(code, *(later[:1] or (last_own(question),)), right=right)
    early = [one for one, name in marked if name > stage and one.id < own[0].id]
    return not_met(code, own[0], early[0], right=right) if early else met(code, own[0])
