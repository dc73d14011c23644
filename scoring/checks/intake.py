"""Was the contact taken in: a ticket, complete fields, and nothing in them that nobody said?"""

from collections.abc import Iterable, Mapping

from scoring.answer_key import COMPLAINT
from scoring.finding import Judgement, Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from scoring.records import recorded, worths
from sla.timeline import Event, Timeline

PICTURE = "attachment"
"""Slot and field of a screenshot or log."""


def intake(question: Question) -> Judgements:
    """Judge the intake (STD-3.1), which is first line's."""
    if question.seat != "T1":
        return ()
    return (
        _ticket(question),
        *(found for name in ("customer", "issue") for found in _group(question, name)),
        *_contact_before_transfer(question),
        *_attachment(question),
        *_invented(question),
        *_type(question),
    )


def _ticket(question: Question) -> Judgement:
    made = question.first("ticket.accepted", "eventlist.row")
    if made is not None:
        return met("ticket_created", made)
    return not_met("ticket_created", question.opened, right=Right(code="create_ticket"))


def _sources(question: Question, names: Iterable[str] = ()) -> tuple[Event, ...]:
    """Give the records that a judgement rests on: of some fields, where they were filled at all, else every one."""
    wanted, every = set(names), question.all("intake.set")
    of_these = tuple(one for one in every if wanted & _set_by(one))
    return of_these or every or (question.opened,)


def _set_by(record: Event) -> frozenset[str]:
    fields = record.fields.get("fields")
    return frozenset(str(name) for name in fields) if isinstance(fields, Mapping) else frozenset()


def _group(question: Question, group: str) -> Judgements:
    """Judge the required fields of one group; each must be filled, and true where truth is known.

    What was made up is a gate of its own, and makes the rest of its group not worth a finding.
    """
    code, found = f"{group}_fields", dict(worths(question, group))
    # A field that nobody has to fill may not hold what contradicts the customer.
    found |= {name: worth for name, worth in worths(question, group, required=False) if worth == "wrong"}
    events = _sources(question)
    bad = {kind: [name for name, worth in found.items() if worth == kind] for kind in ("missing", "wrong")}
    params = {kind: " ".join(names) for kind, names in bad.items() if names}
    if params:
        end = question.last("ticket.closed")
        right = Right(code="record_fields", params=params)
        events = _sources(question, (*bad["missing"], *bad["wrong"]))
        return (not_met(code, *events, *((end,) if end else ()), right=right, **params),)
    if {"invented", "odd"} & set(found.values()):
        return ()
    unclear = [name for name, worth in found.items() if worth == "unclear"]
    if unclear and question.key is not None:
        return (not_judged(code, *_sources(question, unclear), unclear=" ".join(unclear)),)
    return (met(code, *events),)


def _contact_before_transfer(question: Question) -> Judgements:
    moved = question.transfer()
    if moved is None or question.is_untellable("contact_method"):
        return ()
    before = [one for one in question.all("intake.set") if (one.at, one.id) <= (moved.at, moved.id)]
    kept = [
        one
        for one in before
        if isinstance(fields := one.fields.get("fields"), Mapping) and _has_contact(question, fields)
    ]
    if kept:
        return (met("contact_before_transfer", kept[0], moved),)
    return (not_met("contact_before_transfer", moved, right=Right(code="record_contact_first")),)


def _has_contact(question: Question, fields: Mapping[str, object]) -> bool:
    return any(not question.is_blank(str(fields.get(name) or "")) for name in ("contact_method", "phone"))


def _attachment(question: Question) -> Judgements:
    sent = [one for one in question.all("customer.msg", "ticket.submitted") if _shows(question, one)]
    if not sent:
        return ()
    if not question.is_blank(recorded(question).get("attachment", "")):
        return (met("attachment_kept", sent[0]),)
    return (not_met("attachment_kept", sent[0], right=Right(code="keep_attachment")),)


def _shows(question: Question, said: Event) -> bool:
    """Tell whether a message brought a picture or a log: it is attached, or tells what stands only in one."""
    slots = said.fields.get("slots")
    told = {str(one) for one in slots} if isinstance(slots, list | tuple) else set()
    seen = {one.name for one in question.key.slots if one.disclosure == "via_attachment"} if question.key else set()
    # What is shown stands in the picture; where nothing does, there is none, and the answer says so.
    brings = bool(seen) and bool(told & {PICTURE, *seen})
    return bool(said.fields.get(PICTURE)) or brings


def _invented(question: Question) -> Judgements:
    """Judge whether a record holds what nobody gave: an own gate (A-gates).

    It rests on names and numbers, held against all that was said in the case; a record in free words never fails.
    """
    if question.key is None or not question.all("intake.set"):
        return ()
    found = [pair for group in ("customer", "issue") for pair in worths(question, group)]
    names = [name for name, worth in found if worth == "invented"]
    if names:
        right = Right(code="record_only_what_was_said")
        return (not_met("record_invented", *_sources(question, names), right=right, fields=" ".join(names)),)
    odd = [name for name, worth in found if worth == "odd"]
    if odd:
        return (not_judged("record_invented", *_sources(question, odd), fields=" ".join(odd)),)
    if any(worth in {"true", "wrong"} for _, worth in found):
        return (met("record_invented", _sources(question)[0]),)
    return ()


def _type(question: Question) -> Judgements:
    """Ask for the type of the ticket, and for that of a complaint above all (STD-4.3.1; borrowed: DSK-9.1.judge)."""
    types = {one.code for one in question.handbook.lists.get("ticket_types", ())}
    known = question.key.types & types if question.key else frozenset()
    if not types or not question.keeps("ticket.type_set"):
        return ()
    kinds = question.own("ticket.type_set")
    if not kinds and question.came and question.all("ticket.type_set"):
        # Whoever took the contact sorted it.
        return ()
    return _chosen(question, kinds, known)


def _chosen(question: Question, kinds: Timeline, known: frozenset[str]) -> Judgements:
    """Judge what was chosen. A complaint without a type is as little registered as one with another type."""
    wrong = Right(code="right_type")
    if not kinds:
        untold = not_met("type_set", question.opened, right=Right(code="set_type"))
        lost = (not_met("complaint_type", question.opened, right=wrong, type=""),) if COMPLAINT in known else ()
        return (untold, *lost)
    chosen = str(kinds[-1].fields.get("value") or "")
    if not known or chosen in known:
        return (met("type_set", kinds[-1]),)
    if COMPLAINT in known:
        return (met("type_set", kinds[-1]), not_met("complaint_type", kinds[-1], right=wrong, type=chosen))
    return (not_met("type_set", kinds[-1], right=wrong, type=chosen),)
