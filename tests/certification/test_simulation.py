"""Does a simulation of a level say what the level does to people, and nothing that was put in by hand?"""

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from statistics import fmean

import pytest
from numpy.random import default_rng

from certification.level_rule import LevelRule, Slot
from certification.marking import mark
from certification.pool import Calibration
from certification.psychometrics.enough import NotEnough
from certification.simulation.answers import Paper, answered, curves, right
from certification.simulation.candidate import Procedure, components_of, population, through
from certification.simulation.cases import CHANCES, Handling, chance_that_earns, handling_at, miss_chance
from certification.simulation.figures import Figures, Outcome, Reference, Share, figures
from tests.certification.test_pool import drawn, plan

CUT = 0.8
REFERENCE = Reference()


@lru_cache
def papers() -> tuple[Paper, ...]:
    found = [drawn(seed) for seed in range(4)]
    return tuple(Paper(form=one.form, units=one.units) for one in found)


@lru_cache
def procedure() -> Procedure:
    """A level of one part, its cases passed as long as no duty is missed in them."""
    small = replace(plan(), topics=tuple(one for one in plan().topics if one.items), slots=(("how_to", 3),))
    return Procedure(
        plan=small,
        rule=LevelRule(level="junior", slots=(Slot(name="how_to", kinds=("how_to",), cases=3),)),
        cut=CUT,
        papers=papers(),
        curves=curves(papers(), small, CUT, {}, default_rng(1)),
        supply={"how_to": ("A", "B", "C", "D", "E")},
        table={name: tuple(_column(chance) for chance in CHANCES) for name in "ABCDE"},
        misses=0.02,
        tries=3,
    )


def _column(chance: float, duties: int = 20, plays: int = 40) -> tuple[Handling, ...]:
    dice = default_rng(round(chance * 10_000))
    missed = (dice.random((plays, duties)) < chance).sum(axis=1)
    return tuple(Handling(verdict="fail" if one > 1 else "pass", total=(100 - 5 * one,) * 2) for one in missed)


def result(one: Procedure, people: int = 400) -> Figures:
    abilities = population(REFERENCE, people, default_rng(3))
    return figures((through(one, able, default_rng((5, n))) for n, able in enumerate(abilities)), REFERENCE)


def test_shares_are_of_all_and_the_zone_is_apart() -> None:
    people = (
        Outcome(ability=-1.0, answer="awarded"),
        Outcome(ability=-0.1, answer="awarded"),
        Outcome(ability=0.1, answer="refused"),
        Outcome(ability=1.0, answer="refused"),
        Outcome(ability=2.0, answer="awarded"),
        Outcome(ability=-2.0, answer="refused"),
        Outcome(ability=0.5, answer="waiting"),
        Outcome(ability=0.0, answer="awarded"),
    )
    found = figures(people, REFERENCE)
    assert found.false_pass == Share(hits=1, n=8)
    assert found.false_fail == Share(hits=1, n=8)
    assert found.near_wrong == Share(hits=2, n=3)
    assert found.passed_of_unable == Share(hits=2, n=3)
    assert found.refused_of_able == Share(hits=2, n=5)
    assert (found.waiting.hits, found.awarded.hits) == (1, 4)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)]
)
def test_intervals_are_wilsons(hits: int, n: int, low: float, high: float) -> None:
    """Figures of Newcombe 1998 and by hand."""
    assert Share(hits=hits, n=n).interval == pytest.approx((low, high), abs=1e-4)


def test_who_stands_at_the_cut_earns_the_cut() -> None:
    known, dice = procedure().curves, default_rng(11)
    topics = [one for one in procedure().plan.topics if one.items]
    weights = {one.topic: one.weight for one in topics}
    earned = []
    for number in range(600):
        paper = papers()[number % len(papers())]
        marked = mark(paper.form, answered(paper, known, 0.0, dice))
        worth = sum(weights[one.topic] * one.points / one.possible for one in marked.topics)
        earned.append(worth / sum(weights.values()))
    assert fmean(earned) == pytest.approx(CUT, abs=0.015)  # four standard errors


