"""Which of many texts are nearly the same?

Two texts are compared by the sets of their runs of five characters (shingles): nearly the same are those of which
more than 60 % of all runs are common (Jaccard index; Broder 1997, "On the resemblance and containment of documents").
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from scenarios.marks import level

RUN: Final = 5
"""Characters of a shingle."""

NEAR: Final = 0.6
"""Above this share of common runs two texts count as one."""

LEAST: Final = 20
"""Shorter texts are not compared: among them a name alone makes most of what is common."""


def runs(text: str) -> frozenset[str]:
    """Give the runs of a text, upper and lower case, widths and white space levelled.

    >>> sorted(runs("Ab  cdef"))
    [' cdef', 'ab cd', 'b cde']
    """
    plain = level(text)
    return frozenset(plain[at : at + RUN] for at in range(max(len(plain) - RUN + 1, 1)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Give the Jaccard index of two sets of runs, 0 to 1.

    >>> likeness(frozenset("ab"), frozenset("bc"))
    0.3333333333333333
    """
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def near_pairs(texts: Sequence[str], near: float = NEAR) -> Iterator[tuple[int, int, float]]:
    """Give the places of every two texts that are nearly the same, with their likeness.

    Two sets can only be alike above `near` when they share one of the rarest runs of either; so each text is looked
    up by those alone (prefix filtering: Chaudhuri, Ganti and Kaushik, ICDE 2006).
    """
    sets = [runs(text) for text in texts]
    often: dict[str, int] = defaultdict(int)
    for one in sets:
        for run in one:
            often[run] += 1
    seen: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(sets):
        if len(level(texts[place])) < LEAST:
            continue
        rare = sorted(one, key=lambda run: (often[run], run))
        first = rare[: len(rare) - int(near * len(rare)) + 1]
        for earlier in sorted({other for run in first for other in seen[run]}):
            found = likeness(sets[earlier], one)
            if found > near:
                yield earlier, place, found
        for run in first:
            seen[run].append(place)


def share_of_near(texts: Mapping[str, str]) -> tuple[float, list[tuple[str, str, float]]]:
    """Give the share of texts that are nearly the same as one before them, and the pairs by name.

    Texts of fewer than `LEAST` characters are neither compared nor counted.
    """
    names = [name for name, text in texts.items() if len(level(text)) >= LEAST]
    found = [(names[one], names[other], how) for one, other, how in near_pairs([texts[name] for name in names])]
    again = {other for _, other, _ in found}
    return (len(again) / len(names) if names else 0.0), found
