"""Laws of a drill, tried on drawn moments of ideal handlings of every kind of case."""

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from mysterydesk import shelf
from policy.text import Lang
from scenarios.twist import Manner
from simulator.drill import Attempt, advance, look, replay
from simulator.fold import fold
from simulator.urging import next_due
from tests.simulator.conftest import drawn
from tests.simulator.duty_plays import OWN_HANDBOOKS, every_duty
from tests.simulator.ideals import Ideal, ideal, played
from tests.simulator.manners import with_manners

HOURS = 6
"""As far as a drill is let run by itself; every colleague and most urging calls fall into it."""

LANGS: tuple[Lang, ...] = ("zh", "en")

MOST_HANDLED = 12
"""Handlings of a scenario each: every one takes a second to search."""


def handlings() -> tuple[Ideal, ...]:
    """The ideal handling of a scenario of each kind and product, and all that the other manuals ask, in turn."""
    known = {(one.kind, one.product): name for name, one in sorted(shelf.scenarios().items(), reverse=True)}
    names = sorted(known.values())[:MOST_HANDLED]
    ideals = (ideal(name[:4], 2, LANGS[number % 2]) for number, name in enumerate(names))
    others = (every_duty(name, LANGS[number % 2]) for number, name in enumerate(OWN_HANDBOOKS))
    signed = ideal("S047", 3, "en", "ASC"), ideal("S047", 3, "zh", "NET")
    return (*ideals, *others, *signed)


def at_event(one: Ideal, number: int) -> Attempt:
    """Give an attempt as it stood after some of its events: mid-drill, with all that was planned then."""
    before_end = next(index for index, event in enumerate(one.attempt.events) if event.kind == "attempt.ended")
    return replay(one.desk, "ideal", one.attempt.events[: 2 + number % (before_end - 2)])


@settings(max_examples=25)
@given(st.data())
def test_any_partition_of_an_advance_gives_identical_events(data: st.DataObject) -> None:
    """DESIGN decision 4, on drawn moments of the handlings of all scenarios."""
    one = data.draw(st.sampled_from(handlings()), label="handling")
    attempt = at_event(one, data.draw(st.integers(0, 10_000), label="moment"))
    cuts = data.draw(st.lists(st.integers(1, HOURS * 3600 - 1), max_size=5), label="cuts")
    begin, end = attempt.state.now, attempt.state.now + timedelta(hours=HOURS)
    whole = advance(attempt, end)[0]
    parts = attempt
    for cut in sorted(cuts):
        parts = advance(parts, begin + timedelta(seconds=cut))[0]
    parts = advance(parts, end)[0]
    assert parts.events == whole.events
    assert parts.state == whole.state


@settings(max_examples=20)
@given(st.data())
def test_folding_a_prefix_then_the_rest_equals_folding_all(data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(handlings()), label="handling")
    cut = data.draw(st.integers(1, len(one.attempt.events) - 1), label="cut")
    state = replay(one.desk, "ideal", one.attempt.events[:cut]).state
    for event in one.attempt.events[cut:]:
        state = fold(one.desk, state, event)
    assert replace(state, now=one.attempt.state.now) == one.attempt.state


@settings(max_examples=20)
@given(st.data())
def test_looking_writes_nothing(data: st.DataObject) -> None:
    """A page that only looks shows stored events and what surely follows, and changes neither."""
    one = data.draw(st.sampled_from(handlings()), label="handling")
    attempt = at_event(one, data.draw(st.integers(0, 10_000), label="moment"))
    seconds = data.draw(st.integers(0, 86_000), label="seconds")
    events, state = attempt.events, attempt.state
    seen = look(attempt, attempt.state.wall + timedelta(seconds=seconds))
    assert attempt.events == events
    assert attempt.state is state
    assert seen.events[: len(events)] == events
    assert look(attempt, attempt.state.wall + timedelta(seconds=seconds)).events == seen.events


def test_events_never_go_back_in_time_and_nothing_stays_due_in_the_past() -> None:
    for one in handlings():
        moments = [event.at for event in one.attempt.events]
        assert moments == sorted(moments), one.desk.case.id
        due = next_due(one.desk, one.attempt.state)
        assert due is None or due.at >= one.attempt.state.now, one.desk.case.id


MANNERS: tuple[Manner, ...] = ("busy", "slow", "wrong")


@lru_cache(maxsize=len(MANNERS))
def beside(manner: Manner) -> Ideal:
    """Play the ideal handling with colleagues of one manner, once."""
    return played(with_manners(drawn("S006", 3, "zh"), manner))


@settings(max_examples=15)
@given(st.data())
def test_colleagues_of_every_manner_keep_the_laws(data: st.DataObject) -> None:
    """A busy, a slow and a wrong colleague plan on the agenda alone: any partition, the same events."""
    one = beside(data.draw(st.sampled_from(MANNERS), label="manner"))
    attempt = at_event(one, data.draw(st.integers(0, 10_000), label="moment"))
    cuts = data.draw(st.lists(st.integers(1, HOURS * 3600 - 1), max_size=4), label="cuts")
    begin, end = attempt.state.now, attempt.state.now + timedelta(hours=HOURS)
    parts = attempt
    for cut in sorted(cuts):
        parts = advance(parts, begin + timedelta(seconds=cut))[0]
    assert advance(parts, end)[0].events == advance(attempt, end)[0].events
