"""What does the number of a ticket look like?

A pattern is text with two blanks: `{date:%Y%m%d}` and `{serial:03d}`. A form is a regular expression of the plain
kind (letters, digits, classes, counts; no groups, no alternatives), so that no author's form can take long to match.
"""

import re
from dataclasses import dataclass
from datetime import date

from policy.clause import Basis

MOST_OPEN_ENDED = 2
"""How many open-ended counts (`+`, `{3,}`) a form may hold: matching stays quick whatever is matched."""

_BLANK = re.compile(r"\{(date|serial):([^{}]*)\}")
_DAY = re.compile(r"(?:%[Ymdyj]|[-_./])+")
_SERIAL = re.compile(r"0([1-9])d")
_ATOM = r"(?:\\d|\\[-./]|\[[A-Za-z0-9_-]+\]|[A-Za-z0-9_#/ -])"
_COUNT = r"(?:\{[0-9]{1,2}\}|\{[0-9]{1,2},[0-9]{0,2}\}|\+)"
_FORM = re.compile(rf"\^(?:{_ATOM}{_COUNT}?)+\$")
_OPEN_ENDED = re.compile(r"\+|,[0-9]{0,2}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketNumber:
    r"""How tickets are numbered (ASC-2.1.number).

    Attributes:
        pattern: e.g. `TS{date:%Y%m%d}{serial:03d}`; a serial that outgrows its width is written out.
        regex: Form that every number has, e.g. `^TS\d{8}\d{3,}$`.
        example: One number, as the manual writes it.
        tell_customer: Whether the customer has to be told.
        basis: Clauses and assumptions.
    """

    pattern: str
    regex: str
    example: str
    tell_customer: bool
    basis: Basis


def number_on(pattern: str, day: date, serial: int) -> str:
    """Write the number of the day's ticket `serial`, by a pattern that `reads_as_pattern`.

    >>> number_on("TS{date:%Y%m%d}{serial:03d}", date(2023, 10, 27), 1)
    'TS20231027001'
    """

    def fill(blank: re.Match[str]) -> str:
        return day.strftime(blank[2]) if blank[1] == "date" else format(serial, blank[2])

    return _BLANK.sub(fill, pattern)


def reads_as_pattern(pattern: str) -> bool:
    """Tell whether a pattern has one serial, at most one date and no other braces."""
    blanks = _BLANK.findall(pattern)
    plain = _BLANK.sub("", pattern)
    forms = {"date": _DAY, "serial": _SERIAL}
    kinds = [kind for kind, _ in blanks]
    sound = all(forms[kind].fullmatch(how) for kind, how in blanks) and not set("{}") & set(plain)
    return bool(sound) and kinds.count("serial") == 1 and kinds.count("date") <= 1


def reads_as_form(regex: str) -> bool:
    """Tell whether a regular expression is of the plain kind.

    >>> reads_as_form(r"^TS[0-9]{8}[0-9]{3}$"), reads_as_form(r"^(a+)+$")
    (True, False)
    """
    return bool(_FORM.fullmatch(regex)) and len(_OPEN_ENDED.findall(regex)) <= MOST_OPEN_ENDED and _compiles(regex)


def _compiles(regex: str) -> bool:
    try:
        re.compile(regex)
    except re.error:
        return False
    return True


def fits(regex: str, number: str) -> bool:
    """Tell whether a number has the form, which has to be one that `reads_as_form`."""
    return re.fullmatch(regex, number) is not None
