"""What has an author still to write: places left open in a draft, and words that were masked in a real ticket?"""

import re
from collections.abc import Iterator
from typing import Final

from mysterydesk.masking import CLOSE, OPEN
from mysterydesk.pack_text import leaves
from policy.document import read_document
from policy.problem import Problem, problem

_BLANK: Final = re.compile(f"{OPEN}[^{CLOSE}]*{CLOSE}?")
_DOTS: Final = frozenset({"……", "..."})
"""What a new row of the form holds until something is written."""


def blanks_in(text: str) -> tuple[str, ...]:
    """Give the blanks of one value, each once.

    >>> blanks_in("我叫〔姓名〕，〔待填：现象〕"), blanks_in("……"), blanks_in("Well... no.")
    (('〔姓名〕', '〔待填：现象〕'), ('……',), ())
    """
    if text.strip() in _DOTS:
        return (text.strip(),)
    return tuple(dict.fromkeys(_BLANK.findall(text)))


def check_blanks(text: str, source: str) -> Iterator[Problem]:
    """Find every blank of an authored YAML text with its line; what stands in comments is left aside."""
    document, _ = read_document(text, source)
    if document is None:
        return
    for path, said in leaves(document.value):
        for words in blanks_in(said) if isinstance(said, str) else ():
            yield problem(source, document.line(path), "blank_left", words=words)
