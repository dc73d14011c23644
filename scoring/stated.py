"""Is something said to be so now, or only asked, supposed, planned, denied or told of by others?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SENTENCE_END = re.compile(r"[。！？!?;；\n]|\.(?=\s|$)")
"""What ends a sentence in either language; a point inside a number or a name does not."""

_CLAUSE_END = re.compile(r"[，,、:：—]|\s-+\s")
_QUOTED = re.compile(r"[“\"「『《][^”\"」』》\n]*[”\"」』》]")
_ADVERBS = r" (?:(?:now|just|all|already|finally|fully|also|since|both|again) )*"

_SUPPOSES = re.compile(
    r"如果|要是|假如|假若|倘若|若是|万一|一旦|就算|即使|哪怕|上次|上回|那次|那回|当时|客户说"
    r"|(?<![跟和与向给对同])[您你]们?(?:刚才|刚刚|之前)?(?:是说|的意思|[说讲](?!一?[下声])|提到|反映)"
    r"|\b(?:if|unless|in case|once|when|whenever|as soon as|suppose|supposing|provided|last time|back then|previously"
    r"|you (?:say|said|mean|told|mentioned|wrote)|(?:he|she|they) (?:say|says|said))\b",
    re.IGNORECASE,
)
"""What before it in the sentence makes a condition, an old story or somebody else's words of it."""

_HEDGES = re.compile(
    r"没|未|是否|有没有|是不是|应该|可能|估计|大概|也许|或许|似乎|好像|(?<!稍)等|直到|希望|确认一?下|看看|试试"
    r"|\b(?:not|never|will|should|would|could|might|may|going to|about to|until|till|before|after|whether|hope|hoping"
    r"|hopefully|make sure|ensure|by the time|think|probably|perhaps|maybe|almost|nearly|expect|want|please|could you"
    r"|can you|is it|has it|let me know|tell me)\b|n't\b|'ll\b",
    re.IGNORECASE,
)
"""What before it in its clause leaves it open or denies it."""

_AHEAD = re.compile(
    r"快|(?:就|需|还|得)要|马上|即将|差不多|争取|尽快|尽量|会|将|能(?!用)|想|待|别|不(?![过仅但好])|再|才|直到|需"
)
"""The same where nothing says that it is done already."""

