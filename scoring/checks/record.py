"""Is what was written down for later true, and did knowledge come of it?"""

from collections.abc import Mapping

from scoring.checks.closure import DENIALS, archive_fields
from scoring.finding import Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from scoring.records import figures, loose, recorded, said_by_customer

LEAST_SHARED = 0.3
"""Share of the pairs of characters of a description that stand in what was said or recorded."""


def record(question: Question) -> Judgements:
    """Judge the archive's words (STD-3.3.2) and the article (STD-3.3.3, STD-5b.2)."""
    return (*_archive(question), *_article(question), *_rights(question))


def _pairs(text: str) -> frozenset[str]:
    plain = loose(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _known(question: Question) -> str:
    """Join everything a truthful archive can rest on."""
    shown = [str(one.fields.get("text") or "") for one in question.timeline if one.kind != "ticket.archived"]
    values = [one.value for one in question.key.slots] if question.key else []
    return "\n".join((said_by_customer(question), *shown, *recorded(question).values(), *values))


def _archive(question: Question) -> Judgements:
    """Judge the archive against the ticket: figures nobody gave, and a confirmation nobody gave, contradict it."""
    archived = question.own("ticket.archived")
    if not archived or not isinstance(archived[-1].fields.get("fields"), Mapping):
        return ()
    held = archive_fields(archived[-1])
    text = "\n".join(held.values())
    known = _known(question)
    strange = figures(text) - figures(known) - _times(question)
    right = Right(code="archive_truth")
    if strange:
        return (not_met("archive_true", archived[-1], right=right, strange=" ".join(sorted(strange))),)
    verified = question.first("verify.customer")
    denied = [one for one in question.all("customer.msg") if one.fields.get("act") in DENIALS]
    said_good = held.get("feedback", "")
    if said_good and verified is None and denied:
        return (not_judged("archive_true", archived[-1], denied[-1]),)
    pairs = _pairs(held.get("description", ""))
    if len(pairs & _pairs(known)) >= LEAST_SHARED * max(1, len(pairs)):
        return (met("archive_true", archived[-1]),)
    return (not_judged("archive_true", archived[-1]),)


def _times(question: Question) -> frozenset[str]:
    """Give the clock times of the ticket: an archive may name when something was done."""
    zone = question.opened.at.tzinfo
    stamps = [event.at.astimezone(zone) for event in question.timeline]
    written = {stamp.strftime(form) for stamp in stamps for form in ("%H:%M", "%H", "%M", "%d", "%m", "%Y")}
    return frozenset(written | {one.lstrip("0") for one in written})


def _article(question: Question) -> Judgements:
    """Ask for an article on a typical case, with all its sections."""
    drafts = question.own("kb.draft")
    if not drafts:
        if question.key is None or not question.key.typical or not question.can_draft:
            return ()
        return (not_met("article", question.timeline[-1], right=Right(code="draft_article")),)
    wanted = {one.code for one in question.handbook.lists.get("article_sections", ())}
    sections = drafts[-1].fields.get("sections")
    given = {str(one) for one in sections} if isinstance(sections, list | tuple | Mapping) else set()
    written = met("article", drafts[-1])
    missing = sorted(wanted - {"scene" if one == "applies" else one for one in given})
    if len(given) >= len(wanted):
        return written, met("article_sections", drafts[-1])
    return written, not_met(
        "article_sections", drafts[-1], right=Right(code="article_sections"), missing=" ".join(missing)
    )


def _rights(question: Question) -> Judgements:
    published = question.own("kb.published")
    if not published or question.seat != "T1":
        return ()
    return (not_met("article_rights", published[0], right=Right(code="let_publish")),)
