"""How does one step get onto a stream that somebody has just read?"""

from datetime import datetime

from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Batch, NewEvent, StreamId


def append_one(
    store: Store, stream: StreamId, event: NewEvent, at: datetime, *, seen: int | None = None, key: str = ""
) -> None:
    """Add one event, durably.

    Args:
        store: Where.
        stream: To which stream.
        event: What happened.
        at: When.
        seen: Version of the stream as the writer read it; None for the one it has now.
        key: Idempotency key; empty: kind and version, so that each step is taken once.

    Raises:
        Conflict: The stream has moved on since it was read.
    """
    known = store.events.head(stream).version if seen is None else seen
    batch = Batch(
        stream=stream, expected_version=known, key=key or f"{event.kind}-{known + 1}", at=at, events=(event,)
    )
    store.events.append(batch, durable=True)
