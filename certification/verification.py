"""Is this credential genuine, valid and this person's?

Works offline on what it is given and never raises on a stranger's document: every question is a named check
with an outcome and a code. Codes are worded at the edge (`check.<name>.<code>`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from certification.canonical import canonical
from certification.compact import Compact, check_compact, compact_key, read_compact
from certification.contexts import Contexts
from certification.credential import CONTEXTS, TYPES, identity_hash
from certification.document import Document, bounded, entries, issuer_of, part, read_document
from certification.fault import CredentialError
from certification.forms import unwrap
from certification.proof import check_signatures, issuer_keys, proofs_of
from certification.status_check import check_period, check_status
from certification.verdict import Check, CheckName, Outcome, Verification

CANNOT_TELL = frozenset(("did_unresolved", "list_not_given", "list_lapsed"))
"""Codes that say something was missing on our side, not that the document is wrong."""
MAX_IDENTIFIERS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the verifier has at hand, from sources it trusts.

    Attributes:
        contexts: The bundled contexts.
        did_document: Document of the issuer's `did:web`; a `did:key` needs none.
        status_list: The current status list credential.
        more_lists: Further ones, e.g. the one that tells revoked from suspended.
        issuer: DID that ought to have issued, or None when any will do.
        subject_email: Address of the person who shows the credential, or None.
    """

    contexts: Contexts
    did_document: Document | None = None
    status_list: Document | None = None
    more_lists: tuple[Document, ...] = ()
    issuer: str | None = None
    subject_email: str | None = None


def verify_text(data: bytes | str, material: Material, at: datetime) -> Verification:
    """Verify a credential as it came from outside, in whatever form: JSON, VC-JWT, baked PNG or SVG.

    Args:
        data: The file.
        material: What is at hand.
        at: Moment for which the question is asked, aware.
    """
    try:
        found = unwrap(data if isinstance(data, bytes) else data.encode())
        if found.compact:
            taken = read_compact(found.data.decode())
            checked = _verify(taken.document, lambda: _compact_checks(taken, material, at), material, at)
        else:
            checked = verify(read_document(found.data), material, at)
    except (CredentialError, UnicodeError) as fault:
        cause = fault if isinstance(fault, CredentialError) else CredentialError("bad_text", character="-")
        return Verification(checks=(_negative("document", cause),))
    return replace(checked, form=found.form)


def document_in(data: bytes) -> Document | None:
    """Read what a file says, nothing of it believed: enough to find out which keys and lists to check it with."""
    try:
        found = unwrap(data)
        return read_compact(found.data.decode()).document if found.compact else read_document(found.data)
    except (CredentialError, UnicodeError):
        return None


def verify(document: object, material: Material, at: datetime) -> Verification:
    """Verify a parsed credential that carries its own proof.

    Args:
        document: What JSON said; anything at all.
        material: What is at hand.
        at: Moment for which the question is asked, aware.
    """
    try:
        known = bounded(document)
    except CredentialError as fault:
        return Verification(checks=(_negative("document", fault),))
    return _verify(known, lambda: _proof_checks(known, material, at), material, at)


def _verify(
    known: Document, signed: Callable[[], tuple[Check, Check]], material: Material, at: datetime
) -> Verification:
    bare = {name: value for name, value in known.items() if name != "proof"}
    checks = (
        Check(name="document", outcome="ok"),
        _ask("contexts", lambda: _check_contexts(known)),
        _ask("type", lambda: _check_type(known)),
        _ask("terms", lambda: canonical(bare, material.contexts)),
        *signed(),
        _issuer_check(known, material),
        _ask("validity", lambda: check_period(known, at)),
        _status_check(known, material, at),
        _recipient_check(known, material),
    )
    return Verification(checks=checks, document=known)


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


def _proof_checks(document: Document, material: Material, at: datetime) -> tuple[Check, Check]:
    try:
        keys = issuer_keys(document, material.did_document, at)
    except CredentialError as fault:
        try:
            proofs_of(document)
        except CredentialError as missing:
            return Check(name="issuer_key", outcome="not_checked", code="no_proof"), _negative("proof", missing)
        return _negative("issuer_key", fault), Check(name="proof", outcome="not_checked", code="no_key")
    owned = Check(name="issuer_key", outcome="ok", params={"issuer": issuer_of(document)})
    return owned, _ask("proof", lambda: check_signatures(document, keys, at, material.contexts))


def _compact_checks(found: Compact, material: Material, at: datetime) -> tuple[Check, Check]:
    try:
        public = compact_key(found, material.did_document, at)
    except CredentialError as fault:
        name: CheckName = "proof" if fault.code == "jwt_header" else "issuer_key"
        other: CheckName = "issuer_key" if name == "proof" else "proof"
        unasked = Check(name=other, outcome="not_checked", code="no_key")
        return (unasked, _negative(name, fault)) if name == "proof" else (_negative(name, fault), unasked)
    owned = Check(name="issuer_key", outcome="ok", params={"issuer": issuer_of(found.document)})
    return owned, _ask("proof", lambda: check_compact(found, public))


def _issuer_check(document: Document, material: Material) -> Check:
    found = issuer_of(document)
    if material.issuer is None:
        return Check(name="issuer", outcome="not_checked", code="none_expected", params={"issuer": found})
    if found != material.issuer:
        params = {"issuer": found, "expected": material.issuer}
        return Check(name="issuer", outcome="failed", code="issuer_foreign", params=params)
    return Check(name="issuer", outcome="ok", params={"issuer": found})


def _status_check(document: Document, material: Material, at: datetime) -> Check:
    if document.get("credentialStatus") is None:
        return Check(name="status", outcome="ok", code="no_status_named")
    lists = tuple(one for one in (material.status_list, *material.more_lists) if one is not None)
    return _ask("status", lambda: check_status(document, lists, material.did_document, at, material.contexts))


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
