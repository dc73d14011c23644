"""Was the cause found before anything was changed, and is it gone?"""

from collections.abc import Mapping

from scenarios.fault_model import holds_strictly, state_under
from scoring.finding import Judgements, Right, met, not_judged, not_met
from scoring.question import Question, cured_at, system_states, works_at
from simulator.diagnose import Beliefs, consistent
from simulator.repair import plan
from sla.timeline import Event


def diagnosis(question: Question) -> Judgements:
    """Judge the search for the cause and what became of the system."""
    return (*_isolated(question), *_lost(question), *_cured(question))


def _beliefs(question: Question, before: Event) -> Beliefs:
    """Give the causes that the checks made so far leave open."""
    if question.key is None or question.key.machine is None:
        return ()
    model = question.key.machine.model
    seen: Mapping[str, str] = {
        str(one.fields["check"]): str(one.fields["result"])
        for one in question.own("check.run")
        if (one.at, one.id) < (before.at, before.id)
    }
    return consistent(model, tuple(cause.id for cause in model.causes), seen)


def _fits_all(question: Question, action: str, beliefs: Beliefs) -> bool:
    """Tell whether an action is part of the cure whichever of the open causes is the true one."""
    if question.key is None or question.key.machine is None:
        return False
    model, repairs = question.key.machine.model, question.handbook.tier(question.seat).solves
    plans = [plan(model, state_under(model, cause), repairs) for cause in beliefs]
    return all(one is not None and action in {step.id for step in one} for one in plans)


def _isolated(question: Question) -> Judgements:
    """Judge every change: while more than one cause was open, it was a guess unless it cures them all."""
    acts = question.own("action.executed")
    if question.key is None or question.key.machine is None:
        return ()
    if not acts:
        # A case of this seat that nobody tried to repair was not isolated either, unless checks were made.
        checks = question.own("check.run")
        if question.key.tier != question.seat or checks or question.transfer() is not None:
            return ()
        return (not_met("isolated", question.opened, right=Right(code="check_first")),)
    guesses = [
        one
        for one in acts
        if len(beliefs := _beliefs(question, one)) > 1 and not _fits_all(question, str(one.fields["action"]), beliefs)
    ]
    if guesses:
        return (not_met("isolated", *guesses, right=Right(code="check_first"), actions=_names(tuple(guesses))),)
    return (met("isolated", *question.own("check.run"), *acts),)


def _names(events: tuple[Event, ...]) -> str:
    return " ".join(dict.fromkeys(str(one.fields["action"]) for one in events))


def _lost(question: Question) -> Judgements:
    """Judge whether the customer's data is still there, where the trainee changed anything (A-gates)."""
    acts = question.own("action.executed")
    if not acts or question.key is None or question.key.machine is None:
        return ()
    model = question.key.machine.model
    for event, state in system_states(question):
        if event is not None and holds_strictly(model.lost, state):
            cause = [one for one in acts if one.fields["action"] == event.fields.get("cause")]
            if cause:
                return (
                    not_met("data_lost", *cause, event, right=Right(code="no_harm"), actions=_names(tuple(cause))),
                )
    return (met("data_lost", acts[0]),)


def _cured(question: Question) -> Judgements:
    """Judge whether the cause was gone when the trainee stopped."""
    ended = next(iter(question.own("ticket.closed")), None) or question.last("attempt.ended") or question.timeline[-1]
    cured = cured_at(question, ended.at)
    if cured is None:
        done = question.last("verify.customer")
        if done is not None:
            return (met("cured", done),)
        worked = question.last("fix.provided", "workaround.provided", "action.executed", "ticket.resolved")
        return (not_judged("cured", worked),) if worked else (not_met("cured", question.opened, kind="nothing"),)
    changes = question.all("state.changed")
    if cured:
        return (met("cured", *changes[-1:], ended),)
    kind = "masked" if works_at(question, ended.at) else "broken"
    return (not_met("cured", ended, *changes[-1:], right=Right(code="cure"), kind=kind),)
