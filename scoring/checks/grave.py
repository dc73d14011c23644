"""Was anything said or done that can do great harm: data put at risk, the company's secrets told, a risky fix?"""

import re

from scoring.checks.desk_lines import OPERATOR, is_passed_on
from scoring.checks.marked import holds, marks, text_of
from scoring.finding import Evidence, Judgement, Judgements, Right
from scoring.question import Question
from scoring.stated import places, sentences
from sla.timeline import Event, Timeline

TOLD = (
    "agent.msg",
    "fix.provided",
    "workaround.provided",
    "plan.explained",
    "action.executed",
    "agent.first_contact",
)
CLAUSE = re.compile(r"[，,、:：;；]")


def grave(question: Question) -> Judgements:
    """Judge instructions (ASC-2.4.explain, SMO-1.3.c, DSK-4.1.op) and company secrets (NET-2.4.corp)."""
    return (*_dangerous(question), *_risky(question), *_corporate(question))


def _told(question: Question) -> Timeline:
    """Give what the trainee told or did to the customer's system."""
    return tuple(
        one
        for one in question.own(*TOLD)
        if one.fields.get("to") in {None, "", "customer"} and one.fields.get("reached") is not False
    )


def _stating(question: Question, name: str, event: Event) -> tuple[Evidence, ...]:
    """Quote words of the lexicon where nothing in their clause forbids them; an instruction asks and supposes."""
    text = text_of(event)
    return tuple(
        Evidence(
            event=int(event.id),
            quote=text[one.start + start : one.start + end],
            start=one.start + start,
            end=one.start + end,
        )
        for one in sentences(text)
        for start, end in places(one.text, marks(question, name))
        if not _is_denied(question, one.text[:start])
    )


def _is_denied(question: Question, before: str) -> bool:
    clause = CLAUSE.split(before)[-1].casefold()
    return any(mark in clause for mark in marks(question, "denying"))


def _dangerous(question: Question) -> Judgements:
    """Find an instruction that loses data, given without a word of a backup (the system tells in a drill)."""
    if question.machine is not None:
        return ()
    saved = [one for one in question.timeline if holds(question, "backup", text_of(one))]
    found = tuple(
        proof
        for one in _told(question)
        if not any(other.id <= one.id for other in saved)
        for proof in _stating(question, "dangerous", one)
    )
    if not found:
        return ()
    return (Judgement(code="dangerous", verdict="not_met", evidence=found, right=Right(code="no_harm")),)


def _risky(question: Question) -> Judgements:
    """Find a risky step that an operator told or took, who gives no solution at all (DSK-4.1.op)."""
    if question.post != OPERATOR:
        return ()
    found = tuple(
        proof
        for one in _told(question)
        if not is_passed_on(question, one)
        for name in ("risky", "dangerous")
        for proof in _stating(question, name, one)
    )
    if not found:
        return ()
    return (Judgement(code="operator_risky", verdict="not_met", evidence=found, right=Right(code="forward_only")),)


def _corporate(question: Question) -> Judgements:
    """Find what the company keeps to itself, told to the customer (NET-2.4.corp)."""
    leaked = [one for one in question.own("privacy.leak") if str(one.fields.get("what") or "") == "corp"]
    found = [Evidence(event=int(one.id)) for one in leaked]
    for word in question.words:
        confided = holds(question, "confides", word.text)
        secret = holds(question, "corporate", word.text)
        refused = bool(word.acts("refuse_disclosure"))
        if secret and not refused and (confided or word.agreed("privacy_leak")):
            found.append(Evidence(event=int(word.event.id), quote=word.text, start=0, end=len(word.text)))
    if not found:
        return ()
    right = Right(code="keep_secret")
    return (Judgement(code="corporate_kept", verdict="not_met", evidence=tuple(found), right=right),)