def test_the_able_answer_better_and_a_wrong_answer_is_one_of_the_paper() -> None:
    paper = papers()[0]
    sure = dict.fromkeys(paper.units, Calibration(a=2.0, b=0.0))
    best = mark(paper.form, answered(paper, sure, 20.0, default_rng(1)))
    worst = mark(paper.form, answered(paper, sure, -20.0, default_rng(1)))
    assert best.points == best.possible
    assert worst.points == 0
    assert all(one.chosen for one in worst.items)


def test_a_known_curve_is_kept_but_for_the_scale() -> None:
    first, second = papers()[0].units[:2]
    known = {first: Calibration(a=1.3, b=0.4), second: Calibration(a=0.7, b=-1.0)}
    found = curves(papers(), procedure().plan, CUT, known, default_rng(1))
    assert (found[first].a, found[second].a) == (1.3, 0.7)
    assert found[first].b - found[second].b == pytest.approx(1.4)
    assert right(found[first], found[first].b) == 0.5


@pytest.mark.parametrize("cut", [0.0, 1.0])
def test_there_is_no_scale_without_a_cut(cut: float) -> None:
    with pytest.raises(ValueError, match="a cut between 0 and 1"):
        curves(papers(), procedure().plan, cut, {}, default_rng(1))


def test_duties_are_missed_less_by_the_able() -> None:
    chances = [miss_chance(one / 2, 0.02) for one in range(-6, 7)]
    assert all(low > high for low, high in pairwise(chances))
    assert miss_chance(0.0, 0.02) == pytest.approx(0.02)


def test_a_chance_between_two_that_were_played_has_the_mean_between() -> None:
    table = {"A": tuple((Handling(verdict="pass", total=(place, place)),) for place in range(len(CHANCES)))}
    dice = default_rng(2)
    seen = [handling_at(table, "A", 0.03, dice).total[0] for _ in range(4_000)]
    assert set(seen) == {4, 5}
    assert fmean(seen) == pytest.approx(4.5, abs=0.03)
    assert handling_at(table, "A", 0.0, dice).total[0] == 0
    assert handling_at(table, "A", 0.99, dice).total[0] == len(CHANCES) - 1


def test_more_cases_refuse_more_and_pass_fewer() -> None:
    few, many = result(procedure().with_cases(1)), result(procedure().with_cases(5))
    assert many.false_fail.value > few.false_fail.value
    assert many.passed_of_unable.value < few.passed_of_unable.value


def test_more_tries_pass_more_on_either_side() -> None:
    once, thrice = result(replace(procedure(), tries=1)), result(procedure())
    assert thrice.false_pass.value >= once.false_pass.value
    assert thrice.false_fail.value < once.false_fail.value


def test_people_who_make_no_mistake_all_pass_and_hopeless_ones_never() -> None:
    sure = procedure()
    assert all(through(sure, 12.0, default_rng(n)).answer == "awarded" for n in range(20))
    assert all(through(sure, -12.0, default_rng(n)).answer == "refused" for n in range(20))


def test_the_same_seed_gives_the_same_answer() -> None:
    assert result(procedure(), 50) == result(procedure(), 50)


def test_cases_tell_people_apart_as_far_as_they_do() -> None:
    people = population(REFERENCE, 300, default_rng(4))
    apart = components_of(replace(procedure(), misses=0.2), people, default_rng(4))
    alike = components_of(replace(procedure(), misses=0.2), (0.0,) * 300, default_rng(4))
    assert not isinstance(apart, NotEnough)
    assert not isinstance(alike, NotEnough)
    assert apart.variance["p"] > 10 * alike.variance["p"]


def test_the_rule_is_the_one_that_people_meet() -> None:
    """A critical finding refuses at any total."""
    spoilt = {
        name: tuple((Handling(verdict="pass", total=(100, 100), critical=("leak",)),) for _ in CHANCES)
        for name in "ABCDE"
    }
    assert through(replace(procedure(), table=spoilt), 12.0, default_rng(1)).answer == "refused"


def test_where_cases_count_somebody_at_the_cut_earns_the_cut_in_them() -> None:
    table = {
        "A": tuple((Handling(verdict="pass", total=(100 - 100 * one, 100 - 100 * one)),) for one in CHANCES),
    }
    assert chance_that_earns(table, ("A",), 80.0) == pytest.approx(0.2)
    assert chance_that_earns(table, ("A",), 99.0) == pytest.approx(0.01)
    assert chance_that_earns(table, ("A",), 5.0) == CHANCES[-1]
