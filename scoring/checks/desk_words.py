"""Were the desk's standard words said: greeting, intake, end of the call, callback, chasing, prevention (DSK-6)?"""

import re
from datetime import timedelta

from scoring.checks.desk_lines import is_unheard
from scoring.checks.marked import holds, means, saying, states, text_of
from scoring.checks.unreached import given_up
from scoring.finding import Judgement, Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from scoring.records import loose
from scoring.stated import sentences
from scoring.words import Word, Words
from sla.timeline import Event, Timeline

CHASES = frozenset({"urge_first", "urge_again", "urge_promise_near", "urge_promise_broken"})
SENT = (
    "ticket.transferred", "ticket.assigned", "dispatch.form", "liaison.contacted", "chain.escalated",
    "assignee.ack", "tier2.started", "tier3.joined",
)  # fmt: skip
"""What shows that somebody was sent."""

HANDED_ON = tuple(kind for kind in SENT if kind.startswith(("ticket.", "liaison.", "chain.")))
"""What of it a trainee does who came to a ticket later; to have taken it up oneself sends nobody."""

OPENING = 2
ASKS_WHO = re.compile(
    r"(?:请问|您|你)?(?:是|找)[^，。,？?]{0,10}(?:先生|女士|老师|小姐|师傅|经理|主任)?(?:吗|吧|么)|哪位|怎么称呼|本人"
    r"|\b(?:am i speaking (?:to|with)|is (?:this|that)|speaking with|may i speak|could i speak|can i speak)\b",
    re.IGNORECASE,
)
"""What asks who is on the line."""


def desk_words(question: Question) -> Judgements:
    """Judge the words of the desk; on other channels than the phone nobody has to offer help.

    Whoever is sent, and whether anybody was, a customer may ask of any line.
    """
    if question.seat != "T1" or not question.words:
        return _chased(question)
    return (
        *_greeted(question),
        *_end(question),
        *_callback(question),
        *_chased(question),
        *_unanswered(question),
        *_prevented(question),
    )


def _names_desk(question: Question, text: str) -> bool:
    return means(question, "desk", text)


def _greeted(question: Question) -> Judgements:
    """Ask for a greeting, the desk's name, and on the phone the offer of help, at the beginning (DSK-6.greet)."""
    if question.came:
        # Another took the contact; the general greeting is judged.
        return ()
    first = question.words[:OPENING]
    greeted = _opens_kindly(first[0])
    named = any(_names_desk(question, word.said) for word in first)
    phone = question.opened.fields.get("channel") == "phone"
    begun = [one for one in question.all("customer.msg", "ticket.submitted") if one.id < first[0].event.id]
    spoken = any(text_of(one) for one in begun)
    offered = not phone or spoken or any(means(question, "offers", word.said) or word.agreed("ask") for word in first)
    if greeted and named and offered:
        return (met("desk_greeting", first[0].event),)
    may_greet = greeted or first[0].doubts("greet")
    may_offer = offered or any(word.disputed("ask") for word in first)
    if named and may_greet and may_offer and (offered or greeted):
        return (not_judged("desk_greeting", first[0].event),)
    return (not_met("desk_greeting", first[0].event, right=Right(code="greet_desk")),)


def _opens_kindly(word: Word) -> bool:
    """Tell whether a first message greets, or opens with thanks: `感谢来电` is how many desks greet."""
    ends = min((one.start + len(one.text) for one in sentences(word.text)), default=0)
    return bool(word.agreed("greet")) or any(act.start < ends for act in word.agreed("thank"))


def _end(question: Question) -> Judgements:
    """Ask that the intake ends with the engineer who will call, and anything else (DSK-6.close).

    Where the desk solved it in the same call nobody will call: the question is enough.
    """
    if given_up(question):
        return ()
    asked = tuple(word for word in question.words if word.agreed("ask_anything_else"))
    sent = question.own("ticket.transferred", "liaison.contacted", "dispatch.form")
    told = [
        word
        for word in question.words
        if means(question, "engineer", word.said) or word.agreed("escalate_notice", "chase_reply", "promise_eta")
    ]
    if asked and (told or not sent):
        return (met("desk_close", asked[0].event, *(word.event for word in told[:1])),)
    doubtful = [word.event for word in question.words[1:] if word.doubts("ask_anything_else")]
    if doubtful and not asked and (told or not sent):
        return (not_judged("desk_close", *doubtful),)
    ends = question.own("ticket.closed", "attempt.ended")[:1] or (question.words[-1].event,)
    proof = (*(word.event for word in (*asked, *told)[:2]), *ends)
    return (not_met("desk_close", *proof, right=Right(code="close_call")),)


