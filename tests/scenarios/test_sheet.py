"""Does the quick way of drawing write the very same cases?"""

from collections.abc import Mapping
from datetime import date
from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysterydesk import shelf
from policy.text import Lang
from scenarios.codec import case_from_json, case_to_json
from scenarios.draw import draw_case, seated
from scenarios.people import draw_identity
from scenarios.scenario import Scenario
from scenarios.sheet import Sheet, sheet
from scenarios.world import World

DAY = date(2026, 3, 10)
LANGS: tuple[Lang, ...] = ("zh", "en")
FAKER_ZH_COMPANIES = 324
"""As many different Chinese company names as Faker itself can make."""


@pytest.mark.parametrize("lang", LANGS)
def test_every_scenario_is_written_byte_for_byte_as_the_plain_way_writes_it(
    shipped: Mapping[str, Scenario], world: World, lang: Lang
) -> None:
    handbooks = cycle(shelf.HANDBOOKS)
    for scenario, seed in zip(shipped.values(), cycle((1, 2, 77, 2**60)), strict=False):
        for name in {next(handbooks), "STD"} & set(scenario.handbooks):
            handbook = shelf.handbook(name)
            drawn = draw_case(scenario, handbook, world, seed, lang, day=DAY)
            assert sheet(scenario, handbook, world, lang).draw(seed, DAY) == case_to_json(drawn)


@pytest.fixture(scope="module")
def cut(shipped: Mapping[str, Scenario], world: World) -> tuple[Sheet, ...]:
    std = shelf.handbook("STD")
    return tuple(sheet(one, std, world, lang) for one in shipped.values() for lang in LANGS)


@given(seed=st.integers(0, 2**70), index=st.integers(0, 1000), day=st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_whatever_the_seed_and_day_the_bytes_are_the_same(
    cut: tuple[Sheet, ...], seed: int, index: int, day: date
) -> None:
    one = cut[index % len(cut)]
    drawn = draw_case(one.scenario, one.handbook, one.world, seed, one.lang, day=day)
    assert one.draw(seed, day) == case_to_json(drawn)


def test_what_is_written_can_be_read_and_fits_its_digest(cut: tuple[Sheet, ...]) -> None:
    for one in cut:
        text = one.draw(5, DAY)
        assert case_to_json(case_from_json(text)) == text


def test_companies_and_people_are_far_more_than_the_library_has() -> None:
    people = [draw_identity(seed, "S001-x", "customer") for seed in range(3000)]
    assert len({one.brand.zh for one in people}) > 4 * FAKER_ZH_COMPANIES
    assert len({one.person.zh for one in people}) > 4 * FAKER_ZH_COMPANIES
    assert len({one.person.en for one in people}) > 4 * FAKER_ZH_COMPANIES


def test_the_other_customer_shares_nothing_with_the_caller() -> None:
    for seed in range(0, 20_000, 7):
        one = draw_identity(seed, "S001-x", "customer")
        other = draw_identity(seed, "S001-x", "other", unlike=one)
        assert not {one.brand.zh, one.person.zh, one.person.en, one.customer_id, one.phone.zh} & {
            other.brand.zh, other.person.zh, other.person.en, other.customer_id, other.phone.zh
        }  # fmt: skip


def test_a_seat_can_be_chosen_here_too(shipped: Mapping[str, Scenario], world: World) -> None:
    dsk, scenario = shelf.handbook("DSK"), next(iter(shipped.values()))
    drawn = seated(draw_case(scenario, dsk, world, 3, "zh", day=DAY), "operator")
    assert sheet(scenario, dsk, world, "zh", post="operator").draw(3, DAY) == case_to_json(drawn)
