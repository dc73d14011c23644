"""Whose key is it?

Ed25519 keys as Multikey (W3C Controlled Identifiers 1.0), issuers as `did:key` in demos and tests and as
`did:web` in production, whose document lists retired keys beside the current one (rotation). Key bytes come in
as arguments; where they are kept is `mysterydesk`'s affair.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certification.award import utc_text
from certification.document import Document, bounded, entries, moment, part
from certification.fault import CredentialError

ED25519_PREFIX = bytes((0xED, 0x01))
"""Multicodec of an Ed25519 public key, as an unsigned varint."""
KEY_BYTES = 32
MULTIKEY = "https://w3id.org/security/multikey/v1"
DID = "https://www.w3.org/ns/did/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A private key and the name under which its public half is found.

    Attributes:
        issuer: DID of the issuer.
        method: DID URL of the verification method.
        seed: The 32 secret bytes of RFC 8032; never printed.
    """

    issuer: str
    method: str
    seed: bytes = field(repr=False)

    def public(self) -> bytes:
        """Give the 32 bytes of the public key."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Give the 64 bytes of the signature (RFC 8032; deterministic)."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedKey:
    """One entry of a `did:web` document.

    Attributes:
        fragment: Name of the key inside the document, e.g. `key-2026`.
        public: The 32 bytes.
        revoked: Moment from which nothing signed with it is believed; a key that merely retired stays valid.
    """

    fragment: str
    public: bytes
    revoked: datetime | None = None


def multibase(public: bytes) -> str:
    """Write a public key as Multikey does: `z`, then base58 of prefix and key.

    >>> multibase(bytes(32))
    'z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP'
    """
    if len(public) != KEY_BYTES:
        raise CredentialError("key_malformed", length=len(public))
    return "z" + base58.b58encode(ED25519_PREFIX + public).decode()


def public_bytes(text: object) -> bytes:
    """Read a Multikey.

    Raises:
        CredentialError: `key_malformed`.
    """
    if not isinstance(text, str) or not text.startswith("z") or len(text) > 2 * KEY_BYTES:
        raise CredentialError("key_malformed", key=text)
    try:
        raw = base58.b58decode(text[1:])
    except ValueError as cause:
        raise CredentialError("key_malformed", key=text) from cause
    if raw[:2] != ED25519_PREFIX or len(raw) != len(ED25519_PREFIX) + KEY_BYTES:
        raise CredentialError("key_malformed", key=text)
    return raw[2:]


def did_key(public: bytes) -> str:
    """Name an issuer by its key alone."""
    return "did:key:" + multibase(public)


def did_web(address: str) -> str:
    """Name an issuer by a host and, where given, a path.

    >>> did_web("https://desk.example:8443/issuers/1")
    'did:web:desk.example%3A8443:issuers:1'
    """
    parts = urlsplit(address)
    path = [quote(step, safe="") for step in parts.path.split("/") if step]
    return ":".join(("did:web", quote(parts.netloc, safe=""), *path))


def key_pair(seed: bytes, did: str | None = None, fragment: str = "key-1") -> SigningKey:
    """Make a signing key, for a `did:key` unless a DID is named.

    Args:
        seed: 32 secret bytes.
        did: A `did:web`, or None.
        fragment: Name of the key in the document of that DID.
    """
    if len(seed) != KEY_BYTES:
        raise CredentialError("key_malformed", length=len(seed))
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    issuer = did or did_key(public)
    name = fragment if did else multibase(public)
    return SigningKey(issuer=issuer, method=f"{issuer}#{name}", seed=seed)


def did_document(did: str, keys: Sequence[PublishedKey]) -> dict[str, Any]:
    """Write the document of a DID, current and retired keys alike; all may have signed assertions."""
    methods: list[dict[str, Any]] = []
    for key in keys:
        method = {
            "id": f"{did}#{key.fragment}",
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": multibase(key.public),
        }
        methods.append(method | ({"revoked": utc_text(key.revoked)} if key.revoked else {}))
    return {
        "@context": [DID, MULTIKEY],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def resolve(did: str, given: Document | None) -> Document:
    """Find the document of a DID: computed for `did:key`, else the one at hand.

    Raises:
        CredentialError: `key_malformed`; `did_unresolved` when no document of that DID is at hand.
    """
    if did.startswith("did:key:"):
        text = did.removeprefix("did:key:")
        return did_document(did, (PublishedKey(fragment=text, public=public_bytes(text)),))
    if given is None or bounded(given).get("id") != did:
        raise CredentialError("did_unresolved", did=did)
    return given


def assertion_key(document: Document, method: str, at: datetime) -> bytes:
    """Find the public key that may sign assertions under this name.

    Raises:
        CredentialError: `key_unknown`, `key_not_for_assertion`, `key_foreign`, `key_revoked`, `key_malformed`.
    """
    did = str(document.get("id"))
    listed = [*entries(document.get("verificationMethod")), *entries(document.get("assertionMethod"))]
    found = [one for one in listed if isinstance(one, Mapping) and _full(did, one.get("id")) == method]
    if not found:
        raise CredentialError("key_unknown", method=method)
    allowed = [one if isinstance(one, str) else part(one, "id") for one in entries(document.get("assertionMethod"))]
    if method not in {_full(did, one) for one in allowed}:
        raise CredentialError("key_not_for_assertion", method=method)
    if found[0].get("controller") != did or found[0].get("type") != "Multikey":
        raise CredentialError("key_foreign", method=method)
    for name in ("revoked", "expires"):
        ends = found[0].get(name)
        if ends is not None and moment(ends) <= at:
            raise CredentialError("key_revoked", method=method, at=ends)
    return public_bytes(found[0].get("publicKeyMultibase"))


def holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Check an Ed25519 signature."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _full(did: str, name: object) -> object:
    return did + name if isinstance(name, str) and name.startswith("#") else name
