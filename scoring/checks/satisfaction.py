"""Did the customer sign, was a rating asked for, and was the ticket closed only when the customer was content?"""

import re

from policy.handbook import Handbook
from scenarios.seating import SUPERVISOR
from scoring.checks.heard import last_word
from scoring.checks.marked import text_of
from scoring.checks.unreached import given_up
from scoring.finding import Judgement, Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from scoring.records import loose
from scoring.stated import Sentence, is_meant, sentences
from scoring.words import Word
from simulator.puzzle import QUESTION
from sla.timeline import Event, Timeline

WRITTEN = ("action.logged", "ticket.archived", "intake.set")
CONFIRMED = re.compile(r"确认|签字|签名|验收|\b(?:confirm\w*|sign(?:ed|s)?|accept(?:ed|s)?)\b", re.IGNORECASE)
CONTENT = re.compile(r"满意|\b(?:dis)?satisfied\b|\b(?:un)?happy\b|\bpleased\b|\bcontent with\b", re.IGNORECASE)
"""Words for how content somebody is."""
SURVEY = "survey"
PROPOSES = ("explain_plan", "give_solution", "promise_eta", "ask", "workaround_offer")
"""Acts that offer a customer something, or want to know it."""

_WANTS = re.compile(
    r"原因|为什么|哪里|哪些|改进|改善|整改|怎样|如何|听听|意见|建议|补偿|会|将|下次|以后|今后"
    r"|\b(?:why|what|how|reason|improve\w*|tell (?:me|us)|hear|better|suggest\w*|propose|feedback"
    r"|make (?:it|this) right|will|would|could|can|going to)\b|['’](?:ll|d)\b",
    re.IGNORECASE,
)
"""What may ask after a reason, or offer to do better, in whatever words."""

WORKED = ("action.executed", "fix.provided", "workaround.provided", "ticket.resolved", "verify.customer")


def satisfaction(question: Question) -> Judgements:
    """Judge sign-off (ASC-2.5.confirm), rating (ASC-2.5.csat, DSK-9.3, NET-3.4.user) and closing (ASC-2.6.close)."""
    if question.seat != "T1":
        return ()
    solved = _solved(question)
    return (*_signed(question, solved), *_asked(question, solved), *_content(question), *_reason(question))


def _solved(question: Question) -> Event | None:
    """Give the customer's confirmation, or the closing without one; none where the customer said that it fails."""
    closed = next(iter(question.own("ticket.closed")), None)
    last = last_word(question, closed) if closed is not None else None
    if last is not None and last[1] == "fails":
        return None
    verified = question.last("verify.customer")
    if verified is not None or closed is None or given_up(question):
        return verified
    return closed if question.all("ticket.resolved", "fix.provided", "action.executed") else None


def _signed(question: Question, solved: Event | None) -> Judgements:
    """Ask for the signature, or for the confirmation in writing that may stand in for it (A-sign-off)."""
    signed = question.all("customer.signed")
    if signed:
        return (met("signed", signed[-1]),)
    if solved is None:
        return ()
    written = [one for one in question.own(*WRITTEN) if one.id > solved.id and _confirms(one)]
    if solved.kind == "verify.customer" and written:
        return (met("signed", solved, written[0]),)
    return (not_met("signed", solved, *question.own("ticket.closed")[:1], right=Right(code="ask_to_sign")),)


def _confirms(event: Event) -> bool:
    return any(_means(one, CONFIRMED) for one in sentences(_whole(event)))


def _whole(event: Event) -> str:
    return f"{text_of(event)} {event.fields.get('fields') or ''}"


def _asked(question: Question, solved: Event | None) -> Judgements:
    """Ask for a rating, and that every one of the manual's topics was named."""
    begun = _worked(question)
    asked = tuple(one for one in question.own("csat.asked") if one.id > begun)
    words = [
        word
        for word in question.words
        if word.event.id > begun
        and (word.agreed("ask_satisfaction") or (not question.complete and _asks_content(word)))
    ]
    if not asked and not words:
        return _unasked(question, solved)
    found = met("satisfaction_asked", *(asked[:1] or (words[0].event,)))
    wanted = topics(question.handbook)
    named = _named(asked)
    if not wanted or not asked or (question.complete and not named):
        return (found,)
    if named >= wanted:
        return found, met("satisfaction_topics", asked[-1])
    return found, not_met("satisfaction_topics", asked[-1], right=Right(code="ask_topics"), named=str(named))


