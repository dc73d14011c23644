"""Does an author's name or sentence give away what the trainee has to find out?

Priority, line, team and due time are derived from facts and handbook (DESIGN decision 8); a field, fact or draw
that carries one under any name is refused, and so is a customer who says one.
"""

import re

FORBIDDEN = frozenset({
    "priority", "prio", "severity", "sev", "urgency", "urgent", "critical", "criticality", "emergency",
    "importance", "important", "major", "minor", "level", "levels", "grade", "graded", "rank", "triage",
    "tier", "tiers", "line", "group", "team", "assignee", "route_to", "escalate", "escalation", "escalated",
    "due", "deadline", "sla", "ola", "target", "targets", "answer", "expected", "solution", "truth",
})  # fmt: skip
"""Words of which no field, fact, draw or state variable may be made."""

_CODE = re.compile(r"(?:p|l|t|s|prio|sev|level|tier)[0-9]")
_CORE = frozenset({"core", "key", "main", "business"})
_DOWN = frozenset({"down", "stopped", "dead", "broken", "interrupted", "outage"})
_ZH_NAMES = ("级别", "优先级", "定级", "严重", "紧急", "时限", "到期", "答案")

_SPOKEN_ZH = re.compile(
    r"[一二三四]级(?:故障|问题|工单|事件)?(?![台阶])|[最高]+级别|优先级|严重等级|[一二三]线|定级|核心业务"
)
_SPOKEN_EN = re.compile(
    r"\b(?:priority|severity|sev ?[1-4]|p[1-4]|l[1-3]|tier ?[1-3]|level ?[1-3]|(?:first|second|third)[- ]line"
    r"|critical|core business|sla)\b",
    re.IGNORECASE,
)


def names_the_answer(name: str) -> bool:
    """Tell whether a name is that of an answer, or a renamed one.

    >>> [names_the_answer(one) for one in ("true_priority", "core_down", "p1", "tills", "since_when")]
    [True, True, True, False, False]
    """
    words = frozenset(re.split(r"[^a-z0-9]+", name.lower()))
    renamed = bool(words & _CORE) and bool(words & _DOWN)
    coded = any(_CODE.fullmatch(word) for word in words)
    return bool(words & FORBIDDEN) or renamed or coded or any(word in name for word in _ZH_NAMES)


def says_the_answer(sentence: str) -> bool:
    """Tell whether a sentence of the customer names a priority, a line or a target.

    >>> says_the_answer("这可是一级故障！"), says_the_answer("This must be a P1."), says_the_answer("一台收银机坏了")
    (True, True, False)
    """
    return bool(_SPOKEN_ZH.search(sentence) or _SPOKEN_EN.search(sentence))
