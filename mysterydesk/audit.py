"""Does the store still hold everything that was written, as it was written?

Pages, chains, texts aside and documents are checked by the store itself; here come the documents that events name,
the roles that the record gives, and what only a signed manifest can tell: a cut tail, a missing stream, a stream
written anew.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from certification.keys import SigningKey
from mysterydesk import account_record
from mysterydesk.errors import WorldError
from mysterydesk.house_key import signers
from mysterydesk.manifests import Manifest, kept_manifests, manifests_in, signed_manifest, write_manifest
from mysterydesk.store.chain import ChainFault, StreamHead
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import StoredEvent, StreamId

NAMED: Mapping[str, tuple[str, ...]] = {
    "drill.scored": ("scorecard", "rubric"),
    "drill.amended": ("scorecard",),
    "paper.begun": ("form",),
    "credential.issued": ("document",),
    "shift.scored": ("score",),
    "pack.begun": ("files",),
    "pack.saved": ("files",),
    "pack.published": ("files",),
    "rubrics.begun": ("files",),
    "rubrics.saved": ("files",),
    "rubrics.published": ("files",),
    "scenario.begun": ("files",),
    "scenario.saved": ("files",),
    "scenario.kept_beside": ("files",),
    "scenario.published": ("files",),
}
"""Fields of events that hold the digest of a document, by kind; an attempt's first event holds its pins."""

NAMING = ("attempt/", "dossier/", "pack/", "rubrics/", "scenario/", "shift/")
"""Beginnings of the streams whose events name documents."""


def documents_of(event: StoredEvent) -> frozenset[str]:
    """Give the digests of the documents that an event stands on."""
    said = {**event.body, **event.aside}
    named = {str(said[name]) for name in NAMED.get(event.kind, ()) if said.get(name)}
    pins = event.body.get("pins")
    return frozenset(named | {str(one) for one in pins.values()} if isinstance(pins, dict) else named)


def _against(store: Store, head: StreamHead) -> Iterator[ChainFault]:
    """Compare a stream with how far a manifest says it had come."""
    stream = StreamId(head.stream)
    digest = store.events.digest_at(stream, head.version)
    if digest is None:
        code = "stream" if store.events.digest_at(stream, 1) is None else "cut"
        yield ChainFault(where=head.stream, version=head.version, code=code)
    elif digest != head.digest:
        yield ChainFault(where=head.stream, version=head.version, code="rewritten")


def lacking(store: Store, one: Manifest) -> tuple[ChainFault, ...]:
    """Name what a manifest knows and a store does not hold."""
    return tuple(fault for head in one.heads for fault in _against(store, head))


def _absent(store: Store, broken: frozenset[str]) -> Iterator[ChainFault]:
    """Name documents that events stand on and that are neither there nor erased."""
    there = store.documents.everything() | store.documents.erased()
    for head in store.events.heads():
        if head.stream in broken or not head.stream.startswith(NAMING):
            continue
        for event in store.events.read(StreamId(head.stream)):
            for _digest in sorted(documents_of(event) - there):
                yield ChainFault(where=head.stream, version=event.version, code="absent")


def _accounts(store: Store) -> Iterator[ChainFault]:
    """Name accounts whose role or standing is not what their record says."""
    for account in store.accounts.everyone():
        stream = account_record.stream_of(account.id)
        head = store.events.head(stream)
        last = store.events.read(stream, after=head.version - 1)[-1:] if head.version else ()
        if not last or (last[0].body.get("role"), last[0].body.get("active")) != (account.role, account.active):
            yield ChainFault(where=stream, version=head.version, code="account")


def verify(store: Store, manifests: Iterable[Manifest], *, signer: Collection[str] | None) -> tuple[ChainFault, ...]:
    """Check the whole store, and that it reaches as far as every manifest.

    Args:
        store: What to check.
        manifests: Signed manifests, their signatures already checked.
        signer: `did:key` of every key that this installation has had, empty while it has none; a manifest of another
            one is a fault. None believes any.

    Returns:
        Every fault in order, empty when all is well.
    """
    found = set(store.integrity())
    for one in manifests:
        if signer is not None and one.signer not in signer:
            code = "signer" if signer else "keyless"
            found.add(ChainFault(where=one.day.isoformat(), version=0, code=code))
            continue
        found.update(lacking(store, one))
    if not any(fault.where.startswith("account/") for fault in found):
        found.update(_accounts(store))
    found.update(_absent(store, frozenset(fault.where for fault in found)))
    return tuple(sorted(found))


def signer_of(store: Store) -> frozenset[str]:
    """Give the keys of this installation as `did:key`, none while it has none and so cannot have signed anything."""
    return signers(store)


def keep_manifest(store: Store, key: SigningKey, folder: Path, at: datetime) -> Path:
    """Write today's manifest, unless the last one says that something is gone: that one must not be covered up.

    Raises:
        WorldError: `manifest_ahead`, `manifest_denied`, `manifest_unreadable`, `manifest_forged`, `file_unwritable`.
    """
    last = kept_manifests(folder)[-1:]
    for name, one in manifests_in(last).items():
        if one.day > at.date():  # on a wrong clock the manifest of a past day would say what came after it
            raise WorldError("manifest_ahead", path=name, today=at.date())
        faults = lacking(store, one)
        if faults:
            raise WorldError("manifest_denied", path=name, where=faults[0].where, count=len(faults))
    return write_manifest(signed_manifest(store, key, at), folder, at.date())
