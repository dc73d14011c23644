"""Which clauses does no citing element show, but something else in the product, and where?

`mysterydesk/content/shown_elsewhere.txt` holds one clause a line with the test that shows it; there may be few.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from mysterydesk.library import read_text

MOST: Final = 25
"""Clauses that may end so."""


@lru_cache(maxsize=1)
def elsewhere() -> Mapping[str, str]:
    """Give the place that shows each of them, by clause.

    >>> elsewhere()["STD-4.1.art"].partition("::")[0]
    'tests/sla/test_contradictions.py'
    """
    return dict(line.split(" ", 1) for line in read_text("mysterydesk", "shown_elsewhere.txt").splitlines())
