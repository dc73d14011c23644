"""How does a credential travel as one line of text?

VC-JWT of Open Badges 3.0 (8.2.4): a JSON Web Signature in the compact form (RFC 7515) over the same credential,
without proof, with the claims `iss`, `sub`, `jti`, `nbf`, `exp` beside it. The header holds only `alg`, `kid`, `jwk`,
`typ`; `kid` is the issuer's own verification method, since a bare `jwk` ties it to nobody (CREDENTIAL.md trap 4).
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from certification.canonical import canonical
from certification.contexts import Contexts
from certification.document import Document, bounded, issuer_of, moment, part, read_document
from certification.fault import CredentialError
from certification.keys import SigningKey, assertion_key, holds, resolve

ALGORITHMS = frozenset(("EdDSA", "Ed25519"))
"""RFC 8037 and its later, narrower name (RFC 9864)."""
HEADER = frozenset(("alg", "kid", "jwk", "typ"))
TYPES = frozenset(("JWT", "vc+jwt"))
CLAIMS = ("iss", "sub", "jti", "nbf", "exp", "iat")
SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compact:
    """A VC-JWT taken apart, nothing of it believed yet.

    Attributes:
        header: The protected header.
        claims: What stands beside the credential.
        document: The credential.
        signed: The bytes under the signature.
        signature: The signature.
    """

    header: Document
    claims: Mapping[str, Any]
    document: Document
    signed: bytes
    signature: bytes


def compact(document: Document, key: SigningKey, contexts: Contexts) -> str:
    """Sign a credential as a VC-JWT; equal input gives equal text.

    Args:
        document: The credential; a proof of its own stays behind.
        key: Key of its issuer.
        contexts: The bundled contexts: a term they do not define is not signed here either.

    Raises:
        CredentialError: `issuer_mismatch`, `bad_time`, or a code of `canonical.canonical`.
    """
    if issuer_of(document) != key.issuer or key.method.partition("#")[0] != key.issuer:
        raise CredentialError("issuer_mismatch", issuer=issuer_of(document), key=key.method)
    bare = {name: value for name, value in document.items() if name != "proof"}
    canonical(bare, contexts)
    header = {"alg": "EdDSA", "kid": key.method, "typ": "JWT"}
    parts = (_packed(header), _packed({**bare, **_claims_of(bare)}))
    signed = ".".join(parts)
    return f"{signed}.{_text(key.sign(signed.encode()))}"


def is_compact(text: str) -> bool:
    """Tell whether a text has the shape of a compact signature.

    >>> is_compact("eyJhIjox.eyJiIjoy.c2ln"), is_compact('{"a": 1}')
    (True, False)
    """
    return SHAPE.fullmatch(text) is not None


def read_compact(text: str) -> Compact:
    """Take a VC-JWT apart.

    Raises:
        CredentialError: `jwt_malformed`, or a code of `document.read_document`.
    """
    if not is_compact(text):
        raise CredentialError("jwt_malformed")
    head, body, tail = text.split(".")
    whole = read_document(_bytes(body))
    claims = {name: whole[name] for name in CLAIMS if name in whole}
    document = {name: value for name, value in whole.items() if name not in claims}
    return Compact(
        header=read_document(_bytes(head)),
        claims=claims,
        document=bounded(document),
        signed=f"{head}.{body}".encode(),
        signature=_bytes(tail),
    )


def compact_key(found: Compact, did_document: Document | None, at: datetime) -> bytes:
    """Find the key that the header names, which has to be the issuer's and not revoked at `at`.

    Raises:
        CredentialError: `jwt_header`, `issuer_mismatch`, `did_unresolved`, or another code of `keys`.
    """
    header, issuer = found.header, issuer_of(found.document)
    odd = sorted(set(header) - HEADER)
    if odd:
        raise CredentialError("jwt_header", name=odd[0][:40])
    if header.get("alg") not in ALGORITHMS:
        raise CredentialError("jwt_header", name="alg")
    if "typ" in header and header["typ"] not in TYPES:
        raise CredentialError("jwt_header", name="typ")
    method = header.get("kid")
    if not isinstance(method, str) or not issuer or method.partition("#")[0] != issuer:
        raise CredentialError("issuer_mismatch", issuer=issuer, key=method)
    public = assertion_key(resolve(issuer, did_document), method, at)
    if "jwk" in header and part(header, "jwk", "x") != _text(public):
        raise CredentialError("jwt_header", name="jwk")
    return public


def check_compact(found: Compact, public: bytes) -> None:
    """Check the signature, and that the claims say what the credential says.

    Raises:
        CredentialError: `signature_wrong`, `proof_unsupported`, `claim_mismatch` with the name of the claim.
    """
    if not holds(public, found.signature, found.signed):
        raise CredentialError("signature_wrong")
    if "proof" in found.document:
        raise CredentialError("proof_unsupported", suite="jwt")
    due = _claims_of(found.document)
    for name in CLAIMS[:-1]:
        given = found.claims.get(name)
        if type(given) is not type(due.get(name)) or given != due.get(name):
            raise CredentialError("claim_mismatch", name=name)


def _claims_of(document: Document) -> dict[str, Any]:
    """Say again what the registered claims of RFC 7519 have to say; a subject without an id has no `sub`."""
    said: dict[str, Any] = {
        "iss": issuer_of(document),
        "sub": part(document, "credentialSubject", "id"),
        "jti": document.get("id"),
        "nbf": _seconds(document.get("validFrom")),
    }
    if "validUntil" in document:
        said["exp"] = _seconds(document["validUntil"])
    return {name: value for name, value in said.items() if value is not None}


def _seconds(at: object) -> int:
    return int(moment(at).timestamp() // 1)


def _packed(value: Mapping[str, Any]) -> str:
    return _text(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """Read base64url in its one canonical spelling; another spelling of the same bytes would be another token."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error) as cause:
        raise CredentialError("jwt_malformed") from cause
    if _text(data) != text:
        raise CredentialError("jwt_malformed")
    return data
