"""Were promises possible, and kept?"""

import re
from datetime import datetime
from typing import NamedTuple

from scoring.checks.turns import away
from scoring.finding import Evidence, Judgement, Judgements, Right
from scoring.question import Question
from scoring.stated import SENTENCE_END
from scoring.words import Word, shunned
from simulator.reading.reading import Act, TimePhrase
from simulator.reading.times import resolve
from sla.timeline import Event

NEWS = (
    "progress_update", "work_claimed", "confirm_resolved", "give_solution", "escalate_notice", "chase_reply",
    "explain_plan",
)  # fmt: skip
"""Acts that bring something new, once something has happened."""

HAPPENED = (
    "check.run", "action.executed", "fix.provided", "workaround.provided", "ticket.transferred", "tier2.started",
    "tier3.joined", "assignee.ack", "escalation.eta_obtained", "liaison.contacted", "remote.started", "state.changed",
    "verify.agent", "kb.opened", "corrective.done", "rca.5w1h", "ticket.resolved",
)  # fmt: skip
"""What there can be news of."""

ANSWERED = ("verify.customer", "callback.done")
"""What keeps a promise whenever it comes."""

LAST_PART = 0.5
"""Share of the promised time after which any word to the customer is what was promised."""

_CLAUSE_END = re.compile(r"[，,、；;。！!？?\n]")
_AT_HEAD = re.compile(r"(?:^|[，,、；;。！!？?.\n])\s*$")
"""A time that opens its clause: `11点前，我给您回话`."""

_AT_ONCE = re.compile(r"[\s，,]*(?:我们?|咱们?|we|i)?(?:就|再|会|将|来)*\s*", re.IGNORECASE)
"""What may stand between an hour and the promise that it belongs to: `您9点报的问题，我会…` is another hour."""

_AFTER = re.compile(r"后|\bafter\b", re.IGNORECASE)
"""An hour after which something comes is no time by which it does."""


class Promised(NamedTuple):
    """A time promised to the customer."""

    word: Word
    act: Act
    due: datetime
    result: bool


def truth(question: Question) -> Judgements:
    """Judge what was promised (borrowed: NET-4.1.acc, NET-4.1.time)."""
    words = question.words
    promises = promises_of(question)
    return (
        *_kept(question, promises),
        *_possible(question, promises),
        *shunned("no_overpromise", words, ("overpromise",), Right(code="no_guarantee")),
    )


def promises_of(question: Question) -> tuple[Promised, ...]:
    """Put every promised time on the clock; what cannot be put there promises nothing that could be broken."""
    found: list[Promised] = []
    for word in question.words:
        if word.reading is None:
            continue
        for act in word.agreed("promise_eta"):
            moments = [
                resolve(one, word.event.at, question.zone) for one in word.reading.times if _near(word, one, act)
            ]
            ahead = [due for due in moments if due is not None and due > word.event.at]
            if ahead:
                found.append(Promised(word=word, act=act, due=max(ahead), result=_names_result(question, word)))
    return tuple(found)


def _names_result(question: Question, word: Word) -> bool:
    """Tell whether words speak of a result; that it is not there yet, `看来还没弄好`, names none."""
    said, lexicon = word.text.casefold(), question.lexicon
    found = (one.start() for mark in lexicon.result for one in re.finditer(re.escape(mark), said))
    return any(not said[:at].endswith(lexicon.negates) for at in found)


def _near(word: Word, time: TimePhrase, act: Act) -> bool:
    """Tell whether a time belongs to a promise: within its words, later in the same sentence, or before it.

    Before it in the same clause, as `十点前给您答复` and `By ten I'll call` put it, or opening the clause before.
    """
    if time.start < act.end and time.end > act.start:
        return True
    if time.start >= act.end:
        return not SENTENCE_END.search(word.text[act.end : time.start])
    between = word.text[time.end : act.start]
    if time.kind == "at":
        return _AT_ONCE.fullmatch(between) is not None and not _AFTER.search(time.quote)
    if _AT_HEAD.search(word.text[: time.start]):
        between = between.lstrip().removeprefix("，").removeprefix(",")
    return not (_CLAUSE_END.search(between) or SENTENCE_END.search(between))


def _quote(one: Promised) -> Evidence:
    return Evidence(event=int(one.word.event.id), quote=one.act.quote, start=one.act.start, end=one.act.end)


def _is_kept(question: Question, one: Promised, promises: tuple[Promised, ...]) -> bool | None:
    """Tell whether the customer had news, or the confirmed solution, by the promised time; None where it is unclear.

    A word in the last part of the time keeps it. Before that it needs news: something has happened since, or another
    time is promised, which is then to be kept itself. `请稍等` a moment later is no news.
    """
    said, limit = one.word.event, one.due + question.span("tolerance_message_s")
    if any(event.id > said.id and event.at <= limit for event in question.all(*ANSWERED)):
        return True
    gone = away(question)
    if gone is not None and gone[0].at <= one.due and _tried(question, said, limit):
        # Who was rightly given up is gone for good, also where the time named comes after the closing.
        for_good = gone[1] is question.timeline[-1]
        if for_good or one.due <= gone[1].at:
            return True
    heard = [word for word in question.words if word.event.id > said.id and said.at < word.event.at <= limit]
    late = said.at + (one.due - said.at) * LAST_PART
    renewed = {later.word.event.id for later in promises}
    if any(word.event.at >= late or word.event.id in renewed for word in heard):
        return True
    new = [word for word in heard if _since(question, said, word.event)]
    if any(word.agreed(*NEWS) for word in new):
        return True
    return None if any(not word.sure for word in new) else False


def _tried(question: Question, said: Event, limit: datetime) -> bool:
    """Tell whether the customer was spoken to by a time, heard or not."""
    return any(one.id > said.id and one.at <= limit for one in question.own("agent.msg", "contact.attempted"))


def _since(question: Question, said: Event, word: Event) -> bool:
    """Tell whether something has happened between two messages that the customer could be told."""
    return any(said.id < event.id < word.id for event in question.all(*HAPPENED))


def _kept(question: Question, promises: tuple[Promised, ...]) -> Judgements:
    due = [one for one in promises if one.due + question.span("tolerance_message_s") <= question.as_of]
    if not due:
        return ()
    kept = [(one, _is_kept(question, one, promises)) for one in due]
    broken = [one for one, state in kept if state is False]
    if broken:
        proof, right = tuple(map(_quote, broken)), Right(code="keep_promise")
        return (Judgement(code="promise_kept", verdict="not_met", evidence=proof, right=right),)
    unclear = [one for one, state in kept if state is None]
    proof = tuple(map(_quote, unclear or due))
    return (Judgement(code="promise_kept", verdict="not_judged" if unclear else "met", evidence=proof),)


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
