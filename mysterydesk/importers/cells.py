"""What does a cell say, and can it do harm where it is shown?"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from mysterydesk.importers.register import cut

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula (OWASP, CSV injection)."""

_FIGURE = re.compile(r"[+-]?\d[\d\s.,:/-]*%?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CLOCK = re.compile(r"(-?)(\d{1,6}):(\d{2})(?::(\d{2}))?")

UNITS: Final[Mapping[str, timedelta]] = {
    "seconds": timedelta(seconds=1),
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
}

_WORDS: Final[Mapping[str, bool]] = {"true": True, "yes": True, "false": False, "no": False}


def is_formula(value: str) -> bool:
    """Say whether a spreadsheet would compute the cell; a plain figure or a lone dash is none.

    >>> is_formula("=1+1"), is_formula("-100"), is_formula("@SUM(A1)"), is_formula("-")
    (True, False, True, False)
    """
    return value.startswith(_STARTS) and len(value) > 1 and not _FIGURE.fullmatch(value)


def harmless(value: str) -> str:
    """Give text that no spreadsheet computes: a formula gets the apostrophe that marks it as text.

    >>> harmless("=HYPERLINK(0)")
    "'=HYPERLINK(0)"
    """
    clean = _CONTROL.sub("", value)
    return f"'{clean}" if is_formula(clean) else clean


def span_of(value: str, unit: str) -> timedelta:
    """Read a span: `H:MM` or `H:MM:SS`, or a number of units.

    Raises:
        ValueError: It is neither.

    >>> span_of("90", "minutes"), span_of("-1:30", "minutes")
    (datetime.timedelta(seconds=5400), datetime.timedelta(days=-1, seconds=81000))
    """
    found = _CLOCK.fullmatch(value.strip())
    if found is None:
        number = float(value.replace(" ", ""))
        if not abs(number) < 1e9:  # noqa: PLR2004  thirty years of seconds; also refuses nan
            raise ValueError(cut(value))
        return number * UNITS[unit]
    sign, hours, minutes, seconds = found.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    return -span if sign else span


def plain(value: str) -> str | bool:
    """Give a cell of a column that nobody mapped as JSON has it: a truth value, or harmless text.

    >>> plain("TRUE"), plain("8s")
    (True, '8s')
    """
    word = _WORDS.get(value.lower()) if len(value) <= 5 else None  # noqa: PLR2004  the longest is `false`
    return harmless(value) if word is None else word
