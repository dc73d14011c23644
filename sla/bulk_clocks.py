"""How much of one clock is left on each of a million tickets, and how did those that ended end?

The common case of `sla.clock.clocks`, with the same answers: the operational reading, one round of one clock, targets
as the handbook has them. Announced changes of targets are another `rule`; a ticket that was reopened is for
`sla.clock`, which counts what was used before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, get_args

import numpy as np
import numpy.typing as npt

from policy.handbook import ClockRule, Handbook
from sla.bulk import NONE, Flags, Micros, add, between, moments
from sla.calendar import Calendar
from sla.clock import State
from sla.compiled import TICK
from sla.own_hours import ANY, NATURAL, calendar_of, in_working_hours

STATES: Final[tuple[State, ...]] = get_args(State)
"""What the numbers in `Readings.states` mean."""

UNSET: Final = -1
"""Level of a ticket before triage."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Waiting:
    """How the customer was waited for, ticket after ticket.

    Attributes:
        first: Index of each ticket's first span, and at last their number: one entry more than tickets.
        starts: Beginnings of the spans, of each ticket in order.
        ends: Their ends, `NONE` where it is not written; no span begins before the one before it ends.
    """

    first: Micros
    starts: Micros
    ends: Micros

    def __post_init__(self) -> None:
        laid = self.first.size > 0 and self.first[0] == 0 and self.first[-1] == self.starts.size == self.ends.size
        if not (laid and (np.diff(self.first) >= 0).all() and self._apart()):
            raise ValueError("expected spans of each ticket in order and apart, and where each ticket's begin")

    def _apart(self) -> bool:
        forward = (self.ends >= self.starts) | (self.ends == NONE)
        apart = (self.ends[:-1] <= self.starts[1:]) & (self.ends[:-1] != NONE)
        apart[self.first[(self.first > 0) & (self.first < self.starts.size)] - 1] = True  # the next one is another's
        return bool(forward.all() and apart.all())

    def of(self, rows: Flags) -> "Waiting":
        """Keep the spans of some tickets."""
        counts = np.diff(self.first)
        spans = np.repeat(rows, counts)
        return Waiting(first=_firsts(counts[rows]), starts=self.starts[spans], ends=self.ends[spans])

    def within(self, low: Micros, high: Micros) -> "Waiting":
        """Keep what of each ticket's spans lies in `[low, high)`, touching ones as one; none of them may be open."""
        counts = np.diff(self.first)
        bounds = np.repeat(low, counts), np.repeat(high, counts)
        starts, ends = np.clip(self.starts, *bounds), np.clip(self.ends, *bounds)
        left = starts < ends
        ticket = np.repeat(np.arange(counts.size), counts)[left]
        starts, ends = starts[left], ends[left]
        cut = (starts[1:] != ends[:-1]) | (ticket[1:] != ticket[:-1])
        edge = np.ones(min(starts.size, 1), dtype=np.bool_)
        opens, closes = np.concatenate((edge, cut)), np.concatenate((cut, edge))
        first = _firsts(np.bincount(ticket[opens], minlength=counts.size))
        return Waiting(first=first, starts=starts[opens], ends=ends[closes])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rounds:
    """One round of one clock on many tickets, nothing in it later than the moment of reading.

    Attributes:
        levels: Priority set, as its index in the handbook's list; `UNSET` before triage.
        starts: When it began; `NONE`: it did not.
        stops: When it was fulfilled; `NONE`: it was not.
        cancelled: When a round that is not fulfilled was cancelled; `NONE`: it was not.
        waiting: Waits that may pause it; None: there are none, or the option is off.
    """

    levels: npt.NDArray[np.int64]
    starts: Micros
    stops: Micros
    cancelled: Micros
    waiting: Waiting | None = None

    def of(self, rows: Flags) -> "Rounds":
        """Keep some tickets."""
        return Rounds(
            levels=self.levels[rows],
            starts=self.starts[rows],
            stops=self.stops[rows],
            cancelled=self.cancelled[rows],
            waiting=None if self.waiting is None else self.waiting.of(rows),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Readings:
    """One clock of many tickets at one instant; `NONE` where `sla.clock.SlaClock` says None.

    Attributes:
        states: Index into `STATES`.
        due: When it is used up.
        target: What it is held to.
        elapsed: Own time used.
        remaining: Own time left; negative when overdue.
    """

    states: npt.NDArray[np.int8]
    due: Micros
    target: Micros
    elapsed: Micros
    remaining: Micros


def clocks(
    handbook: Handbook, rule: ClockRule, rounds: Rounds, as_of: datetime, calendar: Calendar | None = None
) -> Readings:
    """Read one clock of many tickets.

    Args:
        handbook: Says which priorities there are, and which hours count.
        rule: The clock.
        rounds: The tickets.
        as_of: The moment of reading.
        calendar: The desk's hours; None: the handbook's own.

    Raises:
        NaiveTimeError: `as_of` has no zone.
        EmptyCalendarError: A target counts on a calendar that never opens again.
        HorizonError: An instant or a due time lies outside the years answered for.
    """
    size = rounds.starts.size
    states = np.zeros(size, dtype=np.int8)
    due, target, elapsed, remaining = (np.full(size, NONE) for _ in range(4))
    point, own = int(moments([as_of])[0]), calendar_of(handbook, calendar)
    for level in np.unique(rounds.levels).tolist():
        rows = (rounds.levels == level) & (rounds.starts != NONE)
        part = _Part.of(rounds.of(rows), point, pausable=rule.pausable)
        code = None if level == UNSET else str(handbook.priorities[level].code)
        for span, one in _candidates(rule, code):
            hours = own if in_working_hours(handbook, rule, one) else NATURAL
            found = part.due(hours, span)
            sooner = (due[rows] == NONE) | (found < due[rows])
            due[rows] = np.where(sooner, found, due[rows])
            target[rows] = np.where(sooner, span, target[rows])
            elapsed[rows] = np.where(sooner, part.counted(hours, part.rounds.starts, part.now), elapsed[rows])
            remaining[rows] = np.where(sooner, part.counted(hours, part.now, found), remaining[rows])
        states[rows] = part.states(due[rows])
    due[states == STATES.index("cancelled")] = NONE
    return Readings(states=states, due=due, target=target, elapsed=elapsed, remaining=remaining)


def _candidates(rule: ClockRule, code: str | None) -> Iterator[tuple[int, str]]:
    """List targets that may bind; before triage the one due first does, of several the least (DESIGN, decision 6)."""
    known = [one for one in (code, ANY) if one is not None and one in rule.targets][:1]
    codes = known or (rule.targets if code is None else ())
    yield from sorted((rule.targets[one] // TICK, str(one)) for one in codes)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Part:
    """Tickets of one priority whose clock has begun, with what is the same for every target."""

    rounds: Rounds
    now: Micros
    waits: Waiting | None
    waited_for: Flags

    @classmethod
    def of(cls, rounds: Rounds, point: int, *, pausable: bool) -> "_Part":
        """Find each ticket's own moment of reading, and cut the waits to its round."""
        ended = np.where(rounds.stops != NONE, rounds.stops, rounds.cancelled)
        now = np.where(ended != NONE, ended, point)
        waiting = rounds.waiting if pausable else None
        if waiting is None:
            return cls(rounds=rounds, now=now, waits=None, waited_for=np.zeros(now.shape, dtype=np.bool_))
        still = (waiting.ends == NONE) | (waiting.ends > point)
        ends = np.where(waiting.ends == NONE, np.maximum(waiting.starts, point), waiting.ends)
        whole = Waiting(first=waiting.first, starts=waiting.starts, ends=ends)
        last = np.where(ended != NONE, ended, np.iinfo(np.int64).max)
        waits = whole.within(rounds.starts, last)
        return cls(rounds=rounds, now=now, waits=waits, waited_for=_sums(still.astype(np.int64), waiting.first) > 0)

    def due(self, hours: Calendar, target: int) -> Micros:
        """Give the instants at which the target is used up, waits not counted (`sla.pauses.due_after`)."""
        starts = self.rounds.starts
        if self.waits is None or not self.waits.starts.size:
            return add(hours, starts, np.array(target))
        first = self.waits.first
        counts = np.diff(first)
        stood = between(hours, self.waits.starts, self.waits.ends)
        before = np.concatenate(([0], np.cumsum(stood)))
        earlier = before[:-1] - np.repeat(before[first[:-1]], counts)
        used = between(hours, np.repeat(starts, counts), self.waits.starts) - earlier
        # Of a ticket's spans `used` only grows, so those that come before the due instant are its first ones.
        held = _sums((used < target).astype(np.int64), first)
        last = np.maximum(first[:-1] + held - 1, 0)
        cursor = np.where(held > 0, self.waits.ends[last], starts)
        due = add(hours, cursor, target - np.where(held > 0, used[last], 0))
        # A wait that begins at the very due instant still holds the clock.
        coming = first[:-1] + held
        at = np.minimum(coming, used.size - 1)
        return np.where((coming < first[1:]) & (self.waits.starts[at] == due), self.waits.ends[at], due)

    def counted(self, hours: Calendar, starts: Micros, ends: Micros) -> Micros:
        """Sum the business time less the waits in it, negative when reversed (`sla.pauses.counted`)."""
        whole = between(hours, starts, ends)
        if self.waits is None or not self.waits.starts.size:
            return whole
        inside = self.waits.within(np.minimum(starts, ends), np.maximum(starts, ends))
        stood = _sums(between(hours, inside.starts, inside.ends), inside.first)
        return whole - np.where(ends < starts, -stood, stood)

    def states(self, due: Micros) -> npt.NDArray[np.int8]:
        """Say how each clock stands; without a due instant there is no target, and it has not begun."""
        stopped, withdrawn = self.rounds.stops != NONE, self.rounds.cancelled != NONE
        # In this order: what is overdue is breached, whether it was fulfilled later, withdrawn, or still runs.
        cases: dict[State, Flags] = {
            "not_started": due == NONE,
            "breached": self.now > due,
            "met": stopped,
            "cancelled": withdrawn,
            "paused": self.waited_for,
        }
        numbers = [np.int8(STATES.index(name)) for name in cases]
        return np.select(list(cases.values()), numbers, np.int8(STATES.index("running")))


def _firsts(counts: Micros) -> Micros:
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))


def _sums(values: Micros, first: Micros) -> Micros:
    """Sum the values of each ticket; what overflows on the way comes back, whole numbers go round."""
    totals = _firsts(values)
    return totals[first[1:]] - totals[first[:-1]]
