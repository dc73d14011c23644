"""In which words may a person write a number or a time of day?"""

from functools import cache

_ZH_DIGITS = "零一二三四五六七八九"
_TEN, _HUNDRED, _MYRIAD, _NOON, _DAY = 10, 100, 10_000, 12, 24
_EN_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_EN_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ZH_PART = {15: "一刻", 30: "半", 45: "三刻"}
_EN_PART = {15: "quarter past", 30: "half past", 45: "quarter to"}
_PARTS = ((6, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (_DAY, "晚上"))
_HALF = 30


def zh_number(number: int) -> str:
    """Write 0..99,999,999 in Chinese numerals.

    >>> zh_number(20), zh_number(17), zh_number(108), zh_number(2400), zh_number(120050)
    ('二十', '十七', '一百零八', '二千四百', '十二万零五十')
    """
    if number >= _MYRIAD:
        many, rest = divmod(number, _MYRIAD)
        between = "零" if 0 < rest < _MYRIAD // _TEN else ""
        return f"{zh_number(many)}万{between}{_within(zh_number(rest)) if rest else ''}"
    if number < _TEN:
        return _ZH_DIGITS[number]
    text, gap = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if gap else "") + _ZH_DIGITS[digit] + unit
        gap = bool(text) and not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def _within(text: str) -> str:
    """Give a number as it is said behind a larger one: ten is one ten there.

    >>> _within("十五"), _within("二十")
    ('一十五', '二十')
    """
    return f"一{text}" if text.startswith("十") else text


def en_number(number: int) -> str:
    """Write 0..99 in English words, larger numbers in figures.

    >>> en_number(17), en_number(20), en_number(26), en_number(120)
    ('seventeen', 'twenty', 'twenty-six', '120')
    """
    if number < len(_EN_SMALL):
        return _EN_SMALL[number]
    if number >= _HUNDRED:
        return str(number)
    tens, ones = divmod(number, _TEN)
    return _EN_TENS[tens - 2] + (f"-{_EN_SMALL[ones]}" if ones else "")


@cache
def number_forms(number: int, lang: str) -> tuple[str, ...]:
    """Give the ways in which a number may stand in a record, figures first.

    >>> number_forms(2, "zh"), number_forms(26, "en")
    (('2', '二', '两'), ('26', 'twenty-six', 'twenty six'))
    """
    figures = str(number)
    if lang == "zh":
        return (figures, zh_number(number), *_counted(number))
    words = en_number(number)
    return tuple(dict.fromkeys((figures, words, words.replace("-", " "))))


def _counted(number: int) -> tuple[str, ...]:
    """Give the word for two that stands before a measure word."""
    return ("两",) if zh_number(number) == "二" else ()


def _twelve(hour: int) -> int:
    return hour % _NOON or _NOON


@cache
def spoken_clock(minute_of_day: int, lang: str) -> str:
    """Say a time of day as a person would.

    >>> spoken_clock(830, "zh"), spoken_clock(570, "zh"), spoken_clock(830, "en")
    ('下午一点五十', '上午九点半', '1:50 pm')
    """
    hour, minute = divmod(minute_of_day, 60)
    if lang == "en":
        return f"{_twelve(hour)}:{minute:02} {'am' if hour < _NOON else 'pm'}"
    part = next(word for limit, word in _PARTS if hour < limit)
    return f"{part}{_zh_clock(_twelve(hour), minute)}"


def _zh_clock(hour: int, minute: int) -> str:
    spoken = (*_counted(hour), zh_number(hour))[0]
    if minute in {0, _HALF}:
        return f"{spoken}点{'半' if minute else ''}"
    return f"{spoken}点{'零' if minute < _TEN else ''}{zh_number(minute)}"


@cache
def clock_forms(minute_of_day: int, lang: str) -> tuple[str, ...]:
    """Give the ways in which a time of day may stand in a record.

    >>> clock_forms(830, "zh")
    ('13:50', '1:50', '13点50', '1点50', '十三点五十', '一点五十')
    >>> clock_forms(870, "en")
    ('14:30', '2:30', '14.30', '2.30', '1430', 'half past two', 'two thirty')
    """
    hour, minute = divmod(minute_of_day, 60)
    hours = tuple(dict.fromkeys((hour, _twelve(hour))))
    figures = [f"{one}:{minute:02}" for one in hours]
    if hour < _TEN:
        figures.append(f"0{hour}:{minute:02}")
    more = _zh_forms(hours, minute) if lang == "zh" else _en_forms(hours, minute)
    return tuple(dict.fromkeys((*figures, *more)))


def _zh_forms(hours: tuple[int, ...], minute: int) -> tuple[str, ...]:
    tails = [f"{minute:02}" if minute else "", *([_ZH_PART[minute]] if minute in _ZH_PART else [])]
    figures = tuple(f"{one}点{tail}" for tail in tails for one in hours)
    words = tuple(_zh_clock(one, minute) for one in hours)
    parts = tuple(f"{(*_counted(one), zh_number(one))[0]}点{tail}" for tail in tails[1:] for one in hours)
    return (*figures, *words, *parts)


def _en_forms(hours: tuple[int, ...], minute: int) -> tuple[str, ...]:
    hour = hours[0]
    this, following = en_number(_twelve(hour)), en_number(_twelve(hour + 1))
    written = (*(f"{one}.{minute:02}" for one in hours), f"{hour:02}{minute:02}")
    if minute == 0:
        return (*written, f"{this} o'clock", f"{_twelve(hour)} {'am' if hour < _NOON else 'pm'}")
    plain = f"{this} {en_number(minute).replace('-', ' ')}"
    if minute in _EN_PART:
        return (*written, f"{_EN_PART[minute]} {following if minute > _HALF else this}", plain)
    if minute < _HALF:
        return (*written, f"{en_number(minute)} past {this}", plain)
    return (*written, f"{en_number(60 - minute)} to {following}", plain)
