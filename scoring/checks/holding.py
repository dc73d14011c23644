"""Was a customer who had to hold asked before, and taken up again in time?"""

from scoring.finding import Judgements, Right, met, not_met
from scoring.question import Question
from scoring.words import Words, owed
from sla.timeline import Event, Timeline

ANNOUNCES = ("hold_request",)
ASKS = "held_long"
"""What a customer says on the line who has heard nothing for too long (A-hold)."""


def holding(question: Question) -> Judgements:
    """Judge calls put on hold (borrowed: NET-2.3.phone)."""
    held = question.own("call.held")
    if not held:
        return ()
    announced = tuple(
        owed("hold_announced", _before(question, one), ANNOUNCES, Right(code="ask_to_hold"), (one,)) for one in held
    )
    worst = {"not_met": 0, "not_judged": 1, "met": 2}
    return (min(announced, key=lambda one: worst[one.verdict]), *_kept(question, held))


def _before(question: Question, held: Event) -> Words:
    """Give the words with which the line was put on hold, or said just before."""
    room = question.span("tolerance_message_s")
    return tuple(word for word in question.words if word.event.id <= held.id and word.event.at >= held.at - room)


def _kept(question: Question, held: Timeline) -> Judgements:
    """Ask that the call was taken up again before the customer had to ask."""
    left: list[Event] = []
    for index, one in enumerate(held):
        until = held[index + 1].id if index + 1 < len(held) else question.timeline[-1].id + 1
        back = next((event for event in question.all("call.resumed") if one.id < event.id < until), None)
        end = back.id if back is not None else until
        asked = [
            event
            for event in question.all("customer.msg")
            if one.id < event.id < end and event.fields.get("act") == ASKS
        ]
        left += [one, *asked[:1]] if asked or back is None else []
    if left:
        return (not_met("hold_kept", *left, right=Right(code="resume_soon")),)
    return (met("hold_kept", *held),)
