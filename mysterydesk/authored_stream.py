"""How is what people write kept: a stream each, every event naming the document that holds the files as they were?

Nothing is overwritten: a draft with problems is kept like any other, and a published version never changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar

from mysterydesk.authored_files import Written
from mysterydesk.errors import Conflict, StoreError, WorldError, shown
from mysterydesk.pack_files import Files, bundled, unbundled
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Batch, Digest, NewEvent, StoredEvent, StreamId
from mysterydesk.store.upcasters import newest_schema

W = TypeVar("W", bound=Written[str])

ASIDE: Final = "words"
"""What of a body lies aside, so that it can be erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams(Generic[W]):
    """Where things of one kind are kept.

    Attributes:
        kind: Of their documents; before the slash in the names of their streams, before the dot in those of events.
        also: Other kinds of documents that may be named.
        missing: Makes the error where there is none of that name.
        unpublished: Makes the error where one of that name has no such version.
        moved: Makes the error where it has changed since it was read, of who wrote and the version it is at.
        own: Makes the error where whoever changed it last would publish it.
        folded: Reads how one stands from its events.
        beside: Whether a text that came too late is kept beside the one that came first.
    """

    kind: str
    also: frozenset[str] = frozenset()
    missing: Callable[[str], WorldError]
    unpublished: Callable[[str], WorldError]
    moved: Callable[[str, int], Conflict]
    own: Callable[[], WorldError]
    folded: Callable[[str, tuple[StoredEvent, ...]], W]
    beside: bool = False

    def stream_of(self, name: str) -> StreamId:
        """Name the stream of one."""
        return StreamId(f"{self.kind}/{name}")

    def read(self, store: Store, name: str) -> W:
        """Read how one stands.

        Raises:
            WorldError: As `missing` says.
        """
        events = store.events.read(self.stream_of(name))
        if not events:
            raise self.missing(shown(name))
        return self.folded(name, events)

    def all(self, store: Store) -> tuple[W, ...]:
        """Read every one, in order of name."""
        prefix = self.stream_of("")
        return tuple(self.read(store, head.stream.removeprefix(prefix)) for head in store.events.heads(prefix))

    def files(self, store: Store, digest: Digest) -> Files:
        """Give the files that an event names.

        Raises:
            StoreError: The document is missing or damaged, or of another kind.
        """
        found = store.documents.get(digest)
        if found.kind not in {self.kind, *self.also}:
            raise StoreError("document_kind", digest=digest, found=found.kind, kind=self.kind)
        return unbundled(found.data)

    def version_files(self, store: Store, name: str, number: int = 0) -> Files:
        """Give the files of a published version; 0: of the newest.

        Raises:
            WorldError: As `missing` and `unpublished` say.
        """
        versions = {one.number: one for one in self.read(store, name).versions}
        found = versions.get(number or max(versions, default=0))
        if found is None:
            raise self.unpublished(shown(name))
        return self.files(store, found.files)

    def keep(self, store: Store, files: Files, at: datetime) -> Digest:
        """Keep files as a document."""
        return store.documents.put(self.kind, bundled(files), at=at)

    def append(
        self, store: Store, name: str, kind: str, body: Mapping[str, object], *, seen: int, at: datetime
    ) -> None:
        """Write what has happened; a person's `words` lie aside, so that they can be erased.

        Raises:
            Conflict: The stream has moved past `seen`; nothing is written.
        """
        aside = {key: str(said) for key, said in body.items() if key == ASIDE}
        facts = {key: said for key, said in body.items() if key != ASIDE}
        event = NewEvent(kind=kind, schema=newest_schema(kind), body=facts, aside=aside)
        key = f"{kind}:{seen}:{body['by']}:{body['files']}"
        batch = Batch(stream=self.stream_of(name), expected_version=seen, key=key, at=at, events=(event,))
        store.events.append(batch, durable=True)
