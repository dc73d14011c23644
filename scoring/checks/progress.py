"""Had the work been done, and by whom, that the customer was told of?"""

import re
from datetime import datetime, timedelta

from scoring.finding import Judgements, Right, Verdict, met, not_judged, not_met
from scoring.holder import is_at_work, is_partner_at_work, lines_named
from scoring.named import names_doer, names_partner, names_speaker
from scoring.question import Question
from scoring.stated import places
from scoring.words import Word, Words, hints
from simulator.reading.reading import Act
from sla.timeline import Event, Timeline

FORMS = ("intake.set", "ticket.severity_set", "ticket.assigned", "action.logged")
"""Entries in a form: they show that somebody wrote, not that anybody looked."""

WORK = (
    *FORMS, "kb.search", "kb.opened", "check.run", "action.executed",
    "ticket.transferred", "fix.provided", "workaround.provided", "liaison.contacted",
    "remote.started", "tier2.started", "tier3.joined", "verify.agent", "escalation.eta_obtained",
    "complaint.opened", "rca.5w1h", "corrective.done", "supervisor.notified",
)  # fmt: skip
"""What progress can be told of."""

MOVED = ("ticket.transferred", "supervisor.notified", "ticket.assigned", "liaison.contacted", "chain.escalated")
JOINED = ("tier2.started", "tier3.joined")
THEIRS = (*JOINED, "liaison.contacted", "assignee.ack", "escalation.eta_obtained", "chain.escalated")
"""What shows that somebody of another line had a hand in it, or was spoken to."""

PARTNERS = ("liaison.contacted", "chain.escalated", "assignee.ack")
"""What shows that somebody who is on no line was spoken to."""

ASKED = ("escalation.eta_obtained", "supervisor.notified", "liaison.contacted", "chain.escalated")
"""What shows, beside a message to it, that another line was asked."""

REPAIRS = ("action.executed", "fix.provided", "workaround.provided", "remote.started")
"""What a repair leaves behind."""

NOBODY = frozenset({"trainee", "customer", "system"})
"""Actors that are no other line."""

