"""Is this credential genuine, valid and this person's?

Works offline on what it is given and never raises on a stranger's document: every question is a named check
with an outcome and a code. Codes are worded at the edge (`check.<name>.<code>`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from certification.canonical import canonical
from certification.contexts import CREDENTIALS, Contexts
from certification.credential import CONTEXTS, TYPES, identity_hash
from certification.document import Document, bounded, entries, issuer_of, moment, part, read_document
from certification.fault import CredentialError
from certification.proof import check_signatures, issuer_keys, proofs_of
from certification.status_list import is_revoked
from certification.verdict import Check, CheckName, Outcome, Verification

CANNOT_TELL = frozenset(("did_unresolved", "list_not_given"))
"""Codes that say something was missing on our side, not that the document is wrong."""
MAX_IDENTIFIERS = 16
INDEX_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the verifier has at hand, from sources it trusts.

    Attributes:
        contexts: The bundled contexts.
        did_document: Document of the issuer's `did:web`; a `did:key` needs none.
        status_list: The current status list credential.
        issuer: DID that ought to have issued, or None when any will do.
        subject_email: Address of the person who shows the credential, or None.
    """

    contexts: Contexts
    did_document: Document | None = None
    status_list: Document | None = None
    issuer: str | None = None
    subject_email: str | None = None


def verify_text(data: bytes | str, material: Material, at: datetime) -> Verification:
    """Verify a credential as it came from outside: as bytes or text.

    Args:
        data: JSON.
        material: What is at hand.
        at: Moment for which the question is asked, aware.
    """
    try:
        document = read_document(data)
    except CredentialError as fault:
        return Verification(checks=(_negative("document", fault),))
    return verify(document, material, at)


def verify(document: object, material: Material, at: datetime) -> Verification:
    """Verify a parsed credential.

    Args:
        document: What JSON said; anything at all.
        material: What is at hand.
        at: Moment for which the question is asked, aware.
    """
    try:
        known = bounded(document)
    except CredentialError as fault:
        return Verification(checks=(_negative("document", fault),))
    checks = (
        Check(name="document", outcome="ok"),
        _ask("contexts", lambda: _check_contexts(known)),
        _ask("type", lambda: _check_type(known)),
        *_signature_checks(known, material, at),
        _issuer_check(known, material),
        _ask("validity", lambda: _check_validity(known, at)),
        _status_check(known, material, at),
        _recipient_check(known, material),
    )
    return Verification(checks=checks)


def _ask(name: CheckName, question: Callable[[], object]) -> Check:
    try:
        question()
    except CredentialError as fault:
        return _negative(name, fault)
    return Check(name=name, outcome="ok")


def _negative(name: CheckName, fault: CredentialError) -> Check:
    outcome: Outcome = "not_checked" if fault.code in CANNOT_TELL else "failed"
    return Check(name=name, outcome=outcome, code=fault.code, params=fault.params)


def _check_contexts(document: Document) -> None:
    """Ask for the order Open Badges prescribes: other orders may mean other things."""
    named = tuple(str(one) for one in entries(document.get("@context")))
    if named not in {CONTEXTS[:2], CONTEXTS}:
        raise CredentialError("context_order", found=", ".join(named)[:200])
    schemas = entries(document.get("credentialSchema"))
    if schemas and named != CONTEXTS:
        raise CredentialError("context_order", found=", ".join(named))


def _check_type(document: Document) -> None:
    kinds = entries(document.get("type"))
    if any(kind not in kinds for kind in TYPES):
        raise CredentialError("type_wrong", found=", ".join(map(str, kinds))[:200])
    if not isinstance(part(document, "credentialSubject", "achievement"), Mapping):
        raise CredentialError("achievement_missing")


def _signature_checks(document: Document, material: Material, at: datetime) -> tuple[Check, Check, Check]:
    bare = {name: value for name, value in document.items() if name != "proof"}
    terms = _ask("terms", lambda: canonical(bare, material.contexts))
    try:
        keys = issuer_keys(document, material.did_document, at)
    except CredentialError as fault:
        try:
            proofs_of(document)
        except CredentialError as missing:
            unasked = Check(name="issuer_key", outcome="not_checked", code="no_proof")
            return terms, unasked, _negative("proof", missing)
        unasked = Check(name="proof", outcome="not_checked", code="no_key")
        return terms, _negative("issuer_key", fault), unasked
    owned = Check(name="issuer_key", outcome="ok", params={"issuer": issuer_of(document)})
    return terms, owned, _ask("proof", lambda: check_signatures(document, keys, at, material.contexts))


