"""Which figures does a text hold, and which of them stand in nothing known, however they are written there?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.marks import level
from scoring.day_times import bare_times, clock_times, is_told, timeless, told_times
from simulator.reading.numerals import LATIN_NUMBER, han_number, latin_number

FIGURE = re.compile(r"[0-9]+(?:[.:][0-9]+)*")
_CIRCLED = re.compile(r"[\u2460-\u2487\u24f5-\u24fe\u2776-\u2793]")
_COUNTED = re.compile(r"(?:^|(?<=[\s,;:，。；：、]))\(?([0-9]{1,2})(?:[)）、]|[.:](?![0-9]))\s*")
"""The number of an entry in a list."""

_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_RUN = re.compile(r"[0-9]+(?:[ \-\u2010-\u2015()]{1,2}[0-9]+)+")
_JOINED = re.compile(r"(?<=[0-9])[ \-\u2010-\u2015()]{1,2}(?=[0-9])")
_HAN = re.compile(r"[零〇一二两俩三四五六七八九十百千万]{1,12}")
_HAN_DIGITS = re.compile(r"[零〇一二三四五六七八九幺]{3,20}")
_DIGIT_OF = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "幺": "1"}
_LATIN = re.compile(rf"\b{LATIN_NUMBER}\b")
_HAN_COUNT = re.compile(
    r"(?<![第几数])[二两三四五六七八九十百千万][零〇一二两三四五六七八九十百千万]{0,11}(?=[家台人间店张条单笔份名位部套天次]|分钟|小时)"
)
_LATIN_COUNT = re.compile(rf"\b(?!one\b|zero\b){LATIN_NUMBER}\b")
_TIMES = {"百": 100.0, "千": 1e3, "万": 1e4, "k": 1e3, "thousand": 1e3, "hundred": 100.0}
_MULTIPLE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([百千万]|k\b|thousand\b|hundred\b)")
_ALONE = re.compile(
    r"本人|我自己|就我|只有我|我一个|自己一个"
    r"|\b(?:only|just) (?:me|one)\b|\b(?:my|her|him)self\b|\bon (?:my|her|his) own\b"
)
"""Who speaks of nobody else speaks of one."""

ROUNDED, LEAST_ROUNDED = 0.1, 10.0
LONG = 3
"""Figures of a number that is no mere count: somebody must have given it."""


COUNTERS = frozenset("家台人个店张条单笔份名位部套次天项款件箱包块元页行户遍")
"""What stands behind a figure that counts something, and not behind one of a date."""

_DATED = frozenset({
    "am", "pm", "st", "nd", "rd", "th", "on", "at", "in", "and", "to", "of", "by", "the", "h", "hr", "from", "until",
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One figure of a text.

    Attributes:
        text: As written, levelled out.
        value: What it amounts to; None for a version, a time or another figure of several parts.
        unit: The first character or word behind it, empty where none follows.
    """

    text: str
    value: float | None
    unit: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is no mere count."""
        return sum(char.isdigit() for char in self.text) >= LONG

    @property
    def counts(self) -> bool:
        """Whether it counts something, and is no part of a date or time."""
        return self.unit in COUNTERS or (self.unit.isascii() and self.unit.isalpha() and self.unit not in _DATED)


def plain(text: str) -> str:
    """Level out writing, and leave out the marks and numbers of a list: they count nothing but its entries.

    >>> plain("① 草稿没了 ② 1,200 条"), plain("1. 3 tills 2. 4.2.0")
    ('草稿没了 1200 条', '3 tills 4.2.0')
    """
    bare = level(_CIRCLED.sub(" ", text).replace("\n", " ; "))
    kept, at, due = "", 0, 1
    for mark in _COUNTED.finditer(bare):
        # A list counts up from one; any other figure before a stop is one.
        if int(mark[1]) != due:
            continue
        kept, at, due = kept + bare[at : mark.start()], mark.end(), due + 1
    return _THOUSANDS.sub("", kept + bare[at:]).strip()


def figures(text: str) -> frozenset[str]:
    """Give the figures in a text.

    >>> sorted(figures("20家门店，14:30 起"))
    ['14:30', '20']
    """
    return frozenset(FIGURE.findall(level(text)))


def spelled_out(text: str) -> str:
    """Write numbers that are read figure by figure in figures.

    >>> spelled_out("分机八零一二")
    '分机8012'
    """
    return _HAN_DIGITS.sub(lambda found: "".join(_DIGIT_OF[char] for char in found[0]), text)


def _han_value(words: str) -> float:
    for unit in ("万", "千"):
        high, mark, low = words.partition(unit)
        if mark:
            return (_han_value(high) if high else 1.0) * _TIMES[unit] + (_han_value(low) if low else 0.0)
    return han_number(words)


def _values(text: str) -> Iterator[float]:
    """Give every amount that a levelled text names, in figures or in words."""
    for one in _HAN.findall(text):
        try:
            yield _han_value(one)
        except (KeyError, ValueError):
            # Not every run of these characters is a number (`万一`).
            continue
    for one in _LATIN.findall(text):
        yield latin_number(one)
    for number, unit in _MULTIPLE.findall(text):
        yield float(number) * _TIMES[unit]
    if _ALONE.search(text):
        yield 1.0


def _is_rounded(value: float, heard: frozenset[float]) -> bool:
    """Tell whether an amount is one that was heard, rounded to at most two figures.

    >>> _is_rounded(140, frozenset({137})), _is_rounded(120, frozenset({137})), _is_rounded(136, frozenset({137}))
    (True, False, False)
    """
    digits = f"{value:g}"
    if value < LEAST_ROUNDED or not digits.isdigit() or value % 5 or digits[2:].strip("0"):
        return False
    return any(one >= LEAST_ROUNDED and abs(value - one) <= ROUNDED * one for one in heard)


def _amount(text: str, found: re.Match[str]) -> Amount:
    written, after = found[0], text[found.end() :].lstrip(" 多余来")
    times = _MULTIPLE.match(text, found.start())
    value = float(written) if written.replace(".", "", 1).isdigit() else None
    if times is not None and value is not None:
        value, after = value * _TIMES[times[2]], text[times.end() :].lstrip(" 多余来")
    unit = re.match(r"[\u3400-\u9fff]|[a-z]+", after)
    return Amount(text=written, value=value, unit=unit[0].rstrip("s") if unit else "")


def amounts(text: str) -> tuple[Amount, ...]:
    """Give the figures of a text with what they count.

    >>> [(one.value, one.unit) for one in amounts("5家店 and 12 tills")]
    [(5.0, '家'), (12.0, 'till')]
    """
    written = plain(text)
    return tuple(_amount(written, one) for one in FIGURE.finditer(written))


def counted(text: str) -> str:
    """Write the counts of a text that are spelled in figures; a `one` may count nothing.

    >>> counted("十二家店，两台"), counted("one of twelve shops")
    ('12家店，2台', 'one of 12 shops')
    """

    def han(found: re.Match[str]) -> str:
        return next((f"{value:.0f}" for value in _values(found[0])), found[0])

    text = _HAN_COUNT.sub(han, text)
    return _LATIN_COUNT.sub(lambda found: f"{latin_number(found[0].lower()):g}", text)


def amounts_of_one(text: str) -> tuple[Amount, ...]:
    """Give the one person of whom a text speaks without a figure, if it does.

    >>> [one.unit for one in amounts_of_one("只有本人")]
    ['人']
    """
    return (Amount(text="1", value=1.0, unit="人"),) if _ALONE.search(level(text)) else ()


def unheard_amounts(record: str, *known: str, exact: bool = False, times: str = "") -> tuple[Amount, ...]:
    """Give the figures of a record that stand in nothing known, as they are written in it.

    The known ones count however they are joined, spelled or rounded there, and a time of day on either clock.

    Args:
        record: What was written down.
        known: Texts that a truthful record can rest on.
        exact: Whether a rounded figure is another one, as in a number by which somebody is found.
        times: Times of day that are known too, one a line, but whose figures count nothing.
    """
    said = plain("\n".join(known))
    heard, parts, values = _heard(said)
    told = (*told_times(said), *(when for one in times.splitlines() for when in clock_times(one)))
    written, untold = timeless(plain(record), told)
    strange = [Amount(text=one, value=None) for one in untold]
    written = _RUN.sub(lambda run: " " if _JOINED.sub("", run[0]) in heard else run[0], written)
    for found in FIGURE.finditer(written):
        one = _amount(written, found)
        if one.text in heard or set(re.split(r"[.:]", _bare(one.text))) <= parts:
            continue
        if one.value is not None and (one.value in values or (not exact and _is_rounded(one.value, values))):
            continue
        if not one.counts and any(is_told(when, told) for when in bare_times(one.text)):
            continue
        strange.append(one)
    return tuple(strange)


def _bare(figure: str) -> str:
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", figure)


def _heard(said: str) -> tuple[frozenset[str], frozenset[str], frozenset[float]]:
    """Give the figures of what is known: as written, their parts, and what they amount to."""
    forms = (said, _JOINED.sub("", said), spelled_out(said))
    heard = frozenset(one for form in forms for one in FIGURE.findall(form))
    parts = {_bare(part) for one in heard for part in re.split(r"[.:]", one)}
    values = frozenset(_values(said)) | {float(one) for one in heard if one.replace(".", "", 1).isdigit()}
    return heard, frozenset(parts | {f"{one:g}" for one in values}), values


def unheard(record: str, *known: str) -> frozenset[str]:
    """Give the figures of a record that stand in nothing known, however they are joined or spelled there.

    >>> sorted(unheard("7:55 起，3 台", "今早7点55左右")), sorted(unheard("2 tills, 12 shops", "two tills"))
    (['3'], ['12'])
    >>> unheard("09:30 起，约140家", "九点半左右，137家店")
    frozenset()
    """
    return frozenset(one.text for one in unheard_amounts(record, *known))
