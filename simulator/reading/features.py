"""Which marks of a message does the classifier look at?

Hashed n-grams: of characters in Chinese, of characters within words and of whole words in English, taken clause by
clause and never across, so that what speaks for an act has a place. What stands in a quotation is not looked at, and
a clause that rests on a condition or tells somebody else's words has n-grams of its own kind: the guards of the
annotation guide hold for the classifier as for the rules.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from simulator.reading.clauses import MASK, Clause, Message
from simulator.reading.normal import is_han

FEATURES = "features/1"
"""Version of what is looked at; raise it when the same message would be looked at differently."""

BUCKETS = 1 << 15
"""Places that n-grams are hashed to."""

HAN_SIZES, WORD_SIZES, PART_SIZES = (1, 2, 3, 4), (1, 2, 3), (3, 4, 5)
"""Characters of an n-gram in Chinese, words of one in English, characters of one within English words."""

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


def look(message: Message) -> tuple[Looked, ...]:
    """Give the marks of each clause of a message that says more than a word of assent (annotation guide, rule 8)."""
    clauses = (clause for sentence in message.sentences for clause in sentence.clauses)
    return tuple(
        Looked(index=index, buckets=frozenset(map(_bucket, _grams(clause, han=message.han))))
        for index, clause in enumerate(clauses)
        if clause.start < MOST and not _BACKCHANNEL.fullmatch(clause.text)
    )


def _bucket(gram: str) -> int:
    return crc32(gram.encode()) % BUCKETS


def _grams(clause: Clause, *, han: bool) -> Iterator[str]:
    kind = "r" if clause.reported else "c" if clause.conditional else ""
    text = _NUMBER.sub("0", clause.text[:MOST].replace(MASK, ""))
    yield f"{kind}\x02{'?' if clause.question else '.'}"
    grams = _han_grams(text) if han and any(map(is_han, text)) else _latin_grams(text)
    for gram in grams:
        yield kind + gram


def _han_grams(text: str) -> Iterator[str]:
    edged = f"\x03{text}\x04"
    for size in HAN_SIZES:
        for at in range(len(edged) - size + 1):
            yield edged[at : at + size]


def _latin_grams(text: str) -> Iterator[str]:
    words = ["\x03", *_WORD.findall(text), "\x04"]
    for size in WORD_SIZES:
        for at in range(len(words) - size + 1):
            yield "\x05" + " ".join(words[at : at + size])
    for word in words[1:-1]:
        edged = f" {word} "
        for size in PART_SIZES:
            for at in range(len(edged) - size + 1):
                yield edged[at : at + size]
