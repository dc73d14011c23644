"""Is this JSON fit to be looked at?

A document offered for verification comes from a stranger. Before anything interprets it, its size, depth and
characters are bounded here, so that no input can exhaust or surprise what comes after.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from certification.fault import CredentialError

Document = Mapping[str, Any]

MAX_BYTES = 2_000_000
"""A status list of a million entries fits four times over; a credential is about 8 kB."""
MAX_DEPTH = 24
MAX_VALUES = 3_000
"""A credential of ours has some 150; canonical forms of many more take a stranger's file seconds."""
MAX_NUMBER = 2**53
"""Beyond this JSON readers differ (RFC 8259 section 6)."""

KEPT_CONTROLS = frozenset("\t\n\r")


def read_document(data: bytes | str) -> Document:
    """Parse a JSON object, strictly.

    >>> read_document('{"id": "urn:x"}')["id"]
    'urn:x'

    Raises:
        CredentialError: `too_large`, `not_json`, `duplicate_key`, `not_an_object`, or a code of `bounded`.
    """
    if len(data) > MAX_BYTES:
        raise CredentialError("too_large", limit=MAX_BYTES)
    try:
        value = json.loads(data, object_pairs_hook=_without_repetition, parse_constant=_no_constant)
    except CredentialError:
        raise
    except (ValueError, RecursionError) as cause:
        raise CredentialError("not_json") from cause
    return bounded(value)


def bounded(value: object) -> Document:
    """Return the value when it is a JSON object within the limits.

    Raises:
        CredentialError: `not_an_object`, `too_deep`, `too_large`, `bad_key`, `bad_text`, `bad_number`,
            `bad_value`.
    """
    if not isinstance(value, Mapping):
        raise CredentialError("not_an_object")
    pending: list[tuple[object, int]] = [(value, 0)]
    seen = 0
    while pending:
        one, depth = pending.pop()
        seen += 1
        if depth > MAX_DEPTH:
            raise CredentialError("too_deep", limit=MAX_DEPTH)
        if seen > MAX_VALUES:
            raise CredentialError("too_large", limit=MAX_VALUES)
        pending.extend((inner, depth + 1) for inner in _inside(one))
    return value


def entries(value: object) -> tuple[object, ...]:
    """Read what JSON-LD lets stand alone or in a list: nothing, one, many."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def part(value: object, *names: str) -> object:
    """Follow names into nested objects; None where the path ends early."""
    for name in names:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def issuer_of(document: Document) -> str:
    """Read the issuer's id, whether it stands alone or in a profile; empty when there is none."""
    issuer = document.get("issuer")
    found = part(issuer, "id") if isinstance(issuer, Mapping) else issuer
    return found if isinstance(found, str) else ""


def moment(text: object) -> datetime:
    """Read an XML Schema dateTime with its zone.

    Raises:
        CredentialError: `bad_time`.
    """
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError as cause:
        raise CredentialError("bad_time", value=text) from cause
    if not isinstance(text, str) or "T" not in text or at.utcoffset() is None:
        raise CredentialError("bad_time", value=text)
    return at


def _inside(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise CredentialError("bad_key")
            _check_text(key)
            yield inner
    elif isinstance(value, str):
        _check_text(value)
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        yield from value
    elif isinstance(value, int | float):
        if not math.isfinite(value) or abs(value) > MAX_NUMBER:
            raise CredentialError("bad_number")
    elif value is not None:
        raise CredentialError("bad_value", type=type(value).__name__)


def _check_text(text: str) -> None:
    """Refuse half surrogate pairs and control characters: canonical forms of them differ between readers."""
    for char in text:
        code = ord(char)
        control = (code < 0x20 and char not in KEPT_CONTROLS) or code == 0x7F  # noqa: PLR2004  ASCII
        if control or 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004  the surrogate block of Unicode
            raise CredentialError("bad_text", character=f"U+{code:04X}")


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise CredentialError("duplicate_key")
    return found


def _no_constant(name: str) -> object:
    raise CredentialError("bad_number", value=name)
