"""What stands in the event rows exactly as stored, for whoever checks the chain?"""

import json

from sqlite_utils import Database

from mysterydesk.store.chain import SealedEvent

_ROWS = (
    "select stream, version, kind, schema, at, body, seals, previous, digest "
    "from events where stream = ? order by version"
)


def sealed_events(db: Database, stream: str) -> tuple[SealedEvent, ...]:
    """Read all rows of a stream, oldest first, believing nothing of them."""
    return tuple(_sealed(row) for row in db.execute(_ROWS, (stream,)))


def _sealed(row: tuple[str, int, str, int, str, str, str, str, str]) -> SealedEvent:
    stream, version, kind, schema, at, body, seals, previous, digest = row
    return SealedEvent(
        stream=stream,
        version=version,
        kind=kind,
        schema=schema,
        at=at,
        body=body,
        seals=_seals(seals),
        previous=previous,
        digest=digest,
    )


def _seals(text: str) -> dict[str, str]:
    """Read the seals of an event; what somebody has made unreadable is no seal, and the digest tells."""
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return {str(name): str(value) for name, value in read.items()} if isinstance(read, dict) else {}
