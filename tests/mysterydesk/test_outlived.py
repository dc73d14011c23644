"""After a restore the audit tells the truth: what outlived the copy stands aside, nothing is accepted unsaid."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from certification.keys import key_pair
from mysterydesk import audit
from mysterydesk.cli import app
from mysterydesk.commands import upkeep
from mysterydesk.house_key import house_key
from mysterydesk.key_register import KEYS
from mysterydesk.manifests import folder_of, kept_manifests, signed_manifest, write_manifest
from mysterydesk.store import SqliteStore, StreamId
from tests.mysterydesk.first_database import unpack
from tests.mysterydesk.store_contract import batch, said

LATER = StreamId("attempt/later")
DAY = timedelta(days=1)


def run(*words: str, lang: str = "en") -> Result:
    result = CliRunner().invoke(app, [*words], env={"MYSTERYDESK_LANG": lang, "COLUMNS": "400"})
    assert "Traceback" not in result.output
    return result


def newest(store: SqliteStore) -> datetime:
    at = store.newest_at()
    assert at is not None
    return at


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of a store that has signed yesterday and went on for two days more, with a manifest of each."""
    database = unpack(tmp_path)
    copy = tmp_path / "copy.db"
    with closing(SqliteStore(database)) as store:
        at = newest(store)
        audit.keep_manifest(store, house_key(store), folder_of(database), at - DAY)
        store.backup_to(copy)
        for number in (1, 2):
            store.events.append(batch(said(n=number), stream=LATER, seen=number - 1, key=f"k{number}"))
            audit.keep_manifest(store, house_key(store), folder_of(database), at + number * DAY)
    return copy


def database_of(copy: Path) -> Path:
    return copy.with_name("first.db")


def test_manifests_younger_than_the_copy_go_with_the_store_that_they_speak_of(copy: Path) -> None:
    database = database_of(copy)
    oldest, *younger = (place.name for place in kept_manifests(folder_of(database)))
    done = run("restore", str(copy), "--store", str(database))
    assert done.exit_code == 0, done.output
    (aside,) = copy.parent.glob("first.db.before-*.manifests")
    assert [place.name for place in kept_manifests(aside)] == younger
    assert [place.name for place in kept_manifests(folder_of(database))] == [oldest]
    assert all(said_ in done.output for said_ in ("2 signed manifests (", str(aside), "look for a newer one"))
    clean = run("audit", "verify", "--store", str(database))
    assert (clean.exit_code, "against 1 signed manifest." in clean.output) == (0, True)
    assert f"2 manifests were set aside when a copy was restored, and are not compared: {aside}" in clean.output
    assert json.loads(run("audit", "verify", "--store", str(database), "--json").output)["aside"] == [str(aside)]
    before = run("audit", "verify", "--store", str(aside).removesuffix(".manifests"))
    assert (before.exit_code, "against 2 signed manifests." in before.output) == (0, True)


