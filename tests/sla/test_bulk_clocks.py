"""Readings of many tickets against those of one after the other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.handbook import ClockRule, PriorityCode
from sla import bulk_clocks
from sla.bulk import NONE, moments
from sla.bulk_clocks import STATES, UNSET, Readings, Rounds, Waiting
from sla.calendar import Calendar
from sla.clock import ClockOptions, SlaClock, clocks
from sla.compiled import instant
from sla.priorities import priorities_as_set
from sla.timeline import Event, EventId
from tests.sla.std_handbook import HOUR, STD, rule, trigger
from tests.sla.test_calendar_laws import open_minutes
from tests.sla.timelines import ASC_HOURS, at, weekdays

MINUTE = timedelta(minutes=1)
WAITS = ClockOptions(wait_customer=True)
LEVELS = [one.code for one in STD.priorities]

START, STOP = trigger("ticket.accepted"), trigger("ticket.resolved")
BY_LEVEL = rule(
    "resolution",
    starts=(START,),
    stops=(STOP,),
    targets={"L1": HOUR, "L2": 4 * HOUR, "L3": 9 * HOUR},
    pausable=True,
)
ANY_LEVEL = rule("callback", starts=(START,), stops=(STOP,), targets={"any": 5 * HOUR, "L1": HOUR}, pausable=True)
MIXED = rule(  # the longer target of working hours may be due after the shorter one of natural hours, and before
    "mixed", starts=(START,), stops=(STOP,), targets={"L1": 2 * HOUR, "L2": 9 * HOUR}, hours={"L1": "business"}
)
UNPAUSED = replace(BY_LEVEL, pausable=False)

type_of = st.sampled_from([BY_LEVEL, ANY_LEVEL, MIXED, UNPAUSED])

minutes = st.integers(0, 2400)
at_edges = st.one_of(minutes, st.integers(0, 40).map(lambda count: 60 * count))
Drawn = tuple[str | None, int | None, int | None, int | None, list[int], bool]
one_ticket = st.tuples(
    st.sampled_from([*LEVELS, None]),
    st.none() | at_edges,
    st.none() | at_edges,
    st.none() | at_edges,
    st.lists(at_edges, max_size=8, unique=True).map(sorted),
    st.booleans(),
)
tickets = st.lists(one_ticket, min_size=1, max_size=8)

BEGINNING = at("08:00")
NOW = 2400


def clock_time(minute: int) -> datetime:
    return BEGINNING + minute * MINUTE


def known(one: Drawn) -> Drawn:
    """Put a drawn ticket in order: its stop and its cancelling after its start, one of them."""
    level, start, stop, cancelled, waits, still = one
    if start is None:
        return level, None, None, None, waits, still
    stop = None if stop is None else start + stop % (NOW - start + 1)
    if cancelled is None or stop is not None:
        return level, start, stop, None, waits, still
    return level, start, None, start + cancelled % (NOW - start + 1), waits, still


def event(number: int, minute: int, kind: str, **fields: str) -> Event:
    return Event(id=EventId(number), at=clock_time(minute), kind=kind, actor="trainee", fields=fields)


def one_by_one(which: ClockRule, one: Drawn, calendar: Calendar | None) -> SlaClock:
    """Read the ticket through its timeline."""
    level, start, stop, cancelled, waits, still = one
    told: list[tuple[int, str, dict[str, str]]] = []
    told += [(0, "ticket.severity_set", {"level": level})] if level else []
    told += [(start, "ticket.accepted", {})] if start is not None else []
    told += [(stop, "ticket.resolved", {})] if stop is not None else []
    told += [(cancelled, "ticket.cancelled", {})] if cancelled is not None else []
    for begun, ended in spans(waits, still=still):
        told.append((begun, "waiting.started", {"for": "customer"}))
        told += [(ended, "waiting.ended", {"for": "customer"})] if ended is not None else []
    events = tuple(event(number, minute, kind, **fields) for number, (minute, kind, fields) in enumerate(told))
    handbook = replace(STD, clocks=(which,))
    (read,) = clocks(handbook, events, priorities_as_set(events), clock_time(NOW), calendar, WAITS)
    return read


def spans(waits: list[int], *, still: bool) -> list[tuple[int, int | None]]:
    """Pair the drawn minutes; where one is left over, it is waited from there on."""
    pairs: list[tuple[int, int | None]] = list(zip(waits[::2], waits[1::2], strict=False))
    return [*pairs, (waits[-1], None)] if len(waits) % 2 and still else pairs


def rounds_of(drawn: Sequence[Drawn]) -> Rounds:
    waits = [spans(one[4], still=one[5]) for one in drawn]
    flat = [span for each in waits for span in each]
    return Rounds(
        levels=np.array([UNSET if one[0] is None else LEVELS.index(PriorityCode(one[0])) for one in drawn]),
        starts=moments(None if one[1] is None else clock_time(one[1]) for one in drawn),
        stops=moments(None if one[2] is None else clock_time(one[2]) for one in drawn),
        cancelled=moments(None if one[3] is None else clock_time(one[3]) for one in drawn),
        waiting=Waiting(
            first=np.cumsum([0, *(len(each) for each in waits)]),
            starts=moments(clock_time(begun) for begun, _ in flat),
            ends=moments(None if ended is None else clock_time(ended) for _, ended in flat),
        ),
    )


def told(readings: Readings, number: int) -> tuple[object, ...]:
    due, target, elapsed, remaining = (
        int(one[number]) for one in (readings.due, readings.target, readings.elapsed, readings.remaining)
    )
    lengths = [None if one == NONE else timedelta(microseconds=one) for one in (target, elapsed, remaining)]
    return STATES[int(readings.states[number])], None if due == NONE else instant(due), *lengths


@settings(max_examples=60)
@given(type_of, tickets, st.sampled_from([None, ASC_HOURS, weekdays("09:00-12:00", "13:00-18:00", zone="UTC")]))
def test_many_tickets_read_as_one_after_the_other(
    which: ClockRule, drawn: list[Drawn], calendar: Calendar | None
) -> None:
    ordered = [known(one) for one in drawn]
    handbook = replace(STD, clocks=(which,))
    readings = bulk_clocks.clocks(handbook, which, rounds_of(ordered), clock_time(NOW), calendar)
    for number, one in enumerate(ordered):
        read = one_by_one(which, one, calendar)
        assert told(readings, number) == (read.state, read.due, read.target, read.elapsed, read.remaining)


WALK = open_minutes(ASC_HOURS, BEGINNING, 6000)


def brute(one: Drawn, target: timedelta) -> int | None:
    """Walk by minutes, waits left out; the minute at which the target is used up, None: not in four days."""
    _, start, stop, _, waits, still = one
    pairs = [(begun, NOW if ended is None else ended) for begun, ended in spans(waits, still=still)]
    left = target // MINUTE
    for minute in range(start or 0, len(WALK)):
        waited = (stop is None or minute < stop) and any(begun <= minute < ended for begun, ended in pairs)
        if not left and not waited:
            return minute
        left -= bool(left) and WALK[minute] and not waited
    return None


@settings(max_examples=60)
@given(one_ticket)
def test_a_due_time_is_where_a_walk_by_minutes_arrives(one: Drawn) -> None:
    level, start, stop, _, waits, still = known(one)
    ticket: Drawn = level or "L2", start or 0, stop if start else None, None, waits, still
    readings = bulk_clocks.clocks(STD, BY_LEVEL, rounds_of([ticket]), clock_time(NOW), ASC_HOURS)
    target = BY_LEVEL.targets[ticket[0] or ""]
    arrived = brute(ticket, target)
    assert arrived is None or instant(int(readings.due[0])) == clock_time(arrived)


def test_waits_that_overlap_run_backwards_or_are_not_laid_out_are_refused() -> None:
    def waiting(first: list[int], *pairs: tuple[int, int]) -> Waiting:
        return Waiting(
            first=np.array(first),
            starts=np.array([one for one, _ in pairs]),
            ends=np.array([end for _, end in pairs]),
        )

    assert waiting([0, 1, 1, 2], (5, 9), (1, 2)).first.size == 4
    assert waiting([0, 2], (1, 2), (2, NONE)).first.size == 2
    for first, pairs in (
        ([0, 2], [(5, 9), (8, 12)]),
        ([0, 2], [(5, NONE), (8, 12)]),
        ([0, 1], [(9, 5)]),
        ([0, 2], [(5, 9)]),
        ([1, 1], [(5, 9)]),
        ([0, 2, 1], [(5, 9)]),
        ([], []),
    ):
        with pytest.raises(ValueError, match="in order and apart"):
            waiting(first, *pairs)


def test_without_waits_and_without_tickets_there_is_nothing_to_hold() -> None:
    alone = Rounds(
        levels=np.array([0]), starts=moments([at("09:00")]), stops=moments([at("09:30")]), cancelled=moments([None])
    )
    readings = bulk_clocks.clocks(STD, BY_LEVEL, alone, at("12:00"))
    assert told(readings, 0) == ("met", at("10:00"), HOUR, HOUR / 2, HOUR / 2)
    assert bulk_clocks.clocks(STD, BY_LEVEL, alone.of(np.array([False])), at("12:00")).due.size == 0


def test_a_wait_after_the_due_instant_saves_nothing_and_one_at_it_does() -> None:
    """At 18:00 the desk closes and the target is used up; what begins later finds the clock overdue."""
    late: Drawn = ("L1", 9 * 60, None, None, [10 * 60 + 30, 11 * 60], False)  # 17:00 on; waited from 18:30 to 19:00
    just: Drawn = ("L1", 9 * 60, None, None, [10 * 60, 11 * 60], False)
    readings = bulk_clocks.clocks(STD, BY_LEVEL, rounds_of([late, just]), clock_time(NOW), ASC_HOURS)
    assert [instant(one) for one in readings.due.tolist()] == [at("18:00"), at("19:00")]
    assert [one_by_one(BY_LEVEL, one, ASC_HOURS).due for one in (late, just)] == [at("18:00"), at("19:00")]
