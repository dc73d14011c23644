"""Was the customer listened to: nothing asked twice, nobody cut short, and a word now and then while they tell?"""

from scoring.checks.marked import says, text_of
from scoring.finding import Evidence, Judgement, Judgements, Right, met
from scoring.question import Question
from scoring.words import Word, Words, shown_in
from simulator.history import is_before
from sla.timeline import Event

CUT_OFF = "cut_off"
"""Words with which a customer objects to having been interrupted."""

IN_A_ROW = 3
"""Turns that a customer takes one after another on the phone without hearing anything: a long speech."""


def listening(question: Question, words: Words) -> Judgements:
    """Judge listening (NET-2.3.phone): repeated questions, interruptions, and silence during a long speech."""
    # A callback begins with whom it is for (DSK-6.callback); that is no lack of listening.
    done = question.first("verify.customer")
    before = [word for word in words if done is None or word.event.id < done.id]
    asked = [word for word in before if word.agreed("ask")] if question.key is not None else []
    again = [
        proof
        for word in asked
        for proof in shown_in(word, *(act for act in word.agreed("ask") if act.slot in _told_before(question, word)))
    ]
    missed = [*again, *_cut_off(question, words), *_unanswered(question)]
    if missed:
        return (Judgement(code="listened", verdict="not_met", evidence=tuple(missed), right=Right(code="listen")),)
    return (met("listened", *(word.event for word in asked)),) if asked else ()


def _told_before(question: Question, word: Word) -> frozenset[str]:
    """Name the slots told before a message, in answers; what stood in the opening may be asked to be confirmed."""
    told: set[str] = set()
    for event in question.all("customer.msg"):
        value = event.fields.get("slots")
        if event.id < word.event.id and isinstance(value, list | tuple):
            told |= {str(slot) for slot in value}
    # Only what the form asks for: it is what the trainee had to have in mind.
    return frozenset(told) & {name for one in question.handbook.intake for name in (one.name, one.fact)}


def _cut_off(question: Question, words: Words) -> tuple[Evidence, ...]:
    """Give each message that the customer had to ask to be let finish after, with that request."""
    spoken = {word.event.id: word for word in words}
    found: list[Evidence] = []
    before: Event | None = None
    for event in question.timeline:
        objects = event.kind == "customer.msg" and not question.complete and says(question, CUT_OFF, text_of(event))
        if objects and before is not None:
            found += [Evidence(event=int(before.id)), Evidence(event=int(event.id))]
        before = event if event.id in spoken else None if event.actor == "customer" else before
    return tuple(found)


def _unanswered(question: Question) -> tuple[Evidence, ...]:
    """Give the turns of a customer on the phone who told for longer than a call lies idle, and heard nothing.

    Only records of other desks hold such turns; on the desk of a drill the customer waits for an answer. How long is
    an Assumption of ours: the length that the manual's own scale gives to a message.
    """
    if question.complete or question.opened.fields.get("channel") != "phone":
        return ()
    turns: list[Event] = []
    for event in question.timeline:
        if event.kind == "customer.msg" and not is_before(event):
            turns.append(event)
            if len(turns) >= IN_A_ROW and turns[-1].at - turns[0].at > question.span("tolerance_message_s"):
                return tuple(Evidence(event=int(one.id)) for one in turns)
        elif event.actor == "trainee":
            turns = []
    return ()
