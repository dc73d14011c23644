"""Is the best that one person could have met really the best?"""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.schedule import MOST, Job, best, can_meet


@st.composite
def tickets(draw: st.DrawFn) -> tuple[Job, ...]:
    """A few tickets with a response and a resolution each."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        release = draw(st.integers(0, 6))
        first = draw(st.integers(1, 4))
        more = draw(st.integers(0, 5))
        for name, work in (("response", first), ("resolution", first + more)):
            found.append(
                Job(
                    name=f"{number} {name}",
                    group=str(number),
                    release=release,
                    work=work,
                    due=release + work + draw(st.integers(-1, 8)),
                    weight=draw(st.integers(1, 3)),
                )
            )
    return tuple(found)


def by_minutes(jobs: tuple[Job, ...]) -> bool:
    """Try every order of minutes: what has been done of each ticket decides what is met."""
    groups = sorted({one.group for one in jobs})
    end = max(one.due for one in jobs)
    states = {tuple(0 for _ in groups)}
    for minute in range(end + 1):
        for job in jobs:
            if job.due == minute:
                states = {one for one in states if one[groups.index(job.group)] >= job.work}
        after = set(states)
        for one in states:
            for place, group in enumerate(groups):
                if min(job.release for job in jobs if job.group == group) <= minute:
                    after.add((*one[:place], one[place] + 1, *one[place + 1 :]))
        states = after
    return bool(states)


@given(tickets())
def test_a_set_can_be_met_exactly_when_some_order_of_minutes_meets_it(jobs: tuple[Job, ...]) -> None:
    assert can_meet(jobs) == by_minutes(jobs)


@given(tickets())
def test_no_other_set_that_can_be_met_is_worth_more(jobs: tuple[Job, ...]) -> None:
    chosen = best(jobs)
    assert not chosen or can_meet(chosen)
    worth = sum(one.weight for one in chosen)
    for count in range(1, len(jobs) + 1):
        for some in combinations(jobs, count):
            assert sum(one.weight for one in some) <= worth or not can_meet(some)


def test_of_two_that_collide_the_heavier_is_kept() -> None:
    light = Job(name="light", group="1", release=0, work=10, due=10, weight=1)
    heavy = Job(name="heavy", group="2", release=0, work=10, due=12, weight=3)
    assert best((light, heavy)) == (heavy,)


def test_too_many_are_refused() -> None:
    job = Job(name="a", group="a", release=0, work=1, due=1, weight=1)
    with pytest.raises(ValueError, match=str(MOST)):
        best((job,) * (MOST + 1))
