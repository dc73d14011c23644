"""Do judges set a level's cut alone, without seeing too much, and is it then what they said?"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean, stdev

import pytest

from certification.psychometrics.enough import NotEnough
from mysterydesk.errors import NotAllowed, WorldError
from mysterydesk.exams import levels, standards
from mysterydesk.exams.cuts import cuts_of, in_force
from mysterydesk.exams.standard_approval import approve, figures, reject
from mysterydesk.exams.standard_record import Standard, read_standard
from mysterydesk.exams.standards import close, open_standard, rate, second_round, sheet
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from tests.mysterydesk.test_exams import person

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
BIAS = (-10, -5, 0, 5, 15)
"""Of each judge, in per cent points."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = SqliteStore(tmp_path / "desk.db")
    yield made
    made.close()


@pytest.fixture
def crew(store: Store) -> list[Account]:
    """Two examiners and three trainers."""
    return [person(store, f"judge{n}", "examiner" if n < 2 else "trainer") for n in range(len(BIAS))]


def truth(session: Standard) -> dict[str, int]:
    """What somebody just competent would really do."""
    return {one.id: 40 + 7 * place % 45 for place, one in enumerate(session.entries)}


def rated(store: Store, crew: list[Account], session: str, shift: int = 0) -> None:
    known = truth(read_standard(store, session))
    for judge, bias in zip(crew, BIAS, strict=True):
        rate(store, judge, session, {name: value + bias + shift for name, value in known.items()}, AT)


def closed(store: Store, crew: list[Account]) -> str:
    session = open_standard(store, crew[0], "senior", AT)
    rated(store, crew, session)
    second_round(store, crew[0], session, AT)
    rated(store, crew, session, 3)
    close(store, crew[0], session, AT)
    return session


def test_the_cut_is_what_judges_of_known_bias_must_give(store: Store, crew: list[Account]) -> None:
    session = closed(store, crew)
    found = figures(store, crew[2], session)
    assert not isinstance(found, NotEnough)
    entries, known = read_standard(store, session).entries, truth(read_standard(store, session))
    whole = sum(one.weight for one in entries)
    right = sum(one.weight * known[one.id] / 100 for one in entries) / whole
    assert whole == pytest.approx(100)
    assert found.first.share == pytest.approx(right + fmean(BIAS) / 100)
    assert found.second.share == pytest.approx(right + (fmean(BIAS) + 3) / 100)
    assert found.second.error == pytest.approx(stdev(BIAS) / len(BIAS) ** 0.5)
    assert found.moved == pytest.approx([0.03] * len(BIAS))


def test_items_and_tasks_are_rated_with_their_weights(store: Store, crew: list[Account]) -> None:
    session = read_standard(store, open_standard(store, crew[0], "senior", AT))
    plan = levels.plan_of("senior")
    assert {one.topic for one in session.entries if one.task} == {one.topic for one in plan.topics if not one.items}
    items = [one for one in session.entries if not one.task]
    assert len(items) == plan.items
    assert sum(one.weight for one in items) == pytest.approx(5)


def test_round_one_shows_nobody_else_and_round_two_no_names(store: Store, crew: list[Account]) -> None:
    session = open_standard(store, crew[0], "senior", AT)
    rated(store, crew, session)
    alone = sheet(store, crew[3], session)
    assert (alone.others, alone.right, alone.first) == ({}, {}, {})
    assert set(alone.mine) == {one.id for one in alone.session.entries}
    second_round(store, crew[0], session, AT)
    among = sheet(store, crew[3], session)
    known = truth(among.session)
    one = among.others[among.session.entries[0].id]
    value = known[among.session.entries[0].id]
    assert (one.low, one.middle, one.high) == (value - 10, value, value + 15)
    assert among.first == alone.mine
    assert among.mine == {}


def test_two_people_put_a_cut_in_force_and_not_one_of_them_twice(store: Store, crew: list[Account]) -> None:
    session, plan = closed(store, crew), levels.plan_of("senior")
    manager = person(store, "boss", "manager")
    assert levels.cut_of(store, plan) == 0.8
    approve(store, crew[0], session, AT)
    assert in_force(store, "senior") is None
    with pytest.raises(WorldError) as refused:
        approve(store, crew[0], session, AT)
    assert refused.value.code == "standard_same_person"
    approve(store, manager, session, AT + timedelta(hours=1))
    cut = in_force(store, "senior")
    assert cut is not None
    assert (cut.version, cut.judges, cut.approved) == (1, 5, (crew[0].id, manager.id))
    assert levels.cut_of(store, plan) == cut.share
    assert levels.cut_of(store, levels.plan_of("junior")) == 0.8
    with pytest.raises(WorldError) as refused:
        approve(store, crew[1], session, AT)
    assert refused.value.code == "standard_over"


