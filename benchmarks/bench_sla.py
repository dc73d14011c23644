"""How fast is business time, next to other Python packages, one by one, and on arrays?

Run `python -m benchmarks.bench_sla [--peers FOLDER] [--draws 40] [--tickets 1000 10000 100000 1000000]`. The desk
works Monday to Friday from 9 to 12 and from 13 to 18 in Shanghai, from 2024 to 2026, less the official holidays;
make-up days are left out, as no peer knows them. FOLDER is where `pip install --target FOLDER` put the peers. Every
ratio is told with n and with what the quartiles of both sides make of it.
"""

import argparse
import random
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from benchmarks import sla_growth
from benchmarks.series import Series, measured, repeated
from benchmarks.sla_peers import SPANS, ZONE, Peer, peers
from mysterydesk.calendars import shipped_days
from sla.arithmetic import add, between
from sla.calendar import Calendar
from sla.segment import Segment

FIRST, LAST = datetime(2024, 1, 1, tzinfo=ZONE), datetime(2026, 12, 31, tzinfo=ZONE)
HOUR = timedelta(hours=1)

LENGTHS: tuple[int | None, ...] = (8, 40, 250, 2000, None)
"""Business hours: a day, a week, six weeks, a year; None: between any two instants of the three years."""

Asked = Sequence[tuple[Any, Any]]


def desk() -> tuple[Calendar, list[date]]:
    """Give the calendar, and the holidays that the peers are told."""
    # One holiday behind the end: a peer that finds none within five years fails.
    off = {day for day in shipped_days().holidays if FIRST.year <= day.year} | {date(LAST.year + 1, 1, 1)}
    day = tuple(Segment(start=opens.hour * HOUR, end=closes.hour * HOUR) for opens, closes in SPANS)
    return Calendar(zone=ZONE.key, weekly=((day,) * 5) + ((), ()), holidays=frozenset(off)), sorted(off)


def instants(chance: random.Random, count: int) -> list[datetime]:
    """Draw whole seconds of the three years, in UTC."""
    span = (LAST - FIRST) // timedelta(seconds=1)
    return [(FIRST + timedelta(seconds=chance.randrange(span))).astimezone(UTC) for _ in range(count)]


def pairs(calendar: Calendar, count: int, hours: int | None) -> list[tuple[datetime, datetime]]:
    """Draw instants with so much business time between them."""
    chance = random.Random(hours)
    if hours is None:
        drawn = instants(chance, 2 * count)
        return [(min(two), max(two)) for two in zip(drawn[::2], drawn[1::2], strict=True)]
    latest = add(calendar, LAST, -hours * HOUR)
    starts = [one for one in instants(chance, 50 * count) if one < latest][:count]
    return [(one, add(calendar, one, hours * HOUR)) for one in starts]


def ask_all(ask: Callable[[Any, Any], object], asked: Asked) -> None:
    """Put every question once."""
    for one, other in asked:
        ask(one, other)


def beside(found: list[Peer], which: str, asked: Asked, calendar: Calendar) -> None:
    """Ask ourselves and the peers the same, and print what each took and how often it agreed."""
    own = add if which == "add" else between
    mine = repeated(partial(ask_all, partial(own, calendar), asked), 60, len(asked))
    print(f"    {'ours':<26}{mine.told()}")
    right: list[Any] = [own(calendar, one, other) for one, other in asked]
    for peer in found:
        ask: Callable[[Any, Any], object] | None = getattr(peer, which)
        if ask is None:
            print(f"    {peer.name:<26}has no {which}")
            continue
        answers: list[Any] = []
        took = Series([measured(_kept(ask, one, answers)) for one in asked])
        agreed = sum(abs(one - other) < peer.coarse for one, other in zip(right, answers, strict=True))
        print(f"    {peer.name:<26}{took.told()}  {took.times(mine)}, agrees on {agreed} of {len(asked)}")


def _kept(ask: Callable[[Any, Any], object], one: tuple[Any, Any], answers: list[Any]) -> Callable[[], None]:
    return lambda: answers.append(ask(*one))


def beside_peers(draws: int) -> None:
    """Compare with the peers, for each length."""
    calendar, holidays = desk()
    found, absent = peers(holidays)
    print(
        "Peers",
        *(f"    {one.name}: {one.lacks}" for one in found),
        *(f"    absent: {one}" for one in absent),
        sep="\n",
    )
    for hours in LENGTHS:
        drawn = pairs(calendar, draws, hours)
        spent = [(start, max(between(calendar, start, end) // HOUR, 1) * HOUR) for start, end in drawn]
        length = "up to three years" if hours is None else f"{hours} business hours"
        print(f"\nadd, {length}")
        beside(found, "add", spent, calendar)
        print(f"between, {length}")
        beside(found, "between", drawn, calendar)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--peers", help="folder with the peers; without it they are looked for on the path")
    parser.add_argument("--draws", type=int, default=40, help="questions for each length")
    parser.add_argument("--tickets", type=int, nargs="*", default=[10**3, 10**4, 10**5, 10**6])
    options = parser.parse_args()
    if options.peers:
        sys.path.append(options.peers)
    beside_peers(options.draws)
    calendar, _ = desk()
    sla_growth.calendar_length(calendar)
    sla_growth.many_tickets(calendar, options.tickets)
    sla_growth.one_ticket()


if __name__ == "__main__":
    main()
