"""Which credentials are revoked or suspended, and how is that published?

Two lists for each issuer. The one that credentials name has a bit set for whatever must not be relied on now, so that
no verifier accepts it; the one beside it tells what is revoked for good (decision 053). Every edition is signed,
holds for a week, is kept, and is made anew when a bit changes or half of its time is over.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from certification.document import moment, part
from certification.status_list import REVOCATION, SUSPENSION, ListHead, bitstring, companion_id, encode, status_list
from mysterydesk.bundled import contexts
from mysterydesk.clock import as_text, from_text
from mysterydesk.errors import WorldError, shown
from mysterydesk.house_key import key_of, signers
from mysterydesk.key_register import HouseList, keep_lists, lists, register
from mysterydesk.store.protocol import Store

LIST = "1"
"""Name of the first list."""
LIST_BITS = 131_072
LIST_HOLDS = timedelta(days=7)
"""How long one edition of the status list may be relied on."""
PURPOSES = (REVOCATION, SUSPENSION)

SUSPENDED = "suspended."
"""Setting that says since when and why the credential at a list and an index is suspended."""
EDITION = "edition."
"""Setting that holds the newest signed edition of a list."""

State = Literal["valid", "suspended", "revoked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How one credential stands.

    Attributes:
        list: Name of its list.
        index: Its bit.
        state: What holds now.
        since: Moment of the last change; None while nothing changed.
        reason: Why.
    """

    list: str
    index: int
    state: State = "valid"
    since: datetime | None = None
    reason: str = ""


def list_for(store: Store, did: str, url: str) -> str:
    """Give the name of the list for new credentials of an issuer under an address, begun when there is none."""
    found = all_lists(store)
    name = next((name for name, one in found.items() if (one.did, one.url) == (did, url)), "")
    if not name:
        with store.atomic():
            found = all_lists(store)
            name = str(max(map(int, found), default=0) + 1)
            keep_lists(store, {**found, name: HouseList(did=did, url=url, purpose=SUSPENSION)})
    return name


def all_lists(store: Store) -> Mapping[str, HouseList]:
    """Read the lists; the one of the first versions did not say whose it is."""
    found = lists(store)
    if not found and store.status.entries(LIST):
        keys = register(store)
        first = keys[0].did if keys else next(iter(signers(store)), "")
        return {LIST: HouseList(did=first, url="", purpose=REVOCATION)}
    return found


def purpose_of(store: Store, name: str) -> str:
    """Give the purpose of the list that credentials name.

    Raises:
        WorldError: `no_such_list`.
    """
    return _list(store, name).purpose


def _list(store: Store, name: str) -> HouseList:
    found = all_lists(store).get(name)
    if found is None:
        raise WorldError("no_such_list", name=shown(name))
    return found


def status_of(store: Store, credential: str) -> Status:
    """Say how a credential stands.

    Raises:
        WorldError: `no_such_credential`.
    """
    for name in all_lists(store):
        for entry in store.status.entries(name):
            if entry.credential == credential:
                if entry.revoked_at is not None:
                    at, why = entry.revoked_at, entry.reason
                    return Status(list=name, index=entry.index, state="revoked", since=at, reason=why)
                return _suspended(store, name, entry.index) or Status(list=name, index=entry.index)
    raise WorldError("no_such_credential", name=shown(credential))


def _suspended(store: Store, name: str, index: int) -> Status | None:
    text = store.settings.get(f"{SUSPENDED}{name}.{index}")
    if not text:
        return None
    said = json.loads(text)
    since = from_text(said["at"])
    return Status(list=name, index=index, state="suspended", since=since, reason=said["reason"])


