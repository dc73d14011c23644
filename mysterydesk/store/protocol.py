"""What does the product ask of a database?

`Store` is the whole of it: SQLite answers it today (`mysterydesk.store.sqlite`), another engine joins by
passing the same contract suite. A store never asks for the time: each write is given its moment.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from mysterydesk.store.chain import ChainFault, StreamHead
from mysterydesk.store.protocol_lists import AttemptRows, SettingStore, StatusStore
from mysterydesk.store.records import (
    Account,
    AccountId,
    Appended,
    Batch,
    Digest,
    Document,
    Link,
    Session,
    StoredEvent,
    StreamId,
    Tries,
)


class EventStore(Protocol):
    """Append-only streams with optimistic versions."""

    def append(self, batch: Batch, *, durable: bool = False) -> Appended:
        """Append the events of one move, all or none.

        The same key on the same stream answers what was stored the first time, whatever the expected version.

        Raises:
            Conflict: When the stream has moved past `batch.expected_version`; nothing is written.
        """
        ...

    def read(self, stream: StreamId, *, after: int = 0) -> tuple[StoredEvent, ...]:
        """Read a stream from the version behind `after`, each event lifted to its newest schema."""
        ...

    def by_key(self, stream: StreamId, key: str) -> tuple[StoredEvent, ...] | None:
        """Give the events that a move with this key has stored, or None when there was no such move."""
        ...

    def head(self, stream: StreamId) -> StreamHead:
        """Give the head of one stream; version 0 when there is none yet."""
        ...

    def heads(self, prefix: str = "") -> tuple[StreamHead, ...]:
        """Give the head of every stream whose name starts so, in order of name."""
        ...

    def erase(self, stream: StreamId, *, versions: Iterable[int] | None = None) -> int:
        """Delete the texts aside and their salts, of some versions or of all; the chain stays whole.

        Returns:
            How many texts went.
        """
        ...

    def faults(self, stream: StreamId) -> tuple[ChainFault, ...]:
        """Check the hash chain of a stream."""
        ...

    def digest_at(self, stream: StreamId, version: int) -> str | None:
        """Give the digest of one event as stored, or None when there is none at this place."""
        ...


class DocumentStore(Protocol):
    """Append-only bytes by their SHA-256."""

    def put(self, kind: str, data: bytes, *, at: datetime, durable: bool = False) -> Digest:
        """Keep bytes; the same bytes twice are one row.

        Raises:
            StoreError: `document_kind` when the same bytes are already there as another kind.
        """
        ...

    def get(self, digest: Digest) -> Document:
        """Give the bytes back.

        Raises:
            StoreError: `document_missing`, `document_erased`, or `document_damaged` when the bytes no longer
                have that digest.
        """
        ...

    def of_kind(self, kind: str) -> tuple[Digest, ...]:
        """List the digests of a kind, oldest first."""
        ...

    def everything(self) -> frozenset[Digest]:
        """Give the digest of every document that is there."""
        ...

    def erase(self, digest: Digest, *, at: datetime) -> bool:
        """Delete a document that holds somebody's words or name; that it was erased stays on record.

        Returns:
            Whether it was there.
        """
        ...

    def erased(self) -> frozenset[Digest]:
        """Give the digest of every document that was erased."""
        ...

    def forget(self, digest: Digest) -> None:
        """Drop the record that a document was erased, where no event names it openly any more."""
        ...


class AccountStore(Protocol):
    """People, their sessions, their failed tries, their one-time links."""

    def add(self, account: Account, password_hash: str) -> None:
        """Add an account; `StoreError` `login_taken` when the login is in use."""
        ...

    def replace(self, account: Account) -> None:
        """Overwrite name, role and standing of an account; its id and login stay."""
        ...

    def by_id(self, account: AccountId) -> Account | None:
        """Find an account by its id."""
        ...

    def by_login(self, login: str) -> Account | None:
        """Find an account by what its person types."""
        ...

    def everyone(self) -> tuple[Account, ...]:
        """List all accounts in order of login."""
        ...

    def forget(self, account: Account) -> None:
        """Overwrite login, name and hash of an account for good; its sessions and links go."""
        ...

    def password_hash(self, account: AccountId) -> str | None:
        """Give the argon2id hash of an account."""
        ...

    def set_password_hash(self, account: AccountId, password_hash: str) -> None:
        """Put another hash in its place."""
        ...

    def add_session(self, session: Session) -> None:
        """Keep a session by the digest of its token."""
        ...

    def session(self, token_digest: str) -> Session | None:
        """Find a session by the digest of its token."""
        ...

    def end_session(self, token_digest: str) -> None:
        """Forget a session."""
        ...

    def end_sessions_of(self, account: AccountId) -> None:
        """Forget every session of an account."""
        ...

    def drop_expired(self, at: datetime) -> int:
        """Forget sessions and links that were over by then; give how many."""
        ...

    def claim_try(self, subject: str, *, window: timedelta, limit: int, at: datetime) -> Tries:
        """Take one of the tries that a subject has within a window; the try counts before it is judged."""
        ...

    def forget_tries(self, subject: str) -> None:
        """Give all tries back, after a success."""
        ...

    def add_link(self, link: Link) -> None:
        """Keep a one-time link by the digest of its token."""
        ...

    def link(self, token_digest: str, *, at: datetime) -> Link | None:
        """Find a link that is neither used nor over."""
        ...

    def use_link(self, token_digest: str, *, at: datetime) -> Link | None:
        """Use up a link; None when it was used, over or never there."""
        ...


class Store(Protocol):
    """Everything the product keeps."""

    @property
    def path(self) -> Path:
        """Where it lies; what must not lie in it, such as keys, lies beside."""
        ...

    @property
    def events(self) -> EventStore:
        """Streams of events."""
        ...

    @property
    def documents(self) -> DocumentStore:
        """Documents by digest."""
        ...

    @property
    def accounts(self) -> AccountStore:
        """People."""
        ...

    @property
    def status(self) -> StatusStore:
        """Status lists."""
        ...

    @property
    def settings(self) -> SettingStore:
        """Settings and marks."""
        ...

    @property
    def attempts(self) -> AttemptRows:
        """Read model of attempts."""
        ...

    def atomic(self) -> AbstractContextManager[None]:
        """Group writes: all or none, and on the disk when it ends."""
        ...

    def integrity(self) -> tuple[ChainFault, ...]:
        """Check pages, chains and documents; empty when all is well."""
        ...

    def backup_to(self, target: Path) -> None:
        """Write a whole copy while others go on working."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
