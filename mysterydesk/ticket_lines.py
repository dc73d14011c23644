"""Who said what in a conversation that somebody copied from a screen, line by line?"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Who = Literal["customer", "desk"]

CUSTOMER: Final = re.compile(
    r"客户|用户|顾客|报修|来电|申请人|customer|client|requester|caller|reporter|end.?user", re.IGNORECASE
)
DESK: Final = re.compile(
    r"客服|坐席|工程师|支持|服务台|系统|一线|二线|三线|agent|support|desk|engineer|system|staff|operator|assignee|trainee"
    r"|t[123]\b", re.IGNORECASE,
)  # fmt: skip
_STAMP: Final = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[ T]*)?\d{1,2}:\d{2}(?::\d{2})?"
_LINE: Final = re.compile(rf"\s*[\[(（【]?({_STAMP})[\])）】]?\s*(?:[-–—]\s*)?([^:：]{{1,30}})[:：]\s*(.*)")
_SAID: Final = re.compile(r"\s*([^:：\d]{1,20})[:：]\s*(.+)")
LONGEST_NAME: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One line of the conversation.

    Attributes:
        at: When, as it is written; may be empty.
        who: The customer or the desk.
        words: What was said or noted.
    """

    at: str
    who: Who
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A text, parted into what it says.

    Attributes:
        head: Lines `name: value` before the first word, by name.
        turns: What was said, in order.
        people: Names of those who said it.
    """

    head: dict[str, str]
    turns: tuple[Turn, ...]
    people: tuple[str, ...]


def who_says(said: str, *, first: bool) -> Who:
    """Tell whose line it is; whoever is neither speaks for the customer in the first line and for the desk later."""
    if DESK.search(said):
        return "desk"
    return "customer" if first or CUSTOMER.search(said) else "desk"


def name_in(said: str) -> str:
    """Give the name in what stands before a line; empty where it only says what somebody is.

    >>> name_in("客户 王芳"), name_in("Agent (Jane Miller)"), name_in("customer")
    ('王芳', 'Jane Miller', '')
    """
    rest = CUSTOMER.sub("", DESK.sub("", said)).strip(" ()（）[]【】-·:：")
    return rest if 1 < len(rest) <= LONGEST_NAME and not rest.isdecimal() else ""


def conversation(text: str, known: Collection[str]) -> Conversation:
    """Read lines `name: value`, of the known names, and then what was said, a line each, with or without its time."""
    head: dict[str, str] = {}
    turns: list[Turn] = []
    speakers: dict[str, Who] = {}
    for line in text.replace("\r\n", "\n").split("\n"):
        stamped, labelled = _LINE.fullmatch(line), _SAID.fullmatch(line)
        if labelled and not turns and labelled[1].strip().lower() in known:
            head[labelled[1].strip().lower()] = labelled[2].strip()
        elif stamped:
            turns.append(_said(speakers, stamped[1], stamped[2].strip(), stamped[3]))
        elif labelled and (CUSTOMER.search(labelled[1]) or DESK.search(labelled[1])):
            turns.append(_said(speakers, "", labelled[1].strip(), labelled[2]))
        elif line.strip():
            turns = [*_joined(turns, line.strip())]
    people = tuple(name for one in speakers if (name := name_in(one)))
    return Conversation(head=head, turns=tuple(one for one in turns if one.words), people=people)


def _said(speakers: dict[str, Who], at: str, who: str, words: str) -> Turn:
    name = name_in(who)
    known = next((role for one, role in speakers.items() if name and name_in(one) == name), None)
    speakers.setdefault(who, known or who_says(who, first=not speakers))
    return Turn(at=at, who=speakers[who], words=words.strip())


def _joined(turns: Sequence[Turn], line: str) -> Iterator[Turn]:
    """Put a line without a speaker to what was said before; before all others it is the customer's."""
    yield from turns[:-1]
    if not turns:
        yield Turn(at="", who="customer", words=line)
        return
    yield Turn(at=turns[-1].at, who=turns[-1].who, words=f"{turns[-1].words} {line}".strip())
