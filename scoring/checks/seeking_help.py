"""Was help asked for where the seat could not solve it, and was the customer told what became of it?"""

import re
from datetime import timedelta
from itertools import pairwise

from scoring.checks.heard import heard
from scoring.checks.marked import text_of
from scoring.ending import last_own
from scoring.finding import Judgements, Right, met, not_met
from scoring.question import Question
from scoring.records import loose
from sla.timeline import Event, Timeline

IDLE = timedelta(minutes=30)
"""After an admission that nothing was found, who does nothing for so long sits on it (ASC-4.6)."""

_STUCK = re.compile(
    r"没(?:有)?(?:什么)?(?:线索|头绪|思路|进展|弄明白|搞明白|查出|查到原因|找到原因)|(?:弄|搞|想|看)不明白|(?:查|找|看)不出|搞不定|弄不来"
    r"|不会(?:弄|修|处理|解决)|不知道(?:为什么|怎么|什么原因|是什么)|还在(?:弄|试|琢磨|摸索)"
    r"|\bstill (?:trying|guessing|stuck|at a loss)\b|\bno (?:idea|clue|lead)s?\b|\bat a loss\b|\bstuck\b"
    r"|\b(?:can't|cannot|couldn't|could not) (?:find|figure|work|make) (?:out )?(?:the cause|why|what|it|sense)"
    r"|\b(?:don't|do not) know (?:why|what|how)\b|\bbeyond me\b",
    re.IGNORECASE,
)
"""Words in which somebody admits that it goes beyond him."""

FAILED = 3
"""Repairs in vain after which nobody goes on alone."""

ASKED = ("ticket.transferred", "supervisor.notified", "liaison.contacted", "chain.escalated")
MINE = frozenset({"me", "trainee"})
ADMITS = ("agent.msg", "progress.update", "action.logged", "action.executed", "check.run")
TRIED = ("action.executed", "fix.provided", "workaround.provided")


def seeking_help(question: Question) -> Judgements:
    """Judge whether others were asked (ASC-4.6, NET-3.3.help, DSK-9.1.esc)."""
    if question.seat != "T1":
        return ()
    asked = _asked(question)
    if asked:
        return (met("help_asked", asked[0]), *_tracked(question, asked[0]))
    needed = _needed(question)
    return (not_met("help_asked", *needed, right=Right(code="ask_for_help")),) if needed else ()


def _asked(question: Question) -> Timeline:
    """Give what shows that somebody else was brought in."""
    found = [
        one for one in question.own(*ASKED, "agent.msg", "ticket.assigned", "handover.note") if _brings(question, one)
    ]
    joined = [one for one in question.all("tier2.started", "tier3.joined") if one.actor != "trainee"]
    return tuple(sorted((*found, *joined), key=lambda one: one.id))


def _brings(question: Question, one: Event) -> bool:
    to = str(one.fields.get("to") or "")
    if one.kind == "ticket.transferred":
        return one.fields.get("to_tier") != question.seat
    if one.kind == "agent.msg":
        return to not in {"", "customer"}
    if one.kind == "ticket.assigned":
        return (bool(to) and to not in MINE) or (not to and _is_department(question, one))
    return True


def _is_department(question: Question, one: Event) -> bool:
    """Tell whether a ticket went to a group that is no group of this desk: it takes no type of issue (DSK-10.02)."""
    named = loose(str(one.fields.get("group") or ""))
    groups = (group for group in question.handbook.groups if not group.takes)
    return any(named in {loose(group.code), loose(group.name.zh), loose(group.name.en)} for group in groups)


def _needed(question: Question) -> Timeline:
    """Give the events that show that it was beyond the seat; empty where it was not."""
    key = question.key
    if key is not None and key.tier not in {"", question.seat}:
        worked = question.last("action.executed", "fix.provided", "ticket.resolved")
        return (worked or question.opened, last_own(question))
    if stuck := _stuck(question):
        return stuck
    tried = question.own(*TRIED)
    failed = [one for one in question.all("customer.msg") if heard(question, one) == "fails"]
    if len(tried) < FAILED or not failed or failed[-1].id < tried[-1].id:
        return ()
    if any(one.id > failed[-1].id for one in question.all("verify.customer")):
        return ()
    due = next(one for one in failed if one.id > tried[FAILED - 1].id)
    after = [word.event for word in question.words if word.event.id > due.id]
    return (*after[:1], due, *question.own("ticket.closed")[-1:])


def _stuck(question: Question) -> Timeline:
    """Give the admission that nothing was found, and what came only long after it (tickets of other desks)."""
    if question.complete:
        return ()
    own = [one for one in question.timeline if one.actor == "trainee"]
    ends = question.first("ticket.resolved", "verify.customer", "ticket.closed")
    open_for = [one for one in own if ends is None or one.id <= ends.id]
    for said, following in pairwise(open_for):
        text = text_of(said) if said.kind in ADMITS else ""
        if following.at - said.at > IDLE and _STUCK.search(text) and said.fields.get("to") in {None, "", "customer"}:
            return (said, following)
    return ()


def _tracked(question: Question, asked: Event) -> Judgements:
    """Ask that the customer heard from us again after others had been asked."""
    after = [word.event for word in question.words if word.event.id > asked.id]
    closed = question.first("ticket.closed", "attempt.ended")
    if after:
        return (met("help_tracked", asked, after[-1]),)
    return (not_met("help_tracked", asked, closed, right=Right(code="track_help")),) if closed else ()
