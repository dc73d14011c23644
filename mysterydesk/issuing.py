"""How is an award signed, kept, listed and checked again?"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from certification.award import Award
from certification.credential import Issuer, credential
from certification.document import issuer_of, part
from certification.keys import SigningKey, did_web, resolve
from certification.proof import sign
from certification.status_list import StatusSlot
from certification.verdict import Verification
from certification.verification import Material, verify
from mysterydesk.bundled import contexts, wording
from mysterydesk.demo_accounts import is_demo
from mysterydesk.errors import StoreError, WorldError, shown
from mysterydesk.fonts import find_font
from mysterydesk.house_key import house_key, signers
from mysterydesk.key_register import published, register
from mysterydesk.settings import Settings
from mysterydesk.status_lists import LIST, LIST_BITS, PURPOSES, edition, kept_edition, list_for, purpose_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Digest
from policy.problem import Problem
from policy.text import Text

__all__ = ["LIST", "House", "check", "contexts", "current_list", "did_of", "house", "issue", "number_of", "printed"]

NAME = Text(zh="神秘客训练台", en="Mystery Desk")
"""Who awards."""

KEPT = "credential."
"""Setting that leads from the number of a credential to its document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Who awards here: the issuer and its key.

    Attributes:
        issuer: As the credential names it.
        key: Its signing key; never leaves the process.
        url: Address under which people verify.
        list: Name of the status list for new credentials.
    """

    issuer: Issuer
    key: SigningKey
    url: str
    list: str

    @property
    def list_id(self) -> str:
        """Address of the status list that new credentials name."""
        return f"{self.url}/status/{self.list}"


def did_for(store: Store, settings: Settings) -> str:
    """Give the `did:web` of an installation that people reach by https; empty for a demo, which is a `did:key`."""
    return did_web(settings.url) if settings.secure and not is_demo(store) else ""


def house(store: Store, settings: Settings) -> House:
    """Open the issuer of this installation; its key is made once, and a `did:key` marks its awards as a demo.

    Raises:
        WorldError: As `house_key.house_key`: where keys lie that nobody can open, nothing is signed.
    """
    key = house_key(store, did_for(store, settings))
    issuer = Issuer(id=key.issuer, name=NAME, url=settings.url)
    return House(issuer=issuer, key=key, url=settings.url, list=list_for(store, key.issuer, settings.url))


def did_of(store: Store, did: str) -> Mapping[str, object]:
    """Give the DID document of an issuer of this installation, for those who verify offline."""
    return resolve(did, published(register(store), did))


def number_of(award_id: str) -> str:
    """Give the part of a credential's id that stands in its address."""
    return award_id.rpartition(":")[2]


def issue(store: Store, here: House, award: Award, at: datetime) -> Digest:
    """Sign an award and keep it; the print is made from it on request."""
    index = store.status.claim(here.list, award.id, capacity=LIST_BITS)
    slot = StatusSlot(list_id=here.list_id, index=index, purpose=purpose_of(store, here.list))
    unsigned = credential(award, here.issuer, slot, secrets.token_urlsafe(16), wording())
    signed = sign(unsigned, here.key, at, contexts())
    data = json.dumps(signed, ensure_ascii=False, indent=2).encode()
    kept = store.documents.put("credential", data, at=at, durable=True)
    store.settings.put(KEPT + number_of(award.id), str(kept))
    return kept


def current_list(store: Store, here: House, at: datetime) -> Mapping[str, object]:
    """Give the status list that new credentials name, signed, as it stands."""
    return edition(store, here.list, purpose_of(store, here.list), here.url, at)


def kept_credential(store: Store, number: str) -> bytes:
    """Give the bytes of an issued credential.

    Raises:
        WorldError: `no_such_credential`.
        StoreError: `document_erased`.
    """
    return kept_document(store, KEPT, number)


def kept_document(store: Store, prefix: str, number: str) -> bytes:
    """Give the document that a setting leads to from the number of a credential.

    Raises:
        WorldError: `no_such_credential`.
        StoreError: `document_erased`: its holder was forgotten.
    """
    kept = store.settings.get(prefix + number)
    if kept is None:
        raise WorldError("no_such_credential", name=shown(number))
    if not kept:
        raise StoreError("document_erased", digest=number[:12])
    return store.documents.get(Digest(kept)).data


def check(store: Store, here: House, number: str, at: datetime) -> tuple[Mapping[str, object], Verification]:
    """Verify an issued credential against the status lists of this moment."""
    return check_kept(store, here.url, number, at)


def check_kept(store: Store, url: str, number: str, at: datetime) -> tuple[Mapping[str, object], Verification]:
    """Verify an issued credential with what this installation has published; no private key is needed.

    Raises:
        WorldError: `no_such_credential`.
        StoreError: `document_erased`.
    """
    document = json.loads(kept_credential(store, number))
    return document, verify(document, own_material(store, url, document, at), at)


def own_material(store: Store, url: str, document: Mapping[str, object], at: datetime, subject: str = "") -> Material:
    """Give what this installation has at hand to verify a credential that says it is of this installation.

    Where a list is due and cannot be signed, the newest edition stands in; if that one lapsed, the verifier says so.
    """
    issuer = issuer_of(document)
    keys = register(store)
    ours = {one.did for one in keys} | signers(store)
    named = part(document, "credentialStatus", "statusListCredential")
    name = str(named).rpartition("/status/")[2]
    found = []
    for purpose in PURPOSES if issuer in ours else ():
        try:
            found.append(edition(store, name, purpose, url, at))
        except WorldError:
            old = kept_edition(store, name, purpose)
            found += [old] if old else []
    return Material(
        contexts=contexts(),
        did_document=published(keys, issuer) if issuer in ours else None,
        more_lists=tuple(found),
        issuer=issuer if issuer in ours else keys[-1].did if keys else "did:key:",
        subject_email=subject or None,
    )


def printed(award: Award, issuer: Issuer, url: str) -> bytes:
    """Print an award.

    Args:
        award: What was proven.
        issuer: Who issued it.
        url: Address of this installation, to which the code leads.

    Raises:
        WorldError: `font_missing` says what to install; `unprintable` names what the font cannot draw.
    """
    from certification.print import certificate  # noqa: PLC0415  the PDF library is slow to load

    font = find_font()
    if isinstance(font, Problem):
        raise WorldError(font.code, **dict(font.params))
    pdf = certificate(award, issuer, f"{url}/verify/{number_of(award.id)}", wording(), font)
    if not isinstance(pdf, bytes):
        raise WorldError(f"print_{pdf.code}", **dict(pdf.params))
    return pdf
