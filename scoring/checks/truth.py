"""Was what the customer was told true: times, results, progress, hand-overs?"""

from datetime import datetime
from typing import NamedTuple

from scoring.finding import Evidence, Judgement, Judgements, Right, Verdict, met, not_judged, not_met
from scoring.question import Question, works_at
from scoring.words import Word, Words, shunned
from simulator.reading.reading import Act
from simulator.reading.times import resolve

WORK = (
    "intake.set", "ticket.severity_set", "kb.search", "kb.opened", "check.run", "action.executed",
    "ticket.transferred", "ticket.assigned", "fix.provided", "workaround.provided", "liaison.contacted",
    "remote.started", "tier2.started", "tier3.joined", "verify.agent", "escalation.eta_obtained",
)  # fmt: skip
"""What progress can be told of."""


class Promised(NamedTuple):
    """A time promised to the customer."""

    word: Word
    act: Act
    due: datetime
    result: bool


def truth(question: Question) -> Judgements:
    """Judge the truth of what was told (NET-4.1.acc, A-gates)."""
    words = question.words
    promises = promises_of(question)
    return (
        *_kept(question, promises),
        *_possible(question, promises),
        *shunned("no_overpromise", words, ("overpromise",), Right(code="no_guarantee")),
        *_escalation_claim(question, words),
        *_progress(question, words),
        *_resolved_true(question),
    )


def promises_of(question: Question) -> tuple[Promised, ...]:
    """Put every promised time on the clock; what cannot be put there promises nothing that could be broken."""
    found: list[Promised] = []
    for word in question.words:
        if not word.sure or word.reading is None:
            continue
        for act in word.acts("promise_eta"):
            moments = [resolve(one, word.event.at, question.zone) for one in word.reading.times if _near(one, act)]
            ahead = [due for due in moments if due is not None and due > word.event.at]
            if ahead:
                said = word.text.casefold()
                result = any(mark in said for mark in question.lexicon.result)
                found.append(Promised(word=word, act=act, due=max(ahead), result=result))
    return tuple(found)


def _near(time: object, act: Act) -> bool:
    start, end = getattr(time, "start", 0), getattr(time, "end", 0)
    return bool(start < act.end and end > act.start)


def _quote(one: Promised) -> Evidence:
    return Evidence(event=int(one.word.event.id), quote=one.act.quote, start=one.act.start, end=one.act.end)


def _is_kept(question: Question, one: Promised) -> bool:
    """Tell whether the customer had news, or the confirmed solution, by the promised time."""
    heard = [word.event for word in question.words] + list(question.all("verify.customer", "callback.done"))
    limit = one.due + question.span("tolerance_message_s")
    return any(event.id > one.word.event.id and one.word.event.at < event.at <= limit for event in heard)


def _kept(question: Question, promises: tuple[Promised, ...]) -> Judgements:
    due = [one for one in promises if one.due + question.span("tolerance_message_s") <= question.as_of]
    if not due:
        return ()
    broken = [one for one in due if not _is_kept(question, one)]
    proof = tuple(_quote(one) for one in broken or due)
    if broken:
        return (Judgement(code="promise_kept", verdict="not_met", evidence=proof, right=Right(code="keep_promise")),)
    return (Judgement(code="promise_kept", verdict="met", evidence=proof),)


def _possible(question: Question, promises: tuple[Promised, ...]) -> Judgements:
    """Judge promises of a result against the time another line had named, and against the target."""
    if not promises:
        return ()
    bad = [one for one in promises if not _can_hold(question, one)]
    proof = tuple(_quote(one) for one in bad or promises)
    if bad:
        right = Right(code="possible_promise")
        return (Judgement(code="promise_possible", verdict="not_met", evidence=proof, right=right),)
    return (Judgement(code="promise_possible", verdict="met", evidence=proof),)


def _can_hold(question: Question, one: Promised) -> bool:
    etas = [event for event in question.all("escalation.eta_obtained") if event.at <= one.word.event.at]
    named = [datetime.fromisoformat(str(event.fields["eta"])) for event in etas if event.fields.get("eta")]
    if one.result and named and one.due + question.span("tolerance_message_s") < named[-1]:
        return False
    clock = question.judged.get("resolution")
    if clock is None or clock.due is None or one.word.event.at > clock.due:
        return True
    solved = question.first("verify.customer")
    if solved is not None and solved.at <= one.word.event.at:
        return True
    return one.due <= clock.due + question.span("tolerance_message_s")


def _escalation_claim(question: Question, words: Words) -> Judgements:
    """Judge whether a hand-over that was told of was made."""
    claims = [(word, act) for word in words for act in word.acts("escalate_notice")]
    moved = question.all("ticket.transferred", "supervisor.notified", "ticket.assigned", "liaison.contacted")
    false = [
        (word, act)
        for word, act in claims
        if not any(event.at <= word.event.at + question.span("tolerance_announced_s") for event in moved)
        and question.seat == "T1"
    ]
    if not claims:
        return ()
    chosen = false or claims
    proof = tuple(
        Evidence(event=int(word.event.id), quote=act.quote, start=act.start, end=act.end) for word, act in chosen
    )
    if not false:
        return (Judgement(code="escalation_true", verdict="met", evidence=proof),)
    verdict: Verdict = "not_met" if any(word.sure for word, _ in false) else "not_judged"
    right = Right(code="escalate_or_do_not_say")
    return (Judgement(code="escalation_true", verdict=verdict, evidence=proof, right=right),)


def _progress(question: Question, words: Words) -> Judgements:
    """Judge told progress against work done: none at all since the first contact is made up (A-gates)."""
    claims = [word for word in words if word.acts("progress_update")]
    if not claims:
        return ()
    start = words[0].event
    invented = [
        word
        for word in claims
        if word.event.at > start.at + question.span("tolerance_progress_s")
        and not any(event.at <= word.event.at for event in question.all(*WORK) if event.actor != "customer")
    ]
    if not invented:
        return (met("progress_true", *(word.event for word in claims)),)
    events = [word.event for word in invented]
    if not any(word.sure for word in invented):
        return (not_judged("progress_true", *events),)
    return (not_met("progress_true", *events, right=Right(code="tell_what_is")),)


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
