"""Do several tickets on one clock go on as they would alone, and is a shift worth what was kept of its deadlines?"""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from mysterydesk import attempts, shelf
from mysterydesk.scores import ideal_events
from scenarios.arrivals import Duty, arrivals, draw_duty
from scenarios.scenario import Scenario
from scoring.shift_score import ShiftScore, score_shift
from simulator.drill import advance, open_attempt, step
from simulator.move import Move, Refusal
from simulator.player import TimedMove
from simulator.shift import Shift, idle, next_thing, open_shift, seen, serve
from simulator.solve import solve
from simulator.state import Desk
from sla.timeline import Timeline
from tests.scoring.conftest import HELD

DUTY = Duty(day=date(2026, 3, 10), per_hour=4, least=3, most=3)
SAID = Move(kind="say", fields={"text": "您好，我是技术支持小罗，让您着急了，请问遇到什么情况？"})


def known() -> Mapping[str, Scenario]:
    """Give the scenarios of these duties: more of them would be other duties."""
    return {name: one for name, one in shelf.scenarios().items() if name[:4] in HELD}


@pytest.fixture(scope="module")
def desks() -> tuple[Desk, ...]:
    """Three customers of one morning."""
    cases = draw_duty(known(), shelf.handbook("STD"), shelf.world(), 5, DUTY)
    return tuple(attempts.desk_for(one) for one in cases)


@pytest.fixture(scope="module")
def moves(desks: tuple[Desk, ...]) -> Mapping[str, tuple[TimedMove, ...]]:
    """The ideal handling of each alone."""
    return {f"duty.{at}": solve(one, one.case.submitted_at) for at, one in enumerate(desks, start=1)}


@pytest.fixture(scope="module")
def ideal(desks: tuple[Desk, ...]) -> Mapping[str, Timeline]:
    """Its events."""
    return {f"duty.{at}": ideal_events(one) for at, one in enumerate(desks, start=1)}


def opened(desks: tuple[Desk, ...]) -> Shift:
    return open_shift(desks, "duty", "practice", desks[0].case.submitted_at)


def served(shift: Shift, ticket: str, move: Move, seconds: int = 0) -> Shift:
    done = serve(shift, ticket, move, shift.wall + timedelta(seconds=seconds))
    assert not isinstance(done, Refusal), done
    return done[0]


def idled(shift: Shift, seconds: int = 0) -> Shift:
    done = idle(shift, shift.wall, seconds)
    assert not isinstance(done, Refusal), done
    return done


def one_after_the_other(shift: Shift, moves: Mapping[str, tuple[TimedMove, ...]]) -> Shift:
    """Handle each ticket to its end before the next is looked at."""
    for ticket in shift.tickets:
        while shift.now < ticket.desk.case.submitted_at:
            shift = idled(shift)
        for timed in moves[ticket.id]:
            if timed.move.kind == "wait":
                shift = idled(shift, int(timed.move.text("seconds") or 0))
            else:
                shift = served(shift, ticket.id, timed.move, 5)
    return shift


def test_customers_come_in_order_within_the_duty_and_not_too_few() -> None:
    for seed in range(200):
        came = arrivals(DUTY, seed)
        assert came == tuple(sorted(came))
        assert len(came) == 3
        assert came[0] >= DUTY.begins_s
        assert came[-1] <= DUTY.begins_s + DUTY.lasts_min * 60


def test_over_many_seeds_as_many_come_as_was_asked_for() -> None:
    duty = Duty(day=DUTY.day, per_hour=4, lasts_min=120, least=0, most=100)
    mean = sum(len(arrivals(duty, seed)) for seed in range(500)) / 500
    assert 7.6 < mean < 8.4


def test_a_case_of_a_duty_comes_at_its_arrival_and_no_scenario_comes_twice_while_others_are_left() -> None:
    duty = Duty(day=DUTY.day, per_hour=20, lasts_min=60, most=6)
    cases = draw_duty(known(), shelf.handbook("STD"), shelf.world(), 9, duty)
    seconds = [one.submitted_at.hour * 3600 + one.submitted_at.minute * 60 + one.submitted_at.second for one in cases]
    assert tuple(seconds) == arrivals(duty, 9)
    assert len({one.scenario for one in cases}) == len(cases)
    assert cases == draw_duty(known(), shelf.handbook("STD"), shelf.world(), 9, duty)


