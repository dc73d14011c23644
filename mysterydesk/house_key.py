"""With which key does this installation sign?"""

import secrets

from certification.keys import SigningKey, key_pair
from mysterydesk.store.protocol import Store

SEED = "issuer.seed"
"""Setting that holds the seed of the key."""


def house_key(store: Store) -> SigningKey:
    """Give the key, made once when it is first asked for.

    Its seed lies in the store as it is, and so in every copy of the store: who can read the file can sign.
    """
    return kept_key(store) or _made(store)


def kept_key(store: Store) -> SigningKey | None:
    """Give the key, or None while nothing was ever signed here."""
    seed = store.settings.get(SEED)
    return key_pair(bytes.fromhex(seed)) if seed else None


def _made(store: Store) -> SigningKey:
    with store.atomic():  # of two processes that ask at once, the second finds the first one's
        seed = store.settings.get(SEED) or secrets.token_hex(32)
        store.settings.put(SEED, seed)
    return key_pair(bytes.fromhex(seed))
