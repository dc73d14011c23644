"""Was a section really written, or filled: with nothing, the task, the same heap again, or bare keywords?"""

import re
from collections.abc import Mapping
from typing import Final, Literal

from scenarios.marks import standing
from scoring.written.kind import Kind, Section
from scoring.written.reference import Fact, References
from scoring.written.said import said_of
from scoring.written.told import plain_of, sentences_of

Filling = Literal["", "missing", "copied", "repeated", "heaped"]
"""Empty where a section was really written."""

_NOTHING = re.compile(
    r"(?:未知|不详|不明|无|没有|略|同上|待定|待补充?|暂无|n/?a|none|unknown|tbd|todo|nil|same|see above|x+|\W+)?"
)
_LETTERS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")

COPIED: Final = 0.75
"""Share of runs of six characters that stand in the task."""
RUN: Final = 6
HEAP: Final = 4
"""Fewest facts of a heap."""
HEAP_SHARE: Final = 0.7
"""Share of a document's facts that a section of its own would not hold."""
SAME: Final = 12
"""Fewest letters of a text that is not the same as another by chance."""
PROSE = frozenset({"words", "steps"})
LONG: Final = 40
"""Letters from which on the same text is no coincidence in a field either."""
OFTEN: Final = 3
DENSE: Final = 0.6


def is_nothing(text: str) -> bool:
    """Tell whether a text says nothing.

    >>> is_nothing(" n/a "), is_nothing("……"), is_nothing("无法付款")
    (True, True, False)
    """
    return _NOTHING.fullmatch(plain_of(text)) is not None


def _letters(text: str) -> str:
    return _LETTERS.sub("", plain_of(text))


def _is_copied(text: str, prompt: str) -> bool:
    own, task = _letters(text), _letters(prompt)
    runs = [own[at : at + RUN] for at in range(len(own) - RUN + 1)]
    return bool(runs) and sum(one in task for one in runs) / len(runs) >= COPIED


def fillings(kind: Kind, sections: Mapping[str, str], references: References) -> Mapping[str, Filling]:
    """Say of every section how it was filled.

    A heap is the list of all facts put where one belongs; one section alone may hold it, its own facts count then.
    """
    texts = {one.code: sections.get(one.code, "") for one in kind.sections}
    found: dict[str, Filling] = {}
    for code, text in texts.items():
        if is_nothing(text):
            found[code] = "missing"
        elif references.prompt and _is_copied(text, references.prompt):
            found[code] = "copied"
        else:
            found[code] = ""
    written = {code: _letters(texts[code]) for code, filling in found.items() if not filling}
    least = {one.code: SAME if one.form in PROSE else LONG for one in kind.sections}
    for code, own in written.items():
        if len(own) >= least[code] and sum(own == other for other in written.values()) > 1:
            found[code] = "repeated"
    heaps = [code for code in written if _is_heap(kind, texts[code], references)]
    if len(heaps) > 1:
        found |= dict.fromkeys(heaps, "heaped")
    return found


def _is_heap(kind: Kind, text: str, references: References) -> bool:
    topics = {topic for one in kind.sections for topic in one.carries}
    facts = [one for one in references.facts if one.topic in topics]
    if len(facts) < HEAP:
        return False
    told = sum(_stands(one, text) for one in facts)
    return told >= HEAP and told / len(facts) >= HEAP_SHARE


def _stands(fact: Fact, text: str) -> bool:
    if fact.kind == "words":
        return said_of(fact, text).manner != "absent"
    return next(standing(fact.value, plain_of(text)), None) is not None


def is_stuffed(section: Section, fact: Fact, text: str) -> bool:
    """Tell whether words of a fact are only thrown in: one of them again and again, with hardly anything between."""
    if section.form != "words" or fact.kind != "words":
        return False
    groups = (*fact.groups, *(group for one in fact.rivals for group in one.marks))
    for sentence in sentences_of(text):
        marks = [(mark, tuple(standing(mark, sentence.text))) for group in groups for mark in group]
        held = {at for _, spans in marks for start, end in spans for at in range(start, end)}
        letters = sum(one.isalnum() for one in sentence.text)
        if any(len(spans) >= OFTEN for _, spans in marks) and len(held) >= DENSE * letters:
            return True
    return False
