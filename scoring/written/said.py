"""Does a text say a fact of words, known by marks or by its own words?"""

from dataclasses import replace
from typing import Final

from scenarios.marks import standing
from scenarios.twist import Groups
from scoring.records import shared_share, words_of_text
from scoring.written.reference import Fact, Rival
from scoring.written.told import ABSENT, Manner, Telling, negations, sentences_of, telling, telling_whole

NAMED: Final = 0.7
"""Share of the words of a title that must stand in one sentence which names it, where nobody has given marks."""

_RANK: tuple[Manner, ...] = ("told", "hedged", "denied", "absent")


def said_of(fact: Fact, text: str, *, conditional: bool = False) -> Telling:
    """Tell how a text says a fact.

    >>> said_of(Fact(topic="cure", value="更换网关证书"), "今天更换了网关证书。").manner
    'told'
    >>> said_of(Fact(topic="cure", value="更换网关证书"), "不要更换网关证书。").manner
    'denied'
    """
    found = _ways(fact.marks, (fact.value, *fact.ways), text, conditional=conditional, rival=False)
    if fact.denied_too and found.manner == "denied":
        return replace(found, manner="told")
    return _as_the_thing_itself(found, fact.marks, fact.value, text)


def _as_the_thing_itself(found: Telling, marks: Groups, value: str, text: str) -> Telling:
    """Credit what denies, or leaves open, just as the thing itself does: `cannot print` is told by `cannot print`."""
    if not marks or found.manner in {"told", "absent"} or telling(value, marks).manner != found.manner:
        return found
    more = negations(text[found.start : found.end]) > negations(value)
    return replace(found, manner="hedged" if more else "told")


def said_instead(rival: Rival, text: str, *, conditional: bool = False) -> Telling:
    """Tell how a text says what contradicts a fact."""
    return _ways(rival.marks, (rival.value,), text, conditional=conditional, rival=True)


def _ways(marks: Groups, values: tuple[str, ...], text: str, *, conditional: bool, rival: bool) -> Telling:
    if marks:
        return telling(text, marks, conditional=conditional, rival=rival)
    found = [_named(one, text, conditional=conditional, rival=rival) for one in values]
    return min(found, key=lambda one: _RANK.index(one.manner), default=ABSENT)


def _named(value: str, text: str, *, conditional: bool, rival: bool) -> Telling:
    """Look for a title by the words that it shares with a sentence; they are then its marks."""
    whole = telling(text, ((value,),), conditional=conditional, rival=rival)
    if whole.manner != "absent":
        return whole
    found = [telling_whole(text, value, conditional=conditional)]
    for sentence in sentences_of(text):
        shared = [one for one in words_of_text(value) if next(standing(one, sentence.text), None)]
        if shared and shared_share(value, sentence.text) >= NAMED:
            groups = tuple((word,) for word in sorted(shared))
            one = telling(sentence.raw, groups, conditional=conditional, rival=rival)
            one, at = _as_the_thing_itself(one, groups, value, sentence.raw), sentence.start
            found.append(replace(one, start=one.start + at, end=one.end + at, place=one.place + at))
    return min(found, key=lambda one: _RANK.index(one.manner))
