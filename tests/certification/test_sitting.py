"""Is the candidate's time the server's, whatever the browser did?"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.sitting import Accommodation, SittingClock, SittingRule, clock

BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RULE = SittingRule(
    duration=timedelta(minutes=90), away_after=timedelta(minutes=5), absences=3, excused=timedelta(minutes=10)
)


def at(minutes: float) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


def steady(until: float, every: float = 3) -> tuple[datetime, ...]:
    return tuple(at(every * number) for number in range(int(until // every) + 1))


def looked(acts: Sequence[datetime], minutes: float, **more: object) -> SittingClock:
    return clock(RULE, acts, at(minutes), **more)  # type: ignore[arg-type]


def test_whoever_is_there_all_the_time_has_the_whole_time_and_no_more() -> None:
    seen = looked(steady(60), 60)
    assert (seen.state, seen.left, seen.absences, seen.covered) == ("open", timedelta(minutes=30), (), False)
    assert looked(steady(90), 90).state == "timed_out"
    assert looked(steady(90), 90).over_at == at(90)


def test_a_lost_connection_takes_no_time_but_the_five_minutes_in_which_the_paper_was_to_be_seen() -> None:
    acts = (*steady(30), at(43), *(at(43 + 3 * number) for number in range(1, 6)))
    seen = looked(acts, 60)
    (absence,) = seen.absences
    assert (absence.since, absence.until, absence.excused) == (at(35), at(43), timedelta(minutes=8))
    assert seen.left == timedelta(minutes=38)


def test_the_paper_is_covered_while_nothing_comes_and_time_stands_still_up_to_what_is_excused() -> None:
    acts = steady(30)
    assert not looked(acts, 35).covered
    assert looked(acts, 36).covered
    assert looked(acts, 40).left == looked(acts, 45).left == timedelta(minutes=55)
    assert looked(acts, 47).left == timedelta(minutes=53)


def test_a_fourth_absence_is_silence() -> None:
    acts = [at(0), at(6), at(12), at(18), at(24)]
    seen = looked(acts, 24)
    assert [one.excused for one in seen.absences] == [timedelta(minutes=1)] * 3 + [timedelta(0)]
    assert seen.excess == 1
    assert seen.left == timedelta(minutes=90 - 24 + 3)


def test_an_exam_left_open_for_a_week_ended_when_its_time_was_up() -> None:
    seen = looked(steady(30), 7 * 24 * 60)
    assert (seen.state, seen.over_at, seen.left, seen.covered) == ("timed_out", at(100), timedelta(0), False)


def test_what_was_handed_in_stays_handed_in_and_what_came_too_late_was_not() -> None:
    assert looked(steady(50), 500, handed_in=at(50)).state == "handed_in"
    assert looked(steady(50), 500, handed_in=at(50)).over_at == at(50)
    assert looked(steady(89), 500, handed_in=at(200)).state == "timed_out"
    assert looked(steady(50), 40, handed_in=at(50)).state == "open"


def test_what_an_examiner_annulled_is_annulled_even_when_it_was_handed_in() -> None:
    seen = looked(steady(60), 500, handed_in=at(50), annulled=at(60))
    assert (seen.state, seen.over_at) == ("annulled", at(60))


def test_extra_time_lengthens_the_paper_alone() -> None:
    granted = Accommodation(share=0.25, minutes=5)
    assert granted.added_to(RULE.duration) == timedelta(minutes=27, seconds=30)
    acts = (*steady(30), at(60))
    plain, longer = looked(acts, 60), looked(acts, 60, granted=granted)
    assert longer.due - plain.due == granted.added_to(RULE.duration)
    assert longer.absences == plain.absences


def test_a_sitting_begins_with_an_act() -> None:
    with pytest.raises(ValueError, match="expected the moment"):
        looked((at(10),), 5)


GAPS = st.lists(st.integers(min_value=1, max_value=30 * 60), min_size=1, max_size=40)


def told(gaps: Sequence[int]) -> tuple[datetime, ...]:
    return tuple(BEGAN + timedelta(seconds=one) for one in accumulate((0, *gaps)))


@given(GAPS, st.integers(min_value=0, max_value=6 * 3600))
def test_no_pattern_of_absence_wins_more_than_what_is_excused(gaps: Sequence[int], seconds: int) -> None:
    now = BEGAN + timedelta(seconds=seconds)
    seen = clock(RULE, told(gaps), now)
    assert seen.due - BEGAN <= RULE.duration + RULE.excused
    assert seen.excused <= RULE.excused
    assert sum(one.excused > timedelta(0) for one in seen.absences) <= RULE.absences
    assert seen.left == max(timedelta(0), seen.due - min(now, seen.due))


@given(GAPS, st.integers(min_value=0, max_value=6 * 3600), st.randoms(use_true_random=False))
def test_time_does_not_hang_on_the_order_in_which_acts_are_read(
    gaps: Sequence[int], seconds: int, order: object
) -> None:
    acts = list(told(gaps))
    now = BEGAN + timedelta(seconds=seconds)
    before = clock(RULE, acts, now)
    order.shuffle(acts)  # type: ignore[attr-defined]
    assert clock(RULE, acts, now) == before


@given(GAPS, st.integers(min_value=0, max_value=4 * 3600), st.integers(min_value=0, max_value=3600))
def test_time_left_never_grows_while_one_only_looks(gaps: Sequence[int], seconds: int, more: int) -> None:
    acts = [one for one in told(gaps) if one <= BEGAN + timedelta(seconds=seconds)]
    first = clock(RULE, acts, BEGAN + timedelta(seconds=seconds))
    second = clock(RULE, acts, BEGAN + timedelta(seconds=seconds + more))
    assert second.left <= first.left
    assert not (first.state == "timed_out" and second.state == "open")
