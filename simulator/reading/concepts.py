"""Which words mean much the same to a support desk?

Nobody can write an example for every word: a depot is a site as a branch is, and a lorry driver comes as a fitter
does. The lexicons name such concepts with their words; the classifier looks at concepts beside the words themselves,
so that what it learnt of one word holds for its kin.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

OTHER = "_"
"""Stands for words that no concept knows and that do not tie a sentence together."""

_SHORT_HAN = 2
"""So many characters between two Chinese concepts are kept as they are."""
_WORD = re.compile(r"[a-z0-9'&/-]+|[^\sa-z0-9']")
_ENDINGS = ("ing", "ed", "es", "s")
_STEM = 3
_TIES = frozenset({
    "i", "we", "you", "he", "she", "it", "they", "me", "us", "your", "my", "our", "his", "her", "their", "the",
    "a", "an", "this", "that", "is", "are", "was", "were", "be", "been", "do", "does", "did", "have", "has",
    "had", "can", "could", "will", "would", "shall", "should", "may", "might", "must", "not", "no", "n't",
    "don't", "didn't", "isn't", "to", "of", "in", "on", "at", "for", "from", "with", "by", "as", "if", "so",
    "and", "or", "but", "what", "which", "who", "whom", "whose", "when", "where", "why", "how", "there", "any",
    "some", "please", "now", "just", "up", "down", "out", "off", "over", "into", "than", "then", "still", "yet",
    "0",
})  # fmt: skip
"""Words that tie a sentence together, and 0 for whatever number."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Concepts:
    """Words and what they stand for.

    Attributes:
        words: Names of the concepts of each word, in plain form; the first one is what the word mostly means.

    >>> depot = Concepts(words={"depot": ("org",), "网点": ("org",)})
    >>> depot.sequence("the depots?", han=False), depot.sequence("您网点", han=True)
    ((['the', '<org>', '_'], {'org'}), (['您', '<org>'], {'org'}))
    """

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def sequence(self, text: str, *, han: bool) -> tuple[list[str], set[str]]:
        """Give a clause as the concepts it runs through, with the words that tie it, and all its concepts."""
        found: list[str] = []
        named: set[str] = set()
        for part, names in self._on_han(text) if han else self._on_latin(text):
            found.append(f"<{names[0]}>" if names else part)
            named.update(names)
        return found, named

    def _on_latin(self, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for word in _WORD.findall(text):
            yield (word if word in _TIES else OTHER), self._known(word)

    def _known(self, word: str) -> tuple[str, ...]:
        if word in self.words:
            return self.words[word]
        stems = (word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) >= len(end) + _STEM)
        stem = next(stems, "")
        return self.words.get(stem) or self.words.get(f"{stem}e", ())

    def _on_han(self, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        at = 0
        for hit in self._mixed.finditer(text):
            if hit.start() > at:
                yield _between(text[at : hit.start()]), ()
            yield "", self.words[hit[0]]
            at = hit.end()
        if at < len(text):
            yield _between(text[at:]), ()

    @cached_property
    def _mixed(self) -> re.Pattern[str]:
        """Find the longest word at a place; a Latin one only as a whole word."""
        longest = sorted(self.words, key=lambda word: (-len(word), word))
        latin = [re.escape(word) for word in longest if word[0] < "\x80"]
        rest = [re.escape(word) for word in longest if word[0] >= "\x80"]
        return re.compile("|".join([*rest, *(f"(?<![a-z0-9]){word}(?![a-z0-9])" for word in latin)]) or "(?!)")


def _between(text: str) -> str:
    return text if len(text) <= _SHORT_HAN else OTHER
