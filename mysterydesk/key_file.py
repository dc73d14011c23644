"""Where do private keys lie? Encrypted in a file beside the store, or in the environment; never in the store.

The file holds the seeds under ChaCha20-Poly1305 (RFC 8439) with a key that argon2id (RFC 9106, second recommended
option) makes of the pass phrase in `MYSTERYDESK_KEY_PASSPHRASE`. A demo store has a pass phrase that everybody knows,
as its accounts have: its awards say that they prove nothing.
"""

import base64
import binascii
import hashlib
import json
import os
import re
import secrets
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from mysterydesk.errors import WorldError, file_fault
from mysterydesk.passwords import MIN_LENGTH
from mysterydesk.whole_file import OWNER, write_whole

PHRASE, PLACE, SEED = "MYSTERYDESK_KEY_PASSPHRASE", "MYSTERYDESK_KEYS", "MYSTERYDESK_SIGNING_KEY"
SUFFIX = ".keys"
DEMO_PHRASE = "everybody-may-know-this-one"
FORMAT = "mysterydesk-keys/1"
COST = {"time_cost": 3, "memory_cost": 65_536, "parallelism": 4}
HEX_SEED = re.compile(r"[0-9a-fA-F]{64}")

Seeds = Mapping[str, bytes]
"""Public key as Multikey -> seed."""


def place_of(database: Path) -> Path:
    """Give the file of the keys: `MYSTERYDESK_KEYS`, else beside the store.

    >>> place_of(Path("var/desk.db")).name
    'desk.db.keys'
    """
    named = os.environ.get(PLACE)
    return Path(named) if named else database.with_name(database.name + SUFFIX)


def given_seed() -> bytes | None:
    """Read the key of the environment: 64 hexadecimal digits, or None.

    Raises:
        WorldError: `signing_key_malformed`.
    """
    text = os.environ.get(SEED, "").strip()
    if not text:
        return None
    if not HEX_SEED.fullmatch(text):
        raise WorldError("signing_key_malformed", name=SEED)
    return bytes.fromhex(text)


def read_seeds(database: Path, *, demo: bool, ask: bool = False) -> Seeds:
    """Open the file of the keys; one that is not there holds none.

    Args:
        database: The store beside which it lies.
        demo: Whether everybody may know its pass phrase.
        ask: Miss the pass phrase even where there is no file yet.

    Raises:
        WorldError: `key_phrase_missing`, `key_phrase_short`, `key_phrase_wrong`, `key_file_damaged`,
            `file_unreadable`.
    """
    place = place_of(database)
    if ask:
        _phrase(demo=demo)
    try:
        data = place.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise file_fault("file_unreadable", place, error) from error
    return _opened(data, _phrase(demo=demo), str(place))


def write_seeds(database: Path, seeds: Seeds, *, demo: bool) -> Path:
    """Write the file of the keys anew, for its owner only, whole or not at all.

    Raises:
        WorldError: `key_phrase_missing`, `key_phrase_short`, `file_unwritable`.
    """
    return write_whole(place_of(database), _closed(seeds, _phrase(demo=demo)), OWNER)


def _phrase(*, demo: bool) -> str:
    given = os.environ.get(PHRASE, "") or (DEMO_PHRASE if demo else "")
    if not given:
        raise WorldError("key_phrase_missing", name=PHRASE)
    if len(given) < MIN_LENGTH:
        raise WorldError("key_phrase_short", name=PHRASE, least=MIN_LENGTH)
    return unicodedata.normalize("NFKC", given)


def _closed(seeds: Seeds, phrase: str) -> bytes:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    head = {"format": FORMAT, "kdf": "argon2id", **COST, "salt": _text(salt), "nonce": _text(nonce)}
    inner = json.dumps({public: seed.hex() for public, seed in seeds.items()}, sort_keys=True).encode()
    box = ChaCha20Poly1305(_key(phrase, salt)).encrypt(nonce, inner, _bound(head))
    return json.dumps({**head, "box": _text(box)}, indent=1).encode() + b"\n"


def _opened(data: bytes, phrase: str, source: str) -> Seeds:
    try:
        outer = json.loads(data)
        box = _data(outer.pop("box"))
        salt, nonce = _data(outer["salt"]), _data(outer["nonce"])
        if outer["format"] != FORMAT or any(outer[name] != cost for name, cost in COST.items()):
            raise WorldError("key_file_damaged", path=source)
        inner = ChaCha20Poly1305(_key(phrase, salt)).decrypt(nonce, box, _bound(outer))
        return {str(public): bytes.fromhex(seed) for public, seed in json.loads(inner).items()}
    except InvalidTag as cause:
        raise WorldError("key_phrase_wrong", path=source, name=PHRASE) from cause
    except (ValueError, TypeError, KeyError, AttributeError, binascii.Error) as cause:
        raise WorldError("key_file_damaged", path=source) from cause


@lru_cache(maxsize=4)
def _stretched(digest: bytes, salt: bytes) -> bytes:
    """Stretch a digest of the pass phrase, which is kept instead of it; one file is opened many times a day."""
    return hash_secret_raw(digest, salt, hash_len=32, type=Type.ID, **COST)


def _key(phrase: str, salt: bytes) -> bytes:
    return _stretched(hashlib.sha256(phrase.encode()).digest(), salt)


def _bound(head: Mapping[str, object]) -> bytes:
    """Tie the box to what stands before it."""
    return json.dumps(head, sort_keys=True).encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _data(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
