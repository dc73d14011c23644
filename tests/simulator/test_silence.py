"""Wall time between moves: thinking, silence, absence, and what of it counts (DESIGN decisions 3 and 5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from simulator.drill import Attempt, look, step
from simulator.move import Move, Refusal
from simulator.silence import longest_grace
from simulator.state import Desk, Mode
from sla.timeline import Event
from tests.simulator.conftest import drawn
from tests.simulator.desks import begin, twisted

FIELD = Move(kind="field", fields={"name": "symptom", "value": "x"})


def after(attempt: Attempt, *gaps_s: int, move: Move = FIELD) -> Attempt:
    """Make a move after each gap of wall time."""
    for gap in gaps_s:
        done = step(attempt, move, attempt.state.wall + timedelta(seconds=gap))
        assert not isinstance(done, Refusal), done
        attempt = done[0]
    return attempt


def passed(mode: Mode, *gaps_s: int, desk: Desk | None = None) -> int:
    """Give the seconds that passed unspoken."""
    attempt = begin(desk or drawn("S006", 3, "zh"), mode)
    spent = after(attempt, *gaps_s).state.now - attempt.state.now
    return int(spent.total_seconds()) - 5 * len(gaps_s)


def pauses(attempt: Attempt) -> list[Event]:
    """Give the absences that were noted."""
    return [event for event in attempt.events if event.kind == "attempt.paused"]


@pytest.mark.parametrize(("gap_s", "silent_s"), [(0, 0), (60, 0), (61, 1), (300, 240), (301, 0), (86400, 0)])
def test_in_practice_up_to_five_minutes_is_silence_and_more_is_absence(gap_s: int, silent_s: int) -> None:
    assert passed("practice", gap_s) == silent_s


def test_practice_forgives_every_absence_and_notes_each() -> None:
    attempt = after(begin(drawn("S006", 3, "zh")), *[400] * 6)
    assert [event.fields["gap_s"] for event in pauses(attempt)] == [400] * 6
    assert attempt.state.absent_s == 2400


def test_an_attempt_left_for_more_than_a_day_is_abandoned_in_practice_only() -> None:
    day = 86400
    assert after(begin(drawn("S006", 3, "zh")), day).state.status == "open"
    assert after(begin(drawn("S006", 3, "zh")), day + 1).state.status == "abandoned"
    assert after(begin(drawn("S006", 3, "zh"), "certifying"), day + 1).state.status == "open"


@pytest.mark.parametrize(
    ("gaps_s", "silent_s", "forgiven"),
    [
        ((301,), 0, [301]),
        ((310, 290), 230, [310]),
        ((600,), 0, [600]),
        ((720,), 60, [600]),
        ((360, 360), 60, [360, 240]),
        ((360, 360, 360), 360, [360, 240]),
        ((301, 301), 0, [301, 299]),
    ],
)
def test_when_certifying_ten_minutes_are_forgiven_and_the_rest_is_silence(
    gaps_s: tuple[int, ...], silent_s: int, forgiven: list[int]
) -> None:
    """One minute of what is beyond is the grace that every move has."""
    assert passed("certifying", *gaps_s) == pytest.approx(silent_s, abs=1)
    attempt = after(begin(drawn("S006", 3, "zh"), "certifying"), *gaps_s)
    assert [event.fields["gap_s"] for event in pauses(attempt)] == forgiven


def test_when_certifying_a_fourth_absence_is_silence_however_much_time_is_left() -> None:
    desk = drawn("S006", 3, "zh")
    hour = replace(desk.handbook.settings["exam_absence_total_s"], value=3600)
    handbook = replace(desk.handbook, settings={**desk.handbook.settings, "exam_absence_total_s": hour})
    attempt = after(begin(replace(desk, handbook=handbook), "certifying"), 301, 301, 301, 301)
    assert [event.fields["gap_s"] for event in pauses(attempt)] == [301] * 3
    assert passed("certifying", 301, 301, 301, 301, desk=replace(desk, handbook=handbook)) == 241


def test_a_long_message_has_a_long_grace_and_is_no_absence() -> None:
    desk = drawn("S006", 3, "zh")
    text = "我们正在为您查看。" * 60
    attempt = begin(desk)
    spoken = after(attempt, 320, move=Move(kind="say", fields={"text": text}))
    assert pauses(spoken) == []
    assert spoken.events[2].at == attempt.state.now


def test_where_nobody_hears_silence_none_passes() -> None:
    for gap_s in (200, 400):
        assert passed("certifying", gap_s, gap_s, gap_s, desk=twisted("S006", channel="email")) == 0


def test_a_page_shows_no_silence_that_a_long_message_could_take_back() -> None:
    attempt = begin(drawn("S006", 3, "zh"), "certifying")
    attempt = after(attempt, 599, 301)
    wall = attempt.state.wall
    surely = longest_grace(attempt.desk)
    assert look(attempt, wall + timedelta(seconds=surely)).state.now == attempt.state.now
    assert look(attempt, wall + timedelta(seconds=surely + 601)).state.now > attempt.state.now
