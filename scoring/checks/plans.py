"""Was a risky step explained to the customer, with its risk, and agreed to, before it was taken?"""

from scenarios.fault_model import Action, FaultModel, after, holds_strictly
from scoring.finding import Judgement, Judgements, Right, met, not_met
from scoring.question import Question, system_states
from sla.timeline import Event, Timeline

ASKS = frozenset({"consent", "approval"})
"""Needs that make a step one the customer has to agree to."""

PLAN = ("steps", "effect")
RISK = ("risk",)


def plans(question: Question) -> Judgements:
    """Judge every action that is risky or asks for an agreement (borrowed: ASC-2.4.explain)."""
    if not question.keeps("plan.explained", "customer.approved"):
        return ()
    acts = tuple(one for one in question.own("action.executed") if _asks(question, one))
    risky = tuple(one for one in acts if _is_risky(question, one))
    return (
        *_explained(question, acts, PLAN, "plan_explained"),
        *_explained(question, risky, RISK, "risk_explained"),
        *_approved(question, acts),
    )


def _asks(question: Question, act: Event) -> bool:
    """Tell whether the customer has to know before: there is a risk, or the step needs an agreement."""
    if question.machine is None:
        return True
    action = question.machine.model.action(str(act.fields["action"]))
    return action is not None and (bool(ASKS & set(action.needs)) or _is_risky(question, act))


def _is_risky(question: Question, act: Event) -> bool:
    """Tell whether something can go wrong with a step: its author says so, or data would go as things are."""
    machine = question.machine
    if machine is None:
        return True
    action = machine.model.action(str(act.fields["action"]))
    return action is not None and (bool(action.risk.zh) or _loses(question, machine.model, action, act))


def _loses(question: Question, model: FaultModel, action: Action, act: Event) -> bool:
    """Tell whether data would go, in the state in which the step was taken."""
    *_, state = (state for event, state in system_states(question) if event is None or event.id < act.id)
    return not holds_strictly(model.lost, state) and holds_strictly(model.lost, after(action, state))


def _about(question: Question, kind: str, act: Event) -> Timeline:
    """Give what was explained or agreed to before an action, about it or about nothing in particular."""
    name = act.fields.get("action")
    return tuple(
        one for one in question.all(kind) if one.id < act.id and one.fields.get("action") in {name, "", None}
    )


def _explained(question: Question, acts: Timeline, wanted: tuple[str, ...], code: str) -> Judgements:
    if not acts:
        return ()
    bare: list[Event] = []
    told: list[Event] = []
    for act in acts:
        plan = _about(question, "plan.explained", act)
        parts = {str(part) for one in plan for part in _parts(one)}
        told += plan[-1:]
        bare += [] if set(wanted) <= parts else [act]
    if bare:
        right = Right(code="explain_risk" if code == "risk_explained" else "explain_before")
        return (not_met(code, *told, *bare, right=right, **_named(bare)),)
    return (met(code, *told, *acts),)


def _parts(explained: Event) -> tuple[str, ...]:
    parts = explained.fields.get("parts")
    return tuple(str(one) for one in parts) if isinstance(parts, list | tuple) else ()


def _named(acts: list[Event]) -> dict[str, str]:
    names = [str(one.fields["action"]) for one in acts if one.fields.get("action")]
    return {"actions": " ".join(dict.fromkeys(names))} if names else {}


def _approved(question: Question, acts: Timeline) -> Judgements:
    if not acts:
        return ()
    bare = [one for one in acts if not _about(question, "customer.approved", one)]
    if bare:
        return (_unapproved(bare),)
    agreed = tuple(one for act in acts for one in _about(question, "customer.approved", act)[-1:])
    return (met("approved", *agreed, *acts),)


def _unapproved(bare: list[Event]) -> Judgement:
    return not_met("approved", *bare, right=Right(code="await_approval"), **_named(bare))
