"""What has a person written: documents with their scores, in a stream of their own?

What was written and the score, which quotes it, lie aside, so that they can be erased.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from mysterydesk.store.chain import canonical
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import AccountId, Batch, NewEvent, StoredEvent, StreamId
from mysterydesk.store.upcasters import newest_schema

PREFIX = "writing/"
HANDED_IN = "writing.handed_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One document that was handed in.

    Attributes:
        id: Its name.
        by: Whose it is.
        kind: Kind of document.
        about: Attempt it is about, or the month as `month-<seed>`.
        lang: Language it is written in.
        handbook: Manual it was judged by.
        verdict: `pass`, `fail` or `person`.
        total: Points, lowest and highest.
        doubtful: How many findings wait for a person.
        at: Wall time.
        sections: What was written, by section; empty once erased.
        sheet: The score (`scoring.written.score.as_data`); empty once erased.
    """

    id: str
    by: AccountId
    kind: str
    about: str
    lang: str
    handbook: str
    verdict: str
    total: tuple[float, float]
    doubtful: int
    at: datetime
    sections: Mapping[str, str]
    sheet: Mapping[str, object]

    @property
    def findings(self) -> tuple[Mapping[str, object], ...]:
        """The findings of the score."""
        return tuple(cast("list[Mapping[str, object]]", self.sheet.get("findings", [])))


def stream_of(account: AccountId) -> StreamId:
    """Name the stream of what a person has written."""
    return StreamId(f"{PREFIX}{account}")


def keep(store: Store, account: AccountId, piece: Piece) -> None:
    """Add a document to the stream of its author; the same name is kept once."""
    body = {
        "piece": piece.id,
        "kind": piece.kind,
        "about": piece.about,
        "lang": piece.lang,
        "handbook": piece.handbook,
        "verdict": piece.verdict,
        "low": piece.total[0],
        "high": piece.total[1],
        "doubtful": piece.doubtful,
        "scorer": str(piece.sheet.get("scorer", "")),
    }
    aside = {"sections": json.dumps(piece.sections, ensure_ascii=False), "sheet": canonical(piece.sheet)}
    event = NewEvent(kind=HANDED_IN, schema=newest_schema(HANDED_IN), body=body, aside=aside)
    stream = stream_of(account)
    seen = store.events.head(stream).version
    batch = Batch(stream=stream, expected_version=seen, key=piece.id, at=piece.at, events=(event,))
    store.events.append(batch, durable=True)


def pieces(store: Store, account: AccountId) -> tuple[Piece, ...]:
    """Read what a person has handed in, oldest first."""
    return tuple(_piece(account, one) for one in store.events.read(stream_of(account)))


def _piece(account: AccountId, one: StoredEvent) -> Piece:
    body = one.body
    return Piece(
        id=str(body["piece"]),
        by=account,
        kind=str(body["kind"]),
        about=str(body["about"]),
        lang=str(body["lang"]),
        handbook=str(body["handbook"]),
        verdict=str(body["verdict"]),
        total=(float(cast("float", body["low"])), float(cast("float", body["high"]))),
        doubtful=int(cast("int", body["doubtful"])),
        at=one.at,
        sections=json.loads(one.aside.get("sections") or "{}"),
        sheet=json.loads(one.aside.get("sheet") or "{}"),
    )


def authors(store: Store) -> tuple[AccountId, ...]:
    """Name everybody who has written something."""
    return tuple(AccountId(one.stream.removeprefix(PREFIX)) for one in store.events.heads(PREFIX))
