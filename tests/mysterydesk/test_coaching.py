"""After an attempt a person is told what is worth most, and one click practises just that on another customer."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mysterydesk import attempts, coaching, results
from mysterydesk.dossier import dossier
from mysterydesk.practice_places import Missed, Place, exercises, place_for
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from tests.mysterydesk.idle_drills import AT, SCENARIO, finished, opened


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = SqliteStore(Path(tmp_path_factory.mktemp("coach")) / "desk.db")
    yield made
    made.close()


@pytest.fixture(scope="module")
def me(store: SqliteStore) -> Account:
    return opened(store, [("me", "trainee")])["me"]


@pytest.fixture(scope="module")
def shown(store: Store, me: Account) -> tuple[results.Result, ...]:
    return tuple(
        results.result(store, me, finished(store, me, begun=AT + timedelta(hours=place))) for place in range(2)
    )


def test_what_was_missed_before_is_said_and_only_of_earlier_drills(
    store: Store, me: Account, shown: tuple[results.Result, ...]
) -> None:
    first, second = (coaching.coached(store, me, one) for one in shown)
    assert [(one.before, one.of) for one in first] == [(0, 0)] * 3
    assert [(one.before, one.of) for one in second] == [(1, 1)] * 3


def test_one_click_begins_a_drill_that_asks_for_just_that(
    store: Store, me: Account, shown: tuple[results.Result, ...]
) -> None:
    last = shown[-1]
    case = last.attempt.desk.case
    for one in coaching.coached(store, me, last):
        begun = coaching.practise(store, me, last, one.lapse.code, AT + timedelta(days=1))
        assert begun == coaching.practise(store, me, last, one.lapse.code, AT + timedelta(days=1, seconds=1))
        entry = next(line for line in dossier(store, me).drills if line.attempt == begun)
        assert (entry.mode, entry.book, entry.lang) == ("practice", case.handbook, case.lang)
        assert entry.scenario != SCENARIO
        drawn = attempts.load(store, begun).desk.case
        place = Place(scenario=drawn.scenario, seed=drawn.seed)
        assert exercises(Missed(case=case, code=one.lapse.code, day=drawn.submitted_at.date()), place)


def test_a_customer_one_had_often_comes_after_the_others(shown: tuple[results.Result, ...]) -> None:
    case = shown[0].attempt.desk.case
    first = place_for(Missed(case=case, code="customer_fields")).scenario
    second = place_for(Missed(case=case, code="customer_fields", taken=(first,))).scenario
    assert len({first, second, SCENARIO}) == 3
