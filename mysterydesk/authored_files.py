"""How is what somebody writes kept: files by digest, each change an event that names them?

Handbooks of one's own (`pack_stream`) and scenarios of one's own (`scenario_stream`) are kept alike.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from mysterydesk.errors import StoreError
from mysterydesk.pack_files import Files, unbundled
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import AccountId, Batch, Digest, NewEvent, StoredEvent, StreamId
from mysterydesk.store.upcasters import newest_schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One change that was kept.

    Attributes:
        place: Version of the stream.
        files: Document of the files from then on.
        by: Who.
        at: When.
    """

    place: int
    files: Digest
    by: AccountId
    at: datetime


def saved_in(event: StoredEvent) -> Saved:
    """Read the change that an event keeps."""
    files, by = Digest(str(event.body["files"])), AccountId(str(event.body["by"]))
    return Saved(place=event.version, files=files, by=by, at=event.at)


def files_in(store: Store, digest: Digest, kinds: Collection[str]) -> Files:
    """Give the files that an event names.

    Raises:
        StoreError: The document is missing or damaged, or of another kind.
    """
    found = store.documents.get(digest)
    if found.kind not in kinds:
        raise StoreError("document_kind", digest=digest, kind=found.kind)
    return unbundled(found.data)


def append_to(  # noqa: PLR0913  all that makes an event
    store: Store,
    stream: StreamId,
    kind: str,
    body: Mapping[str, object],
    *,
    seen: int,
    at: datetime,
    aside: Mapping[str, str] | None = None,
) -> None:
    """Write what has happened; what is `aside` can be erased.

    Raises:
        Conflict: The stream has moved past `seen`; nothing is written.
    """
    event = NewEvent(kind=kind, schema=newest_schema(kind), body=body, aside=aside or {})
    key = f"{kind}:{seen}:{body['by']}:{body['files']}"
    batch = Batch(stream=stream, expected_version=seen, key=key, at=at, events=(event,))
    store.events.append(batch, durable=True)
