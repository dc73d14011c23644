"""What has to be well before people can work here, and what is to be done about each thing?

Each look raises a `WorldError` that says what to do, or gives a remark, or nothing. None of them writes.
"""

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mysterydesk import audit, drill_rows, papers, scores, shelf
from mysterydesk.errors import StoreError, WorldError
from mysterydesk.fonts import find_font
from mysterydesk.house_key import can_sign
from mysterydesk.key_file import given_seed, place_of
from mysterydesk.key_register import register
from mysterydesk.manifests import folder_of, kept_manifests, manifests_in
from mysterydesk.port import listen
from mysterydesk.settings import Settings
from mysterydesk.store.sqlite import SqliteStore
from policy.problem import Problem

LEAST_PYTHON = (3, 11)
LEAST_SQLITE = (3, 37)
"""STRICT tables (sqlite.org/stricttables.html)."""

LEAST_FREE = 200 * 1024 * 1024
"""Bytes: room for a copy of a store of some months, and for the log that SQLite writes first."""

AHEAD = timedelta(minutes=2)
"""How far the newest event may lie in the future before the clock must have stepped back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something worth saying about what is well.

    Attributes:
        code: The catalogue has `doctor.<code>`.
        params: Values of the sentence.
        counts: Numbers of things in it, by what the catalogue counts as `count.<name>`.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing to look at.

    Attributes:
        name: The catalogue has `doctor.<name>`.
        look: Raises, remarks, or gives None.
    """

    name: str
    look: Callable[[], Remark | None]


def _interpreter() -> None:
    if sys.version_info < LEAST_PYTHON:
        raise WorldError("python_too_old", version=sys.version.split()[0])
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        raise WorldError("sqlite_too_old", version=sqlite3.sqlite_version)


def _content() -> Remark:
    for name in shelf.HANDBOOKS:
        shelf.handbook(name)
    for name in shelf.SCORED:
        scores.rubric_for(shelf.scored(name))
    shelf.world()
    shelf.tried_rules()
    shelf.wording()
    papers.bank()
    return Remark(
        code="content_counts",
        counts={"handbooks": len(shelf.HANDBOOKS), "scenarios": len(shelf.scenarios())},
    )


def _zones() -> None:
    for name in sorted({shelf.handbook(one).zone for one in shelf.HANDBOOKS}):
        try:
            ZoneInfo(name)
        except ZoneInfoNotFoundError as error:
            raise WorldError("zone_missing", zone=name) from error


def _font() -> None:
    found = find_font()
    if isinstance(found, Problem):
        raise WorldError(found.code, **dict(found.params))


def machine_checks(port: int) -> tuple[Check, ...]:
    """List what to look at on the machine."""

    def look_at_port() -> None:
        listen(Settings(database=Path("unused"), port=port)).close()

    return (
        Check(name="python", look=_interpreter),
        Check(name="content", look=_content),
        Check(name="zones", look=_zones),
        Check(name="font", look=_font),
        Check(name="port", look=look_at_port),
    )


def store_checks(database: Path, at: datetime) -> tuple[Check, ...]:
    """List what to look at in a store; of one that is not there yet, only its place."""
    if not database.exists():
        return (Check(name="place", look=lambda: _new_place(database)),)
    looks: Mapping[str, Callable[[SqliteStore], Remark | None]] = {
        "store": _opens,
        "audit": lambda store: _audit(store, database),
        "rows": _rows,
        "keys": _keys,
        "clock": lambda store: _clock(store, at),
    }

    def opened(look: Callable[[SqliteStore], Remark | None]) -> Callable[[], Remark | None]:
        def look_inside() -> Remark | None:
            with closing(SqliteStore(database, upgrade=False)) as store:
                return look(store)

        return look_inside

    inside = tuple(Check(name=name, look=opened(look)) for name, look in looks.items())
    return (Check(name="place", look=lambda: _place(database)), *inside)


def _new_place(database: Path) -> Remark:
    nearest = next(folder for folder in database.absolute().parents if folder.exists())
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise StoreError("store_unwritable", path=database, detail="")
    _room(nearest)
    return Remark(code="not_there_yet", params={"path": str(database)})


def _place(database: Path) -> None:
    """See that the folder takes the log, that there is room, and that nobody else may read the keys."""
    if not os.access(database.absolute().parent, os.W_OK | os.X_OK) or not os.access(database, os.W_OK):
        raise StoreError("store_unwritable", path=database, detail="")
    _room(database.absolute().parent)
    if os.name == "posix" and stat.S_IMODE(database.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        raise WorldError("store_readable", path=database)


def _room(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        raise WorldError("little_room", path=folder, free=free // 2**20, least=LEAST_FREE // 2**20)


def _opens(store: SqliteStore) -> Remark | None:
    pending = store.pending()
    if pending:
        return Remark(code="pending", params={"steps": ", ".join(pending)})
    heads = store.events.heads()
    people = [one for one in store.accounts.everyone() if one.active]
    if people and not any(one.role == "admin" for one in people):
        raise WorldError("no_admin")
    counts = {"accounts": len(people), "streams": len(heads), "events": sum(head.version for head in heads)}
    return Remark(code="store_counts", counts=counts)


def _audit(store: SqliteStore, database: Path) -> Remark:
    read = manifests_in(kept_manifests(folder_of(database)))
    faults = audit.verify(store, read.values(), signer=audit.signer_of(store))
    if faults:
        raise WorldError("audit_faults", count=len(faults), where=faults[0].where)
    return Remark(code="manifests", counts={"manifests": len(read)})


def _rows(store: SqliteStore) -> None:
    if store.pending() or store.settings.get(drill_rows.MARK) != drill_rows.EDITION:
        return  # made when the store is next opened for work
    differing = drill_rows.differing(store)
    if differing:
        raise WorldError("rows_differ", count=len(differing))


def _keys(store: SqliteStore) -> Remark | None:
    """See that the keys open; a copy of a store lies without them on purpose."""
    place = place_of(store.path)
    if register(store) and given_seed() is None and not place.exists():
        return Remark(code="keys_apart", params={"path": str(place)})
    can_sign(store)
    return None


def _clock(store: SqliteStore, at: datetime) -> None:
    newest = store.newest_at()
    if newest is not None and newest > at + AHEAD:
        raise WorldError("clock_behind", newest=f"{newest:%Y-%m-%d %H:%M}", now=f"{at:%Y-%m-%d %H:%M}")
