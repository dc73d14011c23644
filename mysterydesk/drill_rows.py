"""Which attempts are there, with status and verdict, without reading every stream?

The read model behind lists: one row an attempt, written in the transaction of the event that changes it, and rebuilt
from the dossiers at any time to the same bytes.
"""

from dataclasses import dataclass

from mysterydesk.drill_entry import DRILL_KINDS, DrillEntry, attempt_in, drill_after, entry_from_json, entry_to_json
from mysterydesk.store.chain import canonical
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import AccountId, AttemptRow, StoredEvent, StreamId

PREFIX = "dossier/"
MARK = "read_models"
"""Setting that says by which `EDITION` the rows were written."""

EDITION = "3"
"""To be raised with every change of what a row holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuilding found.

    Attributes:
        rows: How many there are now.
        differed: How many were missing, left over, or not the same before.
    """

    rows: int
    differed: int


def stream_of(account: AccountId) -> StreamId:
    """Name the dossier of a person."""
    return StreamId(f"{PREFIX}{account}")


def entry_of(row: AttemptRow) -> DrillEntry:
    """Give the line that a row holds."""
    return entry_from_json(row.entry)


def _row(account: AccountId, entry: DrillEntry) -> AttemptRow:
    return AttemptRow(
        attempt=entry.attempt,
        account=account,
        begun_at=entry.begun_at,
        status=entry.status,
        verdict=entry.verdict,
        entry=entry_to_json(entry),
    )


def keep_drill(store: Store, account: AccountId, one: StoredEvent) -> None:
    """Keep a row in step with an event of a dossier; other events change nothing."""
    if one.kind not in DRILL_KINDS:
        return
    row = store.attempts.get(attempt_in(one))
    if row is None and one.kind != DRILL_KINDS[0]:
        return  # an older database, whose rows `ensure` has not made yet
    store.attempts.keep(_row(account, drill_after(None if row is None else entry_of(row), one)))


def _folded(store: Store) -> tuple[AttemptRow, ...]:
    rows: list[AttemptRow] = []
    for head in store.events.heads(PREFIX):
        entries: dict[str, DrillEntry] = {}
        for one in store.events.read(StreamId(head.stream)):
            if one.kind in DRILL_KINDS:
                entries[attempt_in(one)] = drill_after(entries.get(attempt_in(one)), one)
        rows += [_row(AccountId(head.stream.removeprefix(PREFIX)), entry) for entry in entries.values()]
    return tuple(rows)


def rebuild(store: Store) -> Rebuilt:
    """Make all rows anew from the dossiers."""
    with store.atomic():
        before, after = frozenset(store.attempts.everything()), frozenset(_folded(store))
        store.attempts.clear()
        for row in sorted(after, key=lambda one: one.attempt):
            store.attempts.keep(row)
        store.settings.put(MARK, EDITION)
    return Rebuilt(rows=len(after), differed=len({row.attempt for row in before ^ after}))


def ensure(store: Store) -> None:
    """Make the rows when this store has none of this edition yet."""
    if store.settings.get(MARK) != EDITION:
        rebuild(store)


def differing(store: Store) -> tuple[str, ...]:
    """Name the attempts whose row is not what a rebuilding would make of it; writes nothing."""
    return tuple(sorted({row.attempt for row in frozenset(store.attempts.everything()) ^ frozenset(_folded(store))}))


def as_bytes(store: Store) -> bytes:
    """Give the whole read model as bytes, for comparing."""
    rows = [[row.attempt, row.account, row.status, row.verdict, row.entry] for row in store.attempts.everything()]
    return canonical(rows).encode()
