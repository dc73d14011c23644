"""Does a record hold what the customer said, in whatever words it was written down?"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import product

from scenarios.case import Fact
from scenarios.fill import fill, names_in

Forms = Mapping[str, tuple[str, ...]]
"""For each drawn name all the ways it may be written; the first is the plain one."""


def expand(mark: str, forms: Forms) -> tuple[str, ...]:
    """Write a mark out for every form of the names in it.

    >>> expand("{shops}家", {"shops": ("20", "二十")})
    ('20家', '二十家')
    """
    names = sorted(names_in(mark))
    combined = product(*(forms[name] for name in names))
    return tuple(dict.fromkeys(fill(mark, dict(zip(names, one, strict=True))) for one in combined))


def level(text: str) -> str:
    """Level out writing: full width, case, white space, the dot of thousands.

    >>> level("２０ 家　Shops")
    '20 家 shops'
    """
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


_ZH_DIGITS = "零一二两三四五六七八九十百千"


def _stands(mark: str, text: str) -> bool:
    return next(standing(mark, text), None) is not None


def standing(mark: str, text: str) -> Iterator[tuple[int, int]]:
    """Find a mark in a levelled text; figures and Latin words only as a whole: no 2 in 20, no `no` in `now`.

    >>> list(standing("店", "店里12家店")), list(standing("2", "12 shops"))
    ([(0, 1), (5, 6)], [])
    """
    wanted = level(mark)
    if not wanted:
        return
    first, last = wanted[0], wanted[-1]
    before = after = ""
    if first.isascii() and first.isalnum():
        before = r"(?<![0-9a-z])(?<![0-9]\.)"
    elif first in _ZH_DIGITS:
        before = f"(?<![{_ZH_DIGITS}])"
    if last.isdigit():
        after = r"(?![0-9]|[.:][0-9])"
    elif last.isascii() and last.isalpha():
        after = r"(?![0-9a-z])"
    elif last in _ZH_DIGITS:
        after = f"(?![{_ZH_DIGITS}])"
    yield from (hit.span() for hit in re.finditer(before + re.escape(wanted) + after, text))


def is_recorded(fact: Fact, record: str) -> bool:
    """Tell whether a record of a slot holds the fact: one word of each group, or the value itself.

    >>> marks = (("20", "二十"), ("店",))
    >>> fact = Fact(slot="impact_scope", value="20家门店", say="", disclosure="on_ask", marks=marks)
    >>> is_recorded(fact, "全部二十家店"), is_recorded(fact, "120家店"), is_recorded(fact, "一台收银机")
    (True, False, False)
    """
    text = level(record)
    if not fact.marks:
        return bool(text) and _stands(fact.value, text)
    return all(any(_stands(mark, text) for mark in group) for group in fact.marks)
