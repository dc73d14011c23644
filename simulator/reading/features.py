"""Which marks of a message does the classifier look at?

Hashed n-grams: of characters in Chinese, of characters within words and of whole words in English, and in both of the
concepts that words stand for and of pairs of these; taken clause by clause and never across, so that what speaks for
an act has a place. What stands in a quotation is not looked at, and
a clause that rests on a condition or tells somebody else's words has n-grams of its own kind: the guards of the
annotation guide hold for the classifier as for the rules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from simulator.reading.clauses import MASK, Clause, Message
from simulator.reading.concepts import Concepts
from simulator.reading.normal import is_han

FEATURES = "features/3"
"""Version of what is looked at; raise it when the same message would be looked at differently."""

BUCKETS = 1 << 16
"""Places that n-grams are hashed to."""

HAN_SIZES, WORD_SIZES, PART_SIZES, CONCEPT_SIZES = (1, 2, 3, 4), (1, 2, 3), (5,), (2, 3)
"""Characters of an n-gram in Chinese, words of one in English, characters of one within English words; concepts."""

WHOLE = 4
"""Characters up to which an English word is looked at whole only: its parts are mostly chance, and lead astray."""

WORDS_KEPT = 8192
"""English words whose places are kept."""

MOST = 1_200
"""Characters of a message that are looked at; the labels of a longer one are what its beginning does."""
_WORD = re.compile(r"[a-z0-9']+|[^\sa-z0-9']")
_NUMBER = re.compile(r"\d+")
_BACKCHANNEL = re.compile(
    "(?:嗯|哦|噢|好|好的|好嘞|行|收到|明白|明白了|了解|知道了|对|是的|没问题|ok|okay|i see|got it|right|sure|noted"
    "|understood|yes|no|yep|uh-huh|mm|hmm|alright|all right|fine)+[啊呀哦哈吧了的呢.~]*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is looked at in one clause.

    Attributes:
        index: The clause, counted over the message.
        buckets: Places its n-grams are hashed to, each once.
    """

    index: int
    buckets: frozenset[int]


def look(message: Message, concepts: Concepts) -> tuple[Looked, ...]:
    """Give the marks of each clause of a message that says more than a word of assent (annotation guide, rule 8)."""
    clauses = (clause for sentence in message.sentences for clause in sentence.clauses)
    return tuple(
        Looked(index=index, buckets=_buckets(clause, concepts, han=message.han))
        for index, clause in enumerate(clauses)
        if clause.start < MOST and not _BACKCHANNEL.fullmatch(clause.text)
    )


def _bucket(gram: str) -> int:
    return crc32(gram.encode()) % BUCKETS


def _buckets(clause: Clause, concepts: Concepts, *, han: bool) -> frozenset[int]:
    kind = "r" if clause.reported else "c" if clause.conditional else ""
    text = _NUMBER.sub("0", clause.text[:MOST].replace(MASK, ""))
    mood = "?" if clause.question else "."
    found = {_bucket(f"{kind}\x02{mood}")}
    has_han = any(map(is_han, text))
    if han and has_han:
        found.update(_bucket(kind + gram) for gram in _han_grams(text))
    else:
        words = _WORD.findall(text)
        found.update(_bucket(kind + gram) for gram in _word_grams(words))
        found.update(*(_parts(kind, word) for word in words if len(word) > WHOLE))
    found.update(_bucket(kind + gram) for gram in _concept_grams(text, concepts, mood, han=has_han))
    return frozenset(found)


def _concept_grams(text: str, concepts: Concepts, mood: str, *, han: bool) -> Iterator[str]:
    """Give runs of concepts, each concept with and without the mood of its clause, and pairs wherever they stand."""
    found, named = concepts.sequence(text, han=han)
    run = ["\x03", *found, "\x04"]
    for size in CONCEPT_SIZES:
        for at in range(len(run) - size + 1):
            yield "\x06" + " ".join(run[at : at + size])
    ordered = sorted(named)
    for one in ordered:
        yield f"\x07{one}"
        yield f"\x07{one}{mood}"
    for one, other in combinations(ordered, 2):
        yield f"\x07{one} {other}"


def _han_grams(text: str) -> Iterator[str]:
    edged = f"\x03{text}\x04"
    for size in HAN_SIZES:
        for at in range(len(edged) - size + 1):
            yield edged[at : at + size]


def _word_grams(words: list[str]) -> Iterator[str]:
    run = ["\x03", *words, "\x04"]
    for size in WORD_SIZES:
        for at in range(len(run) - size + 1):
            yield "\x05" + " ".join(run[at : at + size])


@lru_cache(maxsize=WORDS_KEPT)
def _parts(kind: str, word: str) -> frozenset[int]:
    """Give the places of the n-grams of characters within a word; people use the same words again and again."""
    edged = f" {word} "
    return frozenset(
        _bucket(kind + edged[at : at + size]) for size in PART_SIZES for at in range(len(edged) - size + 1)
    )
