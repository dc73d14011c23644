"""How do status bits, settings and the read model of attempts lie in SQLite?"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import cast

from mysterydesk.clock import as_text, from_text
from mysterydesk.errors import StoreError
from mysterydesk.store.records import AccountId, AttemptRow, AttemptStatus, StatusEntry
from mysterydesk.store.sqlite_file import SqliteFile

_ROW = "select attempt, account, begun_at, status, verdict, entry from attempt_rows"


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


class SqliteAttempts:
    """Read model of attempts; answers `mysterydesk.store.protocol_lists.AttemptRows`."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def keep(self, row: AttemptRow) -> None:
        """See `AttemptRows.keep`."""
        with self._file.writing() as db:
            db.execute(
                "insert or replace into attempt_rows values (?, ?, ?, ?, ?, ?)",
                (row.attempt, row.account, as_text(row.begun_at), row.status, row.verdict, row.entry),
            )

    def get(self, attempt: str) -> AttemptRow | None:
        """See `AttemptRows.get`."""
        with self._file.reading() as db:
            row = db.execute(f"{_ROW} where attempt = ?", (attempt,)).fetchone()
        return None if row is None else _attempt_row(row)

    def of(self, account: AccountId) -> tuple[AttemptRow, ...]:
        """See `AttemptRows.of`."""
        with self._file.reading() as db:
            rows = db.execute(f"{_ROW} where account = ? order by begun_at, attempt", (account,)).fetchall()
        return tuple(map(_attempt_row, rows))

    def everything(self) -> tuple[AttemptRow, ...]:
        """See `AttemptRows.everything`."""
        with self._file.reading() as db:
            rows = db.execute(f"{_ROW} order by begun_at desc, attempt").fetchall()
        return tuple(map(_attempt_row, rows))

    def clear(self) -> None:
        """See `AttemptRows.clear`."""
        with self._file.writing() as db:
            db.execute("delete from attempt_rows")


def _attempt_row(row: tuple[str, str, str, str, str, str]) -> AttemptRow:
    attempt, account, begun_at, status, verdict, entry = row
    return AttemptRow(
        attempt=attempt,
        account=AccountId(account),
        begun_at=from_text(begun_at),
        status=cast("AttemptStatus", status),
        verdict=verdict,
        entry=entry,
    )


def _free_place(taken: set[int], capacity: int, nth: int) -> int:
    """Give the nth place that is not taken.

    >>> _free_place({0, 2}, 5, 1)
    3
    """
    free = (place for place in range(capacity) if place not in taken)
    return next(place for count, place in enumerate(free) if count == nth)