def _callback(question: Question) -> Judgements:
    """Ask for the callback (DSK-10.10), and for its words: who is speaking, and for which desk (DSK-6.callback)."""
    done = question.own("callback.done")
    solved = question.first("ticket.resolved", "verify.customer", "ticket.closed")
    if not done:
        if solved is None or not question.own("ticket.closed") or given_up(question):
            return ()
        return (not_met("called_back", solved, question.own("ticket.closed")[0], right=Right(code="call_back")),)
    called = met("called_back", done[0])
    said = "\n".join(word.said for word in question.words if _is_with(question, word, done[0]))
    text = f"{text_of(done[0])}\n{said}"
    if not loose(text):
        return (called,)
    names = [one.value for one in question.key.slots if one.name == "contact_name"] if question.key else []
    person = bool(ASKS_WHO.search(text)) or any(_calls_by_name(name, text) for name in names)
    missing = [*([] if person else ["person"]), *([] if _names_desk(question, text) else ["desk"])]
    if missing:
        right = Right(code="callback_words")
        return called, not_met("callback_words", done[0], right=right, missing=" ".join(missing))
    return called, met("callback_words", done[0])


def _is_with(question: Question, word: Word, done: Event) -> bool:
    return abs(word.event.at - done.at) <= question.span("tolerance_message_s")


def _calls_by_name(name: str, text: str) -> bool:
    """Tell whether a text calls somebody by the whole name, a Latin part of it, or the Chinese family name."""
    parts = [name, *(one for one in name.split() if len(one) > 1)]
    if any(one.casefold() in text.casefold() for one in parts):
        return True
    return bool(re.search(rf"{re.escape(name[:1])}(?:先生|女士|老师|小姐|师傅|经理|主任|总|工)", text))


def _chased(question: Question) -> Judgements:
    """Judge what was said of somebody who had been sent, above all to who keeps asking (DSK-6.chase)."""
    told = [word for word in question.words if states(question, "dispatched", word)]
    room = question.span("tolerance_announced_s")
    sent = [
        one
        for one in _sent(question)
        if one.fields.get("ok") is not False and not (one.kind == "ticket.assigned" and _leaves_nobody(question, one))
    ]
    false = [word.event for word in told if not any(one.at <= word.event.at + room for one in sent)]
    if false:
        return (not_met("chase_true", *false, right=Right(code="say_if_sent")),)
    return (met("chase_true", *(word.event for word in told)),) if told else ()


def _sent(question: Question) -> Timeline:
    """Give what shows that somebody was sent: what came over to a later seat is no proof."""
    if question.came is None:
        return question.all(*SENT)
    return (*question.all("dispatch.form"), *question.own(*HANDED_ON, "action.executed"))


def _leaves_nobody(question: Question, one: Event) -> bool:
    """Tell whether an assignment sent nobody: to oneself, or to a department whose liaison was not reached."""
    tried = question.own("liaison.contacted")
    unheard = bool(tried) and all(call.fields.get("ok") is False for call in tried)
    return _is_mine(one) or (unheard and not one.fields.get("to")) or is_unheard(question, one)


def _is_mine(one: Event) -> bool:
    return str(one.fields.get("to") or "") in {"me", "trainee"} and not one.fields.get("group")


def _unanswered(question: Question) -> Judgements:
    """Ask that who urges is told how it stands (DSK-7.4)."""
    asked = [
        *question.all("chase.received"),
        *(one for one in question.all("customer.msg") if one.fields.get("act") in CHASES),
    ]
    if not asked:
        return ()
    room = question.span("tolerance_announced_s")
    left = [one for one in asked if not _answered(question.words, one, room=room) and one.at + room <= question.as_of]
    if left:
        return (not_met("chase_answered", *left, right=Right(code="answer_chase")),)
    return (_all_answered(question, asked),)


def _answered(words: Words, asked: Event, *, room: timedelta) -> bool:
    # Strings of keywords tell nobody how it stands.
    return any(word.said.strip() and word.event.id > asked.id and word.event.at <= asked.at + room for word in words)


def _all_answered(question: Question, asked: list[Event]) -> Judgement:
    after = [word.event for word in question.words if word.said.strip() and word.event.id > asked[0].id]
    return met("chase_answered", asked[0], *after[:1])


def _prevented(question: Question) -> Judgements:
    """Ask for advice on how to keep it from happening again (DSK-12.6); other desks may not write theirs down."""
    given = [
        *question.own("prevention.advised"),
        *(word.event for word in saying(question, "prevents", question.words)),
    ]
    if given:
        return (met("prevention", given[0]),)
    solved = question.first("verify.customer")
    if solved is None or not question.complete:
        return ()
    # Advice in the shape of a condition ("if it is cleaned regularly") may be one, and may not.
    hinted = [word.event for word in question.words if holds(question, "prevents", word.said)]
    if hinted:
        return (not_judged("prevention", *hinted),)
    return (not_met("prevention", solved, right=Right(code="advise_prevention")),)
