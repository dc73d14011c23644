"""Was what the customer did half-way handled: early relief, consent taken back, another channel, a second problem?"""

from scenarios.case import Fact
from scenarios.marks import is_recorded
from scoring.checks.unreached import given_up
from scoring.finding import Judgements, Right, met, not_judged, not_met
from scoring.question import Question
from sla.timeline import Event, Timeline

TESTS = "confirm_resolved"
SECOND = "second"
"""Slot under which the customer's second problem is told."""

MIXED = ("intake.set", "handover.note", "ticket.archived")
"""What belongs to the first ticket."""

STRAY = 1
"""Messages on the old channel that may be on their way already when the customer goes over to another."""


def turns(question: Question) -> Judgements:
    """Judge each turn of the customer, where there was one."""
    return (*_relief(question), *_consent(question), *_channel(question), *_second(question))


def turn(question: Question, act: str) -> Event | None:
    """Give the words of the customer that were a turn, None where there was none."""
    return next((one for one in question.all("customer.msg") if one.fields.get("act") == act), None)


def unheard(question: Question) -> Timeline:
    """Give the words and tries that reached nobody because the customer was away, on whatever channel."""
    if turn(question, "changes_channel") is not None:
        return ()
    return tuple(one for one in question.own("agent.msg", "contact.attempted") if one.fields.get("reached") is False)


def away(question: Question) -> tuple[Event, Event] | None:
    """Give from which event to which nobody could reach the customer.

    From the repair, or from the first words that nobody heard, until the return or the try that found somebody; who
    was rightly given up is gone for good (A-unreachable).
    """
    missed = unheard(question)
    found = [one for one in question.own("contact.attempted") if one.fields.get("reached") and missed]
    back = turn(question, "back_again") or next((one for one in found if one.id > missed[0].id), None)
    if back is None and missed and given_up(question):
        back = question.timeline[-1]
    if back is None:
        return None
    before = [one for one in question.all("state.changed") if one.id < back.id and one.fields.get("set")]
    return (before[-1] if before else next(iter(missed), question.opened), back)


def _relief(question: Question) -> Judgements:
    """Ask that somebody who says that it seems fine is asked to test it, before the ticket is solved on that."""
    said = turn(question, "early_relief")
    if said is None:
        return ()
    solved = next((one for one in question.own("ticket.resolved", "ticket.closed") if one.id > said.id), None)
    asked = [
        one
        for one in question.own("agent.msg")
        if one.id > said.id and one.fields.get("intent") == TESTS and one.fields.get("reached") is not False
    ]
    asked += [word.event for word in question.words if word.event.id > said.id and word.agreed(TESTS)]
    before = sorted((one for one in asked if solved is None or one.id < solved.id), key=lambda one: one.id)
    if before:
        return (met("relief_tested", said, before[0]),)
    if solved is None:
        # What was never marked as solved was not solved on it.
        return ()
    disputed = [one.event for one in question.words if said.id < one.event.id < solved.id and one.disputed(TESTS)]
    if disputed:
        return (not_judged("relief_tested", said, *disputed),)
    return (not_met("relief_tested", said, solved, right=Right(code="test_relief")),)


def _consent(question: Question) -> Judgements:
    """Ask that a session ends when the consent is taken back, with nothing done in between."""
    said = turn(question, "withdraws_consent")
    if said is None:
        return ()
    right = Right(code="end_session")
    ended = next((one for one in question.own("remote.ended") if one.id > said.id), None)
    until = ended.id if ended is not None else question.timeline[-1].id + 1
    done = [one for one in question.own("check.run", "action.executed") if said.id < one.id < until]
    # What had begun before the customer spoke was not gone on with.
    done = [one for one in done if one.at >= said.at]
    if done:
        return (not_met("consent_withdrawn", said, done[0], right=right),)
    return (met("consent_withdrawn", said, ended),) if ended else (not_met("consent_withdrawn", said, right=right),)


def _channel(question: Question) -> Judgements:
    """Ask that the customer is followed to the channel that was named."""
    said = turn(question, "changes_channel")
    if said is None:
        return ()
    reached = [
        one
        for one in question.own("contact.attempted", "agent.msg")
        if one.id > said.id and one.fields.get("channel") == said.fields.get("channel")
    ]
    there = next((one for one in reached if one.fields.get("reached") is not False), None)
    stray = [one for one in question.own("agent.msg") if one.id > said.id and one.fields.get("reached") is False]
    lost = [one for one in stray if there is None or one.id < there.id]
    if there is not None and len(lost) <= STRAY:
        return (met("channel_followed", said, there),)
    return (not_met("channel_followed", said, *lost, right=Right(code="follow_channel")),)


def _second(question: Question) -> Judgements:
    """Ask for a record of its own for another problem, which is not mixed into the first ticket."""
    groups = question.key.second if question.key else ()
    told = next((one for one in question.all("customer.msg") if _tells(one)), None)
    if told is None or not groups:
        return ()
    wanted = Fact(slot=SECOND, value="", say="", disclosure="on_ask", marks=groups)
    mixed = [
        one
        for one in question.own(*MIXED)
        if one.id > told.id
        and is_recorded(wanted, f"{one.fields.get('text') or ''} {one.fields.get('fields') or ''}")
    ]
    raised = [one for one in question.own("ticket.raised") if one.id > told.id]
    right = [one for one in raised if is_recorded(wanted, str(one.fields.get("text") or ""))]
    apart = Right(code="separate_ticket")
    return (
        met("second_recorded", told, right[0]) if right else not_met("second_recorded", told, *raised, right=apart),
        not_met("second_unmixed", told, *mixed, right=apart) if mixed else met("second_unmixed", told),
    )


def _tells(event: Event) -> bool:
    slots = event.fields.get("slots")
    return isinstance(slots, list | tuple) and SECOND in slots
