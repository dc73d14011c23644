"""What does the stream of a shift say: who comes, how far the person has worked, on which ticket, and its end?

A shift is a stream of its own, `shift/<account>/<id>`: `shift.opened` holds the roster and the digests of all that it
stands on; each move on a ticket is stored in the ticket's own stream and, in the same transaction, named here by
`shift.moved` with the instant up to which it has taken the person; `shift.idled`, `shift.closed`, `shift.scored`.
So one clock binds all tickets, and the version of this stream is the version that a move anywhere in it has seen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from mysterydesk.attempts import Pins
from mysterydesk.errors import WorldError, shown
from mysterydesk.store.records import AccountId, Batch, NewEvent, StoredEvent, StreamId
from mysterydesk.store.upcasters import newest_schema

PREFIX = "shift/"

Closing = Literal["", "ended", "left"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One customer of the roster.

    Attributes:
        attempt: Id of the attempt, `<shift>.<number>`.
        at: When the customer comes, scenario time.
        case: Digest of the frozen case.
        scenario: Id of the scenario.
        kind: Kind of drill.
        title: Titles of the scenario by language.
    """

    attempt: str
    at: datetime
    case: str
    scenario: str
    kind: str
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What the person did in a stretch of scenario time.

    Attributes:
        start: Its beginning.
        end: Its end.
        attempt: The ticket that was served; empty for waiting.
    """

    start: datetime
    end: datetime
    attempt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRecord:
    """A shift as its stream tells it.

    Attributes:
        id: Of the shift.
        handbook: Id of the manual.
        lang: Language of the customers.
        load: How many come.
        hours: How long they come.
        ends: Instant after which nobody comes.
        pins: Digests of what all tickets stand on, the case left out.
        roster: Who comes, in order; some have not come yet.
        opened_at: Wall time of the beginning.
        wall: Wall time of the last move.
        now: Scenario time up to which the person has worked.
        spans: What was done, in order, without gaps.
        keys: Idempotency keys of the moves.
        version: Version of the last event.
        closed: Why it is over; empty while it is not.
        score: Digest of the kept score.
        attained: Its weight that was attained, 0 before.
        best: Its weight that was possible, 0 before.
    """

    id: str
    handbook: str
    lang: str
    load: str
    hours: int
    ends: datetime
    pins: Mapping[str, str]
    roster: tuple[Place, ...]
    opened_at: datetime
    wall: datetime
    now: datetime
    spans: tuple[Span, ...] = ()
    keys: frozenset[str] = frozenset()
    version: int = 1
    closed: Closing = ""
    score: str = ""
    attained: int = 0
    best: int = 0

    @property
    def here(self) -> tuple[Place, ...]:
        """Those who have come."""
        return tuple(one for one in self.roster if one.at <= self.now)

    @property
    def served(self) -> str:
        """The ticket of the last move on one; empty before the first."""
        return next((one.attempt for one in reversed(self.spans) if one.attempt), "")

    @property
    def fresh(self) -> tuple[Place, ...]:
        """Those who came in the last stretch, or with its beginning."""
        since = self.spans[-1].start if self.spans else None
        return tuple(one for one in self.here if since is None or one.at > since)

    def pins_of(self, place: Place) -> Pins:
        """Give the documents that one ticket stands on."""
        return Pins(**self.pins, case=place.case)

    def place_of(self, attempt: str) -> Place:
        """Find a ticket that has come.

        Raises:
            WorldError: `no_such_attempt`.
        """
        found = next((one for one in self.here if one.attempt == attempt), None)
        if found is None:
            raise WorldError("no_such_attempt", name=shown(attempt))
        return found


def stream_of(account: AccountId, shift_id: str) -> StreamId:
    """Name the stream of a shift."""
    return StreamId(f"{PREFIX}{account}/{shift_id}")


def shift_of(attempt: str) -> str:
    """Give the shift that an attempt's id names.

    >>> shift_of("ab12.3")
    'ab12'
    """
    return attempt.rpartition(".")[0]


def _opened(one: StoredEvent) -> ShiftRecord:
    body, pins, roster = one.body, one.body["pins"], one.body["roster"]
    if not isinstance(pins, dict) or not isinstance(roster, list):
        raise WorldError("shift_damaged", name=shown(one.stream.rpartition("/")[2]))
    places = tuple(
        Place(
            attempt=str(row["attempt"]),
            at=datetime.fromisoformat(str(row["at"])),
            case=str(pins[f"case.{number}"]),
            scenario=str(row["scenario"]),
            kind=str(row["kind"]),
            title={str(name): str(words) for name, words in row["title"].items()},
        )
        for number, row in enumerate(roster, start=1)
    )
    return ShiftRecord(
        id=one.stream.rpartition("/")[2],
        handbook=str(body["handbook"]),
        lang=str(body["lang"]),
        load=str(body["load"]),
        hours=int(str(body["hours"])),
        ends=datetime.fromisoformat(str(body["ends"])),
        pins={name: str(digest) for name, digest in pins.items() if not name.startswith("case.")},
        roster=places,
        opened_at=one.at,
        wall=one.at,
        now=places[0].at,
    )


def _went_on(record: ShiftRecord, one: StoredEvent) -> ShiftRecord:
    now = datetime.fromisoformat(str(one.body["now"]))
    span = Span(start=record.now, end=now, attempt=str(one.body.get("attempt", "")))
    keys = record.keys | {str(one.body["move"])}
    return replace(record, now=now, wall=one.at, spans=(*record.spans, span), keys=keys)


def _closed(record: ShiftRecord, one: StoredEvent) -> ShiftRecord:
    closed: Closing = "left" if one.body["reason"] == "left" else "ended"
    return replace(record, closed=closed, wall=one.at, keys=record.keys | {str(one.body["move"])})


def _scored(record: ShiftRecord, one: StoredEvent) -> ShiftRecord:
    body = one.body
    return replace(record, score=str(body["score"]), attained=int(str(body["attained"])), best=int(str(body["best"])))


_FOLD: Mapping[str, Callable[[ShiftRecord, StoredEvent], ShiftRecord]] = {
    "shift.moved": _went_on,
    "shift.idled": _went_on,
    "shift.closed": _closed,
    "shift.scored": _scored,
}


def folded(stored: Sequence[StoredEvent]) -> ShiftRecord:
    """Fold a stream, which begins with `shift.opened`."""
    record = _opened(stored[0])
    for one in stored[1:]:
        record = replace(_FOLD[one.kind](record, one), version=one.version)
    return record


def line(stream: StreamId, kind: str, body: Mapping[str, object], *, seen: int, key: str, at: datetime) -> Batch:
    """Make the batch that appends one event to a shift."""
    event = NewEvent(kind=kind, schema=newest_schema(kind), body=body)
    return Batch(stream=stream, expected_version=seen, key=key, at=at, events=(event,))
