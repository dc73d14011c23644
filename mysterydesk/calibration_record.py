"""What has happened in a calibration session: which attempts, who judged what, and that it was closed?

A session is one stream, `calibration/<id>`. Ratings are codes, so nothing of it is anybody's words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, cast

from mysterydesk.errors import WorldError, shown
from mysterydesk.store.one_event import append_one
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import AccountId, NewEvent, StoredEvent, StreamId
from mysterydesk.store.upcasters import newest_schema

PREFIX = "calibration/"
OPENED, RATED, CLOSED = "calibration.opened", "calibration.rated", "calibration.closed"

Said = Literal["met", "not_met", "unclear"]
SAID: tuple[Said, ...] = ("met", "not_met", "unclear")

Sheet = Mapping[int, Said]
"""What somebody said of each finding of an attempt, by its place on the first scorecard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One calibration session.

    Attributes:
        id: Its name in the store.
        by: Who opened it.
        at: Wall time of opening.
        attempts: Attempts that everybody judges, in their order.
        sheets: What was said, by account, then by attempt; the last word of each.
        closed: Nothing more is judged, and everybody sees the figures.
        seen: Version of its stream.
    """

    id: str
    by: AccountId
    at: datetime
    attempts: tuple[str, ...]
    sheets: Mapping[AccountId, Mapping[str, Sheet]] = field(default_factory=dict)
    closed: bool = False
    seen: int = 0

    def done_by(self, account: AccountId) -> int:
        """Count the attempts that somebody has judged."""
        return len(self.sheets.get(account, {}))


def stream_of(session: str) -> StreamId:
    """Name the stream of a session."""
    return StreamId(f"{PREFIX}{session}")


def read_session(store: Store, session: str) -> Session:
    """Fold a session.

    Raises:
        WorldError: `no_such_session`.
    """
    events = store.events.read(stream_of(session))
    if not events:
        raise WorldError("no_such_session", name=shown(session))
    found = _opened(session, events[0])
    for one in events[1:]:
        found = _after(found, one)
    return replace(found, seen=events[-1].version)


def all_sessions(store: Store) -> tuple[Session, ...]:
    """Give every session, newest first."""
    names = [head.stream.removeprefix(PREFIX) for head in store.events.heads(PREFIX)]
    return tuple(sorted((read_session(store, one) for one in names), key=lambda one: one.at, reverse=True))


def _opened(session: str, one: StoredEvent) -> Session:
    return Session(
        id=session,
        by=AccountId(str(one.body["by"])),
        at=one.at,
        attempts=tuple(str(name) for name in cast("list[object]", one.body["attempts"])),
    )


def _after(found: Session, one: StoredEvent) -> Session:
    if one.kind == CLOSED:
        return replace(found, closed=True)
    by, attempt = AccountId(str(one.body["by"])), str(one.body["attempt"])
    said = cast("Mapping[str, Said]", one.body["said"])
    sheet: Sheet = {int(place): verdict for place, verdict in said.items()}
    return replace(found, sheets={**found.sheets, by: {**found.sheets.get(by, {}), attempt: sheet}})


def append(store: Store, session: str, kind: str, body: Mapping[str, object], seen: int, at: datetime) -> None:
    """Add one step of a session.

    Raises:
        Conflict: It has moved on since it was read.
    """
    event = NewEvent(kind=kind, schema=newest_schema(kind), body=body)
    append_one(store, stream_of(session), event, at, seen=seen)
