"""Is this speech, or a string of words that earns nothing (annotation guide, rule 7)?"""

import re

from simulator.reading.clauses import MASK, Message
from simulator.reading.normal import is_han
from simulator.reading.rules import Sense

_FEW_HAN = 8
_FEW_WORDS = 5
_MANY_KEYWORDS = 4
_STUFFED_SHARE = 0.6
_TIED_SHARE = 0.1
_KNOWN_SHARE = 0.5
_AGAIN = re.compile(r"\b(do|what|which|how|is|can|please|the|name|number|吗|呢|吧|谢|请)(?:[ ,]*\1\b){2}")
"""A word said three times over by nobody who means it."""
_WANTS = re.compile(
    "(?:请|麻烦|劳驾|烦请|需要|帮忙|帮我|方便)[^,。]{0,6}(?:提供|告诉|告知|报|发|说|给|登记|填|留|补)"
)
"""Asks for what is listed after it: a list is no string of words then."""
_PIECE = re.compile(r"[^\s,;:。!?]+")
_MANY_PIECES, _SHORT_PIECE = 6, 3
_WORD = re.compile(r"[a-z']+")
_ENDING = re.compile(r"(?:'s|s'|ies|ied|es|s|ed|d|ing|ly|er|ers)$")


def makes_sense(message: Message, sense: Sense) -> bool:
    """Tell whether a message reads as sentences; short ones always do."""
    text = message.masked.replace(MASK, "")
    han = [char for char in text if is_han(char)]
    words = [word for word in _WORD.findall(text) if len(word) > 1 or word in {"i", "a"}]
    if _AGAIN.search(text) and len(han) + len(words) >= _FEW_WORDS:
        return False
    if len(han) >= _FEW_HAN and len(han) >= len(words) and not _WANTS.search(text):
        return not (_listed(text, sense) or _stuffed(text, len(han), sense) or _unknown(han, sense))
    if len(words) >= _FEW_WORDS and not han:
        return not (_word_salad(text, words, sense) or _unknown(words, sense))
    return True


def _stuffed(text: str, size: int, sense: Sense) -> bool:
    keywords = [hit[0] for hit in sense.keywords.finditer(text)]
    covered = sum(len(one) for one in keywords) / size
    tied = sum(len(hit[0]) for hit in sense.function_words.finditer(sense.keywords.sub("|", text))) / size
    return len(set(keywords)) >= _MANY_KEYWORDS and covered >= _STUFFED_SHARE and tied < _TIED_SHARE


def _listed(text: str, sense: Sense) -> bool:
    """Tell whether it is nothing but short words side by side, most of them keywords."""
    pieces = _PIECE.findall(text)
    if len(pieces) < _MANY_PIECES or max(map(len, pieces)) > _SHORT_PIECE + 1:
        return False
    if sum(1 for piece in pieces if sense.function_words.search(sense.keywords.sub("", piece))) > len(pieces) / 3:
        return False  # typed with blanks for commas
    known = sum(1 for piece in pieces if sense.keywords.search(piece))
    return known >= _MANY_KEYWORDS and sum(map(len, pieces)) <= _SHORT_PIECE * len(pieces)


def _word_salad(text: str, words: list[str], sense: Sense) -> bool:
    keywords = {hit[0] for hit in sense.keywords.finditer(text)}
    tied = sum(1 for word in words if sense.function_words.fullmatch(word)) / len(words)
    return tied < _TIED_SHARE and (len(keywords) >= _MANY_KEYWORDS or len(keywords) / len(words) > _STUFFED_SHARE)


def _unknown(parts: list[str], sense: Sense) -> bool:
    return sum(1 for part in parts if _is_known(part, sense)) / len(parts) < _KNOWN_SHARE


def _is_known(part: str, sense: Sense) -> bool:
    """Tell whether a character or word, or the word without its ending, occurs in the lexicons or ties a sentence."""
    return bool(part in sense.known or sense.function_words.fullmatch(part) or _ENDING.sub("", part) in sense.known)
