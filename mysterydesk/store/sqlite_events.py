"""How do event streams lie in SQLite?"""

import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from mysterydesk.clock import as_text, from_text
from mysterydesk.errors import Conflict, StoreError
from mysterydesk.store.chain import (
    FIRST,
    ChainFault,
    KeptText,
    SealedEvent,
    StreamHead,
    canonical,
    chain_faults,
    link_digest,
    seal,
)
from mysterydesk.store.records import Appended, Batch, NewEvent, Shape, StoredEvent, StreamId, Upcasters
from mysterydesk.store.sqlite_file import SqliteFile
from mysterydesk.store.sqlite_sealed import sealed_events
from mysterydesk.store.upcasters import newest_schema

_SALT_BYTES = 32
_EVENTS = (
    "select version, kind, schema, at, body, seals, digest, (select json_group_object(field, text) from texts "
    "where texts.stream = events.stream and texts.version = events.version) "
    "from events where stream = ? and version between ? and coalesce(?, version) order by version"
)


class SqliteEvents:
    """Append-only streams; answers `mysterydesk.store.protocol.EventStore`."""

    def __init__(self, file: SqliteFile, upcasters: Upcasters) -> None:
        self._file = file
        self._upcasters = upcasters

    def append(self, batch: Batch, *, durable: bool = False) -> Appended:
        """See `EventStore.append`."""
        if not batch.events:
            raise ValueError(f"a move without events: {batch.stream} {batch.key}")
        with self._file.writing(durable=durable) as db:
            span = _span_of(db, batch.stream, batch.key)
            if span is not None:
                return Appended(events=self._between(db, batch.stream, *span), repeated=True)
            head = _head(db, batch.stream)
            if head.version != batch.expected_version:
                raise Conflict(
                    "conflict",
                    stream=batch.stream,
                    expected=batch.expected_version,
                    found=head.version,
                )
            first, last = head.version + 1, head.version + len(batch.events)
            for version, event in enumerate(batch.events, start=first):
                head = _write(db, batch, event, StreamHead(stream=batch.stream, version=version, digest=head.digest))
            db.execute(
                "insert into streams values (?, ?, ?) on conflict (stream) do update "
                "set version = excluded.version, digest = excluded.digest",
                (batch.stream, head.version, head.digest),
            )
            db.execute("insert into moves values (?, ?, ?, ?)", (batch.stream, batch.key, first, last))
            return Appended(events=self._between(db, batch.stream, first, last), repeated=False)

    def read(self, stream: StreamId, *, after: int = 0) -> tuple[StoredEvent, ...]:
        """See `EventStore.read`."""
        with self._file.reading() as db:
            return self._between(db, stream, after + 1, None)

    def by_key(self, stream: StreamId, key: str) -> tuple[StoredEvent, ...] | None:
        """See `EventStore.by_key`."""
        with self._file.reading() as db:
            span = _span_of(db, stream, key)
            return None if span is None else self._between(db, stream, *span)

    def head(self, stream: StreamId) -> StreamHead:
        """See `EventStore.head`."""
        with self._file.reading() as db:
            return _head(db, stream)

    def heads(self, prefix: str = "") -> tuple[StreamHead, ...]:
        """See `EventStore.heads`."""
        with self._file.reading() as db:
            rows = db.execute(
                "select stream, version, digest from streams where substr(stream, 1, ?) = ? order by stream",
                (len(prefix), prefix),
            ).fetchall()
        return tuple(StreamHead(stream=stream, version=version, digest=digest) for stream, version, digest in rows)

    def names(self) -> tuple[StreamId, ...]:
        """Give the name of every stream that has an event or a note of its head, so that none hides from a check."""
        with self._file.reading() as db:
            rows = db.execute(
                "select stream from streams union select stream from events union select stream from texts order by 1"
            ).fetchall()
        return tuple(StreamId(row[0]) for row in rows)

    def digest_at(self, stream: StreamId, version: int) -> str | None:
        """See `EventStore.digest_at`."""
        with self._file.reading() as db:
            row = db.execute(
                "select digest from events where stream = ? and version = ?", (stream, version)
            ).fetchone()
        return None if row is None else str(row[0])

    def erase(self, stream: StreamId, *, versions: Iterable[int] | None = None) -> int:
        """See `EventStore.erase`."""
        with self._file.writing(durable=True) as db:
            if versions is None:
                gone = db.execute("delete from texts where stream = ?", (stream,)).rowcount
            else:
                gone = sum(
                    db.execute("delete from texts where stream = ? and version = ?", (stream, version)).rowcount
                    for version in set(versions)
                )
        self._file.empty_log()
        return gone

    def faults(self, stream: StreamId) -> tuple[ChainFault, ...]:
        """See `EventStore.faults`."""
        with self._file.reading() as db, _snapshot(db):
            events = sealed_events(db, stream)
            texts = {
                (version, field): KeptText(salt=salt, text=text)
                for version, field, salt, text in db.execute(
                    "select version, field, salt, text from texts where stream = ?", (stream,)
                )
            }
            head = _head(db, stream)
        return chain_faults(events, texts, head)

    def _between(self, db: Database, stream: str, first: int, last: int | None) -> tuple[StoredEvent, ...]:
        rows = db.execute(_EVENTS, (stream, first, last)).fetchall()
        return tuple(self._lifted(stream, row) for row in rows)

    def _lifted(self, stream: str, row: tuple[int, str, int, str, str, str, str, str]) -> StoredEvent:
        version, kind, schema, at, body_text, seals, digest, texts = row
        if schema > newest_schema(kind, self._upcasters):
            raise StoreError("store_newer", path=self._file.path)
        kept = json.loads(texts)
        shape = Shape(body=json.loads(body_text), aside={field: kept.get(field) for field in json.loads(seals)})
        while (upcaster := self._upcasters.get((kind, schema))) is not None:
            shape, schema = upcaster(shape), schema + 1
        return StoredEvent(
            stream=StreamId(stream),
            version=version,
            kind=kind,
            schema=schema,
            at=from_text(at),
            body=shape.body,
            aside=shape.aside,
            digest=digest,
        )


