"""Was the cause found before anything was changed, and is it gone?"""

from collections.abc import Mapping

from scenarios.fault_model import holds_strictly, state_under
from scenarios.seating import allowed_repairs
from scoring.answer_key import Machine
from scoring.ending import is_dropped, is_refused
from scoring.finding import Judgements, Right, met, not_judged, not_met
from scoring.question import Question, cured_at, system_states, works_at
from simulator.diagnose import Beliefs, consistent
from simulator.history import is_before
from simulator.repair import plan
from sla.timeline import Event


def diagnosis(question: Question) -> Judgements:
    """Judge the search for the cause and what became of the system."""
    return (*_isolated(question), *_lost(question), *_cured(question))


def _beliefs(question: Question, machine: Machine, before: Event) -> Beliefs:
    """Give the causes that the checks made so far leave open."""
    seen: Mapping[str, str] = {
        str(one.fields["check"]): str(one.fields["result"])
        for one in question.all("check.run")
        if (one.actor == "trainee" or is_before(one)) and (one.at, one.id) < (before.at, before.id)
    }
    return consistent(machine.model, tuple(cause.id for cause in machine.model.causes), seen)


def _is_guess(question: Question, machine: Machine, act: Event) -> bool:
    """Tell whether more than one cause was open, and the action is not part of the cure of each."""
    beliefs, repairs = (
        _beliefs(question, machine, act),
        allowed_repairs(question.handbook, question.seat, question.post),
    )
    if len(beliefs) <= 1:
        return False
    plans = [plan(machine.model, state_under(machine.model, cause), repairs) for cause in beliefs]
    return not all(one is not None and act.fields["action"] in {step.id for step in one} for one in plans)


def _isolated(question: Question) -> Judgements:
    """Judge every change: while more than one cause was open, it was a guess unless it cures them all."""
    acts, machine = question.own("action.executed"), question.machine
    if question.key is None or machine is None:
        return ()
    if not acts:
        # A case of this seat that nobody tried to repair was not isolated either, unless checks were made.
        idle = question.key.tier == question.seat and not question.own("check.run") and question.transfer() is None
        return (not_met("isolated", question.opened, right=Right(code="check_first")),) if idle else ()
    guesses = tuple(one for one in acts if _is_guess(question, machine, one))
    if guesses:
        return (not_met("isolated", *guesses, right=Right(code="check_first"), actions=_names(guesses)),)
    return (met("isolated", *question.own("check.run"), *acts),)


def _names(events: tuple[Event, ...]) -> str:
    return " ".join(dict.fromkeys(str(one.fields["action"]) for one in events))


def _lost(question: Question) -> Judgements:
    """Judge whether the customer's data is still there, where the trainee changed anything (A-gates)."""
    acts, machine = question.own("action.executed"), question.machine
    if not acts or machine is None:
        return ()
    gone = [event for event, state in system_states(question) if event and holds_strictly(machine.model.lost, state)]
    done = {event.fields.get("cause") for event in gone[:1]}
    cause = tuple(one for one in acts if one.fields["action"] in done)
    if not cause:
        return (met("data_lost", acts[0]),)
    return (not_met("data_lost", *cause, gone[0], right=Right(code="no_harm"), actions=_names(cause)),)


def _stopped(question: Question) -> Event:
    """Give the closing that stood: the first one after the ticket was last opened again, else the end.

    Who opens it again takes an earlier closing back by seeing it through: until the customer confirms, that stands.
    """
    since, marked = question.reopened_id(), question.own("ticket.closed")
    closed = next((one for one in marked if one.id > since), None)
    confirmed = any(one.id > since for one in question.all("verify.customer"))
    if closed is None and since >= 0 and not confirmed:
        closed = next(reversed(marked), None)
    return closed or question.last("attempt.ended") or question.timeline[-1]


def _cured(question: Question) -> Judgements:
    """Judge whether the cause was gone when the trainee stopped.

    Marked solved or closed while it is only hidden or gone round, the ticket says what is not so: a gate (A-solved),
    unless it was opened again and the cause removed. So is a ticket left with its cause there and no other line at it
    (decision 026). It rests on the state of the system, on no words.
    """
    ended = _stopped(question)
    cured = cured_at(question, ended.at)
    if cured is None:
        done = question.last("verify.customer")
        if done is not None:
            return (met("cured", done),)
        worked = question.last("fix.provided", "workaround.provided", "action.executed", "ticket.resolved")
        if worked is None and is_refused(question):
            return ()
        undone = not_met("cured", question.opened, right=Right(code="cure"), kind="nothing")
        return (not_judged("cured", worked),) if worked else (undone,)
    changes = question.all("state.changed")
    if cured:
        return (met("cured", *changes[-1:], ended),)
    marked = question.own("ticket.resolved", "ticket.closed")
    code = "closed_uncured" if marked or is_dropped(question) else "cured"
    kind = "masked" if works_at(question, ended.at) else "broken"
    return (not_met(code, *marked[-1:], ended, *changes[-1:], right=Right(code="cure"), kind=kind),)
