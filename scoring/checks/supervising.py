"""Did whoever leads a stuck case put it into the right hands, and allow only what does good?"""

from scenarios.fault_model import after, outcome
from scenarios.seating import SUPERVISOR
from scoring.finding import Judgements, Right, met, not_judged, not_met
from scoring.question import Question, state_at
from sla.timeline import Event

GOOD = frozenset({"solves", "works_around"})
"""Outcomes of a step that leave may be given for: what only hides the trouble comes back, and is found out."""


def supervising(question: Question) -> Judgements:
    """Judge the supervisor's own duties (ASC-4.6, A-supervisor-seat); nothing at any other seat."""
    if question.post != SUPERVISOR or not question.came:
        return ()
    return (*_placed(question), *_decided(question))


def _placed(question: Question) -> Judgements:
    """Ask that the ticket was given to somebody new, of the line it belongs to, as its priority was by then."""
    key = question.key
    given = [one for one in question.own("ticket.assigned") if one.fields.get("to") not in {None, "", "me"}]
    if key is None or not key.tier:
        return (not_judged("lead_placed", given[-1]),) if given else ()
    end = question.first("verify.customer") or question.timeline[-1]
    right = key.tier_at(question.handbook, (given[-1] if given else end).at)
    if given and str(given[-1].fields.get("group")) == right and not _came_back(question, given[-1]):
        return (met("lead_placed", given[-1]),)
    return (not_met("lead_placed", *(given or [end]), right=Right(code="place_with", params={"tier": right})),)


def _came_back(question: Question, given: Event) -> bool:
    """Tell whether the ticket was given to the one who had been stuck with it."""
    moved = [one for one in question.inherited if one.kind == "ticket.transferred"]
    line = str(moved[-1].fields["to_tier"]) if moved else ""
    return given.fields.get("to") == f"{line.lower()}-1"


def _decided(question: Question) -> Judgements:
    """Judge each request: answered at all, and as what the step would do asks for."""
    machine = question.machine
    found: list[Event] = []
    wrong: list[Event] = []
    for asked in question.all("override.requested"):
        answers = [
            one for one in question.own("override.decided") if one.fields.get("action") == asked.fields.get("action")
        ]
        action = machine.model.action(str(asked.fields["action"])) if machine else None
        if not answers:
            wrong.append(asked)
            continue
        state = state_at(question, answers[0].at)
        if machine is None or action is None or state is None:
            continue
        good = outcome(machine.model, state, after(action, state)) in GOOD
        (found if (answers[0].fields.get("verdict") == "yes") == good else wrong).append(answers[0])
    if wrong:
        return (not_met("override_decided", *wrong, right=Right(code="decide_by_effect")),)
    return (met("override_decided", *found),) if found else ()
