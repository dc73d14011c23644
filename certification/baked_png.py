"""How does a picture carry its credential, as PNG?

Open Badges 3.0, 5.3 ("baked badge"): one `iTXt` chunk with the keyword `openbadgecredential`, not compressed. Pixels
are never decoded here and nothing is ever inflated, so that a chunk made to burst has nothing to burst in.
"""

import zlib
from collections.abc import Iterator

from certification.fault import CredentialError

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
TEXTS = frozenset((b"iTXt", b"tEXt", b"zTXt"))
MAX_BYTES = 4_000_000
MAX_CHUNKS = 2_000
FRAME = 12
"""Bytes of a chunk beside its data: length, type, check sum (PNG third edition, 5.3)."""


def bake_png(picture: bytes, text: bytes) -> bytes:
    """Put a credential into a picture; `unbake_png` gives the same bytes back.

    Args:
        picture: A PNG that carries none yet.
        text: JSON or VC-JWT, UTF-8.

    Raises:
        CredentialError: `png_damaged`, `png_too_large`, `baked_twice`.
    """
    chunks = list(_chunks(picture))
    if any(_is_ours(kind, data) for kind, data in chunks):
        raise CredentialError("baked_twice")
    body = KEYWORD + b"\0\0\0\0\0" + text
    chunks.insert(len(chunks) - 1, (b"iTXt", body))
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in chunks)


def unbake_png(picture: bytes) -> bytes:
    """Take the credential out of a picture.

    Raises:
        CredentialError: `png_too_large`, `png_damaged`, `baked_missing`, `baked_twice`, `baked_compressed`.
    """
    found = [(kind, data) for kind, data in _chunks(picture) if _is_ours(kind, data)]
    if not found:
        raise CredentialError("baked_missing")
    if len(found) > 1:
        raise CredentialError("baked_twice")
    kind, data = found[0]
    rest = data[len(KEYWORD) + 1 :]
    if kind != b"iTXt" or rest[:2] != b"\0\0":
        raise CredentialError("baked_compressed")
    parts = rest[2:].split(b"\0", 2)  # language, translated keyword, text
    if len(parts) < 3:  # noqa: PLR2004  the three that the comment names
        raise CredentialError("png_damaged")
    return parts[2]


def _is_ours(kind: bytes, data: bytes) -> bool:
    return kind in TEXTS and data.startswith(KEYWORD + b"\0")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Walk the chunks, from the signature to the very end of the file."""
    if len(picture) > MAX_BYTES:
        raise CredentialError("png_too_large", limit=MAX_BYTES)
    if not picture.startswith(SIGNATURE):
        raise CredentialError("png_damaged")
    place, count = len(SIGNATURE), 0
    kind = b""
    while place < len(picture):
        count += 1
        length = int.from_bytes(picture[place : place + 4], "big")
        kind = picture[place + 4 : place + 8]
        data = picture[place + 8 : place + 8 + length]
        if count > MAX_CHUNKS or len(picture) < place + FRAME + length:
            raise CredentialError("png_damaged")
        if zlib.crc32(kind + data) != int.from_bytes(picture[place + 8 + length : place + FRAME + length], "big"):
            raise CredentialError("png_damaged")
        place += FRAME + length
        if kind == b"IEND" and place != len(picture):
            raise CredentialError("png_damaged")
        yield kind, data
    if kind != b"IEND":
        raise CredentialError("png_damaged")