def _issuer_check(document: Document, material: Material) -> Check:
    found = issuer_of(document)
    if material.issuer is None:
        return Check(name="issuer", outcome="not_checked", code="none_expected", params={"issuer": found})
    if found != material.issuer:
        params = {"issuer": found, "expected": material.issuer}
        return Check(name="issuer", outcome="failed", code="issuer_foreign", params=params)
    return Check(name="issuer", outcome="ok", params={"issuer": found})


def _check_validity(document: Document, at: datetime) -> None:
    start = moment(document.get("validFrom"))
    if at < start:
        raise CredentialError("not_yet_valid", start=document["validFrom"])
    if "validUntil" not in document:
        return
    if moment(document["validUntil"]) < at:
        raise CredentialError("expired", end=document["validUntil"])


def _status_check(document: Document, material: Material, at: datetime) -> Check:
    entry = document.get("credentialStatus")
    if entry is None:
        return Check(name="status", outcome="ok", code="no_status_named")
    return _ask("status", lambda: _check_status(document, entry, material, at))


def _check_status(document: Document, entry: object, material: Material, at: datetime) -> None:
    """Follow the entry into the list, which must be genuine, of the same issuer, current and the one named."""
    if not isinstance(entry, Mapping) or entry.get("type") != "BitstringStatusListEntry":
        raise CredentialError("status_malformed")
    index = entry.get("statusListIndex")
    if not isinstance(index, str) or not (index.isascii() and index.isdigit()) or len(index) > INDEX_DIGITS:
        raise CredentialError("status_malformed", index=str(index)[:40])
    if material.status_list is None:
        raise CredentialError("list_not_given", list=entry.get("statusListCredential"))
    listed = bounded(material.status_list)
    if listed.get("id") != entry.get("statusListCredential"):
        raise CredentialError("list_other", list=entry.get("statusListCredential"))
    if issuer_of(listed) != issuer_of(document):
        raise CredentialError("list_foreign", issuer=issuer_of(listed))
    _check_list(listed, material, at)
    if entry.get("statusPurpose") not in entries(part(listed, "credentialSubject", "statusPurpose")):
        raise CredentialError("list_other_purpose", purpose=entry.get("statusPurpose"))
    if is_revoked(listed, int(index)):
        raise CredentialError("revoked", index=index)


def _check_list(listed: Document, material: Material, at: datetime) -> None:
    if "BitstringStatusListCredential" not in entries(listed.get("type")):
        raise CredentialError("list_malformed")
    if entries(listed.get("@context")) != (CREDENTIALS,):
        raise CredentialError("list_malformed")
    keys = issuer_keys(listed, material.did_document, at)
    try:
        check_signatures(listed, keys, at, material.contexts)
    except CredentialError as fault:
        raise CredentialError("list_unsigned", reason=fault.code) from fault
    try:
        _check_validity(listed, at)
    except CredentialError as fault:
        raise CredentialError("list_lapsed", reason=fault.code) from fault


def _recipient_check(document: Document, material: Material) -> Check:
    """Compare salted hashes; an address is accepted as typed or in small letters."""
    if material.subject_email is None:
        return Check(name="recipient", outcome="not_checked", code="none_expected")
    typed = material.subject_email.strip()
    for one in entries(part(document, "credentialSubject", "identifier"))[:MAX_IDENTIFIERS]:
        if part(one, "identityType") != "emailAddress" or part(one, "hashed") is not True:
            continue
        salt = part(one, "salt")
        hashes = {identity_hash(address, salt if isinstance(salt, str) else "") for address in (typed, typed.lower())}
        if str(part(one, "identityHash")).lower() in hashes:
            return Check(name="recipient", outcome="ok")
    return Check(name="recipient", outcome="failed", code="recipient_other")
