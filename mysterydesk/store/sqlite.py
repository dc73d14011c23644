"""How does one SQLite file answer everything the product asks of a store?"""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from mysterydesk.clock import as_text, from_text
from mysterydesk.errors import StoreError
from mysterydesk.store.chain import ChainFault
from mysterydesk.store.records import Digest, Document, StatusEntry, StreamId, Upcasters
from mysterydesk.store.sqlite_events import SqliteEvents
from mysterydesk.store.sqlite_file import SqliteFile
from mysterydesk.store.sqlite_people import SqliteAccounts

NO_UPCASTERS: Upcasters = {}


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
        if row is None:
            raise StoreError("document_missing", digest=digest)
        kind, data, at = row
        if hashlib.sha256(data).hexdigest() != digest:
            raise StoreError("document_damaged", digest=digest)
        return Document(digest=digest, kind=kind, data=data, at=from_text(at))

    def of_kind(self, kind: str) -> tuple[Digest, ...]:
        """See `DocumentStore.of_kind`."""
        with self._file.reading() as db:
            rows = db.execute("select digest from documents where kind = ? order by place", (kind,)).fetchall()
        return tuple(Digest(row[0]) for row in rows)

    def damaged(self) -> Iterator[Digest]:
        """Give the digest of each document whose bytes do not have it."""
        with self._file.reading() as db:
            for digest, data in db.execute("select digest, data from documents order by place"):
                if hashlib.sha256(data).hexdigest() != digest:
                    yield Digest(digest)


class SqliteStatus:
    """Bits of status lists; answers `mysterydesk.store.protocol.StatusStore`."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def claim(self, status_list: str, credential: str, *, capacity: int) -> int:
        """See `StatusStore.claim`."""
        with self._file.writing(durable=True) as db:
            row = db.execute(
                "select place from status_entries where status_list = ? and credential = ?",
                (status_list, credential),
            ).fetchone()
            if row is not None:
                return int(row[0])
            rows = db.execute("select place from status_entries where status_list = ?", (status_list,))
            taken = {place for (place,) in rows}
            free = capacity - len(taken)
            if free <= 0:
                raise StoreError("status_list_full", status_list=status_list, capacity=capacity)
            index = _free_place(taken, capacity, secrets.randbelow(free))
            db.execute("insert into status_entries values (?, ?, ?, null, '')", (status_list, index, credential))
            return index

    def set_revoked(self, status_list: str, index: int, *, at: datetime | None, reason: str = "") -> None:
        """See `StatusStore.set_revoked`."""
        with self._file.writing(durable=True) as db:
            changed = db.execute(
                "update status_entries set revoked_at = ?, reason = ? where status_list = ? and place = ?",
                (None if at is None else as_text(at), reason, status_list, index),
            ).rowcount
            if not changed:
                raise StoreError("status_missing", status_list=status_list, index=index)

    def entries(self, status_list: str) -> tuple[StatusEntry, ...]:
        """See `StatusStore.entries`."""
        with self._file.reading() as db:
            rows = db.execute(
                "select place, credential, revoked_at, reason from status_entries "
                "where status_list = ? order by place",
                (status_list,),
            ).fetchall()
        return tuple(
            StatusEntry(
                index=place,
                credential=credential,
                revoked_at=None if revoked_at is None else from_text(revoked_at),
                reason=reason,
            )
            for place, credential, revoked_at, reason in rows
        )


class SqliteSettings:
    """Named texts; answers `mysterydesk.store.protocol.SettingStore`."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def get(self, name: str) -> str | None:
        """See `SettingStore.get`."""
        with self._file.reading() as db:
            row = db.execute("select value from settings where name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def put(self, name: str, value: str) -> None:
        """See `SettingStore.put`."""
        with self._file.writing(durable=True) as db:
            db.execute(
                "insert into settings values (?, ?) on conflict (name) do update set value = excluded.value",
                (name, value),
            )

    def everything(self) -> Sequence[tuple[str, str]]:
        """See `SettingStore.everything`."""
        with self._file.reading() as db:
            return tuple(db.execute("select name, value from settings order by name").fetchall())


class SqliteStore:
    """One file; answers `mysterydesk.store.protocol.Store`.

    Args:
        path: The database file; made when missing.
        upcasters: How old events are lifted to their newest schema when read.

    Raises:
        StoreError: See `SqliteFile`.
    """

    def __init__(self, path: Path, upcasters: Upcasters = NO_UPCASTERS) -> None:
        self._file = SqliteFile(path)
        self.events = SqliteEvents(self._file, upcasters)
        self.documents = SqliteDocuments(self._file)
        self.accounts = SqliteAccounts(self._file)
        self.status = SqliteStatus(self._file)
        self.settings = SqliteSettings(self._file)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """See `Store.atomic`."""
        with self._file.writing(durable=True):
            yield

    def integrity(self) -> tuple[ChainFault, ...]:
        """See `Store.integrity`."""
        pages = () if self._file.pages_are_whole() else (ChainFault(where="database", version=0, code="pages"),)
        chains = (fault for head in self.events.heads() for fault in self.events.faults(StreamId(head.stream)))
        documents = (ChainFault(where=digest, version=0, code="document") for digest in self.documents.damaged())
        return (*pages, *chains, *documents)

    def backup_to(self, target: Path) -> None:
        """See `Store.backup_to`."""
        self._file.backup_to(target)

    def close(self) -> None:
        """See `Store.close`."""
        self._file.close()


def _free_place(taken: set[int], capacity: int, nth: int) -> int:
    """Give the nth place that is not taken.

    >>> _free_place({0, 2}, 5, 1)
    3
    """
    free = (place for place in range(capacity) if place not in taken)
    return next(place for count, place in enumerate(free) if count == nth)
