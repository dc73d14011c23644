"""Which moment or span does a trainee name, and when is that?

`within` counts from the moment of the message. A plain hour is the next such moment on a twelve-hour clock; a weekday
is the next one whose moment lies ahead. What has no future reading (`today at two`, said at three) resolves to None,
and so does what is vague (`soon`): then the customer asks for the time.
"""

import calendar
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from policy.text import Lang
from simulator.reading.clauses import mask_quotes
from simulator.reading.normal import is_han, normalise
from simulator.reading.reading import TimePhrase
from simulator.reading.times_en import find_en
from simulator.reading.times_en_turns import find_en_turns
from simulator.reading.times_zh import find_zh

_WRITTEN = "兩點鐘後週個內號時禮過馬儘盡間來盤會兒這業營開關門飯學閉館結為遲準隨幾數畫"
_READ_AS = "两点钟后周个内号时礼过马尽尽间来盘会儿这业营开关门饭学闭馆结为迟准随几数画"
_TRADITIONAL = dict(zip(_WRITTEN, _READ_AS, strict=True))
_HALF_DAY_MIN = 720
_DAYTIME = range(8, 13)
"""Hours of a later day that mean the forenoon or noon when neither is said; one to seven then mean the afternoon."""


def find_times(text: str, lang: Lang) -> tuple[TimePhrase, ...]:
    """Find the time expressions of a message, none overlapping, with their quotes as written.

    Args:
        text: The message.
        lang: Language whose reading wins where both claim the same words.

    >>> [(one.quote, one.kind, one.span_s) for one in find_times("We call within 30 min.", "en")]
    [('within 30 min', 'within', 1800)]
    """
    normal = normalise(text, _TRADITIONAL)
    found = []
    for one in find_plain_times(mask_quotes(normal.text), lang):
        start, end = normal.span(one.start, one.end)
        found.append(_moved(one, text, start, end))
    return tuple(found)


def find_plain_times(text: str, lang: Lang | None = None, *, han: bool = False) -> tuple[TimePhrase, ...]:
    """Find time expressions in a plain form; of overlapping ones the longest stays, then that of `lang`.

    Args:
        text: The plain form.
        lang: Language whose reading wins.
        han: Read it as Chinese too though no Han character stands in it, as a part of a text that has some.
    """
    latin = (
        []
        if not any("a" <= char <= "z" or char.isdigit() for char in text)
        else [*find_en(text), *find_en_turns(text)]
    )
    chinese = list(find_zh(text)) if han or any(map(is_han, text)) else []
    both = [*chinese, *latin] if lang != "en" else [*latin, *chinese]
    kept: list[TimePhrase] = []
    for one in sorted(both, key=lambda phrase: phrase.start - phrase.end):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda phrase: phrase.start))


def _moved(one: TimePhrase, text: str, start: int, end: int) -> TimePhrase:
    return replace(one, quote=text[start:end], start=start, end=end)


def resolve(phrase: TimePhrase, at: datetime, zone: str) -> datetime | None:
    """Put a time phrase on the clock.

    Args:
        phrase: What was said.
        at: When it was said, aware.
        zone: Time zone of the desk, IANA name.

    Returns:
        The moment meant, in UTC, never before `at`; None where there is none.

    >>> from datetime import UTC
    >>> half = find_times("半小时内", "zh")[0]
    >>> resolve(half, datetime(2026, 3, 10, 1, 0, tzinfo=UTC), "Asia/Shanghai").isoformat()
    '2026-03-10T01:30:00+00:00'
    """
    if at.tzinfo is None:
        raise ValueError("the moment of speaking must be aware")
    if phrase.kind == "within" and phrase.span_s is not None:
        return (at + timedelta(seconds=phrase.span_s)).astimezone(UTC)
    if phrase.kind == "vague" or phrase.minute_of_day is None:
        return None
    here = at.astimezone(ZoneInfo(zone))
    moments = (_on_clock(day, minute, zone) for day in _days(phrase, here.date()) for minute in _minutes(phrase))
    return min((moment for moment in moments if moment >= at), default=None)


def _minutes(phrase: TimePhrase) -> tuple[int, ...]:
    minute = phrase.minute_of_day or 0
    if not phrase.half_day:
        return (minute,)
    if phrase.day == 0 or (phrase.day is None and phrase.weekday is None and phrase.day_of_month is None):
        return (minute % _HALF_DAY_MIN, minute % _HALF_DAY_MIN + _HALF_DAY_MIN)
    return (minute if minute // 60 in _DAYTIME else minute % _HALF_DAY_MIN + _HALF_DAY_MIN,)


def _days(phrase: TimePhrase, today: date) -> tuple[date, ...]:
    if phrase.day is not None:
        return (today + timedelta(days=phrase.day),)
    if phrase.weekday is not None:
        monday = today - timedelta(days=today.weekday())
        this = monday + timedelta(days=phrase.weekday)
        if phrase.week >= 0:
            return (this + timedelta(weeks=phrase.week),)
        return (this, this + timedelta(weeks=1))
    if phrase.day_of_month is not None:
        return _dates(phrase, today)
    return (today, today + timedelta(days=1))


def _dates(phrase: TimePhrase, today: date) -> tuple[date, ...]:
    """Give the date in this and the following months; a 31st in a shorter month is its last day."""
    day = phrase.day_of_month or 1
    months = [
        (today.year + (today.month - 1 + ahead) // 12, (today.month - 1 + ahead) % 12 + 1) for ahead in range(13)
    ]
    wanted = [(year, month) for year, month in months if phrase.month in {None, month}]
    return tuple(date(year, month, min(day, calendar.monthrange(year, month)[1])) for year, month in wanted)


def _on_clock(day: date, minute: int, zone: str) -> datetime:
    days, rest = divmod(minute, 1440)
    naive = datetime(day.year, day.month, day.day, rest // 60, rest % 60, tzinfo=ZoneInfo(zone)) + timedelta(
        days=days
    )
    return naive.astimezone(UTC)
