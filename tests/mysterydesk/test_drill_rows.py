"""The read model of attempts: incremental and rebuilt are the same bytes, whatever happened to the store."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mysterydesk import drill_rows
from mysterydesk.dossier import dossier, note
from mysterydesk.errors import StoreError
from mysterydesk.settings import Settings
from mysterydesk.store import Account, AccountId, SqliteStore
from mysterydesk.world import open_world
from policy.text import Text
from tests.mysterydesk.first_database import as_it_was, unpack

AT = datetime(2026, 11, 24, 2, 42, tzinfo=UTC)
PEOPLE = (AccountId("a-1"), AccountId("a-2"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path / "desk.db")) as opened:
        yield opened


def rows_in(store: SqliteStore) -> list[tuple[object, ...]]:
    """Read the table itself, beside the program."""
    with closing(sqlite3.connect(store._file.path)) as conn:
        return conn.execute("select * from attempt_rows order by attempt").fetchall()


def happen(store: SqliteStore, kind: str, number: int, second: int) -> None:
    """Let something happen to a drill, in its owner's dossier."""
    at, owner = AT + timedelta(seconds=second), PEOPLE[number % 2]
    bodies: dict[str, dict[str, object]] = {
        "drill.begun": {
            "scenario": "S047",
            "kind": "how_to",
            "mode": "practice",
            "lang": "zh",
            "title": {"zh": "级"},
        },
        "drill.scored": {"verdict": "pass", "low": 90 + number / 3, "high": 100, "scorecard": "d", "scorer": "1"},
        "drill.abandoned": {},
    }
    note(store, owner, kind, f"{kind}-{number}", {"attempt": f"t{number}", **bodies[kind]}, at)


STORIES = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(("drill.scored", "drill.abandoned"))), max_size=10)


@settings(max_examples=15)
@given(story=STORIES)
def test_rebuilt_rows_are_the_incremental_ones_byte_for_byte(
    story: list[tuple[int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with closing(SqliteStore(tmp_path_factory.mktemp("rows") / "desk.db")) as store:
        begun: set[int] = set()
        for second, (number, kind) in enumerate(story):
            if number not in begun:
                happen(store, "drill.begun", number, second)
                begun.add(number)
            else:
                happen(store, kind, number, second)
        before, raw = drill_rows.as_bytes(store), rows_in(store)
        assert len(raw) == len(begun)
        assert drill_rows.rebuild(store) == drill_rows.Rebuilt(rows=len(begun), differed=0)
        assert (drill_rows.as_bytes(store), rows_in(store)) == (before, raw)


def test_a_row_says_what_the_dossier_says(store: SqliteStore) -> None:
    for number in range(4):
        happen(store, "drill.begun", number, number)
    happen(store, "drill.scored", 0, 10)
    happen(store, "drill.abandoned", 2, 11)
    assert [(row.attempt, row.status, row.verdict) for row in store.attempts.of(PEOPLE[0])] == [
        ("t0", "scored", "pass"),
        ("t2", "abandoned", ""),
    ]
    assert [row.attempt for row in store.attempts.everything()] == ["t3", "t2", "t1", "t0"]
    name = Text(zh="陈晓", en="Chen Xiao")
    person = Account(id=PEOPLE[0], login="x", name=name, role="trainee", created_at=AT)
    assert tuple(map(drill_rows.entry_of, store.attempts.of(PEOPLE[0]))) == dossier(store, person).drills


def test_event_and_row_arrive_together_or_not_at_all(store: SqliteStore) -> None:
    happen(store, "drill.begun", 0, 0)

    def broken() -> None:
        with store.atomic():
            happen(store, "drill.scored", 0, 1)
            raise StoreError("store_broken", path="x")

    with pytest.raises(StoreError):
        broken()
    assert [row.status for row in store.attempts.everything()] == ["open"]
    assert drill_rows.differing(store) == ()


def test_rows_that_went_wrong_are_named_and_mended(store: SqliteStore) -> None:
    for number in range(3):
        happen(store, "drill.begun", number, number)
    before = rows_in(store)
    with closing(sqlite3.connect(store._file.path)) as conn:
        conn.execute("update attempt_rows set verdict = 'pass' where attempt = 't1'")
        conn.execute("delete from attempt_rows where attempt = 't2'")
        conn.commit()
    assert drill_rows.differing(store) == ("t1", "t2")
    assert drill_rows.rebuild(store) == drill_rows.Rebuilt(rows=3, differed=2)
    assert rows_in(store) == before


def test_a_store_from_before_the_rows_gets_them_when_it_is_opened(tmp_path: Path) -> None:
    world = open_world(Settings(database=unpack(tmp_path)))
    was = {one["attempt"]: one["verdict"] for one in as_it_was()["attempts"]}
    assert {row.attempt: row.verdict for row in world.store.attempts.everything()} == was
    world.store.close()
