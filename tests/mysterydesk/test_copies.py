"""Backups are whole, restoring loses nothing, and what must not be restored is refused in words."""

import sqlite3
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mysterydesk import accounts
from mysterydesk.cli import app
from mysterydesk.clock import now
from mysterydesk.drill_rows import as_bytes
from mysterydesk.store import SqliteStore, StreamId
from tests.mysterydesk.first_database import as_it_was, unpack
from tests.mysterydesk.store_contract import batch, said

LATER = StreamId("attempt/later")


def run(*words: str, lang: str = "en") -> Result:
    return CliRunner().invoke(app, [*words], env={"MYSTERYDESK_LANG": lang, "COLUMNS": "200"})


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return unpack(tmp_path)


def test_a_backup_of_a_store_in_use_is_whole_and_private(database: Path, tmp_path: Path) -> None:
    store = SqliteStore(database)
    store.events.append(batch(said(), stream=LATER))
    copy = tmp_path / "copy.db"
    result = run("backup", str(copy), "--store", str(database))
    assert result.exit_code == 0, result.output
    assert f"{len(store.events.heads())} streams" in result.output
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    whole = SqliteStore(copy)
    assert whole.events.heads() == store.events.heads()
    assert as_bytes(whole) == as_bytes(store)
    assert whole.integrity() == ()
    whole.close()
    store.close()
    assert not [place for place in tmp_path.iterdir() if place.name.endswith(".part")]


def test_an_earlier_copy_is_not_overwritten_unasked(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"something dear")
    refused = run("backup", str(copy), "--store", str(database))
    assert (refused.exit_code, copy.read_bytes()) == (1, b"something dear")
    assert "is already there" in refused.output
    assert run("backup", str(copy), "--store", str(database), "--overwrite").exit_code == 0


def test_a_backup_of_nothing_is_refused_and_makes_nothing(tmp_path: Path) -> None:
    refused = run("backup", str(tmp_path / "copy.db"), "--store", str(tmp_path / "none.db"))
    assert refused.exit_code == 1
    assert "There is no file" in refused.output
    assert list(tmp_path.iterdir()) == []


def test_a_backup_does_not_bring_the_store_up_to_date(database: Path, tmp_path: Path) -> None:
    """It is taken before an upgrade, so it must open with the program of before."""
    before = database.read_bytes()
    assert run("backup", str(tmp_path / "copy.db"), "--store", str(database)).exit_code == 0
    assert database.read_bytes() == before
    assert SqliteStore(tmp_path / "copy.db", upgrade=False).pending() != ()


def test_restoring_brings_back_what_was_and_keeps_what_is(database: Path, tmp_path: Path) -> None:
    """Tokens of the copy are dead: what was signed out since must not come alive again."""
    store = SqliteStore(database)
    account = store.accounts.by_login("chenxiao")
    assert account is not None
    signed = accounts.sign_in(store, "chenxiao", "chenxiao-golden-phrase", at=now())
    assert isinstance(signed, accounts.SignedIn)
    link = accounts.operator_link(store, account.id, at=now())
    heads = store.events.heads()
    store.backup_to(tmp_path / "copy.db")
    store.events.append(batch(said(), stream=LATER))
    store.close()
    result = run("restore", str(tmp_path / "copy.db"), "--store", str(database))
    assert result.exit_code == 0, result.output
    again = SqliteStore(database)
    assert again.events.heads() == heads
    assert accounts.account_of(again, signed.token, at=now()) is None
    assert again.accounts.link(accounts.token_digest(link), at=now()) is None
    again.close()
    (kept,) = (place for place in tmp_path.glob("first.db.before-*") if place.suffix not in {".db-wal", ".db-shm"})
    assert str(kept) in result.output.replace("\n", "")
    old = SqliteStore(kept)
    assert old.events.head(LATER).version == 1
    old.close()


def test_restoring_over_a_damaged_store_works(database: Path, tmp_path: Path) -> None:
    assert run("backup", str(tmp_path / "copy.db"), "--store", str(database)).exit_code == 0
    data = bytearray(database.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 64] = b"\xa5" * 64
    database.write_bytes(data)
    assert run("restore", str(tmp_path / "copy.db"), "--store", str(database)).exit_code == 0
    assert len(SqliteStore(database).accounts.everyone()) == len(as_it_was()["accounts"])


def test_a_copy_on_a_read_only_medium_can_be_restored(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "medium" / "copy.db"
    copy.parent.mkdir()
    assert run("backup", str(copy), "--store", str(database)).exit_code == 0
    copy.chmod(0o400)
    copy.parent.chmod(0o500)
    assert run("restore", str(copy), "--store", str(tmp_path / "new" / "desk.db")).exit_code == 0
    copy.parent.chmod(0o700)
    assert [place.name for place in copy.parent.iterdir()] == ["copy.db"]


def test_a_store_in_use_is_not_replaced(database: Path, tmp_path: Path) -> None:
    assert run("backup", str(tmp_path / "copy.db"), "--store", str(database)).exit_code == 0
    store = SqliteStore(database)
    store.events.append(batch(said(), stream=LATER))
    for lang, words in (("en", "Stop the server, then restore"), ("zh", "先停下服务再恢复")):
        refused = run("restore", str(tmp_path / "copy.db"), "--store", str(database), lang=lang)
        assert (refused.exit_code, words in refused.output) == (1, True)
    assert store.events.head(LATER).version == 1
    store.close()


def _tampered(copy: Path) -> None:
    with sqlite3.connect(copy) as conn:
        conn.execute("drop trigger events_no_update")
        conn.execute("update events set at = '2026-01-01' where version = 2")
    conn.close()


def _from_later(copy: Path) -> None:
    with sqlite3.connect(copy) as conn:
        conn.execute("insert into _sqlite_migrations (migration_set, name) values ('mysterydesk', 'm999_later')")
    conn.close()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_tampered, "nothing was restored and the present store is untouched"),
        (_from_later, "was written by a newer version"),
        (lambda copy: copy.write_bytes(copy.read_bytes()[:9000]), "copy.db"),
        (lambda copy: copy.write_text("notes"), "is not a database of this product"),
        (lambda copy: copy.unlink(), "There is no file"),
    ],
)
def test_a_copy_that_will_not_do_is_refused_and_the_store_stays(
    database: Path, tmp_path: Path, spoil: object, words: str
) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy), "--store", str(database)).exit_code == 0
    assert callable(spoil)
    spoil(copy)
    before = database.read_bytes()
    refused = run("restore", str(copy), "--store", str(database))
    said_ = refused.output.replace("\n", "")
    assert (refused.exit_code, words in said_, "Traceback" in said_) == (1, True, False)
    assert database.read_bytes() == before
    assert not list(tmp_path.glob("*.restoring*"))


def test_migrate_and_rebuild_say_what_they_did(database: Path) -> None:
    older = run("rebuild", "--store", str(database))
    assert (older.exit_code, "mysterydesk migrate" in older.output) == (1, True)
    first = run("migrate", "--store", str(database))
    assert "m006_attempt_rows" in first.output
    assert "is up to date" in run("migrate", "--store", str(database)).output
    rows = len(as_it_was()["attempts"])
    assert f"Lists rebuilt: {rows} rows, 0 of them not as before." in run("rebuild", "--store", str(database)).output