def test_a_later_cut_is_another_version_and_the_first_stays_as_it_was(store: Store, crew: list[Account]) -> None:
    manager = person(store, "boss", "manager")
    for number in range(2):
        session = closed(store, crew)
        for who in (crew[1], manager):
            approve(store, who, session, AT + timedelta(days=number))
    assert [one.version for one in cuts_of(store, "senior")] == [1, 2]
    assert cuts_of(store, "senior")[0].at < cuts_of(store, "senior")[1].at


def test_too_few_judges_set_no_cut(store: Store, crew: list[Account]) -> None:
    session = open_standard(store, crew[0], "senior", AT)
    known = truth(read_standard(store, session))
    for judge in crew[:4]:
        rate(store, judge, session, known, AT)
    rate(store, crew[4], session, dict(list(known.items())[:3]), AT)
    with pytest.raises(WorldError) as refused:
        second_round(store, crew[0], session, AT)
    assert (refused.value.code, refused.value.params["have"]) == ("standard_judges", "4")


@pytest.mark.parametrize(
    ("ratings", "names"), [({"Q01": 101}, "Q01"), ({"Q01": -1}, "Q01"), ({"Q99": 50, "Q01": 50}, "Q99"), ({}, "–")]
)
def test_what_is_no_rating_is_refused_whole(
    store: Store, crew: list[Account], ratings: dict[str, int], names: str
) -> None:
    session = open_standard(store, crew[0], "senior", AT)
    with pytest.raises(WorldError) as refused:
        rate(store, crew[1], session, ratings, AT)
    assert (refused.value.code, refused.value.params["names"]) == ("standard_rating", names)
    assert read_standard(store, session).ratings[1] == {}


def test_whoever_missed_round_one_is_not_in_round_two(store: Store, crew: list[Account]) -> None:
    session = open_standard(store, crew[0], "senior", AT)
    rated(store, crew, session)
    second_round(store, crew[0], session, AT)
    with pytest.raises(WorldError) as refused:
        rate(store, person(store, "late", "trainer"), session, {"Q01": 50}, AT)
    assert refused.value.code == "standard_not_in_round"


def test_figures_wait_for_the_end_of_round_two(store: Store, crew: list[Account]) -> None:
    session = open_standard(store, crew[0], "senior", AT)
    rated(store, crew, session)
    for early in (lambda: figures(store, crew[0], session), lambda: approve(store, crew[0], session, AT)):
        with pytest.raises(WorldError) as refused:
            early()
        assert refused.value.code == "standard_still_on"


def test_a_rejected_session_sets_nothing_and_makes_room_for_the_next(store: Store, crew: list[Account]) -> None:
    session = closed(store, crew)
    with pytest.raises(WorldError) as refused:
        open_standard(store, crew[0], "senior", AT)
    assert refused.value.code == "standard_open"
    with pytest.raises(WorldError) as refused:
        reject(store, crew[0], session, "  ", AT)
    assert refused.value.code == "standard_reason"
    reject(store, crew[0], session, "Three judges had not read the tasks.", AT)
    assert in_force(store, "senior") is None
    with pytest.raises(WorldError):
        rate(store, crew[1], session, {"Q01": 50}, AT)
    assert open_standard(store, crew[0], "senior", AT) != session


@pytest.mark.parametrize("role", ["trainee", "qa", "admin"])
def test_others_see_nothing_of_it(store: Store, crew: list[Account], role: str) -> None:
    session, stranger = open_standard(store, crew[0], "senior", AT), person(store, "stranger", role)
    for act in (
        lambda: standards.standards(store, stranger),
        lambda: sheet(store, stranger, session),
        lambda: rate(store, stranger, session, {"Q01": 50}, AT),
        lambda: approve(store, stranger, session, AT),
        lambda: open_standard(store, stranger, "junior", AT),
    ):
        with pytest.raises(NotAllowed):
            act()