def set_state(store: Store, here: Status, state: State, reason: str, at: datetime) -> None:
    """Change how a credential stands.

    Raises:
        WorldError: `already_revoked`: for good; `already_suspended`, `not_suspended`: nothing would change.
    """
    if here.state == "revoked":
        raise WorldError("already_revoked")
    if here.state == state:
        raise WorldError("already_suspended" if state == "suspended" else "not_suspended")
    place = f"{SUSPENDED}{here.list}.{here.index}"
    store.settings.put(place, json.dumps({"at": as_text(at), "reason": reason}) if state == "suspended" else "")
    if state == "revoked":
        store.status.set_revoked(here.list, here.index, at=at, reason=reason)


def edition(store: Store, name: str, purpose: str, url: str, at: datetime) -> Mapping[str, object]:
    """Give the signed list as it stands, the kept edition while that one is young enough and says the same.

    Args:
        store: Whose lists.
        name: Name of the list.
        purpose: Which of the two.
        url: Address of the installation, for lists of the first versions.
        at: Now.

    Raises:
        WorldError: `no_such_list`, and as `house_key.key_of` where a new edition is due and there is no key.
    """
    one = _list(store, name)
    if purpose not in PURPOSES:
        raise WorldError("no_such_list", name=shown(f"{name}-{purpose}"))
    named = f"{one.url or url}/status/{name}"
    address = named if purpose == one.purpose else companion_id(named, purpose)
    bits = _bits(store, name, purpose, one.purpose)
    kept = json.loads(store.settings.get(f"{EDITION}{name}.{purpose}") or "null")
    if kept is not None and _is_current(store, kept, (address, encode(bitstring(bits, LIST_BITS))), at):
        return dict(kept)
    head = ListHead(id=address, valid_from=at, valid_until=at + LIST_HOLDS, bits=LIST_BITS, purpose=purpose)
    made = status_list(bits, head, key_of(store, one.did), contexts())
    store.settings.put(f"{EDITION}{name}.{purpose}", json.dumps(made))
    return made


def published_list(store: Store, name: str, purpose: str, url: str, at: datetime) -> Mapping[str, object]:
    """Give the list as everybody may fetch it; where it is due and cannot be signed, its newest edition.

    Raises:
        WorldError: `no_such_list`; as `edition` where there is no edition at all.
    """
    wanted = purpose or purpose_of(store, name)
    try:
        return edition(store, name, wanted, url, at)
    except WorldError as fault:
        old = None if fault.code == "no_such_list" else kept_edition(store, name, wanted)
        if old is None:
            raise
        return old


def kept_edition(store: Store, name: str, purpose: str) -> Mapping[str, object] | None:
    """Give the newest edition that was ever signed, however old."""
    text = store.settings.get(f"{EDITION}{name}.{purpose}")
    return dict(json.loads(text)) if text else None


def refresh(store: Store, url: str, at: datetime) -> tuple[str, ...]:
    """Bring every list up to date, so that none lapses while nobody asks; give their addresses.

    Raises:
        WorldError: As `edition`.
    """
    return tuple(
        str(edition(store, name, purpose, url, at)["id"]) for name in all_lists(store) for purpose in PURPOSES
    )


def _bits(store: Store, name: str, purpose: str, main: str) -> frozenset[int]:
    entries = store.status.entries(name)
    revoked = {one.index for one in entries if one.revoked_at is not None}
    if purpose == REVOCATION:
        return frozenset(revoked)
    suspended = {one.index for one in entries if _suspended(store, name, one.index)}
    return frozenset(suspended | revoked if main == SUSPENSION else suspended)


def _is_current(store: Store, kept: Mapping[str, object], said: tuple[str, str], at: datetime) -> bool:
    if (kept["id"], part(kept, "credentialSubject", "encodedList")) != said:
        return False
    start, end = moment(kept["validFrom"]), moment(kept["validUntil"])
    proofs = kept["proof"]
    method = part(proofs[0], "verificationMethod") if isinstance(proofs, list) else None
    good = {f"{one.did}#{one.fragment}" for one in register(store) if not one.revoked}
    return method in good and start <= at < end - LIST_HOLDS / 2
