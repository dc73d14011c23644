"""With which key does this installation sign?"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from certification.keys import SigningKey, did_key, key_pair, multibase
from mysterydesk.clock import as_text, now
from mysterydesk.demo_accounts import is_demo
from mysterydesk.errors import WorldError
from mysterydesk.key_file import given_seed, place_of, read_seeds, write_seeds
from mysterydesk.key_register import HouseKey, keep_register, new_key, register
from mysterydesk.store.protocol import Store

SEED = "issuer.seed"
"""Setting that held the seed itself in the first versions; emptied as soon as the seed lies in the file."""

KEY_DID = "did:key:"


def house_key(store: Store, did: str = "") -> SigningKey:
    """Give the key that signs now, made when it is first asked for.

    Args:
        store: Where the register of public keys lies; the private half lies beside it or in the environment.
        did: A `did:web`; empty for whichever key serves, and a `did:key` where none does.

    Raises:
        WorldError: As `key_file.read_seeds` and `write_seeds`, and `key_missing`: a key is registered whose private
            half is not there; none is made in its place without being asked.
    """
    given = given_seed()
    if given is not None:
        return _from_environment(store, given, did)
    _adopt(store)
    keys = register(store)
    found = _serving(keys, did) or next((one for one in reversed(keys) if one.serves and not did), None)
    return _signing(found, _seed(store, found)) if found else _made(store, did)


def key_of(store: Store, did: str) -> SigningKey:
    """Give a key that signs for an issuer of this installation, also for a `did:key` that no longer awards.

    Raises:
        WorldError: `key_missing`, and as `house_key`.
    """
    here = house_key(store, did if not did.startswith(KEY_DID) else "")
    if here.issuer == did:
        return here
    found = next((one for one in reversed(register(store)) if one.did == did and not one.revoked), None)
    if found is None:
        raise WorldError("key_missing", name=did[:60], path=place_of(store.path))
    return _signing(found, _seed(store, found))


def signers(store: Store) -> frozenset[str]:
    """Give every key that has ever signed here as `did:key`; empty while nothing was signed."""
    old = store.settings.get(SEED)
    first = {did_key(key_pair(bytes.fromhex(old)).public())} if old else set()
    return frozenset(first | {KEY_DID + one.public for one in register(store)})


def can_sign(store: Store) -> None:
    """See whether this installation can sign, without making a key or changing anything.

    Raises:
        WorldError: As `house_key`.
    """
    if given_seed() is not None:
        return
    seeds = read_seeds(store.path, demo=is_demo(store), ask=True)
    for one in register(store):
        if one.serves and one.public not in seeds:
            raise WorldError("key_missing", name=one.public, path=place_of(store.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """What came of changing the key.

    Attributes:
        old: The key that served, now retired or revoked; None where there was none.
        new: The key that serves.
    """

    old: HouseKey | None
    new: HouseKey


def rotate(store: Store, did: str, at: datetime, *, compromised: bool = False) -> Rotated:
    """Put a new key in the place of the one that serves; what the old one signed stays good.

    The private half of a retired `did:web` key is destroyed. A `did:key` is an issuer of its own, whose status list
    has to be signed as long as its credentials run, so its private half stays.

    Args:
        store: Whose key.
        did: The issuer's `did:web`, or empty for a `did:key`.
        at: Now.
        compromised: Somebody else may have the old key: nothing that it signed is believed from now on.

    Raises:
        WorldError: `rotate_in_environment`; `key_without_document`: only a `did:web` document can disown a key; and
        as `house_key`.
    """
    if given_seed() is not None:
        raise WorldError("rotate_in_environment")
    _adopt(store)
    if compromised and not did:
        raise WorldError("key_without_document")
    keys = register(store)
    old = _serving(keys, did)
    seeds = dict(read_seeds(store.path, demo=is_demo(store)))
    seed = secrets.token_bytes(32)
    fresh = _entry(keys, did, seed, at)
    done = replace(old, retired=as_text(at), revoked=as_text(at) if compromised else "") if old else None
    kept = [done if done and one == old else one for one in keys]
    write_seeds(store.path, {**seeds, fresh.public: seed}, demo=is_demo(store))
    keep_register(store, (*kept, fresh))
    if old is not None and did:
        seeds.pop(old.public, None)
        write_seeds(store.path, {**seeds, fresh.public: seed}, demo=is_demo(store))
    return Rotated(old=done, new=fresh)


def _serving(keys: Sequence[HouseKey], did: str) -> HouseKey | None:
    fitting = (one.did == did if did else one.did.startswith(KEY_DID) for one in keys)
    return next((one for one, fits in reversed([*zip(keys, fitting, strict=True)]) if fits and one.serves), None)


def _entry(keys: Sequence[HouseKey], did: str, seed: bytes, at: datetime) -> HouseKey:
    public = key_pair(seed).public()
    if not did:
        return new_key(did_key(public), multibase(public), public, at)
    return new_key(did, f"key-{sum(one.did == did for one in keys) + 1}", public, at)


def _signing(found: HouseKey, seed: bytes) -> SigningKey:
    return key_pair(seed) if found.did.startswith(KEY_DID) else key_pair(seed, found.did, found.fragment)


def _seed(store: Store, found: HouseKey) -> bytes:
    seeds = read_seeds(store.path, demo=is_demo(store))
    if found.public not in seeds:
        raise WorldError("key_missing", name=found.public, path=place_of(store.path))
    return seeds[found.public]


def _adopt(store: Store) -> None:
    """Take the seed of the first versions out of the store: the file first, so that it is never nowhere."""
    old = store.settings.get(SEED)
    if not old:
        return
    seed = bytes.fromhex(old)
    demo = is_demo(store)
    entry = _entry((), "", seed, now())
    write_seeds(store.path, {**read_seeds(store.path, demo=demo), entry.public: seed}, demo=demo)
    with store.atomic():
        if store.settings.get(SEED):
            keep_register(store, (entry, *register(store)))
            store.settings.put(SEED, "")


def _made(store: Store, did: str) -> SigningKey:
    demo, seed = is_demo(store), secrets.token_bytes(32)
    with store.atomic():  # of two processes that ask at once, the second finds the first one's
        keys = register(store)
        found = _serving(keys, did)
        if found is None:
            found = _entry(keys, did, seed, now())
            write_seeds(store.path, {**read_seeds(store.path, demo=demo), found.public: seed}, demo=demo)
            keep_register(store, (*keys, found))
    return _signing(found, _seed(store, found))


def _from_environment(store: Store, seed: bytes, did: str) -> SigningKey:
    """Register the key of the environment; a new one there retires the one before."""
    with store.atomic():
        keys = register(store)
        public = multibase(key_pair(seed).public())
        found = next((one for one in keys if one.public == public and (one.did == did or not did)), None)
        if found is None:
            found = _entry(keys, did, seed, now())
            old = _serving(keys, did)
            kept = [replace(one, retired=found.since) if one == old else one for one in keys]
            keep_register(store, (*kept, found))
    return _signing(found, seed)
