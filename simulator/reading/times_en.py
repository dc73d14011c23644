"""Which time expressions does an English text hold?

Plain hours without am or pm stay open by twelve hours (`half_day`); a part of the day, or a day alone, is its end:
morning 12:00, afternoon 18:00, evening 21:00, the day 24:00. Business ends at 18:00 (assumption of ours).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from simulator.reading.numerals import LATIN_NUMBER, latin_number
from simulator.reading.reading import TimePhrase


def _any(*words: str) -> str:
    """Put ways of saying the same thing into one pattern."""
    return "(?:" + "|".join(words) + ")"


_UNIT_S = {"s": 1, "mi": 60, "h": 3600, "d": 86400, "b": 86400, "w": 604800, "f": 1209600, "mo": 2592000, "m": 60}
_UNITS = _any(
    r"seconds?|secs?|minutes?|mins?|min|hours?|hrs?|hr|h",
    r"(?:(?:business|working|calendar|full) )?days?|weeks?|fortnights?|months?",
)
_LESS = r"within|inside(?: of)?|in|under|less than|no more than|not more than|at most|no longer than|up to"
_MORE = r"a maximum of|maximum|max|the next|over the next|after|another|around|about|roughly|approximately"
_LEAD = _any(_LESS, _MORE, r"some|give me|take|takes|allow")
_TAIL = r"(?:'s? time|' time|from now|or less|or so|or sooner|at (?:the )?(?:most|latest|outside)|tops|max(?:imum)?)"
_AMOUNT = rf"(?:a couple of|couple of|a dozen|another|{LATIN_NUMBER}|an?(?= ))"
_HALVES = r"(?:half an? (?:hour|day)|half[- ]hour|(?P<q>three )?quarters? of an hour|quarter[- ]hour)"
_REST = rf"(?:(?: and| ,)? (?P<n2>{LATIN_NUMBER})[ -]?(?:minutes?|mins?|min|m)\b|(?P<quarter> and a quarter))"
_SPAN = re.compile(
    rf"\b(?P<leads>(?:{_LEAD} )+)?(?:the )?(?:(?:an? )?(?P<half>{_HALVES})"
    rf"|(?P<n>{_AMOUNT})[ -]?(?:and a half )?(?P<u>{_UNITS})\b(?P<andhalf> and a half)?{_REST}?"
    rf"|(?P<hm>\d+)h ?(?P<mm>\d+)m?(?:in)?\b)(?P<tail> ?{_TAIL})?(?P<past> ago| earlier| before| now)?"
)
_THE_HOUR = re.compile(r"\b(?:within|inside|in|under) the (?:next )?(?P<u>hour|half[- ]hour|minute)\b")
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SPRING = r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
_MONTH = _any(_SPRING, r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?")
_RELATIVE = r"day after tomorrow|tomorrow|tmrw|tomo|tonight|today|same day|next day|following day"
_WEEKDAY = "|".join([*_WEEKDAYS, *_SHORT_DAYS])
_DAY = (
    r"(?:the )?(?:(?P<{0}rel>" + _RELATIVE + r")"
    r"|(?:(?P<{0}week>this coming|this|next|coming) )?(?P<{0}wd>" + _WEEKDAY + r")\b(?! to\b)"
    r"|(?P<{0}dom>\d{{1,2}})(?:st|nd|rd|th)(?: (?:of )?(?P<{0}mon>" + _MONTH + r"))?\b"
    r"|(?P<{0}dom2>\d{{1,2}}) (?P<{0}mon2>" + _MONTH + r")\b"
    r"|(?P<{0}mon3>" + _MONTH + r") (?P<{0}dom3>\d{{1,2}})(?:st|nd|rd|th)?\b)"
)
"""A day; `{0}` tells the day before the hour from the day after it."""

_FACE = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_HOUR = rf"(?:1[0-2]|0?[1-9]|{_FACE})"
_AP = r"(?: ?(?:(?P<{0}ap>[ap])\.?m\b\.?|(?P<{0}oc>o'?clock|sharp|on the dot)))"
_PAST = r"half|(?:a )?quarter|five|ten|twenty|twenty[- ]five|\d{1,2}"
_CLOCK = _any(
    rf"(?P<rel>{_PAST})(?: minutes)? (?P<dir>past|after|to|till) (?P<h1>{_HOUR})\b{_AP.format('x')}?",
    rf"(?P<h2>2[0-3]|1\d|0?\d)[:.h](?P<m2>[0-5]\d)(?!\d|\.\d){_AP.format('y')}?",
    rf"(?P<h3>{_HOUR}){_AP.format('z')}",
    rf"half (?P<h4>{_HOUR})\b(?! an| hour)",
    rf"(?P<hw>{_FACE})[ -](?P<mw>thirty|fifteen|forty[- ]five|ten|twenty|forty|fifty)\b(?! min){_AP.format('w')}?",
)
_NEXT_WORD = r"on|today|tomorrow|tonight|in the|this|next|sharp|at the|latest|and|or|if|to|with|so|for"
_GOES_ON = _any(_NEXT_WORD, r"your|i|we|you|our|at|please", "|".join(_WEEKDAYS))
_NO_HOUR = r"(?:of|or (?:two|three|four|so)|to (?:two|three|four|five|six|ten))"
_BARE = rf"(?P<bare>{_HOUR})(?=$|[,.;!?。)\n]| {_GOES_ON}\b)(?! {_NO_HOUR}\b)"
_PARTS = (
    r"(?P<part>(?:early |late |mid[- ]?)?(?:morning|afternoon|evening|night)"
    r"|noon|midday|lunch ?time|lunch|midnight|teatime|breakfast|first thing)"
)
_UNTIL = r"by|before|no later than|not later than|until|till|at the latest by|latest by|prior to|ahead of|within"
_BY = _any(_UNTIL, r"by the end of|before the end of|the end of|end of|later")
_BOUND = r"(?:(?P<{0}by>" + _BY + r")|(?P<{0}at>at|around|about|from|on|for|after|towards?|in|this|during|come)) "
_HALF = r"(?:morning|afternoon|evening|night)"
_LATEST = r"(?P<latest> at the (?:very )?latest| latest)?"
_BEFORE = rf"(?<![\w.:-])(?:{_BOUND.format('a')})?(?:{_DAY.format('p')},? )?(?:(?P<dp2>{_HALF}),? )?"
_BEFORE_BARE = rf"(?<![\w.:-])(?:{_DAY.format('p')},? )?(?:(?P<dp2>{_HALF}),? )?"
_IN_THE = rf"(?: (?:in the |at )?(?P<dp>{_HALF}))?"
_AFTER = rf"{_IN_THE}(?:,? (?:on )?{_DAY.format('q')})?(?: (?P<dp3>{_HALF}))?{_LATEST}"
_AT_CLOCK = re.compile(rf"{_BEFORE}(?:{_BOUND.format('b')})?{_CLOCK}{_AFTER}")
_AT_BARE = re.compile(rf"{_BEFORE_BARE}(?:{_BOUND.format('b')}){_BARE}{_AFTER}")
_ALONE = _PARTS.replace("part", "alone")
_AT_PART = re.compile(
    rf"(?<![\w.:-])(?:{_BOUND.format('a')})*(?:the )?(?:(?P<thing>first thing|last thing)(?: on)? )?"
    rf"(?:{_DAY.format('p')}(?:,? (?:at |by |before |around )?{_PARTS})?|{_ALONE}(?: (?:on )?{_DAY.format('q')})?)"
    rf"(?:'s (?P<close>close))?{_LATEST}\b"
)
_OF_DAY = r"(?:business |working |work )?(?:day|shift|play|business|today|afternoon|morning)"
_ENDS = _any(_OF_DAY, r"week|working week|month|tomorrow")
_NAMES = _any(
    r"close of (?:business|play)",
    rf"end of (?:the |my |our |today's |this )?{_ENDS}",
    r"c\.?o\.?b|e\.?o\.?[dbwm]|e\.?o\.?p|day's end|knocking[- ]off time|i (?:go home|finish|knock off|leave)",
)
_NAMED = re.compile(
    r"\b(?:(?P<by>by|before|until|no later than|prior to|ahead of|within) )?(?:the )?"
    rf"(?P<name>{_NAMES})\b\.?(?: (?:on )?{_DAY.format('p')})?"
)
_CAN = r"(?:possible|i can|we can|they can|it is ready)"
_MOMENTS = r"(?:bit|while|moment|minute|sec|second|jiffy|mo|tick|little while)"
_SPANS = r"(?:seconds|minutes|mins|hours|hrs|days|weeks)"
_VAGUE_WORDS = _any(
    rf"a\.?s\.?a\.?p|as soon as {_CAN}|as quickly as (?:possible|we can|i can)",
    rf"soon(?:est)?|shortly|right away|straight away|immediately|at once|later(?: on)?|in a {_MOMENTS}",
    r"before long|in due course|when(?:ever)? (?:possible|i can|we can)|at (?:our|the|my) earliest(?: convenience)?",
    r"eventually|some ?time|presently|momentarily|in no time|promptly|one of these days",
    rf"(?:in|within|for|after) (?:a )?(?:few|several|some) {_SPANS}|any (?:minute|moment|time)(?: now)?",
    r"quickly|in the near future|without delay|next up|by and by|down the line",
)
_VAGUE = re.compile(rf"\b{_VAGUE_WORDS}\b")
_IDIOM = re.compile(r"in an? (?:minute|min|second|sec)")
_PART_END = {"morning": 720, "noon": 720, "midday": 720, "lunchtime": 720, "lunch time": 720, "lunch": 720}
_PART_END |= {"first thing": 600}
_PART_END |= {"afternoon": 1080, "evening": 1260, "night": 1320, "midnight": 1440, "teatime": 960, "breakfast": 480}
_END_OF_WORK, _END_OF_DAY = 1080, 1440
_EDGE = re.compile(r"^(?:early|late|mid)[ -]|^mid(?=morning|afternoon|evening)")
_FRIDAY = 4


def find_en(text: str) -> Iterator[TimePhrase]:
    """Find English time expressions in a plain text; they may overlap.

    >>> [(one.quote, one.minute_of_day) for one in find_en("by 3 pm")]
    [('by 3 pm', 900)]
    """
    for hit in _THE_HOUR.finditer(text):
        seconds = {"hour": 3600, "minute": 60}.get(hit["u"], 1800)
        yield TimePhrase(quote=hit[0], start=hit.start(), end=hit.end(), kind="within", span_s=seconds)
    yield from (one for hit in _SPAN.finditer(text) if (one := _span(hit)))
    yield from (one for hit in _AT_CLOCK.finditer(text) if (one := _at_clock(hit)))
    yield from (one for hit in _AT_BARE.finditer(text) if (one := _at_bare(hit)))
    yield from (one for hit in _NAMED.finditer(text) if (one := _at_named(hit)))
    yield from (one for hit in _AT_PART.finditer(text) if (one := _at_part(hit)))
    for hit in _VAGUE.finditer(text):
        yield TimePhrase(quote=hit[0], start=hit.start(), end=hit.end(), kind="vague")


def _span(hit: re.Match[str]) -> TimePhrase | None:
    if hit["past"] or not (hit["leads"] or hit["tail"]) or _IDIOM.fullmatch(hit[0]):
        return None
    if hit["half"]:
        quarter = 2700 if hit["q"] else 900
        seconds = quarter if "quarter" in hit["half"] else 43200 if hit["half"].endswith("day") else 1800
    elif hit["hm"]:
        seconds = int(hit["hm"]) * 3600 + int(hit["mm"]) * 60
    else:
        unit = hit["u"].split()[-1]
        step = _UNIT_S.get(unit[:2]) or _UNIT_S[unit[0]]
        half = 0.5 if hit["andhalf"] or "and a half" in hit[0] else 0.0
        rest = 15.0 if hit["quarter"] else latin_number(hit["n2"]) if hit["n2"] else 0.0
        amount = 1.0 if hit["n"] == "another" else latin_number(hit["n"])
        seconds = round((amount + half) * step) + round(rest * 60)
    return TimePhrase(quote=hit[0], start=hit.start(), end=hit.end(), kind="within", span_s=seconds)


def _bare(hit: re.Match[str], *, by: bool) -> TimePhrase:
    lead = len(hit[0]) - len(hit[0].lstrip())
    tail = hit[0].rstrip()
    return TimePhrase(
        quote=tail.lstrip(), start=hit.start() + lead, end=hit.start() + len(tail), kind="by" if by else "at"
    )


def _day(hit: re.Match[str], one: TimePhrase, mark: str) -> TimePhrase:
    groups = hit.groupdict()
    if rel := groups.get(f"{mark}rel"):
        days = {"today": 0, "tonight": 0, "same day": 0, "day after tomorrow": 2}
        return replace(one, day=days.get(rel, 1))
    if name := groups.get(f"{mark}wd"):
        weekday = _WEEKDAYS.index(name) if name in _WEEKDAYS else _SHORT_DAYS[name]
        return replace(one, weekday=weekday, week=1 if groups[f"{mark}week"] == "next" else -1)
    day = groups.get(f"{mark}dom") or groups.get(f"{mark}dom2") or groups.get(f"{mark}dom3")
    if day:
        month = groups.get(f"{mark}mon") or groups.get(f"{mark}mon2") or groups.get(f"{mark}mon3")
        return replace(one, day_of_month=int(day), month=_MONTHS.index(month[:3]) + 1 if month else None)
    return one


def _placed(hit: re.Match[str], one: TimePhrase, hour: int, minute: int, half: str | None) -> TimePhrase:
    one = _day(hit, _day(hit, one, "q"), "p")
    groups = hit.groupdict()
    tonight = "tonight" in {groups.get("prel"), groups.get("qrel")}
    part = groups.get("dp") or groups.get("dp2") or groups.get("dp3") or ("evening" if tonight else None)
    half = half or {"morning": "a", None: None}.get(part, "p")
    total = hour * 60 + minute
    if half == "p" and hour < 12:  # noqa: PLR2004  noon
        total += 720
    if half == "a" and hour == 12:  # noqa: PLR2004  midnight
        total -= 720
    return replace(one, minute_of_day=total, half_day=half is None and 0 < hour <= 12)  # noqa: PLR2004  a clock face


def _hour(words: str) -> int:
    return round(latin_number(words.lstrip("0") or "0"))


def _at_clock(hit: re.Match[str]) -> TimePhrase | None:
    one = _bare(hit, by=bool(hit["aby"] or hit["bby"] or hit["latest"]))
    half = hit["xap"] or hit["yap"] or hit["zap"] or hit["wap"]
    if hit["rel"]:
        amount = {"half": 30, "quarter": 15, "a quarter": 15}.get(hit["rel"])
        minutes = amount or round(latin_number(hit["rel"]))
        hour, past = _hour(hit["h1"]), hit["dir"] in {"past", "after"}
        hour, minute = divmod(hour * 60 + (minutes if past else -minutes), 60)
        return _placed(hit, one, hour or 12, minute, half)
    if hit["h2"]:
        placed = _placed(hit, one, int(hit["h2"]), int(hit["m2"]), half)
        return replace(placed, half_day=False) if hit["h2"].startswith("0") else placed
    if hit["h4"]:
        return _placed(hit, one, _hour(hit["h4"]), 30, half)
    if hit["hw"]:
        return _placed(hit, one, _hour(hit["hw"]), round(latin_number(hit["mw"])), half)
    return _placed(hit, one, _hour(hit["h3"]), 0, half)


def _at_bare(hit: re.Match[str]) -> TimePhrase | None:
    if hit["bat"] in {"for", "in", "during", "this", "come"}:
        return None
    return _placed(hit, _bare(hit, by=bool(hit["bby"] or hit["latest"])), _hour(hit["bare"]), 0, None)


def _at_named(hit: re.Match[str]) -> TimePhrase:
    one = _day(hit, replace(_bare(hit, by=True), day=None), "p")
    name = hit["name"].replace(".", "")
    if "month" in name or name == "eom":
        return replace(one, minute_of_day=_END_OF_DAY, day_of_month=31)
    if "week" in name or name == "eow":
        return replace(one, minute_of_day=_END_OF_WORK, weekday=_FRIDAY)
    minute = 720 if name.endswith("morning") else _END_OF_WORK
    return replace(one, minute_of_day=minute, day=1 if "tomorrow" in name else one.day)


def _at_part(hit: re.Match[str]) -> TimePhrase | None:
    groups = hit.groupdict()
    part = _EDGE.sub("", hit["part"] or hit["alone"] or "")
    by = bool(hit["aby"] or hit["latest"]) or part not in {"noon", "midday", "midnight", "lunch", "lunchtime"}
    dated = any(groups[f"p{name}"] for name in ("rel", "wd", "dom", "dom2", "dom3"))
    if not dated and not (hit["aby"] or hit["aat"] or part in {"noon", "midday", "midnight"}):
        return None
    if part == "lunch" and not (hit["aby"] or dated):
        return None
    one = _day(hit, _day(hit, _bare(hit, by=by), "q"), "p")
    if hit["close"]:
        return replace(one, minute_of_day=_END_OF_WORK)
    tonight = groups["prel"] == "tonight"
    whole = _PART_END["evening"] if tonight else _END_OF_DAY
    first = 600 if hit["thing"] == "first thing" else whole
    return replace(one, minute_of_day=_PART_END.get(part, first))
