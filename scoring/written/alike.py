"""Which sentence is about which fact? Never a grade: it only tells words off the matter from other words for it."""

import re
from functools import lru_cache
from typing import Final

import numpy as np
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from scoring.written.told import plain_of

NEAR: Final = 0.2
"""Least cosine of character pairs and triples at which a sentence may be about a fact."""


LEAST: Final = 4
"""Letters of a Latin word that tells what a text is about."""

_WORD = re.compile(r"[a-z']+")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def _bearing(text: str) -> str:
    """Leave out the English words that every sentence has; what is left says what it is about."""
    return _WORD.sub(lambda one: " " if one[0] in ENGLISH_STOP_WORDS else one[0], plain_of(text))


@lru_cache(maxsize=64)
def _space(known: tuple[str, ...]) -> tuple[TfidfVectorizer, np.ndarray]:
    space = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3), sublinear_tf=True)
    return space, space.fit_transform(known).toarray()


def _topics(text: str) -> frozenset[str]:
    """Give what a text is about, roughly: pairs of Han characters, longer Latin words."""
    latin = {one for one in _WORD.findall(_bearing(text)) if len(one) >= LEAST}
    runs = _HAN.findall(plain_of(text))
    return frozenset(latin | {run[at : at + 2] for run in runs for at in range(len(run) - 1)})


def is_near(sentence: str, known: tuple[str, ...]) -> bool:
    """Tell whether a sentence may be about one of some facts: it is like one, and shares a word or its beginning.

    >>> is_near("A terminal refuses the card", ("cards are declined",)), is_near("Nice day", ("Card declined",))
    (True, False)
    """
    own, others = _topics(sentence), frozenset().union(*(_topics(one) for one in known))
    shared = any(one.startswith(other) or other.startswith(one) for one in own for other in others)
    return shared and nearest(sentence, known) >= NEAR


def nearest(sentence: str, known: tuple[str, ...]) -> float:
    """Give the cosine between a sentence and the nearest of some texts, 0 to 1.

    >>> nearest("the card was declined", ("card payments are declined",)) > NEAR
    True
    """
    texts = tuple(one for one in dict.fromkeys(_bearing(one) for one in known) if one.strip())
    if not texts:
        return 0.0
    space, rows = _space(texts)
    return float((rows @ space.transform([_bearing(sentence)]).toarray()[0]).max())
