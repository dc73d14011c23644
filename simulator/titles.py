"""Which words of a message are the name of an action or a check, and so nothing that its writer asks or promises?

`请您做这一步：给服务商上门评分。` gives a step its name: nobody promises a visit or asks for a rating by it. A name
counts as one where it stands by itself behind a colon; the same words in somebody's own sentence are that person's.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from scenarios.fault_model import FaultModel
from simulator.by_identity import kept_by_identity
from simulator.reading.clauses import MASK
from simulator.reading.read import read
from simulator.reading.reading import Act, Reading, TimePhrase
from simulator.state import Desk

_NOTHING = "\u200b"
"""A character that readings drop: a hidden name is one mark, and all other places are kept."""

_BEFORE, _BEHIND = r"(?<=[:：])(\s*[“\"「『]?)", r"(?=[”\"」』]?\s*(?:[，,。.；;！!？?、)）\n]|$))"


_WIDTH = {0x3000: " ", **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}


def _folded(text: str, script: Mapping[str, str]) -> str:
    """Write Traditional characters and full-width ones plainly, one for one."""
    return "".join([script.get(char, char) for char in text]).translate(_WIDTH)


@lru_cache(maxsize=64)
def _pattern(titles: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted((_folded(one, {}) for one in titles), key=len, reverse=True)
    return re.compile(f"{_BEFORE}({'|'.join(map(re.escape, longest_first))}){_BEHIND}", re.IGNORECASE)


def titles_of(desk: Desk) -> tuple[str, ...]:
    """Give the names of all actions and checks of the case, in both languages."""
    return _titles(desk.case.fault_model)


@kept_by_identity(64)
def _titles(model: FaultModel) -> tuple[str, ...]:
    named = (*(one.title for one in model.actions), *(one.title for one in model.checks))
    return tuple(dict.fromkeys(text for title in named for text in (title.zh, title.en) if text))


def without_titles(text: str, titles: tuple[str, ...], script: Mapping[str, str] = MappingProxyType({})) -> str:
    """Hide names that stand by themselves behind a colon, keeping every place.

    Args:
        text: The message as written.
        titles: Names of actions and checks.
        script: Traditional characters and what they are read as.

    >>> without_titles("做这一步：上门评分。", ("上门评分",)).replace(_NOTHING, "-")
    '做这一步：¤---。'
    >>> without_titles("我给您上门评分。", ("上门评分",))
    '我给您上门评分。'
    """
    hits = _pattern(titles).finditer(_folded(text, script)) if titles else ()
    for start, end in [hit.span(2) for hit in hits]:
        text = text[:start] + MASK + _NOTHING * (end - start - 1) + text[end:]
    return text


def read_words(desk: Desk, text: str) -> Reading:
    """Read a message to the customer; names of actions and checks in it say nothing by themselves.

    Args:
        desk: Case and rules.
        text: The message as written.
    """
    bare = without_titles(text, titles_of(desk), desk.rules.script)
    reading = read(bare, desk.case.lang, desk.rules)
    return reading if bare == text else _quoting(reading, text)


def _quoting(reading: Reading, text: str) -> Reading:
    """Let a reading quote the message as it was written."""
    second = reading.second
    return replace(
        reading,
        acts=tuple(_acts(reading.acts, text)),
        times=tuple(_times(reading.times, text)),
        second=replace(second, acts=tuple(_acts(second.acts, text))) if second else None,
    )


def _acts(acts: Iterable[Act], text: str) -> Iterable[Act]:
    return (replace(one, quote=text[one.start : one.end]) for one in acts)


def _times(times: Iterable[TimePhrase], text: str) -> Iterable[TimePhrase]:
    return (replace(one, quote=text[one.start : one.end]) for one in times)
