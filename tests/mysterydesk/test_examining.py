"""`doctor` looks at everything a store needs, names what is wrong with what to do, and changes nothing."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mysterydesk import audit, examining, issuing
from mysterydesk.errors import WorldError
from mysterydesk.examining import store_checks
from mysterydesk.key_file import place_of
from mysterydesk.manifests import folder_of
from mysterydesk.settings import Settings
from mysterydesk.store import SqliteStore
from mysterydesk.world import open_world
from tests.mysterydesk.first_database import unpack

AT = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is up to date, with a manifest."""
    database = unpack(tmp_path_factory.mktemp("model"))
    world = open_world(Settings(database=database))
    audit.keep_manifest(world.store, issuing.house(world.store, world.settings).key, folder_of(database), AT)
    world.store.close()
    return database


@pytest.fixture
def database(model: Path, tmp_path: Path) -> Path:
    place = tmp_path / "desk.db"
    shutil.copy2(model, place)
    shutil.copytree(folder_of(model), folder_of(place))
    shutil.copy2(place_of(model), place_of(place))
    return place


def looked(database: Path) -> dict[str, str]:
    """Give what each look says: the code of the remark or of the fault, or nothing."""
    found: dict[str, str] = {}
    for check in store_checks(database, AT):
        try:
            remark = check.look()
            found[check.name] = "" if remark is None else remark.code
        except WorldError as fault:
            found[check.name] = f"!{fault.code}"
    return found


WELL = {"place": "", "store": "store_counts", "audit": "manifests", "rows": "", "keys": "", "clock": ""}


def _run(sql: str) -> Callable[[Path], None]:
    def change(database: Path) -> None:
        with closing(sqlite3.connect(database)) as conn:
            conn.executescript(sql)
            conn.commit()

    return change


def test_a_store_that_is_well_is_left_as_it_is(database: Path) -> None:
    before = database.read_bytes()
    assert looked(database) == WELL
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (_run("update attempt_rows set verdict = 'pass'"), {"rows": "!rows_differ"}),
        (_run("update texts set text = 'x' where version = 2"), {"audit": "!audit_faults"}),
        (
            _run("update accounts set active = 0 where role = 'admin'"),
            {"store": "!no_admin", "audit": "!audit_faults"},
        ),
        (lambda database: place_of(database).write_text("{}"), {"keys": "!key_file_damaged"}),
        (lambda database: place_of(database).unlink(), {"keys": "keys_apart"}),
        (lambda database: database.chmod(0o644), {"place": "!store_readable"}),
        (lambda database: next(folder_of(database).iterdir()).write_text("{}"), {"audit": "!manifest_unreadable"}),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_is_looked_at_too(
    database: Path, spoil: Callable[[Path], object], found: dict[str, str]
) -> None:
    spoil(database)
    assert looked(database) == {**WELL, **found}


def test_an_older_store_is_well_but_wants_to_be_brought_up_to_date(tmp_path: Path) -> None:
    database = unpack(tmp_path)
    assert looked(database)["store"] == "pending"
    assert SqliteStore(database, upgrade=False).pending() != ()


def test_a_disk_that_is_nearly_full_is_named(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "LEAST_FREE", 2**62)
    assert looked(database)["place"] == "!little_room"


def test_of_a_store_that_is_not_there_only_the_place_is_looked_at(tmp_path: Path) -> None:
    assert looked(tmp_path / "deep" / "new.db") == {"place": "not_there_yet"}
    assert list(tmp_path.iterdir()) == []
