"""Who calls, in which language, and that it was stored meanwhile change nothing in a score (VALIDITY G8, G9)."""

from dataclasses import replace

import pytest

from scenarios.scenario import Scenario
from scoring.validate.exam_room import Trial
from scoring.validate.replays import replays
from scoring.validate.swaps import CALLER, SWAPS, identities, languages, swapped
from tests.scoring.conftest import LANGS, Sit


@pytest.fixture(scope="module")
def pairs(sit: Sit, scenarios: tuple[Scenario, ...]) -> tuple[tuple[Trial, Trial], ...]:
    chosen = [one for one in scenarios if one.id[:4] in {"S047", "S055"}]
    return tuple((sit(one, 1, LANGS[0]), sit(one, 1, LANGS[1])) for one in chosen)


def test_a_swap_changes_the_person_everywhere(pairs: tuple[tuple[Trial, Trial], ...]) -> None:
    case = pairs[0][0].desk.case
    person, company = SWAPS["zh"]["region"][0], SWAPS["zh"]["company"][0]
    other = swapped(swapped(case, "region", person), "company", company)
    old = next(one.value for one in case.facts if one.slot == CALLER)
    assert next(one.value for one in other.facts if one.slot == CALLER) == person
    assert old not in str(other)
    assert other.company == company
    assert other.digest != case.digest


def test_no_name_or_company_changes_a_verdict_or_a_point(pairs: tuple[tuple[Trial, Trial], ...]) -> None:
    found = identities([pairs[0][0], pairs[1][1]])
    assert set(found) == {"G8.name", "G8.gender", "G8.region", "G8.company"}
    assert {(one.value, one.n, one.misses) for one in found.values()} == {(0, 8, ())}


def test_both_languages_are_worth_the_same(pairs: tuple[tuple[Trial, Trial], ...]) -> None:
    found = languages(pairs)
    assert found.n == 4
    assert found.value <= 1, found.misses


def test_a_score_that_hangs_on_a_language_would_be_seen(pairs: tuple[tuple[Trial, Trial], ...]) -> None:
    """Judge one language by a rubric that does not ask for the archive: the measure must tell."""
    zh, en = pairs[0]
    criteria = {code: one for code, one in en.rubric.criteria.items() if code != "archived"}
    blind = replace(en.rubric, criteria=criteria, omits=en.rubric.omits | {"archived"})
    assert languages([(zh, replace(en, rubric=blind))]).value > 1


def test_stored_events_are_scored_to_the_same_bytes(pairs: tuple[tuple[Trial, Trial], ...]) -> None:
    found = replays(one for pair in pairs for one in pair)
    assert (found.value, found.n) == (1.0, 8)
