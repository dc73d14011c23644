"""Did the customer get the ticket's number, did the ticket go to the right group, and was it acknowledged?"""

import re
from datetime import timedelta

from policy.handbook import Group
from scenarios.seating import SUPERVISOR
from scoring.finding import Judgement, Judgements, Right, met, not_met
from scoring.question import Question
from scoring.records import loose, recorded
from scoring.words import Word
from sla.timeline import Event, EventId, Timeline

SERIAL = 3
"""Figures of the serial of a number (ASC-2.1.number)."""

TOLD = ("ticket.number_told",)
GIVES_NUMBER = "give_ticket_number"
MINE = frozenset({"me", "trainee"})
_NUMBER = re.compile(r"[A-Z]*(?:[ -]?[0-9])+")
ORIGINS = {"internal": "ops_department", "external": "liaison"}
"""Where an event goes by who reports it (DSK-10.02)."""

WHO = frozenset({"organisation", "contact_name", "contact_method", "customer_id", "department", "place"})
"""What is asked of every customer, whatever the matter is."""


def assignment(question: Question) -> Judgements:
    """Judge the number (ASC-2.1.number, ASC-2.1.tell), the route (ASC-2.3.route, DSK-10.02) and ASC-2.3.ack."""
    if question.seat != "T1":
        # Whoever a ticket was handed to takes it on as any handler does, and acknowledges it (ASC-2.3.ack).
        return _acknowledged(question, "taken_on") if question.came and question.complete else ()
    if question.came:
        # Number, type and route were for whoever took the contact; who leads a case was not given it to work on.
        return () if question.post == SUPERVISOR else _acknowledged(question)
    return (
        *_number(question),
        *_typed_first(question),
        *_routed(question),
        *_acknowledged(question),
        *_contacted(question),
        *_clarified(question),
    )


def _number(question: Question) -> Judgements:
    """Ask that the number has its form, and that the customer was told it before the end."""
    rule, accepted = question.handbook.ticket_number, question.first("ticket.accepted")
    if rule is None or accepted is None:
        return ()
    number = str(accepted.fields.get("number") or recorded(question).get("ticket_no", ""))
    false = {word.event.id for word in question.words if _tells_other(word, number, rule.regex)}
    told = [
        *(one for one in question.own(*TOLD) if not _is_with(question, one, false)),
        *(word.event for word in question.words if word.event.id not in false and _tells(question, word, number)),
    ]
    code = "number_told"
    last = question.own("ticket.closed", "attempt.ended")
    first = tuple(word.event for word in question.words[:1])
    right = Right(code="tell_number")
    found = met(code, accepted, told[0]) if told else not_met(code, *first, *last[:1], accepted, right=right)
    if not number or re.fullmatch(rule.regex, number):
        return (found,)
    return found, not_met("number_form", accepted, right=Right(code="number_form"), number=number)


def _tells(question: Question, word: Word, number: str) -> bool:
    wanted = loose(number)
    if wanted and not question.complete:
        # Where the number is known, some other number that was told is not it; its last figures may stand for it.
        return wanted[-SERIAL:] in loose(word.text)
    return bool(word.agreed(GIVES_NUMBER)) or (len(wanted) > 2 and wanted in loose(word.text))  # noqa: PLR2004  a number


def _tells_other(word: Word, number: str, form: str) -> bool:
    """Tell whether a message gives a number in the manual's form, and not the ticket's own."""
    wanted, said = loose(number), word.text
    if not wanted or wanted in loose(said):
        return False
    return any(re.fullmatch(form, re.sub(r"[\s-]", "", one[0])) for one in _NUMBER.finditer(said))


def _is_with(question: Question, told: Event, false: set[EventId]) -> bool:
    """Tell whether the mark of a number that was told rests on a message that gave another one."""
    spoken = [word.event.id for word in question.words if word.event.id <= told.id]
    return not loose(str(told.fields.get("text") or "")) and bool(spoken) and spoken[-1] in false


def _typed_first(question: Question) -> Judgements:
    """Ask that the type was judged before the ticket was assigned to anybody else (ASC-2.1.type)."""
    typed, sent = question.first("ticket.type_set"), _sent(question)
    if typed is None or not sent:
        return ()
    if typed.id < sent[0].id:
        return (met("type_first", typed, sent[0]),)
    return (not_met("type_first", sent[0], typed, right=Right(code="set_type")),)


def _sent(question: Question) -> Timeline:
    return tuple(one for one in question.own("ticket.assigned") if loose(str(one.fields.get("group") or "")))


def _groups(question: Question, named: str) -> tuple[Group, ...]:
    """Find the groups a name means: their code, or their name in either language."""
    wanted = loose(named)
    return tuple(one for one in question.handbook.groups if wanted and wanted in {loose(n) for n in _names(one)})


