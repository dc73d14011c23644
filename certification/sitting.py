"""How much time has a candidate left, and is the sitting over?

Time is the server's: each act of the candidate comes with the moment at which it arrived, and the browser's countdown
only shows what is computed here. Absences follow DESIGN decision 5: when nothing came for longer than `away_after`,
the paper was covered from then on, so that what lies behind it can be excused; at most `absences` times, `excused` in
all. What is beyond runs off the clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

ZERO = timedelta(0)

State = Literal["open", "handed_in", "timed_out", "annulled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingRule:
    """What time a paper gives, and how absences count.

    Attributes:
        duration: Time for the paper, before any extra time.
        away_after: Nothing for longer than this is an absence; the paper is covered from then on.
        absences: How many absences can be excused.
        excused: How much time in all can be excused.
    """

    duration: timedelta
    away_after: timedelta
    absences: int
    excused: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A time in which nothing came from the candidate.

    Attributes:
        since: When the paper was covered.
        until: When the candidate came back.
        excused: How much of it does not count.
    """

    since: datetime
    until: datetime
    excused: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Accommodation:
    """Extra time that an examiner granted one candidate.

    Attributes:
        share: Part of the duration that is added, e.g. 0.25.
        minutes: Minutes that are added besides.
    """

    share: float = 0.0
    minutes: int = 0

    def added_to(self, duration: timedelta) -> timedelta:
        """Give the time that is added to a duration, in whole seconds."""
        return timedelta(seconds=round(duration.total_seconds() * self.share), minutes=self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingClock:
    """Where a sitting stands at one moment.

    Attributes:
        state: Open, handed in, run out of time, or annulled.
        due: When time is up, as things are now.
        left: Time left; never below zero.
        covered: The paper is hidden, because nothing came for too long; an act of the candidate uncovers it.
        absences: Those up to now, the one that is going on included.
        excused: Time that does not count, of all of them.
        over_at: When it ended, or None while it is open.
    """

    state: State
    due: datetime
    left: timedelta
    covered: bool
    absences: tuple[Absence, ...]
    excused: timedelta
    over_at: datetime | None

    @property
    def excess(self) -> int:
        """How many absences were beyond what can be excused, whole or in part."""
        return sum(one.excused < one.until - one.since for one in self.absences)


def clock(
    rule: SittingRule,
    acts: Iterable[datetime],
    now: datetime,
    *,
    granted: Accommodation | None = None,
    handed_in: datetime | None = None,
    annulled: datetime | None = None,
) -> SittingClock:
    """Say how much time is left.

    Args:
        rule: Duration, and what of an absence is excused.
        acts: When the paper was begun, and every act since, in any order.
        now: The moment to look at; acts behind it do not count.
        granted: Extra time of this candidate.
        handed_in: When the candidate handed it in.
        annulled: When an examiner annulled it.

    Raises:
        ValueError: No act: a sitting begins with one.
    """
    ends = min((one for one in (handed_in, annulled) if one is not None), default=None)
    upto = now if ends is None else min(now, ends)
    moments = sorted(one for one in acts if one <= upto)
    if not moments:
        raise ValueError(f"expected the moment at which the sitting began, got none up to {upto.isoformat()}")
    base = rule.duration + (granted or Accommodation()).added_to(rule.duration)
    due, absences = _run(rule, (*moments, upto), moments[0] + base)
    state, over_at = _ended(now, due, handed_in, annulled)
    going_on = upto - moments[-1] > rule.away_after
    return SittingClock(
        state=state,
        due=due,
        left=max(ZERO, due - min(upto, due)),
        covered=state == "open" and going_on,
        absences=absences,
        excused=sum((one.excused for one in absences), ZERO),
        over_at=over_at,
    )


def _run(rule: SittingRule, moments: tuple[datetime, ...], due: datetime) -> tuple[datetime, tuple[Absence, ...]]:
    """Move the end by what each absence excuses; behind the end nobody is absent any more."""
    found: list[Absence] = []
    left = rule.excused
    for one, following in pairwise(moments):
        since = one + rule.away_after
        if following <= since or since >= due:
            continue
        wanted = following - since if len(found) < rule.absences else ZERO
        spared = min(wanted, left)
        absence = Absence(since=since, until=min(following, due + spared), excused=spared)
        found.append(absence)
        left -= spared
        due += spared
    return due, tuple(found)


def _ended(
    now: datetime, due: datetime, handed_in: datetime | None, annulled: datetime | None
) -> tuple[State, datetime | None]:
    if annulled is not None and annulled <= now:
        return "annulled", annulled
    if handed_in is not None and handed_in <= min(now, due):
        return "handed_in", handed_in
    return ("timed_out", due) if now >= due else ("open", None)
