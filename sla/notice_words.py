"""Which words of a notice are days, counts, off or worked?"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

TokenKind = Literal["days", "count", "off", "work"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWords:
    """One day as written.

    Attributes:
        year: Its year, where written.
        month: Its month, where written.
        day: Day of the month.
        weekday: What stands beside it for the weekday, Monday being 0; None where nothing does.
        shown: The words themselves.
    """

    year: int | None
    month: int | None
    day: int
    weekday: int | None
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One thing that a clause says.

    Attributes:
        kind: What kind of thing.
        at: Where it begins in the clause.
        end: Where it ends.
        days: A day, or the first and last day of a range.
        count: A number of days.
    """

    kind: TokenKind
    at: int
    end: int
    days: tuple[DayWords, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """How one language writes a notice.

    Attributes:
        weekdays: As they are shown, Monday first.
        holiday: Finds the beginning of a holiday's text: group 1 is its number, group 2 its name.
        year: Finds the year of the notice in its last group.
        sentence: Ends a sentence.
        clause: Ends a clause within it.
        advice: Begins what is recommended only; the rest of the sentence is passed over.
        remark: Marks a clause that only explains.
        strange: Shows that something of a clause with days was not read.
        again: Begins a sentence that may repeat days.
        tokens: Reads a clause.
    """

    weekdays: tuple[str, ...]
    holiday: re.Pattern[str]
    year: re.Pattern[str]
    sentence: re.Pattern[str]
    clause: re.Pattern[str]
    advice: re.Pattern[str]
    remark: re.Pattern[str]
    strange: re.Pattern[str]
    again: re.Pattern[str]
    tokens: Callable[[str], Iterator[Token]]


NEVER: Final = re.compile(r"(?!)")

_ZH_DAYS: Final = "一二三四五六日"
_ZH_WEEKDAY: Final = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_ZH_DAY: Final = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})[日号](?:\s*\(([^()]*)\))?"
_ZH_TOKEN: Final = re.compile(
    r"(?:共计?|放假|休息)\s*(\d{1,2})\s*天"
    rf"|{_ZH_DAY}(?:\s*(?:至|到|[-—–―~]+)\s*{_ZH_DAY})?"
    r"|(上班|补班)|(放假|补休|调休|休息|公休)"
)


def _zh_day(groups: tuple[str | None, ...], shown: str) -> DayWords:
    year, month, day, note = groups
    weekday = _ZH_WEEKDAY.search(note or "")
    return DayWords(
        year=int(year) if year else None,
        month=int(month) if month else None,
        day=int(day or 0),
        weekday=_ZH_DAYS.index(weekday[1].replace("天", "日")) if weekday else None,
        shown=shown,
    )


def _zh_tokens(clause: str) -> Iterator[Token]:
    for found in _ZH_TOKEN.finditer(clause):
        count, *ends, work, off = found.groups()
        if count:
            yield Token(kind="count", at=found.start(), end=found.end(), count=int(count))
            if not found[0].startswith("共"):
                yield Token(kind="off", at=found.start(), end=found.end())
        elif work or off:
            yield Token(kind="work" if work else "off", at=found.start(), end=found.end())
        else:
            each = (ends[:4], ends[4:]) if ends[6] else (ends[:4],)
            days = tuple(_zh_day(tuple(one), found[0]) for one in each)
            yield Token(kind="days", at=found.start(), end=found.end(), days=days)


