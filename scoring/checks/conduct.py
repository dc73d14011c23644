"""How was the customer spoken to?"""

import re
from datetime import datetime, timedelta

from scoring.checks.heard import CONFIRMATIONS
from scoring.checks.listening import listening
from scoring.checks.marked import holds, text_of
from scoring.checks.turns import away, unheard
from scoring.checks.unreached import given_up
from scoring.ending import ending, was_there
from scoring.finding import Judgement, Judgements, Right, met, not_met
from scoring.question import Question
from scoring.words import Word, Words, owed, quoted, shunned
from sla.timeline import Event, Timeline

FIRST_STEPS = frozenset({"check.run", "action.executed", "ticket.transferred", "fix.provided", "workaround.provided"})

SOOTHING = ("empathise",)
"""An apology alone does not show that anybody understood."""

RUDE = ("rude", "forbidden_phrase")

ANNOUNCED = timedelta(hours=4)
"""The longest piece of work whose announced length stands in for news."""

OPENING = 2
"""Greeting and name belong to the first messages of the contact."""

RESUMES = "resume"
"""Intent of the message with which somebody comes back to a call on hold."""

ENDING = 3

EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
"""What a customer may begin with (NET-2.3.chat)."""


def conduct(question: Question) -> Judgements:
    """Judge courtesy, empathy, plain words, and whether the customer was kept informed."""
    words = question.words
    if not words and question.seat != "T1":
        # Another line speaks to the customer only where it has to.
        return ()
    if not words:
        missed, left = Right(code="speak"), ending(question)
        opened = question.opened.at
        brief = left is not None and left.at - opened <= _longest_silence(question, opened)
        return tuple(
            not_met(code, question.opened, right=missed) for code in ("greeting", *(() if brief else ("updates",)))
        )
    later = question.came is not None and not question.complete
    return (
        # Greeting and goodbye are the desk's that has the customer; another desk's later line is not held to them.
        *(() if later else (_greeting(words),)),
        *_empathy(question, words),
        *shunned("polite", words, RUDE, Right(code="polite")),
        *_abused(question, words),
        *shunned("no_blame", words, ("blame_shift",), Right(code="no_blame")),
        *_plain(question, words),
        *_formal(question, words),
        *listening(question, words),
        *_updates(question, words),
        *(() if given_up(question) or later else (_farewell(question, words),)),
    )


def _abused(question: Question, words: Words) -> Judgements:
    """Ask a person to look where more than one message offended the customer (A-abuse)."""
    rude = [word for word in words if word.agreed(*RUDE)]
    setting = question.handbook.settings.get("rude_messages")
    if setting is None or len(rude) < setting.value:
        return ()
    return (Judgement(code="abused", verdict="not_judged", evidence=quoted(rude, *RUDE), right=Right(code="polite")),)


def _greeting(words: Words) -> Judgement:
    """Ask for a greeting in the first message and for a name or role in the first two."""
    greeted = owed("greeting", words[:1], ("greet",), Right(code="greet"))
    if greeted.verdict != "met":
        return greeted
    named = owed("greeting", words[:OPENING], ("self_introduce",), Right(code="introduce"))
    return greeted if named.verdict == "met" else named


def _upset_since(question: Question) -> Event | None:
    """Give the event at which the customer first was not calm, None if never or nobody knows."""
    if question.key is not None and question.key.upset:
        return question.opened
    spoken = [one for one in question.all("customer.msg") if one.fields.get("act") not in CONFIRMATIONS]
    moody = next((one for one in spoken if one.fields.get("mood", "calm") != "calm"), None)
    if moody is not None or question.complete:
        return moody
    # Nobody has marked the customers of other desks: plain words of worry tell, where the manual's lexicon has them.
    heard = question.all("ticket.submitted", "customer.msg")
    return next((one for one in heard if holds(question, "upset", text_of(one))), None)


def _empathy(question: Question, words: Words) -> Judgements:
    """Ask for understanding before the first step is taken, once the customer is upset (borrowed: NET-4.1.emp)."""
    upset = _upset_since(question)
    if upset is None:
        return ()
    after = [word for word in words if word.event.id >= upset.id]
    # The second message after it still counts: some say first that they are looking.
    deadline = [word.event.id for word in after[1:2]]
    steps = [one.id for one in question.timeline if one.kind in FIRST_STEPS and one.actor == "trainee"]
    first = min((one for one in steps if one > upset.id), default=question.timeline[-1].id)
    limit = max([first, *deadline])
    # Understanding shown early, before anybody was upset, is understanding too.
    inside = tuple(word for word in words if word.event.id <= limit)
    if not after:
        # Who had said all there was to say before it does not owe more than was said.
        return ()
    return (owed("empathy", inside, SOOTHING, Right(code="empathise"), (upset,)),)


def _plain(question: Question, words: Words) -> Judgements:
    if question.key is not None and question.key.lay is False:
        return ()
    return shunned("plain_words", words, ("jargon",), Right(code="plain_words"))


