"""Was the event entered in the list of operational events, classified, assessed and completed (DSK-9.1, DSK-10)?"""

from scoring.checks.kinds import is_other_type
from scoring.checks.marked import text_of
from scoring.ending import is_left, last_own
from scoring.finding import Judgement, Judgements, Right, met, not_met
from scoring.hollow import is_hollow
from scoring.question import Question
from scoring.records import expected_in, loose, recorded
from sla.timeline import Event

DEVICE = ("device_model", "serial_no")
ASSESSED = ("priority", "urgency")


def desk_record(question: Question) -> Judgements:
    """Judge the desk's own record of an event."""
    if question.seat != "T1":
        return ()
    rows = question.all("eventlist.row")
    return (*_row(question, rows), *_device(question), _assessed(question), *_closed_last(question))


def _row(question: Question, rows: tuple[Event, ...]) -> Judgements:
    """Ask for a row (DSK-9.1.rec), its category (DSK-10.03) and, once there is a result, the rest of it (10.09)."""
    if not rows:
        return (not_met("event_row", last_own(question), question.opened, right=Right(code="event_row")),)
    classed = [one for one in rows if loose(_category(one))]
    if not classed or is_other_type(question, _category(classed[-1])):
        judged = not_met("row_classified", (classed or rows)[-1], right=Right(code="event_row"))
    else:
        judged = met("row_classified", classed[0])
    written = [one for one in rows if loose(text_of(one))]
    if written and all(is_hollow(text_of(one)) for one in written):
        # That somebody wrote or called is no event: what it was about stands in no row.
        entered = not_met("event_row", *written, right=Right(code="event_row"))
    else:
        entered = met("event_row", rows[0])
    return (entered, judged, *_completed(question, rows))


def _category(row: Event) -> str:
    return str(row.fields.get("category") or "")


def _completed(question: Question, rows: tuple[Event, ...]) -> Judgements:
    whole = [one for one in rows if _has_result(question, one)]
    if whole:
        return (met("row_completed", whole[-1]),)
    done = question.all("ticket.closed", "ticket.resolved", "verify.customer")
    if not done or is_left(question):
        return ()
    return (not_met("row_completed", rows[-1], done[-1], right=Right(code="complete_row")),)


def _has_result(question: Question, row: Event) -> bool:
    """Tell whether a row is completed: its result is told, or another desk marks it complete without one."""
    result = str(row.fields.get("result") or "")
    if loose(result):
        return not question.is_blank(result)
    return row.fields.get("complete") is True and not (question.complete and "result" in row.fields)


def _device(question: Question) -> Judgements:
    """Ask for model and serial number where a device is concerned (DSK-6.intake)."""
    known = [
        one.name
        for one in question.handbook.intake
        if one.name in DEVICE and (slot := expected_in(question, one)) is not None and slot.reachable
    ]
    if not known:
        return ()
    held = recorded(question)
    missing = [name for name in known if question.is_blank(held.get(name, ""))]
    source = question.all("intake.set") or (question.opened,)
    if missing:
        end = question.own("ticket.closed")[-1:]
        right = Right(code="record_fields", params={"missing": " ".join(missing)})
        return (not_met("device_fields", *source, *end, right=right, missing=" ".join(missing)),)
    return (met("device_fields", *source),)


def _assessed(question: Question) -> Judgement:
    """Ask that priority and urgency were judged: set on the ticket, or written in its fields (DSK-10.02)."""
    triaged = question.first("ticket.severity_set")
    if triaged is not None:
        return met("assessed", triaged)
    held = recorded(question)
    if all(not question.is_blank(held.get(name, "")) for name in ASSESSED):
        return met("assessed", question.all("intake.set")[-1])
    return not_met("assessed", *(question.all("intake.set")[-1:] or (question.opened,)), right=Right(code="assess"))


def _closed_last(question: Question) -> Judgements:
    """Ask that the desk closes, and closes last: after the completed row and the callback (DSK-10.11)."""
    closed = question.own("ticket.closed")
    if not closed:
        others = question.all("ticket.closed")
        return (not_met("closed_last", others[0], right=Right(code="close_last")),) if others else ()
    after = [one for one in question.own("callback.done", "eventlist.row") if one.id > closed[-1].id]
    if after:
        return (not_met("closed_last", closed[-1], after[0], right=Right(code="close_last")),)
    return (met("closed_last", closed[-1]),)
