"""What is kept, and where?"""

from mysterydesk.store import light  # noqa: F401  before anything else here loads sqlite-utils
from mysterydesk.store.chain import ChainFault, StreamHead, manifest, manifest_heads
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import (
    Account,
    AccountId,
    Appended,
    Batch,
    Digest,
    Document,
    NewEvent,
    StoredEvent,
    StreamId,
    Upcasters,
)
from mysterydesk.store.sqlite import SqliteStore

__all__ = [
    "Account",
    "AccountId",
    "Appended",
    "Batch",
    "ChainFault",
    "Digest",
    "Document",
    "NewEvent",
    "SqliteStore",
    "Store",
    "StoredEvent",
    "StreamHead",
    "StreamId",
    "Upcasters",
    "manifest",
    "manifest_heads",
]
