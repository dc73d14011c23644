"""What does business time cost when the calendar grows, when the tickets grow, and for the clocks of one ticket?"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import numpy as np

from benchmarks.series import Series, repeated
from mysterydesk import shelf
from policy.handbook import Handbook
from sla import bulk, bulk_clocks
from sla.arithmetic import add, between
from sla.bulk import NONE
from sla.bulk_clocks import Rounds, Waiting
from sla.calendar import Calendar
from sla.clock import ClockOptions, clocks
from sla.compiled import DAY, SECOND, instant, micros
from sla.priorities import priorities_as_set
from sla.timeline import Event, EventId, Json, Timeline

MIDDLE = micros(datetime(2025, 7, 1, tzinfo=UTC))
YEARS = (1, 3, 10, 30, 100, 300)
CALLS = 500
SCALAR_TICKETS = 10**4
"""At most so many tickets are asked one by one; the cost of one does not depend on their number."""

MINUTE = timedelta(minutes=1)
BEGUN = datetime(2026, 3, 10, 1, tzinfo=UTC)
TICKET: tuple[tuple[int, str, dict[str, Json]], ...] = (
    (0, "ticket.submitted", {}),
    (2, "ticket.accepted", {}),
    (5, "ticket.severity_set", {"level": "L3"}),
    (9, "agent.first_contact", {}),
    (20, "agent.msg", {}),
    (40, "waiting.started", {"for": "customer"}),
    (90, "waiting.ended", {"for": "customer"}),
    (105, "ticket.severity_set", {"level": "L2"}),
    (120, "ticket.transferred", {"to_tier": "T2"}),
    (140, "tier2.started", {}),
    (180, "agent.msg", {}),
    (250, "workaround.provided", {}),
    (360, "ticket.resolved", {}),
    (390, "verify.customer", {}),
    (420, "callback.done", {}),
)


def each_add(calendar: Calendar, starts: Sequence[datetime], lengths: Sequence[timedelta]) -> None:
    """Add one after the other."""
    for start, length in zip(starts, lengths, strict=True):
        add(calendar, start, length)


def each_between(calendar: Calendar, starts: Sequence[datetime], ends: Sequence[datetime]) -> None:
    """Measure between one after the other."""
    for start, end in zip(starts, ends, strict=True):
        between(calendar, start, end)


def calendar_length(desk: Calendar) -> None:
    """Print what one call costs on hours compiled for more and more years."""
    print("\nOne call, by the years that are compiled")
    for years in YEARS:
        calendar = Calendar(zone=desk.zone, weekly=desk.weekly, holidays=desk.holidays)
        half = years * 365 * DAY // 2
        calendar.hours(MIDDLE, MIDDLE)  # compiles room around the points; the years are what lies between them
        spans = len(calendar.hours(MIDDLE - half, MIDDLE + half).starts)
        chance = random.Random(years)
        starts = [instant(MIDDLE + chance.randrange(-half, half - 20 * DAY)) for _ in range(CALLS)]
        weeks = [timedelta(hours=40)] * CALLS
        adding = repeated(partial(each_add, calendar, starts, weeks), 30, CALLS)
        spending = repeated(partial(each_between, calendar, starts, starts[::-1]), 30, CALLS)
        print(f"    {years:>4} years {spans:>8,} spans  add      {adding.told()}")
        print(f"    {'':>25}  between  {spending.told()}")


def drawn_rounds(count: int, handbook: Handbook) -> Rounds:
    """Draw tickets of three years, every third one with two waits, a tenth still open."""
    chance = np.random.default_rng(count)
    starts = MIDDLE + chance.integers(-540 * 86_400, 540 * 86_400, count) * SECOND
    stops = np.where(chance.random(count) < 1 / 10, NONE, starts + chance.integers(60, 8 * 86_400, count) * SECOND)
    counts = np.where(chance.random(count) < 1 / 3, 2, 0)
    first = np.concatenate(([0], np.cumsum(counts)))
    gaps = np.where(np.arange(first[-1]) % 2, 7_200, 600) * SECOND
    begun = np.repeat(starts, counts) + gaps
    return Rounds(
        levels=chance.integers(0, len(handbook.priorities), count),
        starts=starts,
        stops=stops,
        cancelled=np.full(count, NONE),
        waiting=Waiting(first=first, starts=begun, ends=begun + 3_600 * SECOND),
    )


def many_tickets(desk: Calendar, numbers: Sequence[int]) -> None:
    """Print what arrays cost for each ticket, beside the scalar path."""
    handbook = shelf.handbook()
    rule = next(one for one in handbook.clocks if one.name == "resolution")
    as_of = instant(MIDDLE + 560 * DAY)
    print("\nEach ticket, of so many")
    for number in numbers:
        rounds, runs = drawn_rounds(number, handbook), max(min(30, 10**7 // number), 5)
        ends = rounds.starts + 20 * DAY
        lengths = np.random.default_rng(1).integers(1, 80 * 3_600, number) * SECOND
        asked = min(number, SCALAR_TICKETS)
        starts, others = ([instant(one) for one in each[:asked].tolist()] for each in (rounds.starts, ends))
        spans = [timedelta(microseconds=one) for one in lengths[:asked].tolist()]
        scalar = {
            "add": repeated(partial(each_add, desk, starts, spans), 7, asked),
            "between": repeated(partial(each_between, desk, starts, others), 7, asked),
        }
        arrays = {
            "add": repeated(partial(bulk.add, desk, rounds.starts, lengths), runs, number),
            "between": repeated(partial(bulk.between, desk, rounds.starts, ends), runs, number),
            "clock": repeated(partial(bulk_clocks.clocks, handbook, rule, rounds, as_of, desk), runs, number),
        }
        for name, took in arrays.items():
            beside = f"; one by one {scalar[name].times(took).strip()}" if name in scalar else ""
            print(f"    {number:>9,}  {name:<8}{_fine(took)}{beside}")


def _fine(series: Series) -> str:
    first, middle, third = (1e6 * one for one in series.quarters)
    return f"n={len(series.seconds):>3}  median {middle:>7.4f} us  quartiles {first:.4f} .. {third:.4f}"


def one_ticket() -> None:
    """Print what all clocks of a ticket of fifteen events cost under STD."""
    handbook, events = shelf.handbook(), ticket()
    steps, as_of = priorities_as_set(events), BEGUN + 480 * MINUTE
    print(f"\nAll {len(handbook.clocks)} clocks of a ticket of {len(events)} events under {handbook.id}")
    for name, options in (("waiting ignored", ClockOptions()), ("waiting pauses", ClockOptions(wait_customer=True))):
        took = repeated(partial(clocks, handbook, events, steps, as_of, options=options), 2000)
        print(f"    {name:<18}{took.told()}")


def ticket() -> Timeline:
    """Give a ticket that was escalated, waited for its customer, was solved, confirmed and followed up."""
    return tuple(
        Event(id=EventId(number), at=BEGUN + minute * MINUTE, kind=kind, actor="trainee", fields=fields)
        for number, (minute, kind, fields) in enumerate(TICKET)
    )
