"""Has anybody changed what was written?

Each event carries the digest of the one before it. Free text enters the chain as a salted digest only: when
text and salt are erased nobody can guess the text back, and every link still holds. A chain cannot tell by
itself that its end was cut off; a signed manifest of all heads can.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

FIRST = "0" * 64
"""What the first event of a stream has for a predecessor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedEvent:
    """An event row exactly as stored: what the chain is computed from.

    Attributes:
        stream: Name of the stream.
        version: Place in the stream.
        kind: Kind of event.
        schema: Version of the body's shape as written.
        at: Wall time of writing, as text.
        body: Canonical JSON text.
        seals: Salted digest of each text aside, by field.
        previous: Digest of the event before.
        digest: Own digest.
    """

    stream: str
    version: int
    kind: str
    schema: int
    at: str
    body: str
    seals: Mapping[str, str]
    previous: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class StreamHead:
    """How far a stream has come.

    Attributes:
        stream: Name of the stream.
        version: Version of its last event.
        digest: Digest of its last event.
    """

    stream: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ChainFault:
    """One place where the store does not hold what was written.

    Attributes:
        where: Stream, document digest, or `database`.
        version: Version in the stream; 0 where there is none.
        code: `gap`, `link`, `digest`, `text`, `head`, `document` or `pages`; `unreadable`;
            against a signed manifest `stream`, `cut`, `rewritten`, `signer` or `keyless`; `absent` for a document
            that an event stands on, `account` for a role that the record does not give.
    """

    where: str
    version: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """A text aside with the salt that hides it.

    Attributes:
        salt: Random bytes.
        text: The text.
    """

    salt: bytes
    text: str


def canonical(value: object) -> str:
    """Write JSON in one way only: sorted keys, no spaces, no NaN.

    >>> canonical({"b": 1, "a": "级"})
    '{"a":"级","b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def seal(kept: KeptText) -> str:
    """Give the salted digest of a text (HMAC-SHA-256 with the salt as key, RFC 2104)."""
    return hmac.new(kept.salt, kept.text.encode("utf-8"), hashlib.sha256).hexdigest()


def link_digest(event: SealedEvent) -> str:
    """Compute the digest that an event should carry; its own `digest` does not enter."""
    words = {
        "stream": event.stream,
        "version": event.version,
        "kind": event.kind,
        "schema": event.schema,
        "at": event.at,
        "body": event.body,
        "seals": dict(event.seals),
        "previous": event.previous,
    }
    return hashlib.sha256(canonical(words).encode("utf-8")).hexdigest()


def chain_faults(
    events: Sequence[SealedEvent],
    texts: Mapping[tuple[int, str], KeptText],
    head: StreamHead,
) -> tuple[ChainFault, ...]:
    """Check one whole stream.

    Args:
        events: All its events, oldest first.
        texts: What is left of the texts aside, by version and field; erased ones are simply absent.
        head: What the stream's end should be: the store's own note, or that of a signed manifest. A manifest
            may be older than the stream.
    """
    if not events and not texts and head.version == 0:
        return ()
    faults: list[ChainFault] = []
    previous = FIRST
    for place, event in enumerate(events, start=1):
        codes = (
            ("gap", event.version != place),
            ("link", event.previous != previous),
            ("digest", event.digest != link_digest(event)),
            ("text", not _texts_hold(event, texts)),
        )
        faults += [ChainFault(where=event.stream, version=event.version, code=code) for code, bad in codes if bad]
        previous = event.digest
    reached = {event.version: event.digest for event in events}
    strays = {version for version, _ in texts} - set(reached)
    faults += [ChainFault(where=head.stream, version=version, code="text") for version in sorted(strays)]
    if reached.get(head.version) != head.digest:
        faults.append(ChainFault(where=head.stream, version=head.version, code="head"))
    return tuple(faults)


def _texts_hold(event: SealedEvent, texts: Mapping[tuple[int, str], KeptText]) -> bool:
    kept = {field: text for (version, field), text in texts.items() if version == event.version}
    return all(field in event.seals and seal(text) == event.seals[field] for field, text in kept.items())


def manifest(heads: Iterable[StreamHead], day: date) -> bytes:
    """Write the daily list of all heads, ready to be signed.

    >>> manifest([StreamHead(stream="attempt/1", version=2, digest="ab")], date(2026, 11, 24))
    b'{"day":"2026-11-24","heads":[["attempt/1",2,"ab"]]}'
    """
    rows = [[head.stream, head.version, head.digest] for head in sorted(heads)]
    return canonical({"day": day.isoformat(), "heads": rows}).encode("utf-8")


def manifest_heads(data: bytes) -> tuple[StreamHead, ...]:
    """Read the heads back from a manifest whose signature has been checked.

    >>> manifest_heads(b'{"day":"2026-11-24","heads":[["attempt/1",2,"ab"]]}')[0].version
    2
    """
    rows = json.loads(data)["heads"]
    return tuple(StreamHead(stream=str(s), version=int(v), digest=str(d)) for s, v, d in rows)
