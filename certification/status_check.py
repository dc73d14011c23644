"""What do the status lists at hand say about one credential?

A credential names one entry, since the published schema allows one. Where that entry is for suspension its bit is set
for what is suspended and for what is revoked, so that no verifier anywhere accepts either; the list beside it, whose
address ends with the other purpose, tells the two apart.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from certification.contexts import CREDENTIALS, Contexts
from certification.document import Document, bounded, entries, issuer_of, moment, part
from certification.fault import CredentialError
from certification.proof import check_signatures, issuer_keys
from certification.status_list import REVOCATION, SUSPENSION, companion_id, is_revoked

INDEX_DIGITS = 12


def check_status(
    document: Document,
    lists: Sequence[Document],
    did_document: Document | None,
    at: datetime,
    contexts: Contexts,
) -> None:
    """Follow the entry of a credential into its list, which must be genuine, of the same issuer and current.

    Args:
        document: The credential, its own proof checked elsewhere.
        lists: Status list credentials at hand, in any order.
        did_document: Document of the issuer's `did:web`.
        at: Moment for which the question is asked.
        contexts: The bundled contexts.

    Raises:
        CredentialError: `status_malformed`, `list_not_given`, `list_other`, `list_foreign`, `list_malformed`,
            `list_unsigned`, `list_other_purpose`, `revoked`, `suspended`, or `list_lapsed` where an edition is too
            old to tell; a revocation is for good, so an old edition tells it as well as a new one.
    """
    name, index, purpose = _entry(document["credentialStatus"])
    if not lists:
        raise CredentialError("list_not_given", list=name)
    known = {str(one.get("id")): one for one in map(bounded, lists)}
    if name not in known:
        raise CredentialError("list_other", list=name)
    said: dict[str, tuple[bool, CredentialError | None]] = {}
    for want, place in ((purpose, name), (_other(purpose), companion_id(name, _other(purpose)))):
        if place in known:
            lapsed = _check_list(known[place], issuer_of(document), did_document, at, contexts)
            if want not in entries(part(known[place], "credentialSubject", "statusPurpose")):
                raise CredentialError("list_other_purpose", purpose=want)
            said[want] = (is_revoked(known[place], int(index)), lapsed)
    _judge(said, purpose, index)


def _entry(entry: object) -> tuple[str, str, str]:
    """Give list, index and purpose of an entry."""
    if not isinstance(entry, Mapping) or entry.get("type") != "BitstringStatusListEntry":
        raise CredentialError("status_malformed")
    name, index, purpose = (entry.get(one) for one in ("statusListCredential", "statusListIndex", "statusPurpose"))
    if not isinstance(name, str) or not isinstance(index, str) or purpose not in (REVOCATION, SUSPENSION):
        raise CredentialError("status_malformed", index=str(index)[:40])
    if not (index.isascii() and index.isdigit()) or len(index) > INDEX_DIGITS:
        raise CredentialError("status_malformed", index=index[:40])
    return name, index, str(purpose)


def _judge(said: Mapping[str, tuple[bool, CredentialError | None]], purpose: str, index: str) -> None:
    if REVOCATION in said and said[REVOCATION][0]:
        raise CredentialError("revoked", index=index)
    for want in (purpose, SUSPENSION):
        is_set, lapsed = said.get(want, (False, None))
        if lapsed is not None:
            raise lapsed
        if is_set:
            raise CredentialError("suspended", index=index)


def _other(purpose: str) -> str:
    return SUSPENSION if purpose == REVOCATION else REVOCATION


def _check_list(
    listed: Document, issuer: str, did_document: Document | None, at: datetime, contexts: Contexts
) -> CredentialError | None:
    """Check that a list is genuine; give why it does not hold at that moment, or None."""
    if issuer_of(listed) != issuer:
        raise CredentialError("list_foreign", issuer=issuer_of(listed))
    if "BitstringStatusListCredential" not in entries(listed.get("type")):
        raise CredentialError("list_malformed")
    if entries(listed.get("@context")) != (CREDENTIALS,):
        raise CredentialError("list_malformed")
    keys = issuer_keys(listed, did_document, at)
    try:
        check_signatures(listed, keys, at, contexts)
    except CredentialError as fault:
        raise CredentialError("list_unsigned", reason=fault.code) from fault
    try:
        check_period(listed, at)
    except CredentialError as fault:
        return CredentialError("list_lapsed", reason=fault.code, end=listed.get("validUntil"))
    return None


def check_period(document: Document, at: datetime) -> None:
    """Check that a moment lies within the period of a document.

    Raises:
        CredentialError: `bad_time`, `not_yet_valid`, `expired`.
    """
    start = moment(document.get("validFrom"))
    if at < start:
        raise CredentialError("not_yet_valid", start=document["validFrom"])
    if "validUntil" not in document:
        return
    if moment(document["validUntil"]) < at:
        raise CredentialError("expired", end=document["validUntil"])
