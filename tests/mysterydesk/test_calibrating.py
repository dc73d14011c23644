"""Several people judge the same attempts blind; the figures equal what was put in."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from mysterydesk import audit, calibrating
from mysterydesk.calibration_figures import TOTAL, figures
from mysterydesk.calibration_record import Said, read_session
from mysterydesk.errors import NotAllowed, WorldError
from mysterydesk.roles import Role
from mysterydesk.store.records import Account
from mysterydesk.store.sqlite import SqliteStore
from tests.mysterydesk.idle_drills import AT, finished, opened

PEOPLE: tuple[tuple[str, Role], ...] = (("me", "trainee"), ("anna", "trainer"), ("bo", "examiner"), ("guard", "qa"))
SIZE = 12


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    made = SqliteStore(Path(tmp_path_factory.mktemp("calibration")) / "desk.db")
    yield made
    made.close()


@pytest.fixture(scope="module")
def people(store: SqliteStore) -> Mapping[str, Account]:
    made = opened(store, PEOPLE)
    for number in range(SIZE):
        finished(store, made["me"], begun=AT + timedelta(minutes=number))
    return made


def answers(
    store: SqliteStore, who: Account, session: str, attempt: str, chance: np.random.Generator
) -> dict[int, Said]:
    """Judge by chance, so that what comes out is known to be chance."""
    asked = calibrating.sheet(store, who, session, attempt).questions
    return {place: ("met", "not_met")[chance.integers(2)] for place in asked}


def test_a_sheet_shows_what_happened_and_no_verdict(store: SqliteStore, people: Mapping[str, Account]) -> None:
    session = calibrating.open_session(store, people["anna"], SIZE, AT)
    found = read_session(store, session)
    assert len(set(found.attempts)) == SIZE
    shown = calibrating.sheet(store, people["bo"], session, found.attempts[0])
    assert shown.attempt.events
    assert {name for row in shown.questions.values() for name in row} == {
        "code", "clause", "family", "critical", "basis", "params",
    }  # fmt: skip


def test_what_is_refused(store: SqliteStore, people: Mapping[str, Account]) -> None:
    anna, bo = people["anna"], people["bo"]
    session = calibrating.open_session(store, anna, 2, AT)
    first = read_session(store, session).attempts[0]
    with pytest.raises(NotAllowed):
        calibrating.open_session(store, people["guard"], 2, AT)
    for size in (0, 1, SIZE + 1):
        with pytest.raises(WorldError, match="calibration_size"):
            calibrating.open_session(store, anna, size, AT)
    with pytest.raises(WorldError, match="calibration_unanswered"):
        calibrating.rate(store, anna, session, first, {}, AT)
    with pytest.raises(WorldError, match="no_such_attempt"):
        calibrating.rate(store, anna, session, "nothing", {}, AT)
    with pytest.raises(WorldError, match="calibration_too_few"):
        calibrating.close(store, anna, session, AT)
    with pytest.raises(WorldError, match="calibration_not_yours"):
        calibrating.close(store, bo, session, AT)


def test_figures_come_only_from_whole_sheets_of_closed_sessions(
    store: SqliteStore, people: Mapping[str, Account]
) -> None:
    anna, bo = people["anna"], people["bo"]
    session = calibrating.open_session(store, anna, SIZE, AT)
    names = read_session(store, session).attempts
    chance = np.random.default_rng(5)
    for attempt in names:
        calibrating.rate(store, anna, session, attempt, answers(store, anna, session, attempt, chance), AT)
    for attempt in names[:-1]:
        calibrating.rate(store, bo, session, attempt, answers(store, bo, session, attempt, chance), AT)
    with pytest.raises(WorldError, match="calibration_too_few"):
        calibrating.close(store, anna, session, AT)
    calibrating.rate(store, bo, session, names[-1], answers(store, bo, session, names[-1], chance), AT)
    assert figures(store, anna).rows == ()
    calibrating.close(store, anna, session, AT)
    with pytest.raises(WorldError, match="calibration_closed"):
        calibrating.rate(store, bo, session, names[0], {}, AT)
    found = figures(store, anna)
    assert (found.attempts, found.people, found.measured) == (SIZE, 2, False)
    assert found.rows[0].code == TOTAL
    kappas = [row.people.kappa for row in found.rows[1:] if row.people.kappa is not None]
    assert kappas
    assert abs(sum(kappas) / len(kappas)) < 0.25  # two who guess agree by chance alone
    assert audit.verify(store, (), signer=None) == ()


def test_who_says_what_the_scorer_says_agrees_with_it(store: SqliteStore, people: Mapping[str, Account]) -> None:
    anna, bo = people["anna"], people["bo"]
    session = calibrating.open_session(store, bo, SIZE, AT)
    for attempt in read_session(store, session).attempts:
        card = calibrating.issued(store, attempt)
        rows = card["findings"]
        assert isinstance(rows, list)
        for who in (anna, bo):
            asked = calibrating.sheet(store, who, session, attempt).questions
            calibrating.rate(store, who, session, attempt, {place: rows[place]["verdict"] for place in asked}, AT)
    calibrating.close(store, bo, session, AT)
    found = figures(store, anna, session)
    told = [row for row in found.rows if row.people.n == SIZE]
    assert len(told) > 5
    assert {row.scorer.raw for row in told} == {1.0}
    assert {row.scorer.kappa for row in told} <= {1.0, None}
