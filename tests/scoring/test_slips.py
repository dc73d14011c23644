"""Does somebody who misses more duties really handle a case worse, move by move?"""

from functools import lru_cache
from statistics import fmean

from mysterydesk import shelf, validating
from mysterydesk.scores import rubric_for
from scoring.validate.exam_room import Trial, prepared, replayed
from scoring.validate.slips import CRITICAL_SHARE, Duty, duties_of, missed, played_at

SCENARIO = "S034-type-looks-small"


@lru_cache
def trial() -> Trial:
    desk = validating.desk_of("STD", shelf.scenario(SCENARIO), 3, "en")
    return prepared(desk, rubric_for(shelf.handbook("STD")), validating.BEGIN)


@lru_cache
def duties() -> tuple[Duty, ...]:
    return duties_of(trial(), validating.sentences())


def totals(chance: float, plays: int = 12) -> list[float]:
    ideal = {trial().desk.case.id: trial().scored(replayed(trial().opened(), trial().ideal))}
    return [played_at(trial(), duties(), chance, seed, ideal).total[0] for seed in range(plays)]


def test_who_misses_nothing_handles_the_case_ideally() -> None:
    assert totals(0.0, 2) == [100.0, 100.0]


def test_who_misses_more_earns_less() -> None:
    assert 100.0 > fmean(totals(0.08)) > fmean(totals(0.4))


def test_duties_are_missed_as_often_as_the_chance_says_and_critical_ones_more_rarely() -> None:
    seeds, chance = range(400), 0.2
    plain = [one for one in duties() if not one.critical]
    heavy = [one for one in duties() if one.critical]
    assert plain
    assert heavy
    often = fmean(len(missed(plain, chance, seed)) for seed in seeds) / len(plain)
    rarely = fmean(len(missed(heavy, chance, seed)) for seed in seeds) / len(heavy)
    assert abs(often - chance) < 0.02
    assert abs(rarely - chance * CRITICAL_SHARE) < 0.02


def test_every_duty_that_is_missed_is_one_of_the_rubric() -> None:
    assert {one.code for one in duties()} <= set(trial().rubric.criteria)
    assert all(one.ways for one in duties())