def _names(group: Group) -> tuple[str, ...]:
    return group.code, group.name.zh, group.name.en


def _right_groups(question: Question) -> frozenset[str]:
    """Give the codes of the groups that are right, by what the source names, by the origin, or by the type."""
    key = question.key
    if key is not None and (named := _groups(question, key.group)):
        return frozenset(one.code for one in named)
    if key is not None and key.origin in ORIGINS:
        return frozenset({ORIGINS[key.origin]})
    typed = question.last("ticket.type_set")
    known = {one for group in question.handbook.groups for one in group.takes}
    types = (key.types & known if key else frozenset()) or (
        {str(typed.fields.get("value") or "")} & known if typed else frozenset()
    )
    return frozenset(one.code for one in question.handbook.groups if types & set(one.takes))


def _routed(question: Question) -> Judgements:
    """Judge the group that the ticket was sent to; nobody sends what is solved where it came in, if the manual lets.

    A name that is none of the manual's groups stands for no route.
    """
    sent = [one for one in _sent(question) if _groups(question, str(one.fields["group"]))]
    wanted = _right_groups(question)
    if not sent:
        moved = _sent(question)
        asked = question.handbook.groups and question.judges("acknowledged") and question.first("ticket.accepted")
        if asked and not moved and not question.all("ticket.assigned"):
            return (not_met("routed", question.opened, right=Right(code="route")),)
        return ()
    if not wanted:
        return (met("routed", sent[-1]),)
    chosen = {one.code for one in _groups(question, str(sent[-1].fields["group"]))}
    if chosen & wanted or (question.handbook.tiers and _is_head(question, chosen, sent)):
        return (met("routed", sent[-1]),)
    return (not_met("routed", sent[-1], right=Right(code="route"), group=" ".join(sorted(chosen))),)


def _is_head(question: Question, chosen: set[str], sent: list[Event]) -> bool:
    """Tell whether it went on to the head of a department after its liaison (DSK-10.05)."""
    first = {one.code for one in _groups(question, str(sent[0].fields["group"]))}
    return "department_head" in chosen and bool(first & _right_groups(question))


def _acknowledged(question: Question, code: str = "acknowledged") -> Judgements:
    """Ask that whoever was given the ticket acknowledges it in time (ASC-2.3.ack); the last one counts."""
    given = [one for one in question.all("ticket.assigned") if str(one.fields.get("to") or "trainee") in MINE]
    rule = next((one for one in question.handbook.clocks if one.name == "acknowledge"), None)
    if not given or rule is None:
        return ()
    limit: timedelta = rule.targets["any"]
    acks = [one for one in question.all("assignee.ack") if one.id > given[0].id and not _is_next_lines(question, one)]
    since = [one for one in given if not acks or one.id < acks[0].id][-1]
    if acks and acks[0].at <= since.at + limit:
        return (met(code, since, acks[0]),)
    if not acks and question.as_of < since.at + limit and not question.own("ticket.closed", "attempt.ended"):
        return ()
    return (not_met(code, since, *acks[:1], right=Right(code="acknowledge")),)


def _is_next_lines(question: Question, ack: Event) -> bool:
    """Tell whether somebody of another line acknowledged what was handed over: that is not the trainee's own."""
    moved = question.transfer()
    return ack.actor != "trainee" and moved is not None and ack.id > moved.id


def _contacted(question: Question) -> Judgements:
    """Ask for a word to the customer before a remote session or a visit (ASC-2.3.contact)."""
    started = question.first("remote.started", "dispatch.form")
    if started is None:
        return ()
    before = [word.event for word in question.words if word.event.id < started.id]
    if before:
        return (met("handler_contact", before[-1], started),)
    return (not_met("handler_contact", started, right=Right(code="speak_before")),)


def _clarified(question: Question) -> Judgements:
    """Ask for questions before a vague description is graded or sent on (ASC-2.1.clarify)."""
    if question.complete and question.key is not None and not question.key.vague:
        return ()  # nothing had to be asked: neither asking nor silence counts
    ends = question.own("ticket.severity_set", "ticket.assigned", "ticket.transferred")
    limit = ends[0].id if ends else question.timeline[-1].id + 1
    asking = [word.event for word in question.words if word.event.id < limit and _asks(word)]
    if asking:
        return (met("clarified", asking[0]),)
    if question.key is None or not question.key.vague:
        # Only a vague description has to be asked about, and nobody has said that this one was.
        return ()
    return (_unclarified(question, ends),)


def _asks(word: Word) -> bool:
    return any(act.slot not in WHO for act in word.agreed("ask")) or (
        not word.sure and any(mark in word.text for mark in "?？")
    )


def _unclarified(question: Question, ends: Timeline) -> Judgement:
    proof = ends[:1] or (question.opened,)
    return not_met("clarified", *(word.event for word in question.words[:1]), *proof, right=Right(code="clarify"))
