"""Did the issuer sign exactly this?

Data Integrity EdDSA Cryptosuites v1.0, `eddsa-rdfc-2022`: the signature stands over the digest of the canonical
proof options followed by the digest of the canonical document. `proof` is always written as a list, as the
published schema wants it (CREDENTIAL.md trap 2).
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import base58

from certification.award import utc_text
from certification.canonical import canonical
from certification.contexts import Contexts
from certification.document import Document, entries, issuer_of, moment
from certification.fault import CredentialError
from certification.keys import SigningKey, assertion_key, holds, resolve

SUITE = "eddsa-rdfc-2022"
PURPOSE = "assertionMethod"
MAX_PROOFS = 4
"""Every proof costs two canonical forms; nobody signs an award more often."""
SIGNATURE_TEXT = 90
"""A signature of 64 bytes is at most 88 characters of base58, with `z` before them."""


def sign(document: Document, key: SigningKey, created: datetime, contexts: Contexts) -> dict[str, Any]:
    """Sign a document and return it with its proof.

    Args:
        document: A credential without proof.
        key: Key of its issuer.
        created: Moment of signing, aware.
        contexts: The bundled contexts.

    Raises:
        CredentialError: `already_signed`, `issuer_mismatch`, or a code of `canonical.canonical`, e.g.
            `undefined_term`.
    """
    if "proof" in document:
        raise CredentialError("already_signed")
    if issuer_of(document) != key.issuer or key.method.partition("#")[0] != key.issuer:
        raise CredentialError("issuer_mismatch", issuer=issuer_of(document), key=key.method)
    options = {
        "type": "DataIntegrityProof",
        "created": utc_text(created),
        "verificationMethod": key.method,
        "cryptosuite": SUITE,
        "proofPurpose": PURPOSE,
    }
    signature = key.sign(message(document, options, contexts))
    value = "z" + base58.b58encode(signature).decode()
    return {**document, "proof": [options | {"proofValue": value}]}


def message(document: Document, proof: Mapping[str, Any], contexts: Contexts) -> bytes:
    """Give the 64 bytes that are signed: digest of the proof's options, digest of the document."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    options["@context"] = document.get("@context")
    parts = (canonical(options, contexts), canonical(bare, contexts))
    return b"".join(hashlib.sha256(text.encode()).digest() for text in parts)


def proofs_of(document: Document) -> tuple[Mapping[str, Any], ...]:
    """Read the proofs of a document; all are of the one suite we know.

    Raises:
        CredentialError: `proof_missing`, `proof_not_a_list`, `proof_unsupported`.
    """
    if not entries(document.get("proof")):
        raise CredentialError("proof_missing")
    if not isinstance(document["proof"], list | tuple):
        raise CredentialError("proof_not_a_list")
    if len(document["proof"]) > MAX_PROOFS:
        raise CredentialError("proof_unsupported", count=len(document["proof"]))
    for proof in document["proof"]:
        if not isinstance(proof, Mapping):
            raise CredentialError("proof_unsupported")
        kind = (proof.get("type"), proof.get("cryptosuite"), proof.get("proofPurpose"))
        if kind != ("DataIntegrityProof", SUITE, PURPOSE):
            raise CredentialError("proof_unsupported", suite=proof.get("cryptosuite"))
    return tuple(document["proof"])


def issuer_keys(document: Document, did_document: Document | None, at: datetime) -> tuple[bytes, ...]:
    """Find the public key of each proof, which has to be the issuer's and not revoked at `at`.

    Raises:
        CredentialError: `issuer_mismatch`, `did_unresolved`, or another code of `keys`.
    """
    issuer = issuer_of(document)
    found = []
    for proof in proofs_of(document):
        method = proof.get("verificationMethod")
        if not isinstance(method, str) or not issuer or method.partition("#")[0] != issuer:
            raise CredentialError("issuer_mismatch", issuer=issuer, key=method)
        found.append(assertion_key(resolve(issuer, did_document), method, at))
    return tuple(found)


def check_signatures(document: Document, keys: tuple[bytes, ...], at: datetime, contexts: Contexts) -> None:
    """Check every proof against its key.

    Args:
        document: The signed document.
        keys: One public key for each proof, in order.
        at: Moment of checking; a proof from later is not believed.
        contexts: The bundled contexts.

    Raises:
        CredentialError: `proof_malformed`, `proof_from_the_future`, `signature_wrong`, or a code of
            `canonical.canonical`.
    """
    for proof, public in zip(proofs_of(document), keys, strict=True):
        if moment(proof.get("created")) > at:
            raise CredentialError("proof_from_the_future", created=proof.get("created"))
        if not holds(public, _signature(proof.get("proofValue")), message(document, proof, contexts)):
            raise CredentialError("signature_wrong")


def _signature(text: object) -> bytes:
    if not isinstance(text, str) or not text.startswith("z") or len(text) > SIGNATURE_TEXT:
        raise CredentialError("proof_malformed")
    try:
        return base58.b58decode(text[1:])
    except ValueError as cause:
        raise CredentialError("proof_malformed") from cause
