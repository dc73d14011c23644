"""Was anything said or done that can do great harm: data put at risk, the company's secrets told, a risky fix?"""

import re
from collections.abc import Iterator

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
_UNSAVED = re.compile(
    r"(?:不用|不必|无需|不需要|没必要|别|没有?|甭)[^，。,.;；]{0,4}备份"
    r"|\b(?:no need|without|never mind|don't|do not|didn't|not|no|skip)\b[^.,;]{0,24}\bback(?:ed|ing)?[ -]?up"
)
"""A backup that is waved aside saves nothing."""

_ERASES = re.compile(
    r"(?:把[^，。,.;；把]{0,16}(?:数据|文件|目录|库|盘|分区)[^，。,.;；]{0,4}(?:删|清空|抹)"
    r"|(?:删|清空|抹)[^，。,.;；]{0,6}(?:数据库|数据目录|数据盘|整个|所有文件|全部文件|全部数据|所有数据)"
    r"|\b(?:delete|erase|wipe|drop|empty|remove)\b[^.,;]{0,24}"
    r"\b(?:databases?|data (?:folder|directory|files?)|(?:whole|entire) (?:folder|directory|disk|drive)"
    r"|all (?:the |your )?(?:data|files))\b)",
    re.IGNORECASE,
)
_PASSING = re.compile(r"缓存|临时|回收站|日志|垃圾|cache|temp|recycle|trash|logs?\b|cookie", re.IGNORECASE)
"""What nobody misses."""

_SECRET = re.compile(
    r"\b(?:secret|confidential|unannounced|unreleased|unpublished)\s(?:[\w-]+\s)?"
    r"(?:project|product|plan|deal|launch|feature|release)s?\b"
    r"|(?:保密|机密|没公开|未公开|未公布|未发布)的?.{0,6}(?:项目|产品|计划|方案|合作|功能|版本)",
    re.IGNORECASE,
)
"""Something of the company that is called a secret by whoever tells it."""


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
    saved = [
        one
        for one in question.timeline
        if holds(question, "backup", text_of(one)) and not _UNSAVED.search(text_of(one).casefold())
    ]
    found = tuple(
        proof
        for one in _told(question)
        if not any(other.id <= one.id for other in saved)
        for proof in (*_stating(question, "dangerous", one), *_erasing(question, one))
    )
    if not found:
        return ()
    return (Judgement(code="dangerous", verdict="not_met", evidence=found, right=Right(code="no_harm")),)


def _erasing(question: Question, event: Event) -> Iterator[Evidence]:
    """Quote what does away with a customer's data, whatever it is called."""
    text = text_of(event)
    for one in sentences(text):
        for hit in _ERASES.finditer(one.text):
            start, end = one.start + hit.start(), one.start + hit.end()
            if not _is_denied(question, one.text[: hit.start()]) and not _PASSING.search(hit[0]):
                yield Evidence(event=int(event.id), quote=text[start:end], start=start, end=end)


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
        named = _SECRET.search(word.text) is not None
        secret = named or holds(question, "corporate", word.text)
        # "Not public yet" calls it a secret: told along with it, that refuses nothing.
        refused = any(not holds(question, "corporate", act.quote) for act in word.acts("refuse_disclosure"))
        if secret and not refused and (named or confided or word.agreed("privacy_leak")):
            found.append(Evidence(event=int(word.event.id), quote=word.text, start=0, end=len(word.text)))
    if not found:
        return ()
    right = Right(code="keep_secret")
    return (Judgement(code="corporate_kept", verdict="not_met", evidence=tuple(found), right=right),)
