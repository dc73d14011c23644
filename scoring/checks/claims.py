"""Was what the customer was told of work, of other lines and of the result so at that moment?"""

import re

from scoring.checks.progress import JOINED, MOVED, is_mine, progress
from scoring.finding import Judgement, Judgements, Right, Verdict, met, not_met
from scoring.holder import lines_named
from scoring.named import names_partner, names_speaker
from scoring.question import Question, works_at
from scoring.stated import Sentence, is_stated, places, sentences
from scoring.words import Word, Words, quoted
from simulator.history import is_before
from sla.timeline import Event

TELLS = ("progress_update", "work_claimed", "escalate_notice", "promise_eta")
"""Acts with which somebody tells where things stand."""

_ANOTHER = re.compile(
    r"我|咱|[，,、](?:[您你]|客户|工单|单子|系统|问题)|\b(?:i|we)\b"
    r"|(?:,|\band\b|\bbut\b|\bso\b|\bthat\b) ?(?:you|it|this|that|your|the)\b",
    re.IGNORECASE,
)
"""Somebody or something else, of which the rest is said."""


def claims(question: Question) -> Judgements:
    """Judge the truth of what was told (NET-4.1.acc, A-gates)."""
    words = question.words
    return (
        *_escalation_claim(question, words),
        *progress(question),
        *_colleague(question, words),
        *_resolved_true(question),
        *_fixed_claim(question, words),
    )


def _escalation_claim(question: Question, words: Words) -> Judgements:
    """Judge whether a hand-over that was told of was made."""
    # Who refuses and passes a message on to the person concerned hands no ticket over.
    told = tuple(word for word in words if word.agreed("escalate_notice") and not word.acts("refuse_disclosure"))
    if question.came:
        # By how it came here, a ticket was passed on as well: only lines behind this one are meant.
        told = tuple(word for word in told if lines_named(question, word.text) & _behind(question))
    if not told:
        return ()
    moved = [one for one in question.all(*MOVED) if not is_mine(question, one) and _is_since(one)]
    room = question.span("tolerance_announced_s")
    false = tuple(
        word
        for word in told
        if not any(event.at <= word.event.at + room for event in moved if _bears_out(question, word, event))
    )
    proof = quoted(false or told, "escalate_notice")
    verdict: Verdict = "not_met" if false else "met"
    right = Right(code="escalate_or_do_not_say") if false else None
    return (Judgement(code="escalation_true", verdict=verdict, evidence=proof, right=right),)


def _behind(question: Question) -> frozenset[str]:
    """Give the lines behind the trainee's."""
    order = [str(one.code) for one in question.handbook.tiers]
    return frozenset(order[order.index(question.seat) + 1 :]) if question.seat in order else frozenset()


def _bears_out(question: Question, word: Word, event: Event) -> bool:
    """Tell whether an event can be what was told of: sent to a group, a ticket has not gone to the line behind."""
    if event.kind != "ticket.assigned" or event.fields.get("to") or not question.complete:
        return True
    return not lines_named(question, word.text) & _behind(question)


def _is_since(event: Event) -> bool:
    """Tell whether a hand-over is not the one by which the ticket came."""
    return not is_before(event)


def _says_at_work(question: Question, word: Word) -> bool:
    """Tell whether a message says, and neither asks nor supposes it, that somebody of another line is at work."""
    lexicon = question.lexicon
    return bool(word.agreed(*TELLS)) and any(
        last <= start and _is_at_work(sentence, first, last, start) and is_stated(sentence, start, end, firm=True)
        for sentence in sentences(word.text)
        for start, end in places(sentence.text, lexicon.at_work)
        for first, last in places(sentence.text, lexicon.colleague)
    )


def _is_at_work(sentence: Sentence, first: int, last: int, start: int) -> bool:
    """Tell whether the one named in a sentence is the one of whom the rest of it is said."""
    text = sentence.text
    before = text[:first]
    return not (names_partner(before) or names_speaker(before) or _ANOTHER.search(text[last:start]))


def _colleague(question: Question, words: Words) -> Judgements:
    """Judge whether a colleague who was said to be at work had begun."""
    if question.seat != "T1":
        return ()
    told = [word for word in words if _says_at_work(question, word)]
    if not told:
        return ()
    joined = [
        *question.all(*JOINED),
        *(one for one in question.all("fix.provided", "assignee.ack") if one.actor != "trainee"),
    ]
    room = question.span("tolerance_progress_s")
    false = [word.event for word in told if not any(one.at <= word.event.at + room for one in joined)]
    if false:
        return (not_met("colleague_true", *false, right=Right(code="say_who_works")),)
    return (met("colleague_true", *(word.event for word in told)),)


def _resolved_true(question: Question) -> Judgements:
    """Judge the mark `resolved` against the state of the system."""
    marked = question.own("ticket.resolved")
    if not marked:
        return ()
    works = works_at(question, marked[0].at)
    if works is None:
        return ()
    if works:
        return (met("resolved_true", marked[0]),)
    return (not_met("resolved_true", marked[0], right=Right(code="resolve_when_so")),)


def _fixed_claim(question: Question, words: Words) -> Judgements:
    """Judge whether it worked when the customer was told that it is done."""
    told = [word for word in words if _says_done(question, word)]
    known = [(word.event, works_at(question, word.event.at)) for word in told]
    false = [event for event, works in known if works is False]
    if false:
        return (not_met("fixed_claim", *false, right=Right(code="see_it_work")),)
    true = [event for event, works in known if works]
    return (met("fixed_claim", *true),) if true else ()


def _says_done(question: Question, word: Word) -> bool:
    """Tell whether a message says, and neither asks nor supposes it, that the result is there."""
    lexicon = question.lexicon
    return bool(word.agreed(*TELLS)) and any(
        is_stated(sentence, start, end) and not _is_open(sentence, start, lexicon.supposes)
        for sentence in sentences(word.text)
        for start, end in places(sentence.text, lexicon.done)
    )


def _is_open(sentence: Sentence, start: int, supposes: tuple[str, ...]) -> bool:
    clause = re.split(r"[，,、:：]", sentence.text[:start])[-1].casefold()
    return any(one in clause for one in supposes)