def test_what_was_set_aside_still_tells_what_the_copy_lacks_and_the_next_manifest_is_signed(copy: Path) -> None:
    database = database_of(copy)
    assert run("restore", str(copy), "--store", str(database)).exit_code == 0
    (aside,) = copy.parent.glob("first.db.before-*.manifests")
    last = kept_manifests(aside)[-1]
    told = run("audit", "verify", "--store", str(database), "--manifest", str(last))
    assert (told.exit_code, "attempt/later, event 2: The whole stream is gone" in told.output) == (1, True)
    with closing(SqliteStore(database)) as store:
        at = newest(store) + 3 * DAY
        assert audit.keep_manifest(store, house_key(store), folder_of(database), at).is_file()


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ("is restored", "kept as", "a file stands where a folder is needed", "The restore itself is done. 2")),
        ("zh", ("已恢复", "原来的文件留在", "该是文件夹的地方有个文件", "恢复本身已经完成。还有 2 份签过的清单")),
    ],
)
def test_a_restore_whose_manifests_cannot_be_moved_is_done_and_says_what_is_left_to_do(
    copy: Path, lang: str, told: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file lies where their folder would be made; whoever moves it away and them there has it as it should be."""
    database, at = database_of(copy), datetime(2026, 12, 1, tzinfo=UTC)
    monkeypatch.setattr(upkeep, "now", lambda: at)
    before = database.with_name("first.db.before-20261201T000000Z")
    aside = folder_of(before)
    aside.write_text("in the way")
    kept = kept_manifests(folder_of(database))
    done = run("restore", str(copy), "--store", str(database), lang=lang)
    assert done.exit_code == 1
    assert [
        one for one in (*told, str(before), str(aside), *(day.stem for day in kept[1:])) if one not in done.output
    ] == []
    assert (before.is_file(), kept_manifests(folder_of(database))) == (True, kept)
    with closing(SqliteStore(database)) as store:
        assert store.events.head(LATER).version == 0
    aside.unlink()
    aside.mkdir()
    for place in kept[1:]:
        place.replace(aside / place.name)
    assert run("audit", "verify", "--store", str(database)).exit_code == 0


def test_a_lost_store_is_restored_beside_its_manifests(copy: Path) -> None:
    """The database is gone, the folder of its manifests is not."""
    database = database_of(copy)
    database.unlink()
    zh = run("restore", str(copy), "--store", str(database), lang="zh")
    assert (zh.exit_code, "有 2 份签过的清单" in zh.output) == (0, True)
    assert run("audit", "verify", "--store", str(database)).exit_code == 0


def test_manifests_that_hold_stay(copy: Path) -> None:
    """Nothing was written after the copy was made; the manifests of the days since are true of it."""
    database = database_of(copy)
    later = copy.with_name("later.db")
    assert run("backup", str(later), "--store", str(database)).exit_code == 0
    kept = kept_manifests(folder_of(database))
    done = run("restore", str(later), "--store", str(database))
    assert (done.exit_code, "signed manifest" in done.output) == (0, False)
    assert kept_manifests(folder_of(database)) == kept


def test_a_copy_that_lacks_what_was_signed_before_its_last_event_is_refused(copy: Path) -> None:
    """Being older cannot explain it: somebody took a stream out of the copy."""
    database = database_of(copy)
    with sqlite3.connect(copy) as conn:
        (stream,) = conn.execute("select min(stream) from streams where stream like 'attempt/%'").fetchone()
        conn.execute("drop trigger events_no_delete")
        for table in ("events", "texts", "streams"):
            conn.execute(f"delete from {table} where stream = ?", (stream,))  # noqa: S608  our own three names
    conn.close()
    before = database.read_bytes()
    refused = run("restore", str(copy), "--store", str(database))
    assert (refused.exit_code, stream in refused.output, "Nothing was restored" in refused.output) == (1, True, True)
    assert "没有恢复" in run("restore", str(copy), "--store", str(database), lang="zh").output
    assert database.read_bytes() == before
    assert not list(copy.parent.glob("*.before-*"))


def test_a_forged_manifest_stays_to_be_named(copy: Path) -> None:
    database = database_of(copy)
    place = kept_manifests(folder_of(database))[-1]
    place.write_text(place.read_text().replace('"signature": "', '"signature": "AA'))
    assert run("restore", str(copy), "--store", str(database)).exit_code == 0
    told = run("audit", "verify", "--store", str(database))
    assert (told.exit_code, place.name in told.output, "does not hold" in told.output) == (1, True, True)


def test_a_manifest_of_another_key_goes_too(copy: Path) -> None:
    database = database_of(copy)
    with closing(SqliteStore(copy)) as store:
        at = newest(store) - 2 * DAY
        foreign = write_manifest(signed_manifest(store, key_pair(bytes(32)), at), folder_of(database), at.date())
    assert run("restore", str(copy), "--store", str(database)).exit_code == 0
    assert not foreign.exists()
    assert run("audit", "verify", "--store", str(database)).exit_code == 0


def _without_key(place: Path) -> None:
    with sqlite3.connect(place) as conn:
        assert conn.execute("delete from settings where name = ?", (KEYS,)).rowcount == 1
    conn.close()


@pytest.mark.parametrize(
    ("lang", "none", "told"),
    [
        ("en", "so it has signed nothing yet", "the store has no signing key: it is older than the key, or somebody"),
        ("zh", "说明还什么都没签过", "库里却没有签名密钥：库比密钥还早，或者密钥被人拿掉了"),
    ],
)
def test_a_copy_from_before_the_key_says_so(copy: Path, lang: str, none: str, told: str) -> None:
    """It says nothing of another installation, and does not claim to have compared what it could not."""
    database = database_of(copy)
    _without_key(copy)
    assert run("restore", str(copy), "--store", str(database)).exit_code == 0
    clean = run("audit", "verify", "--store", str(database), lang=lang)
    assert (clean.exit_code, none in clean.output) == (0, True)
    (aside,) = copy.parent.glob("first.db.before-*.manifests")
    assert len(kept_manifests(aside)) == 3
    named = run("audit", "verify", "--store", str(database), "--manifest", str(kept_manifests(aside)[0]), lang=lang)
    assert (named.exit_code, told in named.output) == (1, True)


def test_an_audit_without_manifests_says_what_it_cannot_see(copy: Path) -> None:
    clean = run("audit", "verify", "--store", str(copy))
    assert (clean.exit_code, "There is no signed manifest to compare with" in clean.output) == (0, True)
