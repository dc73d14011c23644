"""Does a text say a thing, deny it, or leave it open?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from scenarios.marks import level, standing
from scenarios.twist import Groups

Manner = Literal["told", "hedged", "denied", "absent"]

_SENTENCE_END = re.compile(r"[。！？!?;；\n]+|\.(?=\s|$)")
_CLAUSE_END = re.compile(
    r"[，、:：—]|,(?![0-9])|\s-+\s|\b(?:but|whereas|while|so|instead(?! of))\b|而是|而且|但是?|反而|所以|于是|查明"
    r"|结果是"
)
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")

_NO_ZH = (
    r"(?<!是)不(?![仅但只止过久断同]|可用)|(?<!有)没有?|未(?!来)|并非|非(?!常)"
    r"|别(?!的)|勿|不用|不必|无需|不要|(?<!是)不是|排除了?"
)
_NO_EN = (
    r"\b(?:not(?! only)|never|no(?! longer)|without|nobody|neither|nor|cannot|excluded|ruled out|rather than"
    r"|instead of)\b|n't\b"
)
_GAP_ZH = (
    r"(?:再|有|是|会|能|可|要|被|用|发现|看到|出现|因为|由于|因|先|把|将|去|该|应|曾|已经?|任何|所谓|的|完全|真正)*"
)
_GAP_EN = (
    r"(?:\W|\b(?:an?|the|any|been|be|by|due|to|because|of|caused|yet|that|it|is|was|has|have|had|really|actually"
    r"|see|find|found|from|in|at|with|were|are|do|does|did)\b)*"
)
_DENIES = re.compile(rf"(?:{_NO_ZH}){_GAP_ZH}$|(?:{_NO_EN}){_GAP_EN}$", re.IGNORECASE)
"""What right before a word turns it round."""

_NEGATES = re.compile(rf"{_NO_ZH}|{_NO_EN}|无法|未|\b(?:unable|no one|nothing|none)\b", re.IGNORECASE)
_MAY_DENY = re.compile(rf"(?:{_NO_ZH}).{{0,10}}$|(?:{_NO_EN})(?:\W+\w+){{0,4}}\W*$", re.IGNORECASE)
"""What farther before it may, or may not."""

_DENIED_AFTER = re.compile(
    r"^.{0,6}?(?:不是|并非|不算).{0,6}?(?:原因|问题|主因|根因|所致|引起|故障)|^.{0,6}?(?:无关|已?被?排除|不成立)"
    r"|^.{0,20}?\b(?:(?:is|was|were|are)(?:n't| not) (?:the |an? )?(?:\w+ )?"
    r"(?:cause|reason|problem|issue|fault|culprit)"
    r"|(?:ruled|crossed) out|excluded|nothing to do)\b",
    re.IGNORECASE,
)
_SOUND = re.compile(
    r"^.{0,6}?(?:正常|没有?问题|没坏|完好|良好|没有?故障)"
    r"|^.{0,20}?\b(?:works?|worked|fine|ok|healthy|sound|in order)\b",
    re.IGNORECASE,
)
_HEDGES = re.compile(
    r"可能|也许|或许|大概|估计|似乎|好像|怀疑|以为|希望|是否|有没有|是不是|还没|尚未|恐怕|待(?:确认|查)|应该是"
    r"|\b(?:might|may(?! [0-9])|maybe|perhaps|possibly|probably|suspect(?:ed)?|thought|hope|whether|seems?|could be"
    r"|not yet|appears?|presumably|allegedly|we guess|i guess)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"如果|要是|假如|假设|倘若|\b(?:if|unless|suppose|supposing|in case)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A sentence or clause.

    Attributes:
        raw: As written.
        text: Levelled out.
        start: Place of `raw` in the whole.
        asks: It is a question.
    """

    raw: str
    text: str
    start: int
    asks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How a text tells a thing, and where.

    Attributes:
        manner: How.
        start: First character of the words that show it.
        end: One past their last.
        place: Where the first of the words stands, for an order.
    """

    manner: Manner
    start: int = 0
    end: int = 0
    place: int = -1


ABSENT = Telling(manner="absent")


def plain_of(text: str) -> str:
    """Level out writing, without marks that nobody sees.

    >>> plain_of("Ａ\u200bb")
    'ab'
    """
    return level(_UNSEEN.sub("", text))


def _cut(text: str, ends: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for hit in ends.finditer(text):
        yield start, hit.start(), hit[0]
        start = hit.end()
    yield start, len(text), ""


def sentences_of(text: str) -> tuple[Piece, ...]:
    """Split a text into sentences.

    >>> [one.raw for one in sentences_of("备份。Version 4.2 is out. 好")]
    ['备份', 'Version 4.2 is out', ' 好']
    """
    return tuple(
        Piece(
            raw=text[start:end],
            text=plain_of(text[start:end]).replace("’", "'"),
            start=start,
            asks=bool({"?", "？"} & set(mark)),
        )
        for start, end, mark in _cut(text, _SENTENCE_END)
        if text[start:end].strip()
    )


def clauses_of(sentence: Piece, ends: re.Pattern[str] = _CLAUSE_END) -> tuple[Piece, ...]:
    """Split a sentence into clauses, none reaching beyond a `but`, or at other marks."""
    return tuple(
        Piece(
            raw=sentence.raw[start:end],
            text=plain_of(sentence.raw[start:end]).replace("’", "'"),
            start=sentence.start + start,
            asks=sentence.asks,
        )
        for start, end, _ in _cut(sentence.raw, ends)
        if sentence.raw[start:end].strip()
    )


def negations(text: str) -> int:
    """Count the words that deny something.

    >>> negations("没有续期，不能用"), negations("It is not the router")
    (2, 1)
    """
    return len(_NEGATES.findall(plain_of(text)))


def is_open(value: str) -> bool:
    """Tell whether a thing is itself a denial or only possible: such words turn nothing round where it is told.

    >>> is_open("无法登录，不能打印"), is_open("证书过期")
    (True, False)
    """
    return any(one.search(plain_of(value)) for one in (_NEGATES, _HEDGES, _IF))


def telling_whole(text: str, value: str, *, conditional: bool = False) -> Telling:
    """Look for a thing in just its own words, over the ends of clauses and sentences."""
    plain = plain_of(text)
    span = next(standing(value, plain), None)
    if span is None:
        return ABSENT
    begins = max((hit.end() for hit in _SENTENCE_END.finditer(plain) if hit.end() <= span[0]), default=0)
    piece = Piece(raw=plain[begins:], text=plain[begins:], start=0, asks=False)
    here = (span[0] - begins, span[1] - begins)
    manner = _manner(piece, here, [], conditional=conditional or is_open(value), rival=False)
    at = max(0, text.find(value))
    return Telling(
        manner=manner, start=at, end=at + len(value) if text[at:].startswith(value) else len(text), place=at
    )


def telling(text: str, groups: Groups, *, conditional: bool = False, rival: bool = False) -> Telling:
    """Tell how a text says a thing: the best of its clauses, sentences and neighbouring sentences.

    Args:
        text: As written.
        groups: Groups of words, one of each must stand there.
        conditional: `if` leaves nothing open here.
        rival: It is something false: that such a thing works denies it too.

    >>> telling("证书过期了", (("证书",), ("过期",))).manner, telling("证书没有过期", (("证书",), ("过期",))).manner
    ('told', 'denied')
    >>> telling("It may be the router", (("router",),)).manner
    'hedged'
    """
    sentences = sentences_of(text)
    windows: list[tuple[Piece, ...]] = [(one,) for sentence in sentences for one in clauses_of(sentence)]
    windows += [clauses_of(one) for one in sentences]
    windows += [(*clauses_of(one), *clauses_of(two)) for one, two in pairwise(sentences)]
    found = [one for window in windows if (one := _in(window, groups, conditional=conditional, rival=rival))]
    rank: tuple[Manner, ...] = ("told", "hedged", "denied")
    return min(found, key=lambda one: rank.index(one.manner), default=ABSENT)


def _spans(mark: str, text: str) -> Iterator[tuple[int, int]]:
    """Find a mark, a Latin word in the plural too."""
    yield from standing(mark, text)
    if mark[-1:].isascii() and mark[-1:].isalpha():
        yield from standing(f"{mark}s", text)


def _in(window: tuple[Piece, ...], groups: Groups, *, conditional: bool, rival: bool) -> Telling | None:
    """Look at one stretch of clauses; None where not every group stands in it."""
    hits: list[tuple[Manner, int]] = []
    rank: tuple[Manner, ...] = ("told", "hedged", "denied")
    used: list[tuple[Piece, int, int]] = [
        (piece, *span) for piece in window for group in groups for mark in group for span in _spans(mark, piece.text)
    ]
    for group in groups:
        ways = [
            (_manner(piece, span, used, conditional=conditional, rival=rival), piece.start + span[0])
            for piece in window
            for mark in group
            for span in _spans(mark, piece.text)
        ]
        if not ways:
            return None
        hits.append(min(ways, key=lambda one: (rank.index(one[0]), one[1])))
    worst = max((manner for manner, _ in hits), key=rank.index)
    last = window[-1]
    return Telling(manner=worst, start=window[0].start, end=last.start + len(last.raw), place=hits[0][1])


def _manner(
    piece: Piece, span: tuple[int, int], used: list[tuple[Piece, int, int]], *, conditional: bool, rival: bool
) -> Manner:
    start, end = span
    # A word that is part of the thing itself turns nothing round: `cannot` in `cannot print`.
    chars = list(piece.text)
    for other, first, last in used:
        if other is piece and (first, last) != span:
            chars[first:last] = "\x1f" * (last - first)
    before, after = "".join(chars[:start]).replace("\x1f", " "), "".join(chars[end:]).replace("\x1f", "…")
    if _DENIES.search(before) or _DENIED_AFTER.search(after) or (rival and _SOUND.search(after)):
        return "denied"
    if piece.asks or _HEDGES.search(before) or (not conditional and _IF.search(before)):
        return "hedged"
    return "hedged" if _MAY_DENY.search(before) else "told"
