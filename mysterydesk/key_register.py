"""Which keys has this installation had, and which status list belongs to whom? Only what anybody may know.

The register lies in the store, so that what was signed years ago is still checked after the key was changed; it holds
public halves only.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from certification.keys import PublishedKey, did_document, multibase, public_bytes
from mysterydesk.clock import as_text, from_text
from mysterydesk.store.protocol import Store

KEYS = "issuer.keys"
"""Setting that holds the register of public keys."""
LISTS = "issuer.lists"
"""Setting that says of each status list whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseKey:
    """One key, as it may be told to everybody.

    Attributes:
        did: The issuer it signs for.
        fragment: Its name in the document of that DID.
        public: The public half, as Multikey.
        since: Moment it was made.
        retired: Moment another took its place; what it signed stays good.
        revoked: Moment from which nothing that it signed is believed; it was lost to somebody else.
    """

    did: str
    fragment: str
    public: str
    since: str
    retired: str = ""
    revoked: str = ""

    @property
    def serves(self) -> bool:
        """Whether it still signs new credentials."""
        return not self.retired and not self.revoked


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseList:
    """One status list.

    Attributes:
        did: The issuer that signs it.
        url: Address of the installation when it was begun; empty for the first ones, which did not say.
        purpose: What a set bit says in the list that credentials name.
    """

    did: str
    url: str
    purpose: str = "revocation"


def register(store: Store) -> tuple[HouseKey, ...]:
    """Read the keys, oldest first."""
    return tuple(HouseKey(**one) for one in json.loads(store.settings.get(KEYS) or "[]"))


def keep_register(store: Store, keys: Sequence[HouseKey]) -> None:
    """Write the keys."""
    store.settings.put(KEYS, json.dumps([asdict(one) for one in keys]))


def new_key(did: str, fragment: str, public: bytes, at: datetime) -> HouseKey:
    """Enter a key that begins now."""
    return HouseKey(did=did, fragment=fragment, public=multibase(public), since=as_text(at))


def published(keys: Sequence[HouseKey], did: str) -> Mapping[str, object]:
    """Write the DID document of an issuer: current and retired keys alike, revoked ones marked."""
    own = [one for one in keys if one.did == did]
    return did_document(
        did,
        [
            PublishedKey(
                fragment=one.fragment,
                public=public_bytes(one.public),
                revoked=from_text(one.revoked) if one.revoked else None,
            )
            for one in own
        ],
    )


def lists(store: Store) -> Mapping[str, HouseList]:
    """Read whose each status list is, by its name."""
    read = json.loads(store.settings.get(LISTS) or "{}")
    return {name: HouseList(**one) for name, one in read.items()}


def keep_lists(store: Store, kept: Mapping[str, HouseList]) -> None:
    """Write whose each status list is."""
    store.settings.put(LISTS, json.dumps({name: asdict(one) for name, one in kept.items()}))
