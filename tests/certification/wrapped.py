"""One credential in each of its forms, whole and falsified."""

import base64
import copy
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from certification.badge import as_png, as_svg, badge
from certification.baked_png import bake_png
from certification.baked_svg import bake_svg
from certification.compact import compact
from certification.keys import key_pair
from tests.certification.issued import SEED, VERIFY_ADDRESS, award, contexts, issuer, signed
from tests.certification.tampered import STRANGER, TAMPERINGS

KEY = key_pair(SEED)
OF_THE_PROOF = frozenset(("key", "issuer_and_key", "proof_value", "proof_date", "proof_removed"))
"""Falsifications of an embedded proof; a VC-JWT has none, and has its own instead."""

Json = dict[str, Any]


def text_of(document: Json) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


def packed(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def unpacked(text: str) -> Json:
    found: Json = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return found


@cache
def token() -> str:
    return compact(signed(), KEY, contexts())


@cache
def picture() -> bytes:
    return as_png(badge(award(), issuer(KEY), VERIFY_ADDRESS))


@cache
def drawing() -> str:
    return as_svg(badge(award(), issuer(KEY), VERIFY_ADDRESS))


@cache
def whole() -> dict[str, bytes]:
    """Every form that is issued, by a name that ends with its kind of file."""
    text = text_of(signed())
    return {
        "credential.json": text.encode(),
        "credential.jwt": token().encode(),
        "credential.png": bake_png(picture(), text.encode()),
        "credential.svg": bake_svg(drawing(), text),
        "token.png": bake_png(picture(), token().encode()),
        "token.svg": bake_svg(drawing(), token()),
    }


def _payload(change: Callable[[Json], None]) -> Callable[[str, str, str], str]:
    def changed(head: str, body: str, tail: str) -> str:
        one = unpacked(body)
        change(one)
        return f"{head}.{packed(one)}.{tail}"

    return changed


def _header(**fields: object) -> Callable[[str, str, str], str]:
    return lambda head, body, tail: f"{packed({**unpacked(head), **fields})}.{body}.{tail}"


def _resigned(head: Json, body: Json) -> str:
    """Sign anew with a stranger's key, whatever the token then says."""
    text = f"{packed(head)}.{packed(body)}"
    signature = base64.urlsafe_b64encode(STRANGER.sign(text.encode())).decode().rstrip("=")
    return f"{text}.{signature}"


def _hashed(head: str, body: str, _tail: str) -> str:
    """Take the public key for a shared secret (RFC 8725, 2.1)."""
    text = f"{packed({**unpacked(head), 'alg': 'HS256'})}.{body}"
    mac = hmac.new(KEY.public(), text.encode(), hashlib.sha256).digest()
    return f"{text}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def _other_last(head: str, body: str, tail: str) -> str:
    """Change bits of the last character that the signature's 64 bytes do not reach."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return f"{head}.{body}.{tail[:-1]}{letters[letters.index(tail[-1]) ^ 1]}"


def _without(name: str) -> Callable[[Json], None]:
    return lambda one: one.pop(name)


def _with(**fields: object) -> Callable[[Json], None]:
    return lambda one: one.update(fields)


OF_THE_TOKEN: Mapping[str, Callable[[str, str, str], str]] = {
    "alg_none": lambda head, body, _: f"{packed({**unpacked(head), 'alg': 'none'})}.{body}.AA",
    "alg_hashed": _hashed,
    "kid_stranger": _header(kid=STRANGER.method),
    "kid_missing": lambda _, body, tail: f"{packed({'alg': 'EdDSA', 'typ': 'JWT'})}.{body}.{tail}",
    "header_more": _header(crit=["exp"]),
    "typ_other": _header(typ="at+jwt"),
    "resigned": lambda head, body, _: _resigned(unpacked(head), unpacked(body)),
    "resigned_kid": lambda head, body, _: _resigned({**unpacked(head), "kid": STRANGER.method}, unpacked(body)),
    "signature": lambda head, body, tail: f"{head}.{body}.{tail[::-1]}",
    "iss": _payload(_with(iss=STRANGER.issuer)),
    "sub": _payload(_with(sub="urn:uuid:00000000-0000-4000-8000-000000000000")),
    "sub_missing": _payload(_without("sub")),
    "jti": _payload(_with(jti="urn:uuid:00000000-0000-4000-8000-000000000000")),
    "nbf": _payload(_with(nbf=1)),
    "exp": _payload(_with(exp=4_102_444_800)),
    "exp_missing": _payload(_without("exp")),
}
"""Falsifications that only a VC-JWT can have."""


def falsified() -> Iterator[tuple[str, bytes]]:
    """Every falsification of every form, by file name."""
    frame, art = picture(), drawing()
    for name, change in TAMPERINGS.items():
        document = copy.deepcopy(signed())
        change(document)
        text = text_of(document)
        yield f"{name}.json", text.encode()
        yield f"{name}.png", bake_png(frame, text.encode())
        yield f"{name}.svg", bake_svg(art, text)
    parts = token().split(".")
    for name, change in TAMPERINGS.items():
        if name not in OF_THE_PROOF:
            yield f"{name}.jwt", _payload(change)(parts[0], parts[1], parts[2]).encode()
    for name, spoil in OF_THE_TOKEN.items():
        yield f"{name}.jwt", spoil(parts[0], parts[1], parts[2]).encode()
