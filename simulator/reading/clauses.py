"""Where are the sentences and clauses of a message, and which of them must not count as its own act?

Guards of the annotation guide: quotation (rule 3), reported speech (rule 3) and condition (rule 4) are settled here,
once for all rules; negation (rule 2) is asked at each match, because its reach ends with the clause.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from simulator.reading.normal import Normal, is_han
from simulator.reading.pattern import Matcher, Pattern

MASK = "¤"
"""Stands for every character of a quotation, so that places keep and words do not."""

_SENTENCE_END = re.compile(r"[。!?\n]+[\"')\]]*")
_CLAUSE_END = re.compile(
    r"(?:[,;]|:(?!\d\d))(?!\d{3}(?!\d))[,;:]*|\s-+\s|--+|~+(?=.)"
    r"|(?<=\w)\s(?=(?:but|so that|because|and then|though|although"
    r"|and (?:how|what|which|when|who|where|did|do|does|is|are|have|has))\s)"
)
_DOUBLE = re.compile(r'"([^"\n]*)"')
_SINGLE = re.compile(r"(?<![\w'])'([^'\n]{2,}?)'(?!\w)")
_EDGES = " ,;:。!?\n\"')(~-"
_LONG_REPORT = 24
"""A report of this length has said already what was said."""
_ENGLISH = re.compile(r"(?:[a-z']{1,20} ){2}[a-z']")
_LONGEST = 400
"""Characters of the longest sentence that is read whole; nobody writes longer ones."""
_SPEAKS = re.compile("(?:说|讲|问|喊|骂|道|表示|反映|抱怨|要求|着|是|到|显示)$")
_SAYS = re.compile("(?:就|还|又|直)?(?:说|讲|问|喊|骂|要求|非要|嫌)")
_NONE = Pattern()
_MAIN = re.compile("我|就|再|请|随时|找|联系|可以|欢迎|咱|会(?!不会)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Words of both languages that tell how a clause is meant, each a pattern over the plain form.

    Attributes:
        condition: Opens a real condition (`如果`, `if`).
        courtesy: A condition that is only polite; taken out before `condition` is looked for.
        report: A third party speaks or is spoken about; what follows is not the trainee's act.
        negation: Denies what follows it in the clause.
        harmless: Words that hold a negation and deny nothing (`不好意思`); taken out first.
        question: Marks a clause as a question without a question mark.
        request: Marks a clause as a request.
        waiver: Says that something need not be told or sent, wherever in the clause it is named.
    """

    condition: Matcher
    courtesy: Matcher
    report: Matcher
    negation: Matcher
    harmless: Matcher
    question: Matcher
    request: Matcher
    waiver: Matcher = _NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause in its sentence.

    Attributes:
        text: Plain form, quotations masked, without the mark that ended it.
        start: Place of its first character in the plain form.
        sentence: Index of its sentence.
        question: It asks.
        reported: It stands in the words of somebody else.
        conditional: It rests on a real condition of its sentence.
    """

    text: str
    start: int
    sentence: int
    question: bool
    reported: bool
    conditional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence.

    Attributes:
        text: Plain form, quotations masked, with its closing mark.
        start: Place of its first character in the plain form.
        question: It ends with a question mark.
        clauses: Its clauses in order.
    """

    text: str
    start: int
    question: bool
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """What stands between two clause marks: its bare words, their place in the sentence, the mark that ended it."""

    bare: str
    place: int
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message taken apart.

    Attributes:
        normal: Its plain form with places.
        masked: The plain form with quotations masked.
        sentences: Its sentences in order.
        han: It holds Chinese script.
        latin: It holds English speech: all of it, or three words in a row beside Chinese.
    """

    normal: Normal
    masked: str
    sentences: tuple[Sentence, ...]
    han: bool
    latin: bool


def mask_quotes(text: str) -> str:
    """Hide what stands between quotation marks, keeping every place.

    >>> mask_quotes('点"同意"')
    '点"¤¤"'
    """
    for mark in (_DOUBLE, _SINGLE):
        text = mark.sub(lambda hit: hit[0][0] + MASK * len(hit[1]) + hit[0][-1], text)
    return text


def take_apart(normal: Normal, cues: Cues, plain: str = "") -> Message:
    """Split a plain form into sentences and clauses with their guards.

    Args:
        normal: The plain form with its places.
        cues: How clauses are meant.
        plain: The plain form with what is no speech masked, where that was looked for.
    """
    masked = mask_quotes(plain or normal.text)
    sentences: list[Sentence] = []
    for at, end in _sentence_bounds(masked):
        if masked[at:end].strip():
            sentences.append(_sentence(masked[at:end], at, len(sentences), cues))
    return Message(
        normal=normal,
        masked=masked,
        sentences=tuple(sentences),
        han=any(is_han(char) for char in masked),
        latin=bool(_ENGLISH.search(masked)) or not any(map(is_han, masked)),
    )


def _sentence_bounds(masked: str) -> Iterator[tuple[int, int]]:
    """Cut at closing marks, and at `_LONGEST` where there are none, so that reading costs linear time."""
    at = 0
    for end in [*(hit.end() for hit in _SENTENCE_END.finditer(masked)), len(masked)]:
        for cut in range(at, end, _LONGEST):
            yield cut, min(cut + _LONGEST, end)
        at = max(at, end)


def _sentence(text: str, start: int, index: int, cues: Cues) -> Sentence:
    asks = "?" in text.rstrip("\"') \n")[-2:]
    pieces = list(_pieces(text))
    plains = [cues.courtesy.sub("", piece.bare) for piece in pieces]
    reports = _reported(pieces, plains, cues)
    conditions = _conditional(text, plains, cues)
    clauses = tuple(
        Clause(
            text=piece.bare,
            start=start + piece.place,
            sentence=index,
            question=(asks and piece is pieces[-1]) or bool(cues.question.search(piece.bare)),
            reported=reported,
            conditional=conditional,
        )
        for piece, reported, conditional in zip(pieces, reports, conditions, strict=True)
    )
    return Sentence(text=text, start=start, question=asks, clauses=clauses)


def _pieces(text: str) -> Iterator[_Piece]:
    bounds = [0, *(hit.end() for hit in _CLAUSE_END.finditer(text)), len(text)]
    for left, right in pairwise(bounds):
        body = text[left:right]
        bare = body.strip(_EDGES)
        if bare:
            yield _Piece(bare=bare, place=left + body.index(bare), mark=body.rstrip()[-1:])


def _reported(pieces: list[_Piece], plains: list[str], cues: Cues) -> list[bool]:
    """Tell which clauses are reports, or what a report that ends at its verb goes on to say."""
    found: list[bool] = []
    open_report = False
    for piece, plain in zip(pieces, plains, strict=True):
        report = bool(cues.report.search(plain))
        found.append(report or open_report or bool(found and found[-1] and _SAYS.match(plain)))
        open_report = open_report or (report and _goes_on(plain, piece.mark))
    return found


def _goes_on(plain: str, mark: str) -> bool:
    if mark not in {":", ","} or len(plain) >= _LONG_REPORT:
        return False
    return mark == ":" or not any(map(is_han, plain)) or bool(_SPEAKS.search(plain))


def _conditional(text: str, plains: list[str], cues: Cues) -> list[bool]:
    """Tell which clauses rest on a condition: in Chinese those after it, else the whole sentence.

    A condition that ends a Chinese sentence without a main clause of its own reaches back over the whole sentence.
    """
    marks = [bool(cues.condition.search(plain)) for plain in plains]
    if not any(map(is_han, text)):
        return [bool(cues.condition.search(cues.courtesy.sub("", text)))] * len(plains)
    if marks and marks[-1] and not any(marks[:-1]) and not _MAIN.search(plains[-1]):
        return [True] * len(plains)
    return [any(marks[: place + 1]) for place in range(len(marks))]


def negated(clause: Clause, place: int, cues: Cues) -> bool:
    """Tell whether a negation stands before a place of the clause and reaches it.

    >>> from simulator.reading.pattern import Pattern
    >>> none = Pattern()
    >>> cues = Cues(condition=none, courtesy=none, report=none, negation=Pattern(han="不会"), harmless=none,
    ...     question=none, request=none)
    >>> one = Clause(text="我不会转单", start=0, sentence=0, question=False, reported=False)
    >>> negated(one, 3, cues)
    True
    """
    before = clause.text[: max(0, place - clause.start)]
    return bool(cues.negation.search(cues.harmless.sub("", before)))
