import os
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mysterydesk.errors import StoreError
from mysterydesk.store import Batch, ChainFault, SqliteStore, Store, StreamId, Upcasters
from tests.mysterydesk.store_contract import AT, LAWS, STREAM, Opener, batch, said


@pytest.fixture
def open_store(tmp_path: Path) -> Iterator[Opener]:
    opened: list[SqliteStore] = []

    def open_again(upcasters: Upcasters) -> Store:
        opened.append(SqliteStore(tmp_path / "desk.db", upcasters))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_sqlite_keeps(law: Callable[[Opener], None], open_store: Opener) -> None:
    law(open_store)  # the laws hold the assertions


def _tamper(path: Path, sql: str) -> None:
    """Change a stored row the way somebody with the file could."""
    with sqlite3.connect(path) as conn:
        for (name,) in conn.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            conn.execute(f"drop trigger {name}")
        conn.execute(sql)
    conn.close()


@pytest.mark.parametrize(
    ("sql", "faults"),
    [
        ("update events set body = '{\"n\":3}' where version = 2", {(2, "digest")}),
        ("update events set at = '2026-11-25' where version = 1", {(1, "digest")}),
        ("update texts set text = 'other' where version = 3", {(3, "text")}),
        ("delete from events where version = 2", {(2, "text"), (3, "gap"), (3, "link")}),
        ("delete from events where version = 3", {(3, "text"), (3, "head")}),
        ("update events set digest = 'x' where version = 3", {(3, "digest"), (3, "head")}),
    ],
)
def test_a_changed_row_is_found(tmp_path: Path, sql: str, faults: set[tuple[int, str]]) -> None:
    store = SqliteStore(tmp_path / "desk.db")
    store.events.append(batch(said(n=1), said(n=2), said(n=3)))
    store.close()
    _tamper(tmp_path / "desk.db", sql)
    found = SqliteStore(tmp_path / "desk.db").integrity()
    assert {(fault.version, fault.code) for fault in found} == faults
    assert {fault.where for fault in found} == {STREAM}


def test_a_changed_document_is_an_error_on_reading(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "desk.db")
    digest = store.documents.put("handbook", b"abc", at=AT)
    store.close()
    _tamper(tmp_path / "desk.db", "update documents set data = x'00'")
    store = SqliteStore(tmp_path / "desk.db")
    with pytest.raises(StoreError) as caught:
        store.documents.get(digest)
    assert caught.value.code == "document_damaged"
    assert store.integrity() == (ChainFault(where=digest, version=0, code="document"),)


@pytest.mark.parametrize("table", ["events", "documents"])
@pytest.mark.parametrize("verb", ["delete from {}", "update {} set at = 'x'"])
def test_the_database_itself_is_append_only(tmp_path: Path, table: str, verb: str) -> None:
    store = SqliteStore(tmp_path / "desk.db")
    store.events.append(batch())
    store.documents.put("case", b"{}", at=AT)
    with sqlite3.connect(tmp_path / "desk.db") as conn, pytest.raises(sqlite3.IntegrityError, match="append only"):
        conn.execute(verb.format(table))
    conn.close()


def test_erased_bytes_are_gone_from_the_files(tmp_path: Path) -> None:
    secret = "13800009999 secret of the customer"
    store = SqliteStore(tmp_path / "desk.db")
    store.events.append(batch(said(secret)))
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert secret.encode() in written
    store.events.erase(STREAM)
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert secret.encode() not in left


def test_a_backup_is_whole(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "desk.db")
    stored = store.events.append(batch())
    store.backup_to(tmp_path / "copy.db")
    copy = SqliteStore(tmp_path / "copy.db")
    assert copy.events.read(STREAM) == stored.events
    assert copy.integrity() == ()


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "new" / "desk.db")
    assert stat.S_IMODE((tmp_path / "new" / "desk.db").stat().st_mode) == 0o600