def _head(db: Database, stream: str) -> StreamHead:
    row = db.execute("select version, digest from streams where stream = ?", (stream,)).fetchone()
    version, digest = row or (0, FIRST)
    return StreamHead(stream=stream, version=version, digest=digest)


def _span_of(db: Database, stream: str, key: str) -> tuple[int, int] | None:
    row = db.execute(
        "select first_version, last_version from moves where stream = ? and key = ?", (stream, key)
    ).fetchone()
    return None if row is None else (int(row[0]), int(row[1]))


def _write(db: Database, batch: Batch, event: NewEvent, place: StreamHead) -> StreamHead:
    """Write one event behind the one whose digest `place` carries; give the new head."""
    asides = {
        field: KeptText(salt=secrets.token_bytes(_SALT_BYTES), text=text)
        for field, text in sorted(event.aside.items())
    }
    open_link = SealedEvent(
        stream=batch.stream,
        version=place.version,
        kind=event.kind,
        schema=event.schema,
        at=as_text(batch.at),
        body=canonical(dict(event.body)),
        seals={field: seal(kept) for field, kept in asides.items()},
        previous=place.digest,
        digest="",
    )
    digest = link_digest(open_link)
    db.execute(
        "insert into events values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            open_link.stream,
            open_link.version,
            open_link.kind,
            open_link.schema,
            open_link.at,
            open_link.body,
            canonical(dict(open_link.seals)),
            open_link.previous,
            digest,
        ),
    )
    for field, kept in asides.items():
        db.execute(
            "insert into texts values (?, ?, ?, ?, ?)",
            (batch.stream, place.version, field, kept.salt, kept.text),
        )
    return StreamHead(stream=batch.stream, version=place.version, digest=digest)


@contextmanager
def _snapshot(db: Database) -> Iterator[None]:
    """Let several reads see one and the same moment."""
    if db.conn.in_transaction:
        yield
        return
    db.begin()
    try:
        yield
    finally:
        db.rollback()
