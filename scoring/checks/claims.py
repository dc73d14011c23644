"""Was what the customer was told of work, of other lines and of the result so at that moment?"""

import re

from scoring.finding import Evidence, Judgement, Judgements, Right, Verdict, met, not_judged, not_met
from scoring.question import Question, works_at
from scoring.words import Word, Words, hints, shown_in
from sla.timeline import Event

WORK = (
    "intake.set", "ticket.severity_set", "kb.search", "kb.opened", "check.run", "action.executed",
    "ticket.transferred", "ticket.assigned", "fix.provided", "workaround.provided", "liaison.contacted",
    "remote.started", "tier2.started", "tier3.joined", "verify.agent", "escalation.eta_obtained",
    "complaint.opened", "rca.5w1h", "corrective.done", "action.logged", "supervisor.notified",
)  # fmt: skip
"""What progress can be told of."""

MOVED = ("ticket.transferred", "supervisor.notified", "ticket.assigned", "liaison.contacted", "chain.escalated")
JOINED = ("tier2.started", "tier3.joined")
TELLS = ("progress_update", "escalate_notice", "promise_eta")
"""Acts with which somebody tells where things stand."""

_SENTENCE = re.compile(r"[^。！？!?;；\n]+|[^.]+")


def claims(question: Question) -> Judgements:
    """Judge the truth of what was told (NET-4.1.acc, A-gates)."""
    words = question.words
    return (
        *_escalation_claim(question, words),
        *_progress(question, words),
        *_colleague(question, words),
        *_resolved_true(question),
        *_fixed_claim(question, words),
    )


def _proof(words: Words, *names: str) -> tuple[Evidence, ...]:
    return tuple(one for word in words for one in shown_in(word, *word.acts(*names)))


def _escalation_claim(question: Question, words: Words) -> Judgements:
    """Judge whether a hand-over that was told of was made."""
    if question.seat != "T1":
        return ()
    # Who refuses and passes a message on to the person concerned hands no ticket over.
    told = tuple(word for word in words if word.acts("escalate_notice") and not word.acts("refuse_disclosure"))
    if not told:
        return ()
    moved = [one for one in question.all(*MOVED) if not _is_mine(question, one)]
    room = question.span("tolerance_announced_s")
    false = tuple(word for word in told if not any(event.at <= word.event.at + room for event in moved))
    proof = _proof(false or told, "escalate_notice")
    verdict: Verdict = "not_met" if false else "met"
    right = Right(code="escalate_or_do_not_say") if false else None
    return (Judgement(code="escalation_true", verdict=verdict, evidence=proof, right=right),)


def _is_mine(question: Question, moved: Event) -> bool:
    """Tell whether a ticket was only taken on by the trainee."""
    group, owner = moved.fields.get("group"), moved.fields.get("to")
    return moved.kind == "ticket.assigned" and (owner in {"me", "trainee"} or group == question.seat)


def _progress(question: Question, words: Words) -> Judgements:
    """Judge told progress against work done: none at all since the first contact is made up (A-gates).

    It is a gate: it rests on the narrow reading `work_claimed`, that somebody has done or is doing work or has found
    something; any other news a person reads.
    """
    told = [word for word in words if word.acts("progress_update", "work_claimed")]
    doubtful = [word for word in words if hints(word, "progress_update")]
    if not told and not doubtful:
        return ()
    start, room = words[0].event, question.span("tolerance_progress_s")
    done = [event for event in question.all(*WORK) if event.actor != "customer" and not _is_mine(question, event)]

    def invents(word: Word) -> bool:
        return word.event.at > start.at + room and not any(event.at <= word.event.at for event in done)

    invented = [word.event for word in told if word.acts("work_claimed") and invents(word)]
    if invented:
        return (not_met("progress_true", *invented, right=Right(code="tell_what_is")),)
    unclear = [word.event for word in (*told, *doubtful) if invents(word)]
    if unclear:
        return (not_judged("progress_true", *unclear),)
    return (met("progress_true", *(word.event for word in told)),) if told else ()


def _sentences(word: Word) -> tuple[str, ...]:
    return tuple(one.strip().casefold() for one in _SENTENCE.findall(word.text))


def _says_at_work(question: Question, word: Word) -> bool:
    """Tell whether a message says in one sentence that somebody of another line is at work."""
    lexicon = question.lexicon
    return bool(word.acts(*TELLS)) and any(
        any(who in one for who in lexicon.colleague) and any(mark in one for mark in lexicon.at_work)
        for one in _sentences(word)
    )


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
    """Tell whether a message says of the result, and neither asks nor supposes it, that it is there."""
    lexicon = question.lexicon
    return bool(word.acts(*TELLS)) and any(
        any(mark in one for mark in lexicon.done)
        and not any(mark in one for mark in lexicon.supposes)
        and not word.text[word.text.casefold().find(one) + len(one) :].lstrip().startswith(("？", "?"))
        for one in _sentences(word)
    )
