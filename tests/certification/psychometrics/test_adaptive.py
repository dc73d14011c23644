"""Adaptive sittings of simulated people: fast verdicts that are right, topics in their shares, no item worn out."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest
from numpy.typing import NDArray

from certification.psychometrics.adaptive import (
    Exposure,
    Policy,
    Sitting,
    bank,
    choose,
    standing,
)
from certification.psychometrics.enough import Floats, PsychometricsError
from certification.psychometrics.stopping import Desk, PassFail, Practice, Stop, sit, stop
from tests.certification.psychometrics.simulated import abilities, curves

SIZE = 300
SHARES = {"t0": 30.0, "t1": 25.0, "t2": 20.0, "t3": 15.0, "t4": 10.0}
STOCK = [name for name, share in SHARES.items() for _ in range(int(share))]
TOPICS = {f"i{number}": STOCK[number % 100] for number in range(SIZE)}
"""Stocked as the blueprint asks."""

ITEMS = bank(curves(SIZE, 2), TOPICS, SHARES)
NOBODY = Exposure(given=np.zeros(SIZE, dtype=np.int64), people=0)


@dataclass(frozen=True)
class Season:
    """What came of many people, one after another."""

    able: Floats
    sittings: list[Sitting]
    stops: list[Stop]
    exposure: Exposure


def _drawn(drawn: NDArray[np.bool_], item: int) -> bool:
    return bool(drawn[item])


def season(desk: Desk, people: int, mean: float, seed: int) -> Season:
    able, chance, exposure = abilities(people, seed, mean), np.random.default_rng(seed + 1), NOBODY
    sittings, stops = [], []
    for number, one in enumerate(able):
        drawn = chance.random(SIZE) < desk.items.curves.right(np.array([one]))[0]
        sitting, ended = sit(desk, partial(_drawn, drawn), exposure, number)
        exposure = exposure.after(sitting)
        sittings.append(sitting)
        stops.append(ended)
    return Season(able, sittings, stops, exposure)


@pytest.fixture(scope="module")
def decided() -> Season:
    """The reference population of VALIDITY G11 around the cut 0."""
    return season(Desk(items=ITEMS, policy=Policy(at=0.0), rule=PassFail(cut=0.0)), 500, 0.5, 2)


def test_verdicts_are_right_and_few_items_are_asked(decided: Season) -> None:
    right = np.mean([one.passed == (able >= 0) for one, able in zip(decided.stops, decided.able, strict=True)])
    # Five hundred people scatter by .01; benchmarks/bench_adaptive.py tells the figure itself.
    assert right >= 0.92
    assert np.mean([one.items for one in decided.stops]) <= 25


def test_no_item_is_given_to_more_people_than_its_cap_at_any_time(decided: Season) -> None:
    exposure = NOBODY
    for sitting in decided.sittings:
        exposure = exposure.after(sitting)
        assert exposure.given.max() <= max(1, 0.30 * exposure.people)
    assert exposure.given.sum() == sum(one.items for one in decided.stops)


def test_topics_keep_their_shares_at_every_length(decided: Season) -> None:
    share = np.array([SHARES[name] for name in ITEMS.names]) / 100
    for sitting in decided.sittings[10:60]:
        topics = ITEMS.topics[list(sitting.asked)]
        for length in range(1, len(topics) + 1):
            had = np.bincount(topics[:length], minlength=5)
            assert np.abs(had - length * share).max() < 1.5


def test_nobody_is_asked_twice_and_the_seed_says_what_is_asked(decided: Season) -> None:
    assert all(len(set(one.asked)) == len(one.asked) for one in decided.sittings)
    first = [choose(ITEMS, Sitting(), NOBODY, Policy(at=0.0), seed) for seed in range(40)]
    assert first == [choose(ITEMS, Sitting(), NOBODY, Policy(at=0.0), seed) for seed in range(40)]
    assert len(set(first)) == 5


def test_who_is_undecided_after_the_last_item_gets_a_verdict_that_says_so(decided: Season) -> None:
    undecided = [one for one in decided.stops if one.because == "most"]
    assert undecided
    assert all(one.items == 100 and one.passed is not None for one in undecided)


def test_practice_ends_when_ability_is_known_and_its_error_is_true() -> None:
    found = season(Desk(items=ITEMS, policy=Policy(most_exposed=1.0), rule=Practice()), 150, 0.0, 3)
    assert all(one.error <= 0.3 for one in found.stops if one.because == "sure")
    assert all(one.passed is None for one in found.stops)
    off = [(one.ability - able) / one.error for one, able in zip(found.stops, found.able, strict=True)]
    assert float(np.sqrt(np.mean(np.square(off)))) == pytest.approx(1, abs=0.15)
    # Fixed papers of random items need some fifty (PSYCHOMETRICS, measured baselines).
    assert np.mean([one.items for one in found.stops]) < 30


def test_the_interval_decides_too() -> None:
    found = season(Desk(items=ITEMS, policy=Policy(), rule=PassFail(cut=0.0, by="interval", wrong=0.05)), 150, 0.5, 4)
    right = np.mean([one.passed == (able >= 0) for one, able in zip(found.stops, found.able, strict=True)])
    assert right >= 0.9
    sure = [one for one in found.stops if one.because == "sure"]
    assert len(sure) > 100
    assert all(abs(one.ability) > 1.64 * one.error for one in sure)


def sure_after(rule: PassFail, right: tuple[bool, ...]) -> Stop | None:
    """Answer items 0, 1, ... of a bank of likes."""
    likes = bank(curves(20, 5, spread_log_a=0.0), {f"i{one}": "t" for one in range(20)}, {"t": 1.0})
    return stop(likes, Sitting(asked=tuple(range(len(right))), right=right), rule)


def test_the_sequential_test_ends_where_wald_says() -> None:
    rule = PassFail(cut=0.0, half=0.5, wrong=0.2, least=1, most=20)
    items = curves(20, 5, spread_log_a=0.0)
    high, low = items.right(np.array([0.5]))[0], items.right(np.array([-0.5]))[0]
    gain = np.cumsum(np.log(high / low))
    enough = int(np.searchsorted(gain, np.log(4)))
    assert sure_after(rule, (True,) * enough) is None
    ended = sure_after(rule, (True,) * (enough + 1))
    assert ended is not None
    assert (ended.because, ended.passed) == ("sure", True)


def test_it_ends_neither_before_the_least_nor_after_the_most() -> None:
    rule = PassFail(cut=0.0, half=0.5, wrong=0.4, least=6, most=8)
    assert sure_after(rule, (True,) * 5) is None
    ended = sure_after(PassFail(cut=0.0, half=0.01, wrong=0.01, least=1, most=8), (True, False) * 4)
    assert ended is not None
    assert (ended.because, ended.items) == ("most", 8)


def test_a_bank_that_has_nothing_left_to_give_ends_the_sitting() -> None:
    small = bank(curves(6, 6), {f"i{one}": "t" for one in range(6)}, {"t": 1.0})
    desk = Desk(items=small, policy=Policy(), rule=PassFail(cut=0.0, half=0.01, wrong=0.01))
    empty = Exposure(given=np.zeros(6, dtype=np.int64), people=0)
    sitting, ended = sit(desk, lambda _: True, empty, 7)
    assert (ended.because, ended.items, ended.passed) == ("no_item", 6, True)
    # All six have now been given to everybody so far, so the next person gets none.
    assert choose(small, Sitting(), empty.after(sitting), Policy(), 8) is None


def test_more_right_answers_mean_more_ability() -> None:
    asked = tuple(range(10))
    stands = [standing(ITEMS, Sitting(asked=asked, right=(True,) * n + (False,) * (10 - n)))[0] for n in range(11)]
    assert stands == sorted(stands)
    ability, error = standing(ITEMS, Sitting())
    assert ability == pytest.approx(0, abs=1e-9)
    assert error == pytest.approx(1, abs=1e-3)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(PsychometricsError) as refused:
        bank(curves(2, 1), {"i0": "t"}, {"t": 1.0, "u": 0.0})
    assert dict(refused.value.params) == {"homeless": ("i1",), "empty": ("u",), "not_above_nothing": ("u",)}
    with pytest.raises(PsychometricsError, match="asked_before"):
        Sitting(asked=(1,), right=(True,)).answered(1, right=True)
    for half, wrong, least in ((0.0, 0.1, 5), (0.2, 0.5, 5), (0.2, 0.1, 0)):
        with pytest.raises(PsychometricsError, match="no_stop"):
            PassFail(cut=0.0, half=half, wrong=wrong, least=least)
    with pytest.raises(PsychometricsError, match="no_policy"):
        Policy(most_exposed=0.0)
