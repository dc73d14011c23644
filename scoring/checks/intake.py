"""Was the contact taken in: a ticket, complete fields, and nothing in them that nobody said?"""

from collections.abc import Mapping

from scoring.finding import Judgement, Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from scoring.records import recorded, worths
from sla.timeline import Event


def intake(question: Question) -> Judgements:
    """Judge the intake (STD-3.1)."""
    return (
        _ticket(question),
        *(found for name in ("customer", "issue") for found in _group(question, name)),
        *_contact_before_transfer(question),
        *_attachment(question),
        *_invented(question),
    )


def _ticket(question: Question) -> Judgement:
    made = question.first("ticket.accepted", "eventlist.row")
    if made is not None:
        return met("ticket_created", made)
    return not_met("ticket_created", question.opened, right=Right(code="create_ticket"))


def _sources(question: Question) -> tuple[Event, ...]:
    return question.all("intake.set") or (question.opened,)


def _group(question: Question, group: str) -> Judgements:
    """Judge the required fields of one group; each must be filled, and true where truth is known.

    What was made up is a gate of its own, and makes the rest of its group not worth a finding.
    """
    code, found = f"{group}_fields", dict(worths(question, group))
    events = _sources(question)
    bad = {kind: [name for name, worth in found.items() if worth == kind] for kind in ("missing", "wrong")}
    params = {kind: " ".join(names) for kind, names in bad.items() if names}
    if params:
        end = question.last("ticket.closed")
        right = Right(code="record_fields", params=params)
        return (not_met(code, *events, *((end,) if end else ()), right=right, **params),)
    if "invented" in found.values():
        return ()
    unclear = [name for name, worth in found.items() if worth == "unclear"]
    if unclear and question.key is not None:
        return (not_judged(code, *events, unclear=" ".join(unclear)),)
    return (met(code, *events),)


def _contact_before_transfer(question: Question) -> Judgements:
    moved = question.transfer()
    if moved is None:
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
    sent = [one for one in question.all("customer.msg", "ticket.submitted") if one.fields.get("attachment")]
    if not sent:
        return ()
    if not question.is_blank(recorded(question).get("attachment", "")):
        return (met("attachment_kept", sent[0]),)
    return (not_met("attachment_kept", sent[0], right=Right(code="keep_attachment")),)


def _invented(question: Question) -> Judgements:
    """Judge whether a record holds what nobody gave: an own gate (A-gates)."""
    if question.key is None or not question.all("intake.set"):
        return ()
    found = [pair for group in ("customer", "issue") for pair in worths(question, group)]
    names = [name for name, worth in found if worth == "invented"]
    events = _sources(question)
    if names:
        right = Right(code="record_only_what_was_said")
        return (not_met("record_invented", *events, right=right, fields=" ".join(names)),)
    if any(worth in {"true", "wrong"} for _, worth in found):
        return (met("record_invented", events[0]),)
    return ()
