"""Is this the right pass phrase?

argon2id with the parameters of argon2-cffi's default profile (RFC 9106, second recommended option).
"""

import unicodedata
from functools import cache
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

MIN_LENGTH = 12
"""Characters; NIST SP 800-63B asks for 8 at least, we have no second factor."""
MAX_LENGTH = 200
"""Characters; longer ones would only cost us time."""

Weakness = Literal["too_short", "too_long", "like_login"]

_HASHER = PasswordHasher()


def hash_phrase(phrase: str) -> str:
    """Give the argon2id hash of a pass phrase, Unicode-normalised (NFKC) first."""
    return _HASHER.hash(unicodedata.normalize("NFKC", phrase))


def matches(phrase: str, kept_hash: str | None) -> bool:
    """Tell whether a pass phrase fits.

    An unknown person, without a hash, costs the same time as a known one, so that time does not tell who exists.
    """
    try:
        _HASHER.verify(kept_hash or _nobodys_hash(), unicodedata.normalize("NFKC", phrase))
    except (VerifyMismatchError, InvalidHashError):
        return False
    return kept_hash is not None


def is_dated(kept_hash: str) -> bool:
    """Tell whether a hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(kept_hash)


def weakness(phrase: str, login: str) -> Weakness | None:
    """Say why a new pass phrase will not do, or None.

    >>> weakness("short", "chenxiao"), weakness("Chenxiao-Chenxiao", "chenxiao")
    ('too_short', 'like_login')
    >>> weakness("十二个字也可以当作密码用", "chenxiao") is None
    True
    """
    if len(phrase) < MIN_LENGTH:
        return "too_short"
    if len(phrase) > MAX_LENGTH:
        return "too_long"
    return "like_login" if _letters(phrase).replace(_letters(login), "") == "" else None


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


@cache
def _nobodys_hash() -> str:
    """Make the hash that unknown people are compared with; nothing that a form can send fits it."""
    return hash_phrase("x" * (MAX_LENGTH + 1))
