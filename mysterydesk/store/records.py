"""What does the store keep, as values?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NewType

from mysterydesk.roles import Role
from policy.text import Text

StreamId = NewType("StreamId", str)
Digest = NewType("Digest", str)
AccountId = NewType("AccountId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What an event says, in the form of some schema.

    Attributes:
        body: The facts that are chained as they are.
        aside: The texts; None where one was erased.
    """

    body: Mapping[str, object]
    aside: Mapping[str, str | None] = field(default_factory=dict)


Upcaster = Callable[[Shape], Shape]
Upcasters = Mapping[tuple[str, int], Upcaster]
"""`(kind, schema)` to the function that lifts a shape to `schema + 1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """An event to be stored.

    Attributes:
        kind: Kind of the event vocabulary, e.g. `ticket.created`.
        schema: Version of the body's shape, from 1.
        body: JSON-ready facts; chained as they are, so nothing personal belongs here.
        aside: Free text and personal fields by name; only salted digests of them are chained, so they can be
            erased.
    """

    kind: str
    schema: int = 1
    body: Mapping[str, object]
    aside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The events of one move, appended together.

    Attributes:
        stream: Where to.
        expected_version: Version of the last event that the mover had seen; 0 for a new stream.
        key: Idempotency key of the move, unique within the stream.
        at: Wall time of writing.
        events: At least one.
    """

    stream: StreamId
    expected_version: int
    key: str
    at: datetime
    events: tuple[NewEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event as it lies in the store.

    Attributes:
        stream: Its stream.
        version: Its place in the stream, from 1 without gaps.
        kind: Kind of the event vocabulary.
        schema: Version of the body's shape after lifting.
        at: Wall time of writing.
        body: The facts.
        aside: The texts; None where one was erased.
        digest: Its link of the hash chain, hexadecimal SHA-256.
    """

    stream: StreamId
    version: int
    kind: str
    schema: int
    at: datetime
    body: Mapping[str, object]
    aside: Mapping[str, str | None]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What a move has stored.

    Attributes:
        events: The stored events.
        repeated: True when this key had been used before and nothing was written now.
    """

    events: tuple[StoredEvent, ...]
    repeated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes kept for ever.

    Attributes:
        digest: Hexadecimal SHA-256 of the bytes.
        kind: What it is, e.g. `handbook`, `case`, `scorecard`.
        data: The bytes.
        at: Wall time of the first writing.
    """

    digest: Digest
    kind: str
    data: bytes
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who may sign in.

    Attributes:
        id: Never changes, never reused.
        login: What the person types.
        name: What others see, in both scripts.
        role: The one role.
        active: False when the account is closed.
        created_at: Wall time.
    """

    id: AccountId
    login: str
    name: Text
    role: Role
    active: bool = True
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in browser.

    Attributes:
        token_digest: SHA-256 of the cookie's token; the token itself is nowhere on our side.
        account: Whose.
        created_at: Wall time of signing in.
        expires_at: Wall time of its end.
    """

    token_digest: str
    account: AccountId
    created_at: datetime
    expires_at: datetime


AttemptStatus = Literal["open", "scored", "abandoned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptRow:
    """One line of the read model of attempts.

    Attributes:
        attempt: Id of the attempt.
        account: Whose.
        begun_at: Wall time of its beginning.
        status: Where it stands.
        verdict: `pass`, `fail`, `person`, or empty.
        entry: The whole line, as canonical JSON.
    """

    attempt: str
    account: AccountId
    begun_at: datetime
    status: AttemptStatus
    verdict: str
    entry: str


Purpose = Literal["first_admin", "pass_phrase"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that works once.

    Attributes:
        token_digest: SHA-256 of the token in the address.
        purpose: To make the first administrator, or to choose a new pass phrase.
        account: Whose pass phrase; None for the first administrator.
        expires_at: Wall time of its end.
    """

    token_digest: str
    purpose: Purpose
    account: AccountId | None
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """How a claimed try stands.

    Attributes:
        admitted: Whether this try may be judged.
        left: Tries that remain after this one.
        again_at: When the next try is possible, if none is left; else None.
    """

    admitted: bool
    left: int
    again_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    """One taken bit of a status list.

    Attributes:
        index: Place of the bit, from 0.
        credential: Id of the credential.
        revoked_at: Wall time of revocation; None while valid.
        reason: Why it was revoked.
    """

    index: int
    credential: str
    revoked_at: datetime | None
    reason: str
