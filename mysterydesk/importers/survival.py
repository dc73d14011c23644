"""How long do tickets take, when some of them are still open?"""

from collections.abc import Sequence
from typing import Final

ROUNDING: Final = 1e-9

Span = tuple[float, bool]
"""A length, and whether it had ended; an open one lasted at least so long."""


def quantile(spans: Sequence[Span], share: float) -> float | None:
    """Give the time by which a share of the spans has ended (Kaplan and Meier 1958); None: that many have not.

    Leaving open spans out would make a desk look fast whose hard tickets are never done.

    Args:
        spans: In any order.
        share: 0.5 for the median.

    >>> quantile([(10, True), (20, True), (30, True)], 0.5)
    20
    >>> quantile([(10, True), (20, False), (30, True)], 0.5)
    30
    >>> quantile([(10, True), (20, False), (30, False)], 0.5) is None
    True
    """
    ordered = sorted(spans, key=lambda span: (span[0], not span[1]))
    at_risk, surviving, index = len(ordered), 1.0, 0
    while index < len(ordered):
        length = ordered[index][0]
        together = index
        while together < len(ordered) and ordered[together][0] == length:
            together += 1
        ended = sum(done for _, done in ordered[index:together])
        surviving *= 1 - ended / at_risk
        if ended and surviving <= 1 - share + ROUNDING:
            return length
        at_risk -= together - index
        index = together
    return None
