"""When did the trainee leave the ticket, and what had become of it?

What is played after the end shows what came of a handling; nobody could do anything in it any more (decision 026).
"""

from dataclasses import replace
from datetime import datetime

from scoring.finding import Evidence, Judgement
from scoring.question import Question, cured_at
from sla.timeline import Event

ENDS = ("attempt.ended", "attempt.abandoned")
"""What ends the trainee's part."""


def ending(question: Question) -> Event | None:
    """Give the event with which the trainee left, None where nobody wrote one down (transcripts, open attempts)."""
    return question.last(*ENDS)


def last_own(question: Question) -> Event:
    """Give the event at which something not done was due at the latest: the end, or the last that is known."""
    return ending(question) or question.timeline[-1]


def was_there(question: Question, at: datetime) -> bool:
    """Tell whether the trainee was still at the desk at an instant."""
    ended = ending(question)
    return ended is None or at <= ended.at


def is_solved(question: Question) -> bool:
    """Tell whether the cause was gone when the trainee left, whoever removed it.

    Where nobody knows the system, the customer's confirmation tells.
    """
    ended = last_own(question)
    cured = cured_at(question, ended.at)
    if cured is not None:
        return cured
    return any(one.id <= ended.id for one in question.all("verify.customer"))


def is_left(question: Question) -> bool:
    """Tell whether the trainee ended while the fault was there and nobody had marked it solved or closed."""
    marked = question.all("ticket.resolved", "ticket.closed")
    return ending(question) is not None and not is_solved(question) and not marked


def is_refused(question: Question) -> bool:
    """Tell whether a request was turned down and nothing was to be repaired: then nothing can be confirmed either.

    In a drill the system under support tells what was to be done; here only what other desks wrote does.
    """
    if question.machine is not None or question.complete:
        return False
    worked = question.own("fix.provided", "workaround.provided", "action.executed", "ticket.transferred")
    refused = question.own("scope.refused") or [word for word in question.words if word.agreed("refuse_disclosure")]
    return bool(refused) and not worked


def is_dropped(question: Question) -> bool:
    """Tell whether the trainee ended without the cause gone and without another line having the ticket."""
    ended = ending(question)
    if ended is None or ended.kind != "attempt.ended" or is_solved(question):
        return False
    moved = [one for one in question.all("ticket.transferred") if one.id < ended.id]
    return not moved or moved[-1].fields.get("to_tier") == question.seat


def until_end(question: Question, judgement: Judgement) -> Judgement:
    """Prove what is not met by what happened while the trainee was there; else by the end itself.

    What came of it afterwards, e.g. the day on which a mask wore off, is nobody's act.
    """
    ended = ending(question)
    if ended is None or judgement.verdict != "not_met":
        return judgement
    kept = tuple(one for one in judgement.evidence if one.event <= ended.id)
    if len(kept) == len(judgement.evidence):
        return judgement
    return replace(judgement, evidence=kept or (Evidence(event=int(ended.id)),))
