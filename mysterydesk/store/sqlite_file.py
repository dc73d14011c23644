"""How is one SQLite file opened, shared by threads and spoken to without surprises?

Measured for this product: a deferred transaction that reads first and writes then meets "database is locked" in
spite of a busy timeout, so every write begins IMMEDIATE. WAL with synchronous NORMAL survives the death of
the process; what must survive the death of the machine is written with FULL.
"""

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database

from mysterydesk.errors import StoreError
from mysterydesk.store.migrations import APPLICATION_ID, STEPS, migrations, step_name

BUSY_TIMEOUT = timedelta(seconds=10)

_CODES = {
    sqlite3.SQLITE_BUSY: "store_busy",
    sqlite3.SQLITE_LOCKED: "store_busy",
    sqlite3.SQLITE_CORRUPT: "store_corrupt",
    sqlite3.SQLITE_NOTADB: "store_foreign",
    sqlite3.SQLITE_FULL: "store_full",
    sqlite3.SQLITE_READONLY: "store_unwritable",
    sqlite3.SQLITE_CANTOPEN: "store_unwritable",
    sqlite3.SQLITE_PERM: "store_unwritable",
    sqlite3.SQLITE_IOERR: "store_unwritable",
    sqlite3.SQLITE_CONSTRAINT: "store_refused",
}


class SqliteFile:
    """One database file: a connection a thread, writes that queue, errors with a code.

    Args:
        path: The file; it and its folder are made when missing.
        upgrade: Bring an older database up to date; else it is opened as it is, and must be there.

    Raises:
        StoreError: When the file is not ours, damaged, newer than this program, or cannot be written.
    """

    def __init__(self, path: Path, *, upgrade: bool = True) -> None:
        self.path = path
        self._mine = threading.local()
        self._open: weakref.WeakSet[Database] = weakref.WeakSet()
        if not upgrade and not path.is_file():
            raise StoreError("store_absent", path=path)
        _prepare_place(path)
        with self._plain_faults():
            self._take_possession(upgrade=upgrade)

    def connection(self) -> Database:
        """Give this thread's connection; it is closed when the thread is gone."""
        db: Database | None = getattr(self._mine, "db", None)
        if db is None:
            # check_same_thread is off only so that close() may close what other threads have opened.
            db = Database(
                sqlite3.connect(
                    self.path,
                    timeout=BUSY_TIMEOUT.total_seconds(),
                    isolation_level="IMMEDIATE",
                    check_same_thread=False,
                )
            )
            db.execute("pragma foreign_keys = on")
            db.execute("pragma secure_delete = on")  # an erased text leaves no bytes on the page
            self._mine.db = db
            self._open.add(db)
            weakref.finalize(threading.current_thread(), db.conn.close)
        return db

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Read on this thread's connection; inside `writing` one sees one's own writes."""
        with self._plain_faults():
            yield self.connection()

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[Database]:
        """Write all or nothing.

        Inside an open transaction this is a savepoint of it, and durability is that of the outer one;
        `durable` from the outside is what `Store.atomic` asks for.
        """
        with self._plain_faults():
            db = self.connection()
            if db.conn.in_transaction:
                with db.atomic():
                    yield db
                return
            db.conn.execute(f"pragma synchronous = {'full' if durable else 'normal'}")
            db.conn.execute("begin immediate")
            try:
                yield db
                db.commit()
            except BaseException:
                db.rollback()
                raise

    def empty_log(self) -> None:
        """Fold the write-ahead log into the file, so that erased bytes do not linger beside it."""
        conn = self.connection().conn
        if not conn.in_transaction:  # inside `atomic` the next erasure or the last close does it
            with self._plain_faults():
                conn.execute("pragma wal_checkpoint(truncate)").fetchall()

    def pages_are_whole(self) -> bool:
        """Run SQLite's own integrity and foreign key checks."""
        with self._plain_faults():
            conn = self.connection().conn
            whole = conn.execute("pragma integrity_check(1)").fetchone() == ("ok",)
            return whole and not conn.execute("pragma foreign_key_check").fetchall()

    def backup_to(self, target: Path) -> None:
        """Copy the whole database while others go on working."""
        with self._plain_faults():
            copy = sqlite3.connect(target)
            try:
                self.connection().conn.backup(copy)
            finally:
                copy.close()

    def close(self) -> None:
        """Close the connections of all threads."""
        for db in tuple(self._open):
            db.close()
        self._mine = threading.local()

    def pending(self) -> tuple[str, ...]:
        """Name the steps that have not been taken in this file, in order."""
        with self._plain_faults():
            applied = self._applied()
        return tuple(name for name in map(step_name, STEPS) if name not in applied)

    def _applied(self) -> frozenset[str]:
        db = self.connection()
        if "_sqlite_migrations" not in db.table_names():
            return frozenset()
        rows = db.execute("select name from _sqlite_migrations where migration_set = 'mysterydesk'").fetchall()
        return frozenset(row[0] for row in rows)

    def _take_possession(self, *, upgrade: bool) -> None:
        db = self.connection()
        mark = db.conn.execute("pragma application_id").fetchone()[0]
        if mark != APPLICATION_ID and (mark or db.table_names() or not upgrade):
            raise StoreError("store_foreign", path=self.path)
        if db.conn.execute("pragma quick_check(1)").fetchone() != ("ok",):
            raise StoreError("store_corrupt", path=self.path)
        if self._applied() - set(map(step_name, STEPS)):
            raise StoreError("store_newer", path=self.path)
        if not upgrade:
            return
        if db.conn.execute("pragma journal_mode = wal").fetchone()[0] != "wal":
            raise StoreError("store_no_log", path=self.path)
        with self.writing(durable=True) as writer:
            writer.conn.execute(f"pragma application_id = {APPLICATION_ID}")
            if self.pending():
                migrations().apply(writer)

    @contextmanager
    def _plain_faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            # The low byte is the primary result code, the rest its refinement (sqlite.org/rescode.html).
            primary = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
            code = _CODES.get(primary, "store_broken")
            raise StoreError(code, path=self.path, detail=error) from error


def _prepare_place(path: Path) -> None:
    """Make folder and file, readable by their owner only.

    The file itself is opened by SQLite alone: closing any other handle of it would drop the locks that this process
    holds on it, and another process could then take the log away (sqlite.org/howtocorrupt.html, section 2.2).
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise StoreError("store_unwritable", path=path, detail=error.strerror or "") from error
    if not os.access(path, os.R_OK | os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise StoreError("store_unwritable", path=path, detail="")