def _asks_content(word: Word) -> bool:
    """Tell whether a sentence of a message asks how content somebody is, though no act was read in it."""
    return any(one.asks and _means(one, CONTENT) for one in sentences(word.said))


def _means(sentence: Sentence, mark: re.Pattern[str]) -> bool:
    """Tell whether a sentence says something in earnest: `未签字` signs nothing."""
    return any(is_meant(sentence, hit.start(), hit.end()) for hit in mark.finditer(sentence.text))


def _worked(question: Question) -> int:
    """Give the event with which there was something to rate; before that nobody asks how content anybody is."""
    first = question.first(*WORKED)
    return -1 if first is None else first.id


def _unasked(question: Question, solved: Event | None) -> Judgements:
    rated = [one for one in question.all("csat.received") if one.id > _worked(question)]
    if rated:
        return (met("satisfaction_asked", rated[0]),)
    if solved is None:
        return ()
    doubtful = [word.event for word in question.words if word.doubts("ask_satisfaction")]
    if doubtful and question.complete:
        return (not_judged("satisfaction_asked", *doubtful),)
    closed = question.own("ticket.closed")[:1]
    return (not_met("satisfaction_asked", solved, *closed, right=Right(code="ask_rating")),)


def topics(handbook: Handbook) -> int:
    """Count the topics of the manual's rating: those of its survey, else the dimensions of its scale."""
    survey = [one for one in handbook.lists.get(SURVEY, ()) if one.figures.get("part") == "topic"]
    return len(survey) or (len(handbook.satisfaction.dimensions) if handbook.satisfaction else 0)


def _named(asked: Timeline) -> int:
    """Count the different topics that were asked for, whatever the desk calls them."""
    names: set[str] = set()
    for one in asked:
        listed = one.fields.get("dimensions")
        names |= {loose(str(name)) for name in listed} if isinstance(listed, list | tuple) else set()
    return len(names - {""})


def is_low(question: Question, rated: Event) -> bool:
    """Tell whether a rating is one of the low grades of the manual's scale."""
    scale = question.handbook.satisfaction
    value = loose(str(rated.fields.get("value") or ""))
    low = [one for one in scale.grades if one.code in scale.low] if scale else []
    return any(value in {loose(one.code), loose(one.name.zh), loose(one.name.en), str(one.value)} for one in low)


def _reason(question: Question) -> Judgements:
    """Ask that the contact after a low rating learns the reason or proposes something (ASC-2.5.dissat).

    Only words without a question, a plan and a doubt fail; words that nobody wrote down may have held any of them.
    """
    made = question.own("dissat.contacted")
    if not made or not question.complete:
        return ()
    since = max((one.id for one in question.all("csat.received", "customer.msg") if one.id < made[0].id), default=-1)
    said = [word for word in question.words if word.event.id > since]
    text = "\n".join((*(word.text for word in said), *(text_of(one) for one in made)))
    proposed = any(word.agreed(*PROPOSES) or word.modelled(*PROPOSES) or word.disputed(*PROPOSES) for word in said)
    if not loose(text):
        return ()
    if proposed or QUESTION.search(text) or _WANTS.search(text):
        return (met("dissat_reason", made[0]),)
    return (not_met("dissat_reason", *made[:1], right=Right(code="learn_reason")),)


def _content(question: Question) -> Judgements:
    """Ask for a good rating before the closing, or for what may stand in for it (A-still-unhappy, A-unreachable)."""
    closed = next(iter(question.own("ticket.closed")), None)
    if closed is None:
        return ()
    rated = [one for one in question.all("csat.received") if one.id < closed.id]
    if rated and not is_low(question, rated[-1]):
        return (met("closed_content", rated[-1], closed),)
    if given_up(question):
        return ()
    return (_discontent(question, closed, rated),)


def _discontent(question: Question, closed: Event, rated: list[Event]) -> Judgement:
    # Who sits in the supervisor's seat approves by having spoken to the customer about it (A-still-unhappy).
    kinds = ("dissat.contacted",) if question.post == SUPERVISOR else ("supervisor.notified",)
    approved = [one for one in question.all(*kinds) if rated and rated[-1].id < one.id < closed.id]
    if approved:
        return met("closed_content", rated[-1], approved[0], closed)
    right = Right(code="close_when_content")
    return not_met("closed_content", *rated[-1:], closed, right=right)
