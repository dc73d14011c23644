"""Which cut is in force for a level, since when, and who stands behind it?

Cuts of a level are one stream, `cut/<level>`: a new one is a new version, none is ever changed (PSYCHOMETRICS 2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from mysterydesk.store.one_event import append_one
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import AccountId, NewEvent, StoredEvent, StreamId

SET = "cut.set"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCut:
    """One version of a level's cut.

    Attributes:
        level: The level.
        version: 1 for the first.
        share: Of the whole weighted score.
        error: Standard error of the share.
        judges: How many rated.
        session: In which session.
        approved: By whom, in order.
        at: Since when it is in force.
    """

    level: str
    version: int
    share: float
    error: float
    judges: int
    session: str
    approved: tuple[AccountId, ...]
    at: datetime


def stream_of(level: str) -> StreamId:
    """Name the stream of a level's cuts."""
    return StreamId(f"cut/{level}")


def cuts_of(store: Store, level: str) -> tuple[SetCut, ...]:
    """Give every version, oldest first."""
    return tuple(_cut(level, one) for one in store.events.read(stream_of(level)))


def in_force(store: Store, level: str) -> SetCut | None:
    """Give the version in force; None until a session was held and approved."""
    found = cuts_of(store, level)
    return found[-1] if found else None


def put_in_force(store: Store, level: str, body: Mapping[str, object], at: datetime) -> None:
    """Add a version; who may, is asked by the session that it comes from."""
    append_one(store, stream_of(level), NewEvent(kind=SET, body=body), at, key=f"cut-{body['session']}")


def _cut(level: str, one: StoredEvent) -> SetCut:
    body = one.body
    return SetCut(
        level=level,
        version=one.version,
        share=float(str(body["share"])),
        error=float(str(body["error"])),
        judges=int(str(body["judges"])),
        session=str(body["session"]),
        approved=tuple(AccountId(str(who)) for who in cast("list[object]", body["approved"])),
        at=one.at,
    )
