"""What has been said about one attempt after it was scored: amendments, appeals, and that somebody has looked?

A stream of its own beside the attempt; words of people lie aside, so that they can be erased.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import cast

from mysterydesk.drill_entry import DrillEntry
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import AccountId, Batch, NewEvent, StoredEvent, StreamId
from mysterydesk.store.upcasters import newest_schema
from scoring.amendment import Settled

PREFIX = "review/"
AMENDED, CLOSED, FILED, DECIDED = "review.amended", "review.closed", "appeal.filed", "appeal.decided"

SAMPLED = 10
"""One in so many attempts is looked at by a person whatever it says (STD-4.2.audit: 10 % of the tickets)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One verdict that a person changed; the first one stays on record.

    Attributes:
        place: Place of the finding on the first scorecard.
        code: Its criterion.
        before: What it said until then.
        after: What the person says.
        by: Account id.
        words: Why; empty once erased.
        at: Wall time.
        version: Place in the stream.
    """

    place: int
    code: str
    before: str
    after: Settled
    by: AccountId
    words: str
    at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """What the trainee holds against a score, and what came of it.

    Attributes:
        codes: Criteria it is about.
        words: Why; empty once erased.
        at: Wall time of filing.
        version: Place of the filing in the stream.
        granted: None while nobody has decided.
        by: Who decided.
        answer: Why; empty while open, and once erased.
        decided_at: Wall time of the decision.
    """

    codes: tuple[str, ...]
    words: str
    at: datetime
    version: int
    granted: bool | None = None
    by: AccountId | None = None
    answer: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """That a person has looked at everything.

    Attributes:
        by: Account id.
        words: What they noted.
        at: Wall time.
        version: Place in the stream.
    """

    by: AccountId
    words: str
    at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything said about one attempt afterwards, oldest first.

    Attributes:
        amendments: Changed verdicts.
        appeals: Of its trainee.
        looks: Times somebody was through with it.
        seen: Version of the stream, which the next step must carry.
    """

    amendments: tuple[Amendment, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    looks: tuple[Look, ...] = ()
    seen: int = 0

    @property
    def open_appeal(self) -> Appeal | None:
        """The appeal that waits for a decision."""
        return next((one for one in self.appeals if one.granted is None), None)

    @property
    def changes(self) -> Mapping[int, Settled]:
        """The last word on each finding that was changed."""
        return {one.place: one.after for one in self.amendments}


def stream_of(attempt: str) -> StreamId:
    """Name the stream of what is said about an attempt."""
    return StreamId(f"{PREFIX}{attempt}")


def read_review(store: Store, attempt: str) -> Review:
    """Fold what has been said about an attempt."""
    found = Review()
    for one in store.events.read(stream_of(attempt)):
        found = replace(_after(found, one), seen=one.version)
    return found


def _after(found: Review, one: StoredEvent) -> Review:
    words, by = one.aside.get("words") or "", AccountId(str(one.body.get("by", "")))
    if one.kind == AMENDED:
        amendment = Amendment(
            place=int(cast("int", one.body["place"])),
            code=str(one.body["code"]),
            before=str(one.body["before"]),
            after=cast("Settled", one.body["after"]),
            by=by,
            words=words,
            at=one.at,
            version=one.version,
        )
        return replace(found, amendments=(*found.amendments, amendment))
    if one.kind == CLOSED:
        return replace(found, looks=(*found.looks, Look(by=by, words=words, at=one.at, version=one.version)))
    if one.kind == FILED:
        codes = tuple(str(code) for code in cast("list[object]", one.body["codes"]))
        return replace(
            found, appeals=(*found.appeals, Appeal(codes=codes, words=words, at=one.at, version=one.version))
        )
    granted = bool(one.body["granted"])
    decided = replace(found.appeals[-1], granted=granted, by=by, answer=words, decided_at=one.at)
    return replace(found, appeals=(*found.appeals[:-1], decided))


@dataclass(frozen=True, slots=True, kw_only=True)
class On:
    """Which attempt is spoken of, and what had been said when it was looked at.

    Attributes:
        attempt: Its id.
        seen: Version of the review that was read.
    """

    attempt: str
    seen: int


def append(store: Store, on: On, kind: str, body: Mapping[str, object], words: str, at: datetime) -> None:
    """Add one thing said about an attempt.

    Raises:
        Conflict: Somebody else has said something since it was read.
    """
    event = NewEvent(kind=kind, schema=newest_schema(kind), body=body, aside={"words": words})
    batch = Batch(
        stream=stream_of(on.attempt), expected_version=on.seen, key=f"{kind}-{on.seen + 1}", at=at, events=(event,)
    )
    store.events.append(batch, durable=True)


def is_sampled(attempt: str) -> bool:
    """Tell whether an attempt is one of those that a person looks at whatever it says; nobody can choose it."""
    return int.from_bytes(sha256(f"sample|{attempt}".encode()).digest()[:8]) % SAMPLED == 0


def reasons(entry: DrillEntry, review: Review) -> tuple[str, ...]:
    """Say why a person still has to look at a scored attempt; empty when nobody has.

    Returns:
        Of `appeal`, `person` (the program could not decide), `sample`; the catalogue has `review.why_<reason>`.
    """
    if not entry.scorecard or entry.branched_from:
        return ()
    found = ["appeal"] if review.open_appeal else []
    if not review.looks:
        found += ["person"] if entry.first_verdict == "person" else []
        found += ["sample"] if is_sampled(entry.attempt) else []
    elif entry.verdict == "person":
        found.append("person")
    return tuple(found)