_DONE_ALREADY = re.compile(r"(?:已经?|都|刚刚?|总算|终于|全部?)(?:给您|给你|帮您|帮你|为您)?$")
_ASKS_AFTER = re.compile(r"[吗么嘛]|没有?$|没有?[，,？?]|否|了没")
_TAG = re.compile(
    r"[，,]?\s*(?:对吧|对吗|对不对|是吗|是吧|是不是|没错吧|right|correct|isn't it|hasn't it|yes)\W*$", re.IGNORECASE
)
_THEN = re.compile(
    r"\s*(?:之后|以后|后(?!台)|时|的时候|的话|为止|才|再|就|会|马上|立刻|立即|立马|第一时间|[您你]再|请[您你]再)"
)
_THEN_I = re.compile(r"\s*(?:我|咱|这边|给[您你]|通知|告诉|告知|联系|回复|回电)")
_WILL_TELL = re.compile(
    r"\s*[，,]\s*(?:我们?|咱们?|这边)?.{0,8}?(?:通知|告诉|告知|联系|回复|答复|回话|回电|电话|来电|致电|打给|消息|说一声|跟[您你]说)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a message.

    Attributes:
        text: Its words as written, without the mark that ends it.
        start: Place of its first character in the message.
        asks: A question mark ends it.
    """

    text: str
    start: int
    asks: bool


def sentences(text: str) -> tuple[Sentence, ...]:
    """Split a message into sentences.

    >>> [one.text for one in sentences("Version 4.2 is out. Is it fixed? 好了。再见")]
    ['Version 4.2 is out', ' Is it fixed', ' 好了', '再见']
    """
    found: list[Sentence] = []
    start = 0
    for end, stop, mark in (*((hit.start(), hit.end(), hit[0]) for hit in SENTENCE_END.finditer(text)), _last(text)):
        if text[start:end].strip():
            found.append(Sentence(text=text[start:end].replace("’", "'"), start=start, asks=mark in {"?", "？"}))
        start = stop
    return tuple(found)


def _last(text: str) -> tuple[int, int, str]:
    return len(text), len(text), ""


def places(text: str, marks: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Find words in a text, Latin ones as whole words, with an adverb between two of them or not.

    >>> text = "It has now been fixed, this fixed it"
    >>> [text[start:end] for start, end in places(text, ("has been fixed", "is fixed"))]
    ['has now been fixed']
    """
    for mark in marks:
        for hit in re.finditer(_pattern(mark), text, re.IGNORECASE):
            yield hit.start(), hit.end()


def _pattern(mark: str) -> str:
    words = _ADVERBS.join(map(re.escape, mark.split()))
    return rf"(?<![a-z]){words}" if mark[:1].isascii() and mark[:1].isalpha() else words


_EITHER = re.compile(r"(.)[不没]\1")
"""`能不能`, `有没有`: a question, and no denial."""

_KINDLY = re.compile(
    r"不好意思|不客气|不用(?:担心|着急|急|谢|客气)|不要(?:担心|着急|急|忘)|别(?:担心|着急|急|忘|的)|没关系|没问题|没事"
    r"|不[仅但只止过久断同妨错]|\b(?:not only|no problem|no worries|do not (?:worry|hesitate|forget)"
    r"|don't (?:worry|hesitate|forget)|not at all|no doubt|no matter)\b",
    re.IGNORECASE,
)
"""What sounds like a denial and denies nothing."""

_DENIES_AHEAD = re.compile(
    r"(?:不|没|未|无[法需从]|勿|别|甭).{0,8}$"
    r"|(?:\b(?:not|never|no|nobody|nothing|without|neither|nor|none|cannot|unable|refuse[sd]?)\b|n't\b)(?:\W+\w+){0,4}\W*$",
    re.IGNORECASE,
)
_DENIES_BEHIND = re.compile(
    r"\s*(?:不了|不成|不到|不需要|不用|不必|免了|\w{0,8}\s*(?:\b(?:not|never)\b|n't\b))", re.IGNORECASE
)
_SUPPOSED = re.compile(
    r"(?:如果|要是|假如|假若|倘若|若是|万一|就算|即使|是否|不知道)(?:有|能|可以|真的?|说|是|再|会|[您你我他她]们?|这边|客户|对方|用户|工程师|师傅|同事)*$"
    r"|\b(?:if|whether|unless|suppose|supposing|wish|wished)"
    r"(?:\W+(?:an?|the|some|any|our|your|there|is|was|i|we|you|he|she|they|could|can|had|have|knew|only|it|will|would"
    r"|engineers?|technicians?|colleagues?|specialists?|somebody|someone|customers?))*\W*$",
    re.IGNORECASE,
)
"""What right before some words makes them the condition; `if that fails an engineer will call` is a promise."""

_REPORTED = re.compile(
    r"上次|上回|那次|客户说|[您你]们?(?:刚才|之前)?(?:是说|说|提到)"
    r"|\b(?:last time|previously|not sure|(?:you|he|she|they|customer) (?:say|says|said|wrote|told))\b",
    re.IGNORECASE,
)
"""What before it in its clause makes it an old story, or somebody else's words."""


def is_meant(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether some words of a sentence are the speaker's own and in earnest: an offer, a question, a plan too.

    Who quotes them, denies them, or only supposes them has not said them.

    >>> def check(text, mark): return is_meant(sentences(text)[0], text.index(mark), text.index(mark) + len(mark))
    >>> check("稍后工程师会联系您", "工程师会"), check("不会有工程师会联系您", "工程师会")
    (True, False)
    >>> check("能不能截图", "截图")
    True
    >>> check("How can I help you?", "help you"), check("We can't help you", "help you")
    (True, False)
    """
    text = sentence.text
    if any(hit.start() < end and start < hit.end() for hit in _QUOTED.finditer(text)):
        return False
    clause = _CLAUSE_END.split(text[:start])[-1].split("的话")[-1]
    plain = _KINDLY.sub("", _EITHER.sub("", clause))
    if _DENIES_AHEAD.search(plain) or _SUPPOSED.search(plain) or _REPORTED.search(plain):
        return False
    return not _DENIES_BEHIND.match(_EITHER.sub("", text[end:]))


def is_stated(sentence: Sentence, start: int, end: int, *, firm: bool = False) -> bool:
    """Tell whether some words of a sentence say that something is so now.

    Args:
        sentence: Where they stand.
        start: Their first character in the sentence.
        end: One past their last.
        firm: They can be no condition and no plan by themselves (`正在处理`, unlike `修好了`).

    >>> def check(text, mark): return is_stated(sentences(text)[0], text.index(mark), text.index(mark) + len(mark))
    >>> check("已经修好了，我给您打电话", "修好了"), check("修好了我给您打电话", "修好了")
    (True, False)
    >>> check("The fault is fixed", "is fixed"), check("I'll call once it is fixed", "is fixed")
    (True, False)
    """
    text = sentence.text
    before, after = text[:start], text[end:]
    clause = _CLAUSE_END.split(before)[-1]
    rest, *further = _CLAUSE_END.split(after)
    if any(hit.start() < end and start < hit.end() for hit in _QUOTED.finditer(text)):
        return False
    if _SUPPOSES.search(before) or _HEDGES.search(clause) or _ASKS_AFTER.search(rest) or _TAG.match(after):
        return False
    if (sentence.asks and not any(one.strip() for one in further)) or _THEN.match(after):
        return False
    known = firm or text[start:end].startswith(("已", "have ", "has ")) or bool(_DONE_ALREADY.search(clause))
    return known or not (_AHEAD.search(clause) or _THEN_I.match(after) or _WILL_TELL.match(after))
