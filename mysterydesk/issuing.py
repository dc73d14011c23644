"""How is an award signed, kept, listed and checked again?"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from certification.award import Award
from certification.contexts import Contexts, parse_contexts
from certification.credential import Issuer, credential
from certification.keys import SigningKey, resolve
from certification.proof import sign
from certification.status_list import ListHead, StatusSlot, status_list
from certification.verdict import Verification
from certification.verification import Material, verify
from certification.wording import Wording, parse_wording
from mysterydesk import shelf
from mysterydesk.errors import StoreError, WorldError, shown
from mysterydesk.fonts import find_font
from mysterydesk.house_key import house_key
from mysterydesk.library import list_files, read_text
from mysterydesk.settings import Settings
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Digest
from policy.problem import Problem
from policy.text import Text

LIST = "1"
LIST_BITS = 131_072
LIST_HOLDS = timedelta(days=7)
"""How long one edition of the status list may be relied on."""

KEPT = "credential."
"""Setting that leads from the number of a credential to its document."""


@lru_cache(maxsize=1)
def contexts() -> Contexts:
    """Give the bundled JSON-LD contexts."""
    names = list_files("certification", "contexts")
    return parse_contexts({name.rpartition("/")[2]: read_text("certification", name) for name in names})


@lru_cache(maxsize=1)
def wording() -> Wording:
    """Give the sentences of the credential."""
    parsed, problems = parse_wording(read_text("certification", "credential.yaml"), "credential.yaml")
    if parsed is None:
        raise shelf.ContentError(problems)
    return parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Who awards here: the issuer and its key.

    Attributes:
        issuer: As the credential names it.
        key: Its signing key; never leaves the process.
        url: Address under which people verify.
    """

    issuer: Issuer
    key: SigningKey
    url: str

    @property
    def list_id(self) -> str:
        """Address of the status list."""
        return f"{self.url}/status/{LIST}"


def house(store: Store, settings: Settings) -> House:
    """Open the issuer of this installation; its key is made once, and a `did:key` marks its awards as a demo."""
    key = house_key(store)
    name = Text(zh="神秘客训练台", en="Mystery Desk")
    return House(issuer=Issuer(id=key.issuer, name=name, url=settings.url), key=key, url=settings.url)


def did_of(here: House) -> Mapping[str, object]:
    """Give the DID document of the issuer, for those who verify offline."""
    return resolve(here.issuer.id, None)


def number_of(award_id: str) -> str:
    """Give the part of a credential's id that stands in its address."""
    return award_id.rpartition(":")[2]


def issue(store: Store, here: House, award: Award, at: datetime) -> Digest:
    """Sign an award and keep it; the print is made from it on request."""
    index = store.status.claim(LIST, award.id, capacity=LIST_BITS)
    slot = StatusSlot(list_id=here.list_id, index=index)
    unsigned = credential(award, here.issuer, slot, secrets.token_urlsafe(16), wording())
    signed = sign(unsigned, here.key, at, contexts())
    data = json.dumps(signed, ensure_ascii=False, indent=2).encode()
    kept = store.documents.put("credential", data, at=at, durable=True)
    store.settings.put(KEPT + number_of(award.id), str(kept))
    return kept


def current_list(store: Store, here: House, at: datetime) -> Mapping[str, object]:
    """Sign the status list as it stands."""
    revoked = [entry.index for entry in store.status.entries(LIST) if entry.revoked_at is not None]
    head = ListHead(id=here.list_id, valid_from=at, valid_until=at + LIST_HOLDS, bits=LIST_BITS)
    return status_list(revoked, head, here.key, contexts())


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
    """Verify an issued credential against the status list of this moment."""
    document = json.loads(kept_credential(store, number))
    material = Material(contexts=contexts(), status_list=current_list(store, here, at), issuer=here.issuer.id)
    return document, verify(document, material, at)


def printed(award: Award, here: House) -> bytes:
    """Print an award.

    Raises:
        WorldError: `font_missing` says what to install; `unprintable` names what the font cannot draw.
    """
    from certification.print import certificate  # noqa: PLC0415  the PDF library is slow to load

    font = find_font()
    if isinstance(font, Problem):
        raise WorldError(font.code, **dict(font.params))
    pdf = certificate(award, here.issuer, f"{here.url}/verify/{number_of(award.id)}", wording(), font)
    if not isinstance(pdf, bytes):
        raise WorldError(f"print_{pdf.code}", **dict(pdf.params))
    return pdf
