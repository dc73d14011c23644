"""How far is a judgement, and how long will it still take?"""

from datetime import timedelta
from math import ceil
from typing import Final

from mysterydesk.explain_words import span
from mysterydesk.i18n import Translation

SOON: Final = timedelta(seconds=1)
LEAST: Final = 0.02
"""Before so long, or so little of the file, an estimate would be a guess."""
STEP_S, MINUTE_S = 5, 60
"""Seconds that an estimate is rounded up to: it is not true to the second, and figures that race unsettle."""


def left_s(share: float, taken: timedelta) -> int | None:
    """Estimate the seconds that are left by those that the share read so far took; None where it is too early.

    >>> left_s(0.25, timedelta(seconds=10)), left_s(0.5, timedelta(seconds=200)), left_s(0.001, timedelta(seconds=9))
    (30, 240, None)
    """
    if share < LEAST or taken < SOON:
        return None
    seconds = taken.total_seconds() * (1 - min(share, 1)) / share
    step = STEP_S if seconds < MINUTE_S else MINUTE_S
    return ceil(seconds / step) * step


def progress_words(t: Translation, share: float, taken: timedelta) -> str:
    """Say how much is read, and how long the rest will take where that can be told."""
    now, left = min(99, int(share * 100)), left_s(share, taken)
    return t("imports.share_left", n=now, left=span(t, left)) if left else t("imports.share", n=now)
