"""Has the credential been revoked since?

Bitstring Status List v1.0 (W3C): one bit for each credential, the leftmost bit is index 0, at least 131,072
bits so that a single holder does not stand out, gzip, base64url behind a `u`; the list is a signed credential
of the same issuer and lapses, so that an old copy cannot hide a revocation (CREDENTIAL.md trap 3).
"""

import base64
import binascii
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from certification.award import utc_text
from certification.contexts import CREDENTIALS, Contexts
from certification.document import Document, part
from certification.fault import CredentialError
from certification.keys import SigningKey
from certification.proof import sign

MIN_BITS = 131_072
MAX_BITS = 8 * 1_048_576
"""Above a mebibyte a list is taken for an attack on memory."""

GZIP_HEADER = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF))
"""RFC 1952: deflate, no flags, no time, no extra, unknown system: the same bytes on every machine."""
REVOCATION = "revocation"
SUSPENSION = "suspension"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSlot:
    """Place of one credential in a status list.

    Attributes:
        list_id: Address of the list credential.
        index: Bit in the list, from 0.
        purpose: What a set bit says: `revocation`, for good, or `suspension`, not to be relied on for now.
    """

    list_id: str
    index: int
    purpose: str = REVOCATION


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHead:
    """What a status list says of itself.

    Attributes:
        id: Its address.
        valid_from: Moment of this edition, aware.
        valid_until: Moment by which it has to be refreshed, aware.
        bits: Its length; a multiple of 8, 131,072 or more.
        purpose: What a set bit says.
    """

    id: str
    valid_from: datetime
    valid_until: datetime
    bits: int = MIN_BITS
    purpose: str = REVOCATION


def companion_id(list_id: str, purpose: str) -> str:
    """Give the address of the list of the other purpose, beside the one that credentials name.

    >>> companion_id("https://desk.example/status/1", "revocation")
    'https://desk.example/status/1-revocation'
    """
    return f"{list_id}-{purpose}"


def status_list(revoked: Collection[int], head: ListHead, key: SigningKey, contexts: Contexts) -> dict[str, Any]:
    """Issue one edition of a status list, signed.

    Args:
        revoked: Indices of the credentials whose bit is set.
        head: Address, period and length.
        key: Key of the issuer; also names it.
        contexts: The bundled contexts.

    Raises:
        CredentialError: `list_too_short`, `list_too_long`, `index_out_of_range`.
    """
    document = {
        "@context": [CREDENTIALS],
        "id": head.id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": key.issuer,
        "validFrom": utc_text(head.valid_from),
        "validUntil": utc_text(head.valid_until),
        "credentialSubject": {
            "id": f"{head.id}#list",
            "type": "BitstringStatusList",
            "statusPurpose": head.purpose,
            "encodedList": encode(bitstring(revoked, head.bits)),
        },
    }
    return sign(document, key, head.valid_from, contexts)


def bitstring(indices: Collection[int], bits: int = MIN_BITS) -> bytes:
    """Set bits, counted from the left.

    >>> bitstring({0, 9, 15})[:3].hex()
    '804100'
    """
    if bits < MIN_BITS or bits % 8:
        raise CredentialError("list_too_short", bits=bits, minimum=MIN_BITS)
    if bits > MAX_BITS:
        raise CredentialError("list_too_long", bits=bits, maximum=MAX_BITS)
    data = bytearray(bits // 8)
    for index in indices:
        if not 0 <= index < bits:
            raise CredentialError("index_out_of_range", index=index, bits=bits)
        data[index // 8] |= 0x80 >> index % 8
    return bytes(data)


def is_set(data: bytes, index: int) -> bool:
    """Read one bit, counted from the left.

    >>> is_set(bytes.fromhex("8041"), 9), is_set(bytes.fromhex("8041"), 8)
    (True, False)
    """
    if not 0 <= index < len(data) * 8:
        raise CredentialError("index_out_of_range", index=index, bits=len(data) * 8)
    return bool(data[index // 8] & (0x80 >> index % 8))


def encode(data: bytes) -> str:
    """Write a bitstring as a list carries it; equal bits give equal text."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(data) + deflate.flush()
    tail = zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little")
    return "u" + base64.urlsafe_b64encode(GZIP_HEADER + body + tail).decode().rstrip("=")


def decode(text: object) -> bytes:
    """Read a bitstring, and never more of it than `MAX_BITS`.

    Raises:
        CredentialError: `list_malformed`, `list_too_short`, `list_too_long`.
    """
    if not isinstance(text, str) or not text.startswith("u"):
        raise CredentialError("list_malformed")
    try:
        packed = base64.b64decode(text[1:] + "=" * (-(len(text) - 1) % 4), altchars=b"-_", validate=True)
        inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
        data = inflate.decompress(packed, MAX_BITS // 8 + 1)
    except (ValueError, binascii.Error, zlib.error) as cause:
        raise CredentialError("list_malformed") from cause
    if len(data) * 8 > MAX_BITS:
        raise CredentialError("list_too_long", maximum=MAX_BITS)
    if not inflate.eof:
        raise CredentialError("list_malformed")
    if len(data) * 8 < MIN_BITS:
        raise CredentialError("list_too_short", bits=len(data) * 8, minimum=MIN_BITS)
    return data


def is_revoked(status_list: Document, index: int) -> bool:
    """Read one entry of a list credential; its signature is `certification.verification`'s affair.

    Raises:
        CredentialError: `list_malformed`, `list_too_short`, `list_too_long`, `index_out_of_range`.
    """
    return is_set(decode(part(status_list, "credentialSubject", "encodedList")), index)
