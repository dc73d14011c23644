"""What may a clause that nobody read hold, and may it turn round what stands beside it?"""

import re
from collections.abc import Mapping

from simulator.puzzle import QUESTION

_DENIAL = re.compile(
    r"[不没无未][能可行得许准允便该会]|无法|没法|没有权|只能|仅限|"
    r"\b(?:not|cannot|never|unable|only|forbid\w*|preclude\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_ANYTHING = re.compile("")

MARKS: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("ask", "request_remote_consent"), QUESTION),
    "refuse_disclosure": _DENIAL,
    **dict.fromkeys(("greet", "self_introduce"), _ANYTHING),
}
"""What a clause that nobody read must bear to be one of these acts in words that are not known.

A question asks, a refusal denies; how people greet and name themselves has no form. Other acts are told by what was
read alone: most clauses that nobody read are talk, and would excuse whatever was left out.
"""

_ASKING = re.compile(
    r"多少|几|什么|啥|哪|谁|何时|多[久大长]|怎么(?!这么|那么|又)|是不是|有没有|能不能|可不可以|是否|能否|可否|方不方便"
    r"|\b(?:what(?! an?\b)|which|whose|who|when|where|how|why|do you|did you|are you|is it|can i|could i|may i)\b",
    re.IGNORECASE,
)
"""What may ask in a clause of an asking sentence that does not end in the question mark itself."""

_TAKES_BACK = re.compile(
    r"这[种类样]|这么[说问讲]|那[种类]|骗|诈|冒充|假冒|玩笑|比如|例如|举例|当我没说|收回|撤回|口误|说错"
    r"|(?<![特级区个])别(?![的人处提])|勿|不要|不用|不必|甭"
    r"|\b(?:scam\w*|fraud\w*|phish\w*|kidding|jok(?:e|ing)|example|never mind|forget (?:it|that|i)"
    r"|(?:scrap|ignore|strike) that|second thought|mis(?:spoke|typed)|do not|never|no need|anyone who|whoever"
    r"|nobody|no one)\b|\bdon['’]t\b",
    re.IGNORECASE,
)
"""What in a clause nobody read may turn round what another sentence says; talk beside it does not."""

_TURNS = re.compile(
    rf"{_TAKES_BACK.pattern}|[不没未无说]|(?<!我)自己|\b(?:not|no|said|says?|yourself)\b|n['’]t\b", re.IGNORECASE
)
"""The same in its own sentence, where a denial is enough."""


def may_ask(piece: str, rest: str) -> bool:
    """Tell whether a clause may ask in an asking sentence.

    Args:
        piece: The clause.
        rest: What its sentence holds from there on, with the mark that ends it.

    >>> may_ask("How many tills", "How many tills, and who are you?"), may_ask("几家", "几家趴窝了。")
    (True, False)
    """
    return _ASKING.search(piece) is not None and QUESTION.search(rest) is not None


def may_turn(piece: str, *, beside: bool) -> bool:
    """Tell whether a clause may turn round what is said in another, in the same sentence (`beside`) or elsewhere.

    >>> may_turn("今天真是忙疯了哈", beside=True), may_turn("这种话都是骗子说的", beside=False)
    (False, True)
    """
    return (_TURNS if beside else _TAKES_BACK).search(piece) is not None
