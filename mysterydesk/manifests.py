"""How far had every stream come on a given day, signed, so that a cut tail or a missing stream cannot hide?

A manifest is a JSON Web Signature in the flattened form (RFC 7515, 7.2.2) over the list of all heads, signed with the
installation's Ed25519 key (EdDSA, RFC 8037) and naming that key as `did:key`. It lies beside the database, one file a
day; a copy elsewhere is what holds against somebody who can write both.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from certification.fault import CredentialError
from certification.keys import SigningKey, did_key, holds, public_bytes
from mysterydesk.errors import WorldError, file_fault
from mysterydesk.store.chain import StreamHead, canonical, manifest, manifest_heads
from mysterydesk.store.protocol import Store
from mysterydesk.whole_file import write_whole

SUFFIX = ".manifests"
"""Added to the name of the database for the folder of its manifests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A manifest whose signature holds.

    Attributes:
        day: The day it was made (UTC).
        signer: `did:key` of who signed.
        heads: How far each stream had come.
    """

    day: date
    signer: str
    heads: tuple[StreamHead, ...]


def folder_of(database: Path) -> Path:
    """Give the folder of a database's manifests.

    >>> folder_of(Path("var/desk.db")).name
    'desk.db.manifests'
    """
    return database.with_name(database.name + SUFFIX)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: object) -> bytes:
    if not isinstance(text, str):
        raise TypeError(f"base64url is a text: {type(text).__name__}")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def signed_manifest(store: Store, key: SigningKey, at: datetime) -> bytes:
    """Write and sign the list of all heads as they are now."""
    protected = _text(canonical({"alg": "EdDSA", "kid": did_key(key.public())}).encode())
    payload = _text(manifest(store.events.heads(), at.date()))
    signature = _text(key.sign(f"{protected}.{payload}".encode()))
    return (
        json.dumps({"payload": payload, "protected": protected, "signature": signature}, indent=1) + "\n"
    ).encode()


def read_manifest(data: bytes, source: str) -> Manifest:
    """Read a manifest and check its signature.

    Raises:
        WorldError: `manifest_unreadable`, `manifest_forged`.
    """
    try:
        outer = json.loads(data)
        protected, payload = str(outer["protected"]), str(outer["payload"])
        header, body = json.loads(_bytes(protected)), json.loads(_bytes(payload))
        signer = str(header["kid"])
        public = public_bytes(signer.removeprefix("did:key:"))
        signature, day = _bytes(outer["signature"]), date.fromisoformat(body["day"])
        heads = manifest_heads(_bytes(payload))
    except (ValueError, TypeError, KeyError, binascii.Error, CredentialError) as error:
        raise WorldError("manifest_unreadable", path=source) from error
    if header.get("alg") != "EdDSA" or not holds(public, signature, f"{protected}.{payload}".encode()):
        raise WorldError("manifest_forged", path=source)
    return Manifest(day=day, signer=signer, heads=heads)


def manifests_in(places: Iterable[Path]) -> Mapping[str, Manifest]:
    """Read manifests by the name of their file, oldest first.

    Raises:
        WorldError: `file_unreadable`, and as `read_manifest`.
    """
    found: dict[str, Manifest] = {}
    for place in places:
        try:
            found[str(place)] = read_manifest(place.read_bytes(), str(place))
        except OSError as error:
            raise file_fault("file_unreadable", place, error) from error
    return dict(sorted(found.items(), key=lambda item: (item[1].day, item[0])))


def kept_manifests(folder: Path) -> tuple[Path, ...]:
    """List the manifests of a folder by day."""
    return tuple(sorted(folder.glob("*.json")))


def write_manifest(data: bytes, folder: Path, day: date) -> Path:
    """Write the manifest of a day into a folder, whole or not at all; a later one of the same day takes its place.

    Raises:
        WorldError: `file_unwritable`.
    """
    return write_whole(folder / f"{day.isoformat()}.json", data)
