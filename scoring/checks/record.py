"""Is what was written down for later true?"""

from collections.abc import Mapping

from scoring.checks.closure import archive_fields
from scoring.checks.heard import heard
from scoring.finding import Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from scoring.records import loose, recorded, said_by_customer, stamps, unheard

LONG = 3
"""Figures of a number that is no mere count: somebody must have given it."""

LEAST_SHARED = 0.3
"""Share of the pairs of characters of a description that stand in what was said or recorded."""


def record(question: Question) -> Judgements:
    """Judge the archive's words (STD-3.3.2)."""
    return _archive(question)


def _pairs(text: str) -> frozenset[str]:
    plain = loose(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _known(question: Question) -> str:
    """Join everything a truthful archive can rest on."""
    shown = [str(one.fields.get("text") or "") for one in question.timeline if one.kind != "ticket.archived"]
    values = [one.value for one in question.key.slots] if question.key else []
    return "\n".join((said_by_customer(question), *shown, *recorded(question).values(), *values))


def _strange(question: Question, text: str, known: str) -> frozenset[str]:
    """Give the numbers of an archive that stand nowhere: in no words, no article, rating or other field."""
    others = (one.fields.values() for one in question.timeline if one.kind != "ticket.archived")
    noted = "\n".join(str(value) for values in others for value in values if isinstance(value, str | int | float))
    return unheard(text, known, noted) - stamps(question)


def _archive(question: Question) -> Judgements:
    """Judge the archive against the ticket: figures nobody gave, and a confirmation nobody gave, contradict it."""
    archived = question.own("ticket.archived")
    if not archived or not isinstance(archived[-1].fields.get("fields"), Mapping):
        return ()
    held = archive_fields(archived[-1])
    text = "\n".join(held.values())
    known = _known(question)
    strange = sorted(_strange(question, text, known))
    if any(sum(figure.isdigit() for figure in one) >= LONG for one in strange):
        right = Right(code="archive_truth")
        return (not_met("archive_true", archived[-1], right=right, strange=" ".join(strange)),)
    if strange:
        return (not_judged("archive_true", archived[-1], strange=" ".join(strange)),)
    verified = question.first("verify.customer")
    denied = [one for one in question.all("customer.msg") if heard(question, one) == "fails"]
    said_good = held.get("feedback", "")
    if said_good and verified is None and denied:
        return (not_judged("archive_true", archived[-1], denied[-1]),)
    pairs = _pairs(held.get("description", ""))
    if len(pairs & _pairs(known)) >= LEAST_SHARED * max(1, len(pairs)):
        return (met("archive_true", archived[-1]),)
    return (not_judged("archive_true", archived[-1]),)
