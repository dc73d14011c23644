"""What are China's public holidays called, and which of them must every notice name?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from policy.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """One public holiday.

    Attributes:
        name: As it is shown.
        also: Other names in notices and lists, in lower case.
    """

    name: Text
    also: tuple[str, ...] = ()


HOLIDAYS: Final[Mapping[str, Holiday]] = {
    "new_year": Holiday(name=Text(zh="元旦", en="New Year's Day"), also=("元旦节", "new year")),
    "spring_festival": Holiday(name=Text(zh="春节", en="Spring Festival"), also=("chinese new year",)),
    "tomb_sweeping": Holiday(name=Text(zh="清明节", en="Tomb-Sweeping Day"), also=("清明", "qingming festival")),
    "labour_day": Holiday(name=Text(zh="劳动节", en="Labour Day"), also=("五一", "国际劳动节", "labor day")),
    "dragon_boat": Holiday(name=Text(zh="端午节", en="Dragon Boat Festival"), also=("端午",)),
    "mid_autumn": Holiday(name=Text(zh="中秋节", en="Mid-Autumn Festival"), also=("中秋",)),
    "national_day": Holiday(name=Text(zh="国庆节", en="National Day"), also=("十一", "国庆")),
}
"""The seven of the State Council's regulation on public holidays, as it stands since 2008 (Order 513)."""

_CODES: Final[Mapping[str, str]] = {
    word: code for code, one in HOLIDAYS.items() for word in (one.name.zh, one.name.en.lower(), *one.also)
}

_AND: Final = ("、", "，", ",", "和", " and ", "&")


def codes_of(words: str) -> tuple[str, ...]:
    """Read the name of a holiday, or of several that fall together; empty when one of them is unknown.

    >>> codes_of("国庆节、中秋节"), codes_of("New Year’s Day"), codes_of("Harvest")
    (('national_day', 'mid_autumn'), ('new_year',), ())
    """
    plain = words.lower().replace("’", "'").strip()
    for mark in _AND:
        plain = plain.replace(mark, "\n")
    codes = [_CODES.get(part.strip(" “”\"'《》")) for part in plain.split("\n")]
    return tuple(code for code in codes if code) if all(codes) else ()


def named(codes: Iterable[str]) -> Text:
    """Give the name of one holiday, or of several that fall together.

    >>> named(("national_day", "mid_autumn")).en
    'National Day and Mid-Autumn Festival'
    """
    names = [HOLIDAYS[code].name for code in codes]
    return Text(zh="、".join(name.zh for name in names), en=" and ".join(name.en for name in names))
