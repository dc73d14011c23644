"""How does one SQLite file answer everything the product asks of a store?"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from mysterydesk.clock import as_text, from_text
from mysterydesk.errors import StoreError
from mysterydesk.store.chain import ChainFault
from mysterydesk.store.records import Digest, Document, StreamId, Upcasters
from mysterydesk.store.sqlite_events import SqliteEvents
from mysterydesk.store.sqlite_file import SqliteFile
from mysterydesk.store.sqlite_lists import SqliteAttempts, SqliteSettings, SqliteStatus
from mysterydesk.store.sqlite_people import SqliteAccounts
from mysterydesk.store.upcasters import UPCASTERS


class SqliteDocuments:
    """Bytes by digest; answers `mysterydesk.store.protocol.DocumentStore`."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def put(self, kind: str, data: bytes, *, at: datetime, durable: bool = False) -> Digest:
        """See `DocumentStore.put`."""
        digest = Digest(hashlib.sha256(data).hexdigest())
        with self._file.writing(durable=durable) as db:
            row = db.execute("select kind from documents where digest = ?", (digest,)).fetchone()
            if row is None:
                db.execute(
                    "insert into documents (digest, kind, data, at) values (?, ?, ?, ?)",
                    (digest, kind, data, as_text(at)),
                )
            elif row[0] != kind:
                raise StoreError("document_kind", digest=digest, kind=kind, found=row[0])
        return digest

    def get(self, digest: Digest) -> Document:
        """See `DocumentStore.get`."""
        with self._file.reading() as db:
            row = db.execute("select kind, data, at from documents where digest = ?", (digest,)).fetchone()
            gone = row is None and db.execute("select 1 from erasures where digest = ?", (digest,)).fetchone()
        if row is None:
            raise StoreError("document_erased" if gone else "document_missing", digest=digest)
        kind, data, at = row
        if hashlib.sha256(data).hexdigest() != digest:
            raise StoreError("document_damaged", digest=digest)
        return Document(digest=digest, kind=kind, data=data, at=from_text(at))

    def of_kind(self, kind: str) -> tuple[Digest, ...]:
        """See `DocumentStore.of_kind`."""
        with self._file.reading() as db:
            rows = db.execute("select digest from documents where kind = ? order by place", (kind,)).fetchall()
        return tuple(Digest(row[0]) for row in rows)

    def everything(self) -> frozenset[Digest]:
        """See `DocumentStore.everything`."""
        with self._file.reading() as db:
            return frozenset(Digest(row[0]) for row in db.execute("select digest from documents").fetchall())

    def erase(self, digest: Digest, *, at: datetime) -> bool:
        """See `DocumentStore.erase`."""
        with self._file.writing(durable=True) as db:
            db.execute("insert or ignore into erasures values (?, ?)", (digest, as_text(at)))
            gone = db.execute("delete from documents where digest = ?", (digest,)).rowcount
        self._file.empty_log()
        return bool(gone)

    def erased(self) -> frozenset[Digest]:
        """See `DocumentStore.erased`."""
        with self._file.reading() as db:
            if "erasures" not in db.table_names():  # an older database, opened as it is
                return frozenset()
            return frozenset(Digest(row[0]) for row in db.execute("select digest from erasures").fetchall())

    def forget(self, digest: Digest) -> None:
        """See `DocumentStore.forget`."""
        with self._file.writing(durable=True) as db:
            db.execute("delete from erasures where digest = ?", (digest,))

    def damaged(self) -> Iterator[Digest]:
        """Give the digest of each document whose bytes do not have it."""
        with self._file.reading() as db:
            for digest, data in db.execute("select digest, data from documents order by place"):
                if hashlib.sha256(data).hexdigest() != digest:
                    yield Digest(digest)


class SqliteStore:
    """One file; answers `mysterydesk.store.protocol.Store`.

    Args:
        path: The database file; made when missing.
        upcasters: How old events are lifted to their newest schema when read.
        upgrade: Bring an older database up to date; else it is opened as it is, and must be there.

    Raises:
        StoreError: See `SqliteFile`.
    """

    def __init__(self, path: Path, upcasters: Upcasters = UPCASTERS, *, upgrade: bool = True) -> None:
        self._file = SqliteFile(path, upgrade=upgrade)
        self.events = SqliteEvents(self._file, upcasters)
        self.documents = SqliteDocuments(self._file)
        self.accounts = SqliteAccounts(self._file)
        self.status = SqliteStatus(self._file)
        self.settings = SqliteSettings(self._file)
        self.attempts = SqliteAttempts(self._file)

    @property
    def path(self) -> Path:
        """See `Store.path`."""
        return self._file.path

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """See `Store.atomic`."""
        with self._file.writing(durable=True):
            yield

    def integrity(self) -> tuple[ChainFault, ...]:
        """See `Store.integrity`."""
        pages = () if self._file.pages_are_whole() else (ChainFault(where="database", version=0, code="pages"),)
        chains = (fault for name in self.events.names() for fault in self._faults_of(name))
        documents = (ChainFault(where=digest, version=0, code="document") for digest in self.documents.damaged())
        return (*pages, *chains, *documents)

    def _faults_of(self, stream: StreamId) -> tuple[ChainFault, ...]:
        try:
            return self.events.faults(stream)
        except StoreError:  # a byte that is no text any more
            return (ChainFault(where=stream, version=0, code="unreadable"),)

    def newest_at(self) -> datetime | None:
        """Give the wall time of the newest event, or None when there is none."""
        with self._file.reading() as db:
            at = db.execute("select max(at) from events").fetchone()[0]
        return None if at is None else from_text(at)

    def pending(self) -> tuple[str, ...]:
        """Name the steps that would bring this database up to date."""
        return self._file.pending()

    def backup_to(self, target: Path) -> None:
        """See `Store.backup_to`."""
        self._file.backup_to(target)

    def close(self) -> None:
        """See `Store.close`."""
        self._file.close()
