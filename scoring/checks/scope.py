"""Was a request that is not this team's said to be so, and was a gift declined (NET-3.1.judge, NET-2.1.c)?"""

import re

from scoring.checks.marked import marks, saying
from scoring.ending import last_own
from scoring.finding import Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from scoring.stated import is_stated, places, sentences
from scoring.words import Word
from sla.timeline import Event

WORKS = ("check.run", "action.executed", "fix.provided", "workaround.provided", "ticket.transferred")
"""What is done to a request that was taken to be this team's."""

_DENIED = re.compile(r"不(?:会|想|必|用|再|打算|应该|应|该)?$")
_OTHER_TAKING = re.compile(r"到|发|拾|件|取?(?:任何|额外)?费")
"""What makes of `不收` another matter than a gift: a fee, mail that does not come."""


def scope(question: Question) -> Judgements:
    """Judge the limits of what the desk may do and take."""
    return (*_scope(question), *_gift(question))


def _scope(question: Question) -> Judgements:
    told = question.own("scope.refused")
    said = saying(question, "out_of_scope", question.words)
    strange = question.key.out_of_scope if question.key else None
    if strange:
        proof = [*told, *(word.event for word in said)]
        if proof:
            return (met("scope_told", proof[0]),)
        return (not_met("scope_told", question.opened, last_own(question), right=Right(code="tell_scope")),)
    served = told and question.complete and _is_served(question, told[0])
    if told and (strange is False or served):
        return (not_met("scope_told", told[0], right=Right(code="serve_own")),)
    judged = question.own("scope.confirmed", "scope.refused")
    if judged:
        return (met("scope_told", judged[0]),)
    # A drill offers the step; who took the contact and worked on it has left it out, unless it was said.
    worked = question.first(*WORKS) if question.complete and question.seat == "T1" and not question.came else None
    if worked is None or said or not question.judges("scope_told"):
        return ()
    return (not_met("scope_judged", worked, right=Right(code="judge_scope")),)


def _is_served(question: Question, told: Event) -> bool:
    """Tell whether what was said to be another's was repaired here all the same: then it was this desk's own."""
    return any(one.id > told.id for one in question.all("action.executed", "fix.provided", "workaround.provided"))


def _gift(question: Question) -> Judgements:
    """Judge a gift: taking it is a gate, whatever was said with it; only a refusal declines it."""
    taken, offered = question.own("gift.accepted"), question.all("gift.offered")
    if taken:
        return (not_met("gift_taken", *offered[-1:], *taken, right=Right(code="decline_gift")),)
    declined = question.own("gift.declined")
    if declined:
        return (met("gift_taken", *offered[-1:], declined[0]),)
    if not offered:
        return ()
    after = [word for word in question.words if word.event.id > offered[-1].id]
    said = [word.event for word in after if _refuses(question, word)]
    if said:
        return (met("gift_taken", offered[-1], said[0]),)
    # The clause forbids taking: silence takes nothing and declines nothing. What else was said a person reads.
    return (not_judged("gift_taken", offered[-1], after[0].event),) if after else ()


def _refuses(question: Question, word: Word) -> bool:
    """Tell whether a message says, and neither asks, denies nor supposes it, that nothing is taken."""
    return any(
        is_stated(sentence, start, end, firm=True)
        and not _DENIED.search(sentence.text[:start])
        and not _OTHER_TAKING.match(sentence.text[end:])
        for sentence in sentences(word.text)
        for start, end in places(sentence.text, marks(question, "declines"))
    )
