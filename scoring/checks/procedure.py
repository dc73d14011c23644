"""Was a known issue handled as its article says, and an unknown one for now and for good (ASC-2.4)?"""

from scoring.checks.unreached import given_up
from scoring.finding import Judgements, Right, met, not_met
from scoring.question import Question
from sla.timeline import Event

RELIEF, CURE = "workaround.provided", ("fix.provided", "plan.explained")
ONWARD = ("ticket.transferred", "supervisor.notified", "liaison.contacted")
"""What leaves the lasting solution to others."""


def procedure(question: Question) -> Judgements:
    """Judge the way a solution was come by; where nobody knows what articles advise, nothing is said of them."""
    return (*_followed(question), *_for_good(question))


def _followed(question: Question) -> Judgements:
    """Ask that who had opened the article on a known issue did what it says (ASC-2.4.known).

    What is part of the cure all the same, or was explained to the customer before, departs from it with a reason.
    """
    key = question.key
    opened = [one for one in question.own("kb.opened") if key and _advised(question, one)]
    acts = [one for one in question.own("action.executed") if opened and one.id > opened[0].id]
    if key is None or not acts:
        return ()
    advised = {name for one in opened for name in _advised(question, one)}
    cures = {name for names in key.cures.values() for name in names}
    astray = [one for one in acts if _name(one) not in advised | cures and not _explained(question, one)]
    if astray:
        names = " ".join(dict.fromkeys(map(_name, astray)))
        right = Right(code="follow_article")
        return (not_met("procedure_kept", opened[0], *astray, right=right, actions=names),)
    return (met("procedure_kept", opened[0], *acts),)


def _advised(question: Question, opened: Event) -> frozenset[str]:
    key = question.key
    return key.advised.get(str(opened.fields.get("article") or ""), frozenset()) if key else frozenset()


def _name(act: Event) -> str:
    return str(act.fields.get("action") or "")


def _explained(question: Question, act: Event) -> bool:
    plans = [one for one in question.all("plan.explained") if one.id < act.id]
    return any(one.fields.get("action") in {_name(act), "", None} for one in plans)


def _for_good(question: Question) -> Judgements:
    """Ask that relief on an issue which no article knows is followed by what lasts, by us or others (2.4.unknown)."""
    ended = question.own("ticket.resolved", "ticket.closed")
    searched, relief = question.all("kb.search"), question.all(RELIEF)
    if not ended or not relief or not searched or any(_hits(one) for one in searched) or given_up(question):
        return ()
    lasting = [one for one in question.all(*CURE, *ONWARD) if one.kind in ONWARD or one.id > relief[0].id]
    if lasting:
        return (met("both_solutions", relief[0], lasting[-1]),)
    return (not_met("both_solutions", relief[0], ended[-1], right=Right(code="both_solutions")),)


def _hits(search: Event) -> bool:
    """Tell whether a search found anything; one whose hits nobody wrote down may have."""
    return search.fields.get("hits") not in ([], ())
