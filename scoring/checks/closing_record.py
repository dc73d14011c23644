"""Is the ticket's record whole at the end, tagged, in its form, and does it show no contact in full?"""

from collections.abc import Mapping

from scoring.checks.closure import TELLING, archive_fields
from scoring.checks.kinds import is_other_type
from scoring.checks.marked import text_of
from scoring.checks.unreached import given_up
from scoring.finding import Judgements, Right, met, not_met
from scoring.hollow import is_hollow
from scoring.question import Question
from scoring.records import loose, recorded
from sla.timeline import Event

LIST = "closure_record"
ALIKE: Mapping[str, tuple[str, ...]] = {
    "user_info": ("user_info", "user"),
    "process": ("process", "steps", "diagnosis"),
    "diagnosis": ("diagnosis", "process", "steps"),
    "solution": ("solution", "steps"),
    "result": ("result", "feedback"),
    "feedback": ("feedback", "satisfaction"),
}
"""Names under which an archive may hold what the manual asks for; the archive of a drill has three fields."""


def closing_record(question: Question) -> Judgements:
    """Judge the record (ASC-2.6.close, NET-3.5.rec), the tags (NET-3.5.cat), the mask and the form (ASC-3)."""
    if question.seat != "T1" and not question.own("ticket.closed"):
        return _handed_back(question)
    return (*_whole(question), *_tagged(question), *_masked(question), *_formed(question))


def _whole(question: Question) -> Judgements:
    """Ask that everything the manual wants in the record stands in it, in the archive or in the ticket's fields."""
    wanted = [one.code for one in question.handbook.lists.get(LIST, ())]
    ended = question.own("ticket.closed", "ticket.archived")
    if not wanted or not ended:
        return ()
    held = _held(question)
    missing = [name for name in wanted if not held & set(ALIKE.get(name, (name,)))]
    if missing and not (given_up(question) and set(missing) <= {"feedback", "result"}):
        right = Right(code="whole_record", params={"missing": " ".join(missing)})
        archived = question.own("ticket.archived")
        return (not_met("record_whole", *(archived or ended)[-1:], right=right, missing=" ".join(missing)),)
    return (met("record_whole", ended[-1]),)


def _handed_back(question: Question) -> Judgements:
    """Find a later line's work of which nothing was written down: no log, no note, and handed back with a word."""
    fixed = question.own("fix.provided")
    if not fixed or not question.came or not question.complete or not question.handbook.lists.get(LIST):
        return ()
    lines = {str(one.code) for one in question.handbook.tiers}
    back = [one for one in question.own("agent.msg") if one.id > fixed[0].id and one.fields.get("to") in lines]
    noted = question.own("action.logged", "handover.note", "ticket.archived")
    if not back or any(not is_hollow(text_of(one)) for one in (*back, *noted)):
        return ()
    right = Right(code="whole_record", params={"missing": "process solution"})
    return (not_met("record_whole", fixed[0], *back, right=right, missing="process solution"),)


def _held(question: Question) -> frozenset[str]:
    """Name what the record holds: the archive, the filled fields, and what the ticket's own events fill."""
    archived = question.own("ticket.archived")
    fields = {
        name
        for name, value in recorded(question).items()
        if not question.is_blank(value) and not (name in TELLING and is_hollow(value))
    }
    own = {name for one in archived for name in archive_fields(one)}
    groups = {one.group for one in question.handbook.intake if one.required and one.name in fields}
    if "customer" in groups:
        own.add("user_info")
    return frozenset(fields | own)


def _tagged(question: Question) -> Judgements:
    """Ask that what is archived was tagged, and not as another type of contact than it is."""
    ended = question.own("ticket.archived", "ticket.closed")
    tagged = [one for one in question.all("ticket.archived", "ticket.tagged") if one.fields.get("tags")]
    if tagged and is_other_type(question, *_tags(tagged[-1])):
        return (not_met("tagged", tagged[-1], right=Right(code="tag")),)
    if tagged:
        return (met("tagged", tagged[-1]),)
    return (not_met("tagged", ended[0], right=Right(code="tag")),) if ended else ()


def _tags(event: Event) -> tuple[str, ...]:
    tags = event.fields.get("tags")
    return tuple(map(str, tags)) if isinstance(tags, list | tuple) else (str(tags),)


def _masked(question: Question) -> Judgements:
    """Judge how the contact is shown, where the record says so: in full it is no mask (A-masking)."""
    shown = [one for one in question.all("intake.set") if _display(one)]
    if not shown:
        return ()
    full = [one for one in shown if _is_full(question, one)]
    if full:
        return (not_met("contact_masked", *full, right=Right(code="mask_contact")),)
    return (met("contact_masked", shown[-1]),)


def _display(event: Event) -> str:
    shown = event.fields.get("display")
    return str(shown.get("contact_method") or "") if isinstance(shown, Mapping) else ""


def _is_full(question: Question, event: Event) -> bool:
    whole, shown = recorded(question).get("contact_method", ""), loose(_display(event))
    return bool(loose(whole)) and loose(whole) in shown


def _formed(question: Question) -> Judgements:
    """Ask for what the ticket's own events fill in its form: a handler (ASC-3.08), a last status with its day."""
    ended = question.own("ticket.archived", "ticket.closed")
    if not ended:
        return ()
    named = [one for one in question.all("ticket.assigned", "assignee.ack") if _handles(one)]
    written = not question.is_blank(recorded(question).get("assignee", ""))
    closed = question.first("ticket.closed")
    return (
        met("handler_named", *named[-1:], ended[-1])
        if named or written
        else not_met("handler_named", ended[-1], right=Right(code="name_handler")),
        met("form_closed", closed, ended[-1])
        if closed
        else not_met("form_closed", ended[-1], right=Right(code="close_form")),
    )


def _handles(event: Event) -> bool:
    """Tell whether an event puts somebody's name on the ticket: a person or a group."""
    return event.kind == "assignee.ack" or any(loose(str(event.fields.get(one) or "")) for one in ("to", "group"))
