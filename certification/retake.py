"""May a candidate try a level now, and if not, from when on?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from certification.decision import Answer
from certification.level_rule import LevelRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One earlier try: when it began, and how it was answered and when; an annulled one counts as failed."""

    began: datetime
    answer: Answer
    answered: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet:
    """Why nobody may begin a try now.

    Attributes:
        code: `try_open` (one is not answered yet), `retake_wait`, `tries_used`.
        until: From when on it is possible, or None where that hangs on the answer.
    """

    code: str
    until: datetime | None


def may_begin(rule: LevelRule, tries: Sequence[Try], at: datetime) -> NotYet | None:
    """Say whether a new try may begin, and from when on.

    Tries before the last award of the level do not count: whoever renews begins anew.
    """
    in_time = sorted(tries, key=lambda one: one.began)
    if any(one.answer == "waiting" for one in in_time):
        return NotYet(code="try_open", until=None)
    awards = [place for place, one in enumerate(in_time) if one.answer == "awarded"]
    failed = in_time[awards[-1] + 1 :] if awards else in_time
    if not failed:
        return None
    recent = [one for one in failed if one.began > at - rule.window]
    if rule.tries and len(recent) >= rule.tries:
        return NotYet(code="tries_used", until=recent[-rule.tries].began + rule.window)
    if rule.waits:
        until = failed[-1].answered + rule.waits[min(len(failed), len(rule.waits)) - 1]
        if until > at:
            return NotYet(code="retake_wait", until=until)
    return None