def _formal(question: Question, words: Words) -> Judgements:
    if question.opened.fields.get("channel") == "phone":
        return ()
    # Who answers in kind to a customer who began with it eases the mood (A-emoji).
    first = next(
        (one for one in question.all("ticket.submitted", "customer.msg") if _is_playful(question, one)), None
    )
    judged = words if first is None else tuple(word for word in words if word.event.id < first.id)
    return shunned("formal", judged, ("slang_emoji",), Right(code="formal"))


def _is_playful(question: Question, said: Event) -> bool:
    return holds(question, "playful", text_of(said)) or bool(
        question.lexicon.marks.get("playful") and EMOJI.search(text_of(said))
    )


def _informed_until(question: Question) -> datetime:
    """Say until when the customer had to hear from us: the confirmation, or the closing, judged elsewhere."""
    ends = [question.first("verify.customer"), next(iter(question.own("ticket.closed")), None)]
    if given_up(question):
        # Whoever is called again and again and never answers misses no news.
        ends.append(question.last("ticket.resolved"))
    gone = away(question)
    if gone is not None and gone[0].kind == "state.changed":
        # Nobody who is away misses news; what was repaired before is the last there was to tell.
        ends.append(gone[0])
    return min((one.at for one in ends if one is not None), default=question.as_of)


def _updates(question: Question, words: Words) -> Judgements:
    """Judge the longest silence towards the customer against the cadence of the priority (A-update-cadence).

    Only while the trainee was there: what the customer missed after an early end is judged where the cause is, and
    whoever left before there was anything to be silent about has kept nobody informed either (decision 026).
    """
    if question.key is None or question.seat != "T1":
        return ()
    end, left = _informed_until(question), ending(question)
    early = left is not None and not was_there(question, end)
    if left is not None and early:
        end = left.at
    # Not silent is who tries to reach somebody who does not answer (A19), or has the customer look at something.
    heard = [*(word.event for word in words), *_put(question)]
    spoken = {one.at for one in (*heard, *unheard(question))}
    moments = sorted(at for at in spoken if at < end)
    late = [
        said
        for said, following in zip(moments, [*moments[1:], end], strict=True)
        if following - said > max(_longest_silence(question, said), _announced(question, words, said))
    ]
    if late:
        quiet = sorted((one for one in heard if one.at in late), key=lambda one: one.id)
        return (not_met("updates", *quiet, right=Right(code="update"), priority=question.level),)
    if not moments or (early and end - moments[0] <= _longest_silence(question, moments[0])):
        return ()
    return (met("updates", *(word.event for word in words[-1:])),)


def _put(question: Question) -> Timeline:
    """Give the checks that were put to the customer, who is asked to look at something or to tell it."""
    return tuple(one for one in question.own("check.run") if one.fields.get("via") == "ask")


def _announced(question: Question, words: Words, said: datetime) -> timedelta:
    """Give how long a message of another desk's ticket told that the work takes: until then nobody waits for news.

    Only spans of some hours: whoever says that it takes a day still owes news (A-update-cadence).
    """
    if question.complete:
        return timedelta()
    times = [one for word in words if word.event.at == said and word.reading for one in word.reading.times]
    spans = [timedelta(seconds=one.span_s) for one in times if one.span_s is not None]
    told = [one for one in spans if one <= ANNOUNCED]
    return max(told) + question.span("tolerance_message_s") if told else timedelta()


def _longest_silence(question: Question, said: datetime) -> timedelta:
    """Give how long the customer may hear nothing after a message, without end where the manual names nothing."""
    code = (question.key.priority_at(said) if question.key else None) or question.level
    setting = question.handbook.settings.get(f"update_cadence_{code}_s")
    if setting is None and not code and question.key is not None:
        # The manual has no priorities: what is owed to the least urgent is owed to anybody.
        known = [one.value for name, one in question.handbook.settings.items() if name.startswith("update_cadence_")]
        return timedelta(seconds=max(known)) + question.span("tolerance_message_s") if known else timedelta.max
    if setting is None:
        return timedelta.max
    return timedelta(seconds=setting.value) + question.span("tolerance_message_s")


def _farewell(question: Question, words: Words) -> Judgement:
    done, right, end = question.first("verify.customer"), Right(code="farewell"), (words[-1].event,)
    # Whoever declines a gift with thanks, or thanks for holding the line, has not said goodbye yet (NET-3.4.bye).
    spoken = tuple(one for one in words if not _declines(question, one) and one.event.fields.get("intent") != RESUMES)
    after = tuple(word for word in spoken if done is not None and word.event.id > done.id)
    thanked = owed("farewell", after or spoken[-1:], ("farewell", "thank"), right, end)
    if after or thanked.verdict == "met":
        return thanked
    # Thanks on the way are no goodbye: only the last words of all may be thanks alone.
    return owed("farewell", spoken[-ENDING:], ("farewell",), right, end)


def _declines(question: Question, word: Word) -> bool:
    """Tell whether a message is the one with which a gift was declined."""
    declined = question.own("gift.declined")
    return any(word.event.id < one.id and word.event.at == one.at for one in declined)
