"""Is somebody who is named the one at work, one who is spoken to, or the speaker?"""

import re

_SPEAKER = re.compile(
    r"(?:我(?:们)?(?:这边|这里)?(?:就)?是|这[里边]是|作为)[^，,。]{0,8}$"
    r"|\b(?:i'm|i am|this is|as|my name is)\b[^,.]{0,30}$",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?:[和向请让给催]|跟(?!进)|(?<!参)与|同(?![步时])|问(?!题)|找(?![到出])|对(?!方)|联系|通知|转[交到]|告诉|咨询|拜托)了?"
    r"(?:一下|我们?的?|咱们的?|到|给)?[^，,。]{0,3}$"
    r"|\b(?:to|with|from|for|told|asked|ask|called|rang|contacted|and)(?: (?:the|our|an?|my|one of our))?"
    r"(?: [a-z-]+){0,2} ?$",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby (?:(?:the|our|an?|my|one of our) )?(?:[a-z-]+ ){0,2}$|[被由](?:我们)?的?$", re.IGNORECASE)


def names_speaker(before: str) -> bool:
    """Tell whether what stands before a name says that the speaker bears it.

    >>> names_speaker("您好，我是值班"), names_speaker("请放心，")
    (True, False)
    """
    return _SPEAKER.search(before) is not None


def names_doer(before: str) -> bool:
    """Tell whether what stands before a name says that the work was done by its bearer.

    >>> names_doer("Your server was restarted by our "), names_doer("I asked our ")
    (True, False)
    """
    return _BY.search(before) is not None


def names_partner(before: str) -> bool:
    """Tell whether what stands before a name makes its bearer one who is spoken to, or is handed something.

    >>> names_partner("我已经转给"), names_partner("现在")
    (True, False)
    """
    return _WITH.search(before) is not None and not names_doer(before)
