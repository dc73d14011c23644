"""Which words of a message are the name of an action or a check, and so nothing that its writer asks or promises?

`请您做这一步：给服务商上门评分。` gives a step its name: nobody promises a visit or asks for a rating by it. A name
counts as one where it stands by itself behind a colon; the same words in somebody's own sentence are that person's.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from scenarios.fault_model import FaultModel
from simulator.by_identity import kept_by_identity
from simulator.reading.clauses import MASK
from simulator.reading.read import read
from simulator.reading.reading import Act, Reading, TimePhrase
from simulator.state import Desk

_NOTHING = "\u200b"
"""A character that readings drop: a hidden name is one mark, and all other places are kept."""

_BEFORE, _BEHIND = r"(?<=[:：])(\s*[“\"「『]?)", r"(?=[”\"」』]?\s*(?:[，,。.；;！!？?、)）\n]|$))"


@lru_cache(maxsize=64)
def _pattern(titles: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(titles, key=len, reverse=True)
    return re.compile(f"{_BEFORE}({'|'.join(map(re.escape, longest_first))}){_BEHIND}", re.IGNORECASE)


def titles_of(desk: Desk) -> tuple[str, ...]:
    """Give the names of all actions and checks of the case, in both languages."""
    return _titles(desk.case.fault_model)


@kept_by_identity(64)
def _titles(model: FaultModel) -> tuple[str, ...]:
    named = (*(one.title for one in model.actions), *(one.title for one in model.checks))
    return tuple(dict.fromkeys(text for title in named for text in (title.zh, title.en) if text))


def without_titles(text: str, titles: tuple[str, ...]) -> str:
    """Hide names that stand by themselves behind a colon, keeping every place.

    >>> without_titles("做这一步：上门评分。", ("上门评分",)).replace(_NOTHING, "-")
    '做这一步：¤---。'
    >>> without_titles("我给您上门评分。", ("上门评分",))
    '我给您上门评分。'
    """
    return _pattern(titles).sub(_hidden, text) if titles else text


def _hidden(found: re.Match[str]) -> str:
    return found[1] + MASK + _NOTHING * (len(found[2]) - 1)


def read_words(desk: Desk, text: str) -> Reading:
    """Read a message to the customer; names of actions and checks in it say nothing by themselves.

    Args:
        desk: Case and rules.
        text: The message as written.
    """
    bare = without_titles(text, titles_of(desk))
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
