"""Which times of day does a text name, and were they told?"""

import re
from functools import lru_cache
from typing import NamedTuple

from simulator.reading.normal import is_han
from simulator.reading.numerals import LATIN_NUMBER, latin_number
from simulator.reading.times import find_plain_times

_CLOCK = re.compile(r"[:.：][0-9]{2}|[点點时時]|[0-9] ?[ap]\.?m\b|o'clock|\b(?:half|quarter|past)\b")

_SPOKEN = re.compile(
    rf"\b(?P<first>(?!\d){LATIN_NUMBER})(?: (?P<how>past|to))?(?: oh)? (?P<last>(?!\d){LATIN_NUMBER})\b"
)
_BARE = re.compile(r"(?<![0-9.:])([01][0-9]|2[0-3])([0-5][0-9])(?![0-9.:])")
HALF_DAY, HOUR, DAY = 720, 60, 24
_STEPS = ((5, 2), (15, 7), (30, 15), (HOUR, 30))
"""To how many minutes a time of day is rounded, and how far that may lie from it."""


class DayTime(NamedTuple):
    """A time of day in a text; `half_day`: it stays open by twelve hours."""

    start: int
    end: int
    minute: int
    half_day: bool


def day_times(text: str) -> tuple[DayTime, ...]:
    """Find the times of day in a levelled text; a part of the day alone is none.

    >>> [one.minute // 60 for one in day_times("下午2:30 到三点，5 to 9 shops")]
    [14, 3]
    """
    return _at_clock(text, han=False)


def _at_clock(text: str, *, han: bool) -> tuple[DayTime, ...]:
    return tuple(
        DayTime(one.start, one.end, one.minute_of_day % (2 * HALF_DAY), one.half_day)
        for one in find_plain_times(text, han=han)
        if one.kind in {"at", "by"} and one.minute_of_day is not None and _CLOCK.search(text[one.start : one.end])
    )


KEPT = 4096
"""Parts of texts whose times are kept: an article, a sheet or a phrase is known in many tickets."""


@lru_cache(maxsize=KEPT)
def clock_times(text: str) -> tuple[DayTime, ...]:
    """Find the times of day in a short text that comes again and again, as a clock shows them."""
    return day_times(text)


def told_times(text: str) -> tuple[DayTime, ...]:
    """Find all that a levelled text of many lines may tell of times of day, whatever their places.

    Lines are parted by ` ; ` (`figures.plain`), which no time spans; each is read once, in however many tickets.

    >>> [one.minute for one in told_times("since 0930 ; 三点")]
    [570, 180]
    """
    *parts, last = text.split(" ; ")
    han = any(map(is_han, text))
    # What follows a number says whether it is an hour, so the mark behind a line stays with it.
    return tuple(when for part in (*(f"{one} ;" for one in parts), last) for when in _of_part(part, han=han))


@lru_cache(maxsize=KEPT)
def _of_part(part: str, *, han: bool) -> tuple[DayTime, ...]:
    return (*_at_clock(part, han=han), *bare_times(part))


def is_told(clock: DayTime, heard: tuple[DayTime, ...]) -> bool:
    """Tell whether a time of day was heard, exactly or before it was rounded, on a clock of twelve or 24 hours."""
    for other in heard:
        day = HALF_DAY if clock.half_day or other.half_day else 2 * HALF_DAY
        apart = abs(clock.minute - other.minute) % day
        apart = min(apart, day - apart)
        if apart == 0 or any(clock.minute % step == 0 and apart <= most for step, most in _STEPS):
            return True
    return False


def bare_times(text: str) -> tuple[DayTime, ...]:
    """Find what may be a time without a mark of one, as four figures or two numbers in words; counts look the same.

    >>> [one.minute for one in bare_times("since 0930, ten forty five or six to seven")]
    [570, 645, 414]
    """
    found = [(one.start(), one.end(), int(one[1]), int(one[2]), False) for one in _BARE.finditer(text)]
    for one in _SPOKEN.finditer(text):
        first, last = int(latin_number(one["first"])), int(latin_number(one["last"]))
        hour, minute = (last, first) if one["how"] else (first, last)
        if hour < DAY and minute < HOUR:
            found.append((one.start(), one.end(), hour, -minute if one["how"] == "to" else minute, True))
    return tuple(
        DayTime(start, end, (hour * HOUR + minute) % (2 * HALF_DAY), half_day=half)
        for start, end, hour, minute, half in found
    )


def timeless(written: str, heard: tuple[DayTime, ...]) -> tuple[str, tuple[str, ...]]:
    """Take the times of day out of a text, but not the dates that stand with them; give those nobody told.

    >>> timeless("09:30 起，10:20 停", day_times("九点半左右"))
    ('  起，  停', ('10:20',))
    """
    strange: list[str] = []
    for one in reversed(day_times(written)):
        if not is_told(one, heard):
            hour, minute = divmod(one.minute, HOUR)
            strange.append(f"{hour}:{minute:02}" if minute else f"{hour}")
        dated = re.match(r"[^:.点點时時]*[月日号/]", written[one.start : one.end])
        written = written[: one.start + len(dated[0] if dated else "")] + " " + written[one.end :]
    return written, tuple(strange)