_SELF = re.compile(r"我(?:们|这边|这里)?(?!的)|咱|\b(?:i|we)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"正在|(?:还|仍)在|[在](?:处理|查|修|看|排查|检查|跟)|中$"
    r"|(?:\b(?:am|is|are)|['’](?:s|m|re))(?: (?:now|still|already|currently|just|all|busy))* \w+ing\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"已|[了过完]|\b(?:has|have)\b|['’]ve\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[，,;；。！？!?\n]|\.(?=\s|$)")


def is_mine(question: Question, moved: Event) -> bool:
    """Tell whether a ticket was only taken on by the trainee."""
    group, owner = moved.fields.get("group"), moved.fields.get("to")
    return moved.kind == "ticket.assigned" and (owner in {"me", "trainee"} or group == question.seat)


def progress(question: Question) -> Judgements:
    """Judge told progress against work done: what was made up is a gate (A-gates).

    It is a gate on the narrow reading `work_claimed`, that somebody has done or is doing work or has found
    something: where no work at all was done, where another line is said to have worked that had no hand in it, and
    where a repair is told of that left nothing behind. Any other news that nothing bears out a person reads.
    """
    words = question.words
    told = [word for word in words if word.agreed("progress_update", "work_claimed")]
    unchased = [word.event for word in words if word.agreed("chase_claimed") and not _has_chased(question, word)]
    doubtful = [word for word in words if hints(word, "progress_update") and word not in told]
    if not told and not doubtful and not unchased:
        return ()
    verdicts = [(word.event, _of_word(question, words, word)) for word in told]
    invented = [event for event, verdict in verdicts if verdict == "not_met"]
    if invented:
        return (not_met("progress_true", *invented, right=Right(code="tell_what_is")),)
    unclear = [event for event, verdict in verdicts if verdict == "not_judged"]
    unclear += [word.event for word in doubtful if _is_idle(question, words, word)]
    # By telephone somebody may have been chased of whom the ticket knows nothing: a person asks.
    unclear += unchased
    if unclear:
        return (not_judged("progress_true", *unclear),)
    true = [event for event, verdict in verdicts if verdict == "met"]
    return (met("progress_true", *true),) if true else ()


def _of_word(question: Question, words: Words, word: Word) -> Verdict | None:
    """Give the worst that holds of what one message tells; None where all of it is judged elsewhere."""
    found = {_of_act(question, words, word, act) for act in word.agreed("progress_update", "work_claimed")}
    order: tuple[Verdict, ...] = ("not_met", "not_judged", "met")
    return next((one for one in order if one in found), None)


def _of_act(question: Question, words: Words, word: Word, act: Act) -> Verdict | None:
    """Judge one claim; only a sure one can be not met."""
    claimed = act.name == "work_claimed"
    worst: Verdict = "not_met" if claimed and word.sure_of(act) else "not_judged"
    others = _is_others(question, word, act)
    if others or (_is_repair(question, word, act) and (claimed or _DONE.search(_clause(word, act)))):
        return _of_deed(question, word, act, others=others, worst=worst)
    if _is_idle(question, words, word):
        return worst
    looked = any(one.kind not in FORMS for one in _done(question, word.event.at, _room(question)))
    at_once = word.event.at <= words[0].event.at + _room(question)
    if claimed and not looked and not at_once and not _names(question.lexicon.records, _clause(word, act)):
        return "not_judged"
    return "met"


def _of_deed(question: Question, word: Word, act: Act, *, others: bool, worst: Verdict) -> Verdict | None:
    """Judge a claim that leaves something behind: work of another line, or a repair."""
    until = word.event.at + _room(question)
    theirs = [one for one in question.timeline if one.at <= until and _is_theirs(one)]
    own = [one for one in question.all(*REPAIRS) if one.at <= until]
    moved = [one for one in question.all(*MOVED) if one.at <= until and not is_mine(question, one)]
    goes_on = _GOES_ON.search(_clause(word, act)) is not None
    if others and goes_on and (theirs or moved):
        return _under_way(question, word, act, theirs)
    if theirs or (own and not others):
        return "met"
    if moved and (act.name != "work_claimed" or goes_on):
        # Where it stands in the queue of another line is judged as what was said of a colleague.
        return "met"
    unsure = moved or (own and _is_repair(question, word, act)) or not question.keeps(*MOVED, *REPAIRS)
    return "not_judged" if unsure else worst


def _under_way(question: Question, word: Word, act: Act, theirs: list[Event]) -> Verdict | None:
    """Judge that another line is (still) at work: by who has the ticket then, has begun, and is not done.

    What was handed over and does not stand so a person looks at. That nobody had begun is found as what was said of
    a colleague, where it was said in those words, and once.
    """
    start, end = word.sentence_of(act)
    said = word.text[start:end]
    named = lines_named(question, said) - {question.seat}
    if is_at_work(question, word.event.at, named, _room(question)):
        return "met"
    if not named and (any(one.kind in PARTNERS for one in theirs) or is_partner_at_work(question, word.event.at)):
        # Somebody outside the lines, whose work leaves no more than that on the ticket.
        return "met"
    begun = any(one.kind in JOINED for one in theirs)
    return None if not begun and _names(question.lexicon.at_work, said) else "not_judged"


def _is_theirs(event: Event) -> bool:
    if event.kind in JOINED:
        return True
    return event.kind in THEIRS or (event.kind != "ticket.submitted" and event.actor not in NOBODY)


def _has_chased(question: Question, word: Word) -> bool:
    """Tell whether the ticket shows that another line was asked by then."""
    until = word.event.at + _room(question)
    asked = [one for one in question.all("agent.msg") if one.fields.get("to") not in {None, "", "customer"}]
    return any(one.at <= until for one in (*asked, *question.all(*ASKED)))


def _room(question: Question) -> timedelta:
    return question.span("tolerance_progress_s")


def _done(question: Question, at: datetime, room: timedelta) -> Timeline:
    """Give the work done by an instant, or just after it."""
    done = (one for one in question.all(*WORK) if one.actor != "customer" and not is_mine(question, one))
    return tuple(one for one in done if one.at <= at + room)


def _is_idle(question: Question, words: Words, word: Word) -> bool:
    """Tell whether a message tells of work, some time after the first contact, before any at all was done."""
    late = word.event.at > words[0].event.at + _room(question)
    return late and not _done(question, word.event.at, timedelta())


def _clause(word: Word, act: Act) -> str:
    """Give the words of an act and what follows them in their clause."""
    return word.text[act.start : act.end] + _CLAUSE_END.split(word.text[act.end :])[0]


def _names(marks: tuple[str, ...], text: str) -> bool:
    return any(True for _ in places(text, marks))


def _is_repair(question: Question, word: Word, act: Act) -> bool:
    """Tell whether a claim is of a repair, not of something put right in the ticket."""
    shown = word.text[act.start : act.end]
    lexicon = question.lexicon
    return _names(lexicon.repairs, shown) and not _names(lexicon.records, _clause(word, act))


def _is_others(question: Question, word: Word, act: Act) -> bool:
    """Tell whether a claim names another line as the one at work.

    A clause without somebody of its own goes on with whom its sentence began with.
    """
    start, end = word.sentence_of(act)
    said = word.text[start:end].replace("’", "'")
    upto = act.end - start
    lexicon = question.lexicon
    for first, last in sorted(places(said, (*lexicon.colleague, *lexicon.teams)), reverse=True):
        by = names_doer(said[:first])
        if first >= upto:
            if by and not _CLAUSE_END.search(said[upto:first]):
                return True
            continue
        if names_speaker(said[:first]) or (_SELF.search(said[last:upto]) and not by):
            return False
        return not names_partner(said[:first])
    return False