def _refusal(path: Path) -> str:
    with pytest.raises(StoreError) as caught:
        SqliteStore(path)
    assert str(path) in caught.value.params["path"]
    return caught.value.code


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "desk.db").write_text("这不是数据库，只是一份笔记。")
    assert _refusal(tmp_path / "desk.db") == "store_foreign"
    assert (tmp_path / "desk.db").read_text() == "这不是数据库，只是一份笔记。"


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "desk.db") as conn:
        conn.execute("create table notes (text)")
    conn.close()
    before = (tmp_path / "desk.db").read_bytes()
    assert _refusal(tmp_path / "desk.db") == "store_foreign"
    assert (tmp_path / "desk.db").read_bytes() == before


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "desk.db")
    for number in range(200):
        store.events.append(batch(said("text " * 50), key=str(number), seen=number))
    store.close()
    data = bytearray((tmp_path / "desk.db").read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 64] = b"\xa5" * 64
    (tmp_path / "desk.db").write_bytes(data)
    assert _refusal(tmp_path / "desk.db") == "store_corrupt"


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "desk.db").close()
    with sqlite3.connect(tmp_path / "desk.db") as conn:
        conn.execute("insert into _sqlite_migrations (migration_set, name) values ('mysterydesk', 'm999_later')")
    conn.close()
    assert _refusal(tmp_path / "desk.db") == "store_newer"


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert _refusal(tmp_path / "file" / "desk.db") == "store_unwritable"
    assert _refusal(tmp_path) == "store_unwritable"


def test_connections_of_dead_threads_are_closed(tmp_path: Path) -> None:
    """Streamlit starts threads all the time; each must give its connection back."""
    script = textwrap.dedent("""
        import os, sys, threading
        from pathlib import Path
        from mysterydesk.store import SqliteStore
        store = SqliteStore(Path(sys.argv[1]))
        for _ in range(30):
            thread = threading.Thread(target=store.settings.everything)
            thread.start()
            thread.join()
        del thread
        print(sum("desk.db" in os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd")
                  if os.path.islink(f"/proc/self/fd/{fd}")))
    """)
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "desk.db")], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) <= 6


WRITER = textwrap.dedent("""
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from mysterydesk.store import Batch, NewEvent, SqliteStore, StreamId
    store = SqliteStore(Path(sys.argv[1]))
    heads = store.events.heads("attempt/kill")
    version = heads[0].version if heads else 0
    while True:
        event = NewEvent(kind="message.customer", body={"n": version + 1}, aside={"text": "x" * 3000})
        store.events.append(Batch(stream=StreamId("attempt/kill"), expected_version=version, key=str(version),
                                  at=datetime(2026, 11, 24, tzinfo=UTC), events=(event, event)))
        version += 2
        print(version, flush=True)
""")


@pytest.mark.parametrize("after", [5, 60, 150])
def test_a_killed_writer_loses_nothing_that_was_acknowledged(tmp_path: Path, after: int) -> None:
    path = tmp_path / "desk.db"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = [int(next(writer.stdout)) for _ in range(after)]
        os.kill(writer.pid, signal.SIGKILL)
        acknowledged += [int(line) for line in writer.stdout if line.endswith("\n")]
    store = SqliteStore(path)
    stream = StreamId("attempt/kill")
    events = store.events.read(stream)
    assert len(events) >= acknowledged[-1] == 2 * len(acknowledged)
    assert len(events) % 2 == 0
    assert store.integrity() == ()
    later = Batch(stream=stream, expected_version=len(events), key="later", at=AT, events=(said(),))
    assert not store.events.append(later).repeated


VISITOR = """
import sys
from pathlib import Path
from mysterydesk.store import SqliteStore
SqliteStore(Path(sys.argv[1])).close()
"""


def test_opening_a_store_twice_keeps_the_log_from_another_process(tmp_path: Path, root: Path) -> None:
    """Had opening it again dropped our locks, the visitor would think itself the last one and take the log away."""
    path = tmp_path / "desk.db"
    first, second = SqliteStore(path), SqliteStore(path)
    first.events.append(batch())
    subprocess.run([sys.executable, "-c", VISITOR, str(path)], check=True, cwd=root)
    assert path.with_name("desk.db-wal").exists()
    assert SqliteStore(path).integrity() == ()
    for store in (first, second):
        store.close()
