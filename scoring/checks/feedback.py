"""What does a written feedback claim that the customer said: that it works, that it fails, or neither?"""

import re
from typing import Literal

from scoring.checks.heard import in_words
from scoring.question import Question

Claim = Literal["works", "perhaps", "fails", ""]
"""`perhaps`: praise that may be politeness; `works`: plain words of a confirmation."""

_CLAUSE = re.compile(r"[，,。.;；!！?？\n]+|\b(?:but|though|however)\b|但是?|不过")
_OPEN = re.compile(
    r"待|等(?!于|级)|如果|若|要是|一旦|希望|请|建议|计划|回访时|再(?:确认|联系|回访)"
    r"|未能|联系不上|没联系上|未联系|未接|无人|没人"
    r"|\b(?:will|would|await\w*|pending|to be|to confirm|hop\w+|once|until|if|when|unless|could not reach|yet to"
    r"|no (?:reply|answer)|unreachable|expect\w*|please|want\w*|ask\w*)\b"
)
"""What makes of a clause a wait, a wish or a plan."""

_DENIED = re.compile(r"[不没未无非]|\b(?:not|no|never|cannot|without|un\w+|dis\w+)\b|n't\b")
_PLAIN = re.compile(
    r"满意|好评|认可|验收|确认.{0,8}(?:恢复|正常|解决|好|可用|可以|能|成功|修复|通过|无误)|(?:已|已经|客户|用户|对方)确认"
    r"|(?:已|已经|完全|全部|都|均)(?:恢复|解决|正常|修复|修好)|恢复正常|恢复使用|正常使用|使用正常|一切正常"
    r"|可以(?:正常)?使用|能(?:正常)?使用"
    r"|\b(?:confirm(?:s|ed)?|satisfied|happy|pleased|delighted|content|glad|signed off|works)\b"
    r"|\b(?:is|are|was|were|all|now) (?:well|good|fine|ok|okay)\b"
    r"|\b(?:is|are|was|fully|all|now|been) (?:working|fixed|restored|resolved|solved|sorted)\b"
)
"""What confirms in plain words."""

_POLITE = re.compile(
    r"^(?:很?好|好的|行|可以|不错|挺好|ok|okay|good|great|fine|excellent|正常|恢复|解决)$|不错|很好|挺好"
)


def claimed(question: Question, feedback: str) -> Claim:
    """Read a feedback; what somebody waits for, hopes or plans says nothing of the state."""
    clauses = [one.strip() for one in _CLAUSE.split(feedback.casefold()) if one.strip()]
    said = [one for one in clauses if not _OPEN.search(one)]
    heard = in_words(question, "，".join(said))
    if heard:
        return heard
    if any(_PLAIN.search(one) and not _DENIED.search(one) for one in said):
        return "works"
    if any(_POLITE.search(one) and not _DENIED.search(_POLITE.sub("", one)) for one in said):
        return "perhaps"
    return ""
