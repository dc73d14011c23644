"""Does a section give the right figure, time, name or grade?"""

import re
from dataclasses import dataclass
from typing import Literal

from policy.text import Text
from scenarios.marks import standing
from scoring.day_times import bare_times, day_times, is_told
from scoring.figures import Amount, amounts, counted
from scoring.likeness import likeness
from scoring.written.reference import Fact
from scoring.written.told import Piece, clauses_of, plain_of, sentences_of
from simulator.reading.numerals import HAN_NUMBER, LATIN_NUMBER, han_number, latin_number

Answer = Literal["right", "wrong", "doubtful", "absent"]

HALF_DAY = 12
SLOTS = {"email": "contact_method"}
_HAN_DATE = re.compile(rf"({HAN_NUMBER})月({HAN_NUMBER})[日号]")
_ISO = re.compile(r"[0-9]{4}[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = "|".join(f"{one}[a-z]*" for one in _MONTHS)
_DAY_FIRST = re.compile(rf"\b([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_NAMES})\b")
_MONTH_FIRST = re.compile(rf"\b({_NAMES}) ([0-9]{{1,2}})(?:st|nd|rd|th)?\b(?!:)")
_HAN_CASES = re.compile(r"(?<![第几数一])[二两三四五六七八九十百][零一二两三四五六七八九十百]{0,8}(?=[起件宗例])")
_DOZEN = re.compile(r"\b(?:a|one) dozen\b", re.IGNORECASE)
_PARTS = re.compile(r"[，、]|,(?![0-9])")
_HOUR = re.compile(rf"\b(?:at|by|before|until|till) ({LATIN_NUMBER})\b(?! ?[:.%]?[0-9])(?! [a-z]+s\b)")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a section gives for one fact, and in which words."""

    answer: Answer
    start: int = 0
    end: int = 0


ABSENT = Given(answer="absent")


def _at(answer: Answer, piece: Piece) -> Given:
    return Given(answer=answer, start=piece.start, end=piece.start + len(piece.raw))


def dates(text: str) -> frozenset[tuple[int, int]]:
    """Give the days that a levelled text names, as month and day.

    >>> dates("三月五日"), dates("march 5, 2026"), dates("2026-03-05"), dates("5 mar")
    (frozenset({(3, 5)}), frozenset({(3, 5)}), frozenset({(3, 5)}), frozenset({(3, 5)}))
    """
    found = {(int(han_number(one)), int(han_number(two))) for one, two in _HAN_DATE.findall(text)}
    found |= {(int(one), int(two)) for one, two in _ISO.findall(text)}
    found |= {(_MONTHS.index(two[:3]) + 1, int(one)) for one, two in _DAY_FIRST.findall(text)}
    found |= {(_MONTHS.index(one[:3]) + 1, int(two)) for one, two in _MONTH_FIRST.findall(text)}
    return frozenset(found)


def in_figures(text: str) -> str:
    """Write the counts of a text that are spelled in figures, and leave its figures as they are.

    >>> in_figures("十二家店，电话 0000"), in_figures("six of 0142")
    ('12家店，电话 0000', '6 of 0142')
    >>> in_figures("投诉六起，一起处理"), in_figures("a dozen shops")
    ('投诉6起，一起处理', '12 shops')
    """
    text = _HAN_CASES.sub(lambda run: f"{han_number(run[0]):g}", _DOZEN.sub("12", text))
    return re.sub(r"[^0-9]+", lambda run: counted(run[0]), text)


def given(fact: Fact, text: str, grades: tuple[Text, ...]) -> Given:
    """Look for a fact that is no matter of words.

    Args:
        fact: A figure, time, name or choice.
        text: The section as written.
        grades: Of a choice.
    """
    match fact.kind:
        case "figure":
            return _figure(fact, text)
        case "time":
            return _time(fact, text)
        case "choice":
            return _choice(fact, text, grades)
        case _:
            return _name(fact, text)


def _whole(text: str) -> Piece:
    return Piece(raw=text, text=plain_of(text), start=0, asks=False)


def _names_it(fact: Fact, piece: Piece) -> bool:
    return all(any(next(standing(mark, piece.text), None) for mark in group) for group in fact.about)


def _figure(fact: Fact, text: str) -> Given:
    wanted = next((one for one in amounts(in_figures(fact.value)) if one.value is not None), None)
    if wanted is None:
        return _name(fact, text)
    clauses = [one for sentence in sentences_of(text) for one in clauses_of(sentence, _PARTS)]
    told = [(piece, one) for piece in clauses if _names_it(fact, piece) for one in amounts(in_figures(piece.text))]
    rivals = [(piece, one) for piece, one in told if _is_of(wanted, one, named=bool(fact.about))]
    right = [piece for piece, one in told if one.value == wanted.value]
    if right:
        others = {one.value for _, one in rivals if one.unit == wanted.unit}
        return _at("doubtful" if len(others) > 1 and not fact.about else "right", right[0])
    if rivals:
        return _at("wrong", rivals[0][0])
    stray = [piece for piece in clauses if any(one.value == wanted.value for one in amounts(in_figures(piece.text)))]
    return _at("doubtful", stray[0]) if stray else ABSENT


def _is_of(wanted: Amount, one: Amount, *, named: bool) -> bool:
    """Tell whether a figure answers the same question: it counts the same, or it is named as the one asked for."""
    if one.value is None:
        return False
    return one.unit == wanted.unit or not one.unit or named


def _time(fact: Fact, text: str) -> Given:
    value, whole = plain_of(fact.value), _whole(text)
    days, hours = dates(value), day_times(value)
    said_days, said_hours = dates(whole.text), (*day_times(whole.text), *bare_times(whole.text))
    if not days and not hours:
        return _name(fact, text)
    right_day = not days or not said_days or bool(days & said_days)
    years, said_years = set(_YEAR.findall(value)), set(_YEAR.findall(whole.text))
    right_day = right_day and (not years or not said_years or bool(years & said_years))
    right_hour = not hours or not said_hours or any(is_told(one, hours) for one in said_hours)
    if not right_day or not right_hour:
        return _at("wrong", whole)
    if (hours and said_hours) or (days and said_days and not hours):
        return _at("right", whole)
    # A bare hour may count something else: it is right or nothing, never wrong.
    bare = {int(latin_number(one)) % HALF_DAY for one in _HOUR.findall(whole.text)}
    if hours and any(one.minute % 60 == 0 and one.minute // 60 % HALF_DAY in bare for one in hours):
        return _at("right", whole)
    return _at("doubtful", whole) if said_days and days else ABSENT


def _choice(fact: Fact, text: str, grades: tuple[Text, ...]) -> Given:
    left, found = plain_of(text), []
    titles = [(one, at) for at, grade in enumerate(grades) for one in (plain_of(grade.zh), plain_of(grade.en))]
    for title, at in sorted(titles, key=lambda one: -len(one[0])):
        if title in left:
            found.append(at)
            left = left.replace(title, " ")
    right = [at for title, at in titles if title == plain_of(fact.value)]
    if not found:
        return ABSENT
    return _at("right" if set(found) == set(right) else "wrong", _whole(text))


def _name(fact: Fact, text: str) -> Given:
    whole = _whole(text)
    if plain_of(fact.value) in whole.text and not fact.slot:
        return _at("right", whole)
    found = likeness(SLOTS.get(fact.slot, fact.slot), fact.value, whole.text)
    if found != "other":
        return _at("right" if found == "same" else "doubtful", whole)
    given_one = any(char.isdigit() for char in whole.text) or fact.slot == "contact_name" or "@" in whole.text
    return _at("wrong", whole) if given_one and whole.text else ABSENT
