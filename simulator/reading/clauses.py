"""Where are the sentences and clauses of a message, and which of them must not count as its own act?

Guards of the annotation guide: quotation (rule 3), reported speech (rule 3) and condition (rule 4) are settled here,
once for all rules; negation (rule 2) is asked at each match, because its reach ends with the clause.
"""

import re
from dataclasses import dataclass

from simulator.reading.normal import Normal, is_han

MASK = "¤"
"""Stands for every character of a quotation, so that places keep and words do not."""

_SENTENCE_END = re.compile(r"[。!?\n]+[\"')\]]*")
_CLAUSE_END = re.compile(r"(?:[,;]|:(?!\d\d))(?!\d{3}(?!\d))[,;:]*|\s-+\s|--+|~+(?=.)|(?<=\w)\s(?=(?:but|so that|because|and then|though|although)\s)")
_DOUBLE = re.compile(r'"([^"\n]*)"')
_SINGLE = re.compile(r"(?<![\w'])'([^'\n]{2,}?)'(?!\w)")
_LIST_MARK = re.compile(r"\d{1,2}\s*[.)](?=\s)")


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
    """

    condition: re.Pattern[str]
    courtesy: re.Pattern[str]
    report: re.Pattern[str]
    negation: re.Pattern[str]
    harmless: re.Pattern[str]
    question: re.Pattern[str]
    request: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause in its sentence.

    Attributes:
        text: Plain form, quotations masked, without the mark that ended it.
        start: Place of its first character in the plain form.
        sentence: Index of its sentence.
        question: It asks.
        reported: It stands in the words of somebody else.
    """

    text: str
    start: int
    sentence: int
    question: bool
    reported: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence.

    Attributes:
        text: Plain form, quotations masked, with its closing mark.
        start: Place of its first character in the plain form.
        question: It ends with a question mark.
        conditional: It rests on a real condition.
        clauses: Its clauses in order.
    """

    text: str
    start: int
    question: bool
    conditional: bool
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message taken apart.

    Attributes:
        normal: Its plain form with places.
        masked: The plain form with quotations masked.
        sentences: Its sentences in order.
        han: It holds Chinese script.
        latin: It holds Latin letters.
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


def take_apart(normal: Normal, cues: Cues) -> Message:
    """Split a plain form into sentences and clauses with their guards."""
    masked = mask_quotes(normal.text)
    sentences: list[Sentence] = []
    at = 0
    for end in [*(hit.end() for hit in _SENTENCE_END.finditer(masked)), len(masked)]:
        if masked[at:end].strip():
            sentences.append(_sentence(masked[at:end], at, len(sentences), cues))
        at = end
    return Message(
        normal=normal,
        masked=masked,
        sentences=tuple(sentences),
        han=any(is_han(char) for char in masked),
        latin=any("a" <= char <= "z" for char in masked),
    )


def _sentence(text: str, start: int, index: int, cues: Cues) -> Sentence:
    asks = "?" in text.rstrip("\"') \n")[-2:]
    bounds = [0, *(hit.end() for hit in _CLAUSE_END.finditer(text)), len(text)]
    clauses: list[Clause] = []
    reported = False
    for left, right in zip(bounds, bounds[1:], strict=False):
        body = text[left:right]
        bare = body.strip(" ,;:。!?\n\"')(~-")
        if not bare:
            continue
        place = left + body.index(bare)
        last = not text[right:].strip(" 。!?\n\"')")
        plain = cues.courtesy.sub("", bare)
        clauses.append(
            Clause(
                text=bare,
                start=start + place,
                sentence=index,
                question=(asks and last) or bool(cues.question.search(bare)),
                reported=reported or bool(cues.report.search(plain)),
            )
        )
        reported = reported or (bool(cues.report.search(plain)) and body.rstrip().endswith((":", ",")) and _open(plain))
    plain = cues.courtesy.sub("", text)
    return Sentence(
        text=text,
        start=start,
        question=asks,
        conditional=bool(cues.condition.search(plain)),
        clauses=tuple(clauses),
    )


def _open(text: str) -> bool:
    """Tell whether a report ends at its verb, so that the next clause is what was said."""
    return len(text) < 24  # noqa: PLR2004  a longer clause has said it already


def negated(clause: Clause, place: int, cues: Cues) -> bool:
    """Tell whether a negation stands before a place of the clause and reaches it.

    >>> import re
    >>> none = re.compile("$^")
    >>> cues = Cues(condition=none, courtesy=none, report=none, negation=re.compile("不会"), harmless=none,
    ...     question=none, request=none)
    >>> one = Clause(text="我不会转单", start=0, sentence=0, question=False, reported=False)
    >>> negated(one, 3, cues)
    True
    """
    before = clause.text[: max(0, place - clause.start)]
    return bool(cues.negation.search(cues.harmless.sub("", before)))
