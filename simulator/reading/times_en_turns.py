"""Which English turns of speech hold a time that their single words would give wrongly?

A week from today is not today, not before nine is no promise for nine, and between two and four is over at four.
"""

import re
from collections.abc import Iterator

from simulator.reading.numerals import latin_number
from simulator.reading.reading import TimePhrase

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FACE = r"(?:1[0-2]|0?[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DAY = rf"(?P<day>today|now|tomorrow|{'|'.join(_DAYS)})"
_WEEK_ON = re.compile(rf"\b(?:in )?(?P<n>a|one|two|three) weeks? (?:from|on|after|to) {_DAY}\b")
_DAY_WEEK = re.compile(rf"\b(?:(?:by|on|before) )?(?P<day>tomorrow|{'|'.join(_DAYS)}) week\b")
_HOUR = rf"{_FACE}(?::[0-5]\d)?(?: ?[ap]\.?m\b|\b)"
_NOT_BEFORE = re.compile(
    rf"\b(?:not|never|n't|no earlier than|no sooner than|at the earliest)(?: [a-z]+)?(?: before| until| till)? "
    rf"{_HOUR}|\b(?:not|no) (?:before|until|till|earlier than|sooner than) [a-z]+(?: [a-z]+)?"
)
_NO_HOURS = r"(?! (?:days|hours|minutes|times|people|percent))"
_BETWEEN = re.compile(
    rf"\b(?:between|from) {_FACE}(?::[0-5]\d)?(?: ?[ap]m)? (?:and|to|till|until) "
    rf"(?P<hour>{_FACE})(?::(?P<minute>[0-5]\d))?(?: ?(?P<half>[ap])m)?\b{_NO_HOURS}"
)
_FOUR_DIGITS = re.compile(
    r"\b(?P<lead>by|before|until|no later than|at) (?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)"
    r"(?: ?(?P<unit>h|hrs|hours)\b|(?![\d.,-]*\d)(?=$|[ ,.;!?。)]))(?! [a-z]+s\b)"
)
_YEARS = {"19", "20"}
_DAY_OUT = re.compile(r"\b(?:before|by) (?:the )?(?:day(?:'s| is) (?:out|over|done|through)|close of (?:the )?day)\b")
_CLOSE, _NOON, _LAST = 1080, 12, 1440


def find_en_turns(text: str) -> Iterator[TimePhrase]:
    """Find English turns of speech in a plain text; they are longer than what their words would give alone.

    >>> [(one.quote, one.day) for one in find_en_turns("a week from tomorrow")]
    [('a week from tomorrow', 8)]
    """
    for hit in _WEEK_ON.finditer(text):
        yield _days_on(hit, {"a": 1, "one": 1, "two": 2, "three": 3}[hit["n"]])
    for hit in _DAY_WEEK.finditer(text):
        yield _days_on(hit, 1)
    for hit in _NOT_BEFORE.finditer(text):
        yield TimePhrase(quote=hit[0], start=hit.start(), end=hit.end(), kind="vague")
    for hit in _BETWEEN.finditer(text):
        yield _until(hit)
    for hit in _FOUR_DIGITS.finditer(text):
        # 2030 without a word for hours is a year as often as half past eight.
        if hit["unit"] or hit["hour"] not in _YEARS:
            kind = "at" if hit["lead"] == "at" else "by"
            minute = int(hit["hour"]) * 60 + int(hit["minute"])
            yield TimePhrase(quote=hit[0], start=hit.start(), end=hit.end(), kind=kind, minute_of_day=minute)
    for hit in _DAY_OUT.finditer(text):
        yield TimePhrase(quote=hit[0], start=hit.start(), end=hit.end(), kind="by", day=0, minute_of_day=_CLOSE)


def _days_on(hit: re.Match[str], weeks: int) -> TimePhrase:
    near = {"today": 0, "now": 0, "tomorrow": 1}.get(hit["day"])
    return TimePhrase(
        quote=hit[0],
        start=hit.start(),
        end=hit.end(),
        kind="by",
        day=None if near is None else near + 7 * weeks,
        weekday=None if near is not None else _DAYS.index(hit["day"]),
        week=-1 if near is not None else weeks,
        minute_of_day=_LAST,
    )


def _until(hit: re.Match[str]) -> TimePhrase:
    """Give the end of a stretch of hours: by then it will have happened."""
    hour = round(latin_number(hit["hour"].lstrip("0") or "0"))
    minute = hour % _NOON * 60 + int(hit["minute"] or 0) + (720 if hit["half"] == "p" else 0)
    open_half = hit["half"] is None
    return TimePhrase(
        quote=hit[0],
        start=hit.start(),
        end=hit.end(),
        kind="by",
        minute_of_day=minute + (720 if open_half and hour == _NOON else 0),
        half_day=open_half,
    )
