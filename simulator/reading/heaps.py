"""Where in a message stand words that nobody tied into a sentence?

A string of keywords behind a sentence is no speech (annotation guide, rule 7): nothing is greeted, promised or asked
by it. A list that somebody asks for is one, and telegraphic reports hold few of the words that strings are made of.
"""

import re
from collections.abc import Iterator

from simulator.reading.clauses import MASK
from simulator.reading.rules import Sense

_RUN_HAN = re.compile("(?<![一-鿿])[一-鿿]{1,5}(?:[ ,;、/|]+[一-鿿]{1,5}(?![一-鿿])){5,}")
_RUN_WORDS = re.compile(r"[a-z']+(?:[ ,;/|]+[a-z']+(?![a-z'])){7,}")
_PIECE_HAN, _WORD = re.compile("[一-鿿]+"), re.compile(r"[a-z']+")
_KEYWORDS = 4
_TIED = 0.15
"""Share of the pieces of a Chinese string that may hold a word which ties sentences: some are parts of nouns."""
_ASKED = re.compile(
    "提供|告诉|告知|登记|填|补充|包括|例如|比如|分别|如下|需要|以下"
    r"|\b(?:please|need|needs|send|give|provide|tell|share|include|includes|including|list|fill|your|following)\b"
)
"""Words before a list that make it one."""
_COURTESY = re.compile(
    "您好|你好|感谢|谢谢|抱歉|再见|满意|理解|hello|thanks?|sorry|goodbye|satisfied|understand|frustrat"
)
"""Words that no list names which somebody asks for."""
_FEW = 2
_TOKEN = re.compile("thank you|[a-z']+|[一-鿿]+")
_OPENS, _CLOSES = re.compile("[您你]好|\\bh(?:ello|i)\\b"), re.compile("再见|满意|bye|farewell|satisf")
_LEAVES = re.compile("已经?|[了吗请很]")
"""What is left of a piece that is otherwise a keyword, and ties nothing."""
_END = re.compile(r"[。!?\n]")


def find_heaps(text: str, sense: Sense) -> tuple[tuple[int, int], ...]:
    """Give the places of strings of keywords in a plain form.

    Args:
        text: The plain form.
        sense: Which words strings are made of, and which tie a sentence.
    """
    return (*_han_heaps(text, sense), *_word_heaps(text, sense), *_courtesy_heaps(text, sense))


def masked(text: str, heaps: tuple[tuple[int, int], ...]) -> str:
    """Hide such strings character by character, so that places keep.

    >>> masked("ok hello service", ((3, 16),))
    'ok ¤¤¤¤¤¤¤¤¤¤¤¤¤'
    """
    for start, end in heaps:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _han_heaps(text: str, sense: Sense) -> Iterator[tuple[int, int]]:
    for hit in _RUN_HAN.finditer(text):
        pieces = _PIECE_HAN.findall(hit[0])
        tied = sum(1 for piece in pieces if sense.function_words.search(sense.keywords.sub("", piece)))
        if tied <= _TIED * len(pieces) and _is_keywords(hit[0], sense) and not _is_asked(text, *hit.span()):
            yield hit.span()


def _word_heaps(text: str, sense: Sense) -> Iterator[tuple[int, int]]:
    """Give the longest stretches of English words of which none ties a sentence."""
    for run in _RUN_WORDS.finditer(text):
        at = None
        words = [*_WORD.finditer(run[0]), None]
        for place, word in enumerate(words):
            if word is not None and not sense.function_words.fullmatch(word[0]):
                at = place if at is None else at
                continue
            if at is not None and place - at >= 2 * _KEYWORDS:
                first, last = words[at], words[place - 1]
                if first is not None and last is not None:
                    start, end = run.start() + first.start(), run.start() + last.end()
                    if _is_keywords(text[start:end], sense) and not _is_asked(text, start, end):
                        yield start, end
            at = None


def _courtesy_heaps(text: str, sense: Sense) -> Iterator[tuple[int, int]]:
    """Give runs of bare keywords, whatever parts them, that greet and take leave in one breath.

    Whoever speaks does both in one message only with something said between.
    """
    run: list[re.Match[str]] = []
    for token in (*_TOKEN.finditer(text), None):
        bare = token is not None and not _LEAVES.sub(
            "", sense.keywords.sub("", token[0].replace("thank you", "thanks"))
        )
        tied = bool(run) and token is not None and any(map(str.isalnum, text[run[-1].end() : token.start()]))
        if bare and not tied and token is not None:
            run.append(token)
            continue
        if run and _is_courtesy(text[run[0].start() : run[-1].end()], sense):
            yield run[0].start(), run[-1].end()
        run = [token] if bare and token is not None else []


def _is_courtesy(text: str, sense: Sense) -> bool:
    return bool(_OPENS.search(text) and _CLOSES.search(text)) and _is_keywords(text, sense)


def _is_keywords(text: str, sense: Sense) -> bool:
    return len({hit[0] for hit in sense.keywords.finditer(text)}) >= _KEYWORDS


def _is_asked(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence up to a place asks for what is listed there."""
    if len(set(_COURTESY.findall(text, start, end))) >= _FEW:
        return False
    begun = max((hit.end() for hit in _END.finditer(text, 0, start)), default=0)
    return _ASKED.search(text, begun, start) is not None
