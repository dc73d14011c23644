"""How is a store copied away, put back, and brought up to date, with nothing lost on the way?"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mysterydesk import audit, drill_rows
from mysterydesk.errors import StoreError, WorldError, file_fault
from mysterydesk.manifests import folder_of
from mysterydesk.outlived import Aside, outlived, set_aside
from mysterydesk.store.chain import ChainFault
from mysterydesk.store.migrations import APPLICATION_ID
from mysterydesk.store.sqlite import SqliteStore

FAR = datetime(9999, 12, 31, tzinfo=UTC)
"""Beyond every session and link."""

_OF_THE_COPY = frozenset({"store_full", "store_unwritable"})
"""Faults of copying that are about the place of the copy; all others are about what is copied."""

_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What lies in a store.

    Attributes:
        streams: Number of streams.
        events: Number of events.
        newest: Wall time of the newest, or None.
        faults: What an audit finds.
    """

    streams: int
    events: int
    newest: datetime | None
    faults: tuple[ChainFault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came of a restoring.

    Attributes:
        stock: What lies in the store now.
        kept: Where the file is that was there before, or None.
        aside: What became of the manifests that know more than the copy.
    """

    stock: Stock
    kept: Path | None
    aside: Aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """What came of bringing a store up to date.

    Attributes:
        steps: Steps taken, in order; empty when there was nothing to do.
        copy: The store as it was before, or None.
        rows: Rows of the read model.
    """

    steps: tuple[str, ...]
    copy: Path | None
    rows: int


def stock_of(store: SqliteStore) -> Stock:
    """Count and check what lies in a store."""
    heads = store.events.heads()
    return Stock(
        streams=len(heads),
        events=sum(head.version for head in heads),
        newest=store.newest_at(),
        faults=audit.verify(store, (), signer=None),
    )


def backup(database: Path, target: Path, *, overwrite: bool = False) -> Stock:
    """Copy a store while others go on working; the copy is checked before it takes its name.

    Raises:
        StoreError: The store cannot be opened; `store_full`, `store_unwritable` about the copy.
        WorldError: `file_exists`, `file_unwritable`.
    """
    source = SqliteStore(database, upgrade=False)
    if target.exists() and not overwrite:
        raise WorldError("file_exists", path=target)
    part = target.with_name(target.name + ".part")
    try:
        stock = _into(part, source.backup_to)
        os.replace(part, target)  # noqa: PTH105  the same, beside the fsync that belongs to it
        _settle_on_disk(target)
    except StoreError as fault:
        if fault.code not in _OF_THE_COPY:
            raise
        raise _about(target, fault) from fault
    except OSError as error:
        raise file_fault("file_unwritable", target, error) from error
    finally:
        source.close()
        part.unlink(missing_ok=True)
    return stock


def _into(part: Path, fill: Callable[[Path], None]) -> Stock:
    """Make a new file for its owner only, fill it, count and check what is in it."""
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    fill(part)
    with closing(SqliteStore(part, upgrade=False)) as copy:
        return stock_of(copy)


def _settle_on_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def restore(source: Path, database: Path, *, at: datetime) -> Restored:
    """Put a copy in the place of a store that nobody uses; what was there before is kept beside it.

    Sessions and one-time links of the copy are dropped: what was ended since must not come back. Signed manifests
    that are younger than the copy are moved beside the store that they speak of.

    Raises:
        StoreError: `store_absent`, `store_foreign`, `store_newer`, `store_corrupt`, `store_in_use`, `store_full`.
        WorldError: `copy_damaged`, `copy_denied`, `file_unwritable`.
    """
    _refuse_foreign(source, must_be_there=True)
    _refuse_foreign(database, must_be_there=False)
    part = database.with_name(database.name + ".restoring")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        stock = _into(part, lambda place: _copy(source, place))
        if stock.faults:
            first = stock.faults[0]
            raise WorldError("copy_damaged", path=source, count=len(stock.faults), where=first.where)
        with closing(SqliteStore(part)) as store:
            store.accounts.drop_expired(FAR)
            drill_rows.rebuild(store)
            younger = outlived(store, folder_of(database), stock.newest)
        before = database.with_name(f"{database.name}.before-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        kept = before if _step_aside(database, before) else None
        os.replace(part, database)  # noqa: PTH105  the same, beside the fsync that belongs to it
        _settle_on_disk(database)
    except StoreError as fault:
        if fault.params.get("path") != str(part):
            raise
        raise _about(database if fault.code in _OF_THE_COPY else source, fault) from fault
    except OSError as error:
        raise file_fault("file_unwritable", database, error) from error
    finally:
        part.unlink(missing_ok=True)
    return Restored(stock=stock, kept=kept, aside=set_aside(younger, folder_of(before)))


def _about(path: Path, fault: StoreError) -> StoreError:
    """Say a fault of a file that was being made about the file it was made of."""
    return StoreError(fault.code, **{**fault.params, "path": str(path)})


def _refuse_foreign(path: Path, *, must_be_there: bool) -> None:
    """Refuse a file that is not there, or is no database of ours; an empty or damaged one may be replaced."""
    if not path.is_file():
        if must_be_there:
            raise StoreError("store_absent", path=path)
        return
    try:
        with path.open("rb") as file:
            start = file.read(72)
    except OSError as error:
        raise file_fault("file_unreadable", path, error) from error
    # The application id stands at offset 68 of the header (sqlite.org/fileformat2.html, 1.3).
    ours = start[:16] == _MAGIC and int.from_bytes(start[68:72], "big") == APPLICATION_ID
    if not ours and (start or must_be_there):
        raise StoreError("store_foreign", path=path, detail="")


def _copy(source: Path, place: Path) -> None:
    """Copy a database that may lie on a read-only medium, with what its log still holds."""
    logged = source.with_name(source.name + "-wal").exists()
    address = f"{source.resolve().as_uri()}?mode=ro{'' if logged else '&immutable=1'}"
    try:
        with closing(sqlite3.connect(address, uri=True)) as old, closing(sqlite3.connect(place)) as new:
            old.backup(new)
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
        code, path = ("store_full", place) if full else ("store_corrupt", source)
        raise StoreError(code, path=path, detail=error) from error


def _step_aside(database: Path, kept: Path) -> bool:
    """Move the present store away, unless a process has it open; tell whether there was one."""
    if not database.exists():
        return False
    try:
        with closing(sqlite3.connect(database, timeout=0)) as conn:
            # Only the last connection may leave the write-ahead log (sqlite.org/wal.html, "Activating").
            conn.execute("pragma journal_mode = delete").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise StoreError("store_in_use", path=database) from error
        # Anything else means damaged: that is why somebody restores.
    for tail in ("", "-wal", "-shm"):
        place = database.with_name(database.name + tail)
        if place.exists():
            place.replace(kept.with_name(kept.name + tail))
    return True


def migrate(database: Path) -> Migrated:
    """Bring a store up to date, with a copy of it as it was before.

    Raises:
        StoreError: The store cannot be opened, or is newer than this program.
        WorldError: As `backup`.
    """
    with closing(SqliteStore(database, upgrade=False)) as old:
        steps = old.pending()
    copy = database.with_name(f"{database.name}.before-{steps[0]}") if steps else None
    if copy is not None:
        backup(database, copy, overwrite=True)
    with closing(SqliteStore(database)) as store:
        drill_rows.ensure(store)
        return Migrated(steps=steps, copy=copy, rows=len(store.attempts.everything()))