def test_a_ticket_served_alone_gives_the_events_of_a_drill(
    desks: tuple[Desk, ...], moves: Mapping[str, tuple[TimedMove, ...]]
) -> None:
    shift = open_shift(desks[:1], "duty", "practice", desks[0].case.submitted_at)
    plain = open_attempt(desks[0], "duty.1", "practice", desks[0].case.submitted_at)
    for timed in moves["duty.1"]:
        if timed.move.kind == "wait":
            shift = idled(shift, int(timed.move.text("seconds") or 0))
            plain = advance(plain, shift.now)[0]
            continue
        shift = served(shift, "duty.1", timed.move, 5)
        done = step(plain, timed.move, plain.state.wall + timedelta(seconds=5))
        assert not isinstance(done, Refusal)
        plain = done[0]
    assert shift.tickets[0].events == plain.events


def test_whoever_waits_grows_impatient_at_the_same_moments_whether_looked_at_or_not(desks: tuple[Desk, ...]) -> None:
    looked, blind = opened(desks), opened(desks)
    while looked.now < desks[1].case.submitted_at:
        looked = idled(looked)
    while looked.now < desks[1].case.submitted_at + timedelta(minutes=40):
        looked = idled(looked)
        looked = (
            served(looked, "duty.1", Move(kind="log", fields={"text": "看一眼"})) if not looked.is_over else looked
        )
        assert looked.here
    blind = idled(blind, int((looked.now - blind.now).total_seconds()))
    waiting = [seen(one, one.tickets[1]).events for one in (looked, blind)]
    assert waiting[0] == waiting[1]
    assert any(event.kind == "chase.received" for event in waiting[0])


def test_time_spent_on_one_passes_for_all(desks: tuple[Desk, ...]) -> None:
    shift = opened(desks)
    after = served(shift, "duty.1", SAID)
    assert after.now > shift.now
    assert after.tickets[1:] == shift.tickets[1:]


def test_what_has_not_come_cannot_be_served_and_a_refused_move_changes_nothing(desks: tuple[Desk, ...]) -> None:
    shift = opened(desks)
    assert len(shift.here) == 1
    for ticket, move, code in (
        ("duty.2", SAID, "no_such_ticket"),
        ("duty.9", SAID, "no_such_ticket"),
        ("duty.1", Move(kind="priority", fields={"level": "P9"}), "no_such_priority"),
        ("duty.1", Move(kind="wait", fields={"seconds": 5}), "unknown_move"),
    ):
        done = serve(shift, ticket, move, shift.wall)
        assert isinstance(done, Refusal)
        assert done.code == code
    assert isinstance(serve(shift, "duty.1", SAID, shift.wall - timedelta(seconds=1)), Refusal)
    assert isinstance(idle(shift, shift.wall, -1), Refusal)


def test_waiting_goes_to_the_next_thing_on_any_ticket(desks: tuple[Desk, ...]) -> None:
    shift = opened(desks)
    then = next_thing(shift)
    assert then is not None
    assert idled(shift).now == then


def test_tickets_out_of_order_are_refused(desks: tuple[Desk, ...]) -> None:
    with pytest.raises(ValueError, match="order"):
        open_shift(desks[::-1], "duty", "practice", desks[0].case.submitted_at)


def test_who_lets_callers_wait_misses_their_deadlines_and_nobody_beats_the_bound(
    desks: tuple[Desk, ...], moves: Mapping[str, tuple[TimedMove, ...]], ideal: Mapping[str, Timeline]
) -> None:
    queued = score_shift(one_after_the_other(opened(desks), moves).tickets, ideal)
    absent = score_shift(idled(opened(desks), 8 * 3600).here, ideal)
    assert 0 < queued.attained < queued.best
    assert next(one.clock for one in queued.deadlines if not one.met) == "response"
    assert absent.attained == 0
    assert absent.share == 0
    assert all(one.possible for one in queued.deadlines if one.met)


def test_greeting_everybody_at_once_keeps_more_deadlines(
    desks: tuple[Desk, ...], ideal: Mapping[str, Timeline]
) -> None:
    shift = opened(desks)
    for ticket in shift.tickets:
        while shift.now < ticket.desk.case.submitted_at:
            shift = idled(shift)
        shift = served(shift, ticket.id, SAID, 5)
    greeted = score_shift(shift.here, ideal)
    assert {one.clock for one in greeted.deadlines if one.met} == {"response"}
    assert len([one for one in greeted.deadlines if one.met]) == len(desks)


def test_the_share_is_attained_over_best() -> None:
    assert ShiftScore(deadlines=(), attained=0, best=0).share == 1.0
    assert ShiftScore(deadlines=(), attained=3, best=4).share == 0.75