CHINESE: Final = Grammar(
    weekdays=tuple(f"周{one}" for one in _ZH_DAYS),
    holiday=re.compile(
        r"(?:^|(?<=[。;]))[ \t]{0,8}(?:\(?([一二三四五六七八九十]{1,3}|\d{1,2})(?:\)|[ \t]?[、.]))?"
        r"[ \t]{0,8}([^\d:\n。,;]{1,30}):",
        re.MULTILINE,
    ),
    year=re.compile(r"(20\d{2})\s*年[^,。\n\d]{0,12}(?:节假日|放假|元旦)|关于(20\d{2})年"),
    sentence=re.compile(r"[。;]"),
    clause=re.compile(r",(?![^()]{0,40}\))"),
    advice=re.compile(r"鼓励|建议|倡导"),
    remark=re.compile(r"为法定|为公休|调至|照常|起(?:施行|实施|执行)"),
    strange=re.compile(r"[\d月日号至到]"),
    again=re.compile(r"\s*其中"),
    tokens=_zh_tokens,
)
"""As the General Office of the State Council writes; punctuation folded to half width (NFKC)."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EN_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH: Final = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_NTH: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
_NOTE: Final = rf"(?:,?\s*\(?({'|'.join(_EN_DAYS)})[a-z]*\)?)?"
_EN_DAY: Final = (
    rf"(?:(\d{{4}})-(\d{{2}})-(\d{{2}})|\b{_MONTH}\s+{_NTH}(?!\d)(?:,?\s+(\d{{4}}))?"
    rf"|\b{_NTH}\s+{_MONTH}(?:,?\s+(\d{{4}}))?){_NOTE}"
)
_EN_LATER: Final = rf"{_NTH}(?!\d|\s*days?\b){_NOTE}"
_EN_TOKEN: Final = re.compile(
    rf"(\d{{1,2}})\s+days?\b|{_EN_DAY}(?:\s*(?:to|until|through|[-–—])\s*(?:{_EN_DAY}|{_EN_LATER}))?"
    r"|\b(work(?:ing|day|ed|s)?)\b|\b(off|holiday|closed)\b",
    re.IGNORECASE,
)


def _en_day(groups: tuple[str | None, ...], shown: str) -> DayWords:
    """Read the groups of a day: ISO, month first, day first, weekday."""
    year, month, day, month_a, day_a, year_a, day_b, month_b, year_b, note = groups
    word = month_a or month_b
    written = year or year_a or year_b
    return DayWords(
        year=int(written) if written else None,
        month=_MONTHS.index(word.lower()) + 1 if word else int(month or 0),
        day=int(day or day_a or day_b or 0),
        weekday=_EN_DAYS.index(note.lower()) if note else None,
        shown=shown,
    )


def _en_tokens(clause: str) -> Iterator[Token]:
    for found in _EN_TOKEN.finditer(clause):
        count, *rest = found.groups()
        first, second, (later, note), (work, off) = rest[:10], rest[10:20], rest[20:22], rest[22:]
        if count:
            yield Token(kind="count", at=found.start(), end=found.end(), count=int(count))
        elif work or off:
            yield Token(kind="work" if work else "off", at=found.start(), end=found.end())
        else:
            days = [_en_day(tuple(first), found[0])]
            if later:
                weekday = _EN_DAYS.index(note.lower()) if note else None
                days.append(DayWords(year=None, month=None, day=int(later), weekday=weekday, shown=found[0]))
            elif any(second[:9]):
                days.append(_en_day(tuple(second), found[0]))
            yield Token(kind="days", at=found.start(), end=found.end(), days=tuple(days))


ENGLISH: Final = Grammar(
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    holiday=re.compile(r"^[ \t]{0,8}(?:(\d{1,2})[ \t]?[.)])?[ \t]{0,8}([A-Za-z][^\d:\n]{1,59}):", re.MULTILINE),
    year=re.compile(r"\b(20\d{2})\b"),
    sentence=re.compile(r"\.(?=\s|$)|;"),
    clause=NEVER,
    advice=re.compile(r"\bencouraged\b|\brecommended\b", re.IGNORECASE),
    remark=re.compile(r"\bstatutory\b", re.IGNORECASE),
    strange=re.compile(r"\d|\b(?:to|until|through)\b", re.IGNORECASE),
    again=NEVER,
    tokens=_en_tokens,
)
"""A plain form: `Labour Day: May 1 (Sat) to May 5 off, 5 days. May 8 (Sat) is a working day.`"""

GRAMMARS: Final[Mapping[str, Grammar]] = {"zh": CHINESE, "en": ENGLISH}
