"""Where, on the line of UTC microseconds, is a calendar open?"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sla.timeline import aware

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ORDINAL = EPOCH.toordinal()
TICK = timedelta(microseconds=1)
SECOND = 1_000_000
DAY = 86_400 * SECOND

Spans = Sequence[tuple[int, int]]
"""Open spans of one date, in microseconds from local midnight: sorted, apart, not empty."""


def micros(at: datetime) -> int:
    """Give an aware instant as microseconds since 1970 in UTC, exactly.

    >>> micros(datetime(1970, 1, 2, 8, tzinfo=ZoneInfo("Asia/Shanghai"))) == DAY
    True

    Raises:
        NaiveTimeError: `at` has no UTC offset.
    """
    try:
        since = at - EPOCH
    except TypeError:  # no moment without a zone gets past the difference; here it is told so
        since = aware(at) - EPOCH
    return (since.days * 86_400 + since.seconds) * SECOND + since.microseconds


def instant(point: int) -> datetime:
    """Give microseconds since 1970 as an aware UTC instant."""
    return EPOCH + point * TICK  # a quarter of the time of timedelta(microseconds=point)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hours:
    """The open segments of a window, with prefix sums, so that every question is a binary search.

    Compared by identity: a calendar keeps one, and what is made from it (`sla.bulk`) can be kept beside it.

    Attributes:
        first: Start of the window, in UTC microseconds.
        last: End of the window.
        starts: Openings, ascending.
        ends: Closings; `ends[i] > starts[i]`, and `starts[i + 1] > ends[i]`.
        before: Open microseconds of the window before each opening.
        reached: Open microseconds of the window up to each closing.
    """

    first: int
    last: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]
    reached: tuple[int, ...]

    def open_until(self, point: int) -> int:
        """Sum the open microseconds from the window's start to `point`."""
        at = bisect_right(self.starts, point) - 1
        if at < 0:
            return 0
        if point >= self.ends[at]:
            return self.reached[at]
        return self.before[at] + point - self.starts[at]

    def earliest(self, total: int) -> int | None:
        """Find the first point with `total` open microseconds behind it; None: not in this window."""
        at = bisect_left(self.reached, total)
        if total <= 0 or at == len(self.reached):
            return None
        return self.starts[at] + total - self.before[at]

    def latest(self, total: int) -> int | None:
        """Find the last open point with `total` open microseconds behind it; None: not in this window."""
        at = bisect_right(self.reached, total)
        if total < 0 or at == len(self.reached):
            return None
        return self.starts[at] + total - self.before[at]


def _offset(zone: ZoneInfo, point: int) -> int:
    at = datetime.fromtimestamp(point // SECOND, zone)
    return (at.utcoffset() or timedelta()) // timedelta(microseconds=1)


def _switch(zone: ZoneInfo, low: int, high: int) -> int:
    """Bisect to the second at which the offset of `low` ends; changes fall on whole seconds."""
    old = _offset(zone, low)
    while high - low > SECOND:
        middle = (low + high) // (2 * SECOND) * SECOND
        low, high = (middle, high) if _offset(zone, middle) == old else (low, middle)
    return high


def _pieces(zone: ZoneInfo, first: int, last: int) -> Iterator[tuple[int, int, int]]:
    """Cut `[first, last)` where the zone's offset changes; zones change at most once a day."""
    start, offset, point = first, _offset(zone, first), first
    while point < last:
        following = min(point + DAY, last)
        if _offset(zone, following) != offset:
            change = _switch(zone, point, following)
            yield start, change, offset
            start, offset = change, _offset(zone, change)
        point = following
    yield start, last, offset


def _open(
    piece: tuple[int, int, int], week: Sequence[Spans], dated: Mapping[int, Spans]
) -> Iterator[tuple[int, int]]:
    """Lay the wall-clock spans on a piece of constant offset."""
    first, last, offset = piece
    for day in range((first + offset) // DAY, (last + offset) // DAY + 1):
        ordinal = day + EPOCH_ORDINAL
        spans = dated[ordinal] if ordinal in dated else week[(ordinal - 1) % 7]
        midnight = day * DAY - offset
        for start, end in spans:
            clipped = max(first, midnight + start), min(last, midnight + end)
            if clipped[0] < clipped[1]:
                yield clipped


def compiled(
    zone: ZoneInfo,
    window: tuple[int, int],
    week: Sequence[Spans],
    dated: Mapping[date, Spans],
) -> Hours:
    """Lay out the open segments of a window of UTC microseconds.

    An instant is open when its wall time in `zone` is open. So a wall time that a change of clocks skips is never
    open, one that it repeats is open twice, and a Sunday of 25 hours counts 25 hours.

    Args:
        zone: The calendar's zone.
        window: First and last point, on whole seconds.
        week: Spans of the seven weekdays, Monday first.
        dated: Spans of the dates that differ from their weekday.
    """
    by_ordinal = {day.toordinal(): spans for day, spans in dated.items()}
    starts: list[int] = []
    ends: list[int] = []
    for piece in _pieces(zone, *window):
        for start, end in _open(piece, week, by_ordinal):
            if ends and ends[-1] == start:
                ends[-1] = end
            else:
                starts.append(start)
                ends.append(end)
    before: list[int] = []
    reached: list[int] = []
    total = 0
    for start, end in zip(starts, ends, strict=True):
        before.append(total)
        total += end - start
        reached.append(total)
    return Hours(
        first=window[0],
        last=window[1],
        starts=tuple(starts),
        ends=tuple(ends),
        before=tuple(before),
        reached=tuple(reached),
    )


def unbroken(window: tuple[int, int]) -> Hours:
    """Give a window that is open throughout."""
    first, last = window
    return Hours(first=first, last=last, starts=(first,), ends=(last,), before=(0,), reached=(last - first,))
