"""A library of others, `openbadgeslib`, agrees on what we issue and on what was falsified.

It asks the clock of the machine, so what is checked here is issued now.
"""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest

from certification.baked_png import bake_png
from certification.baked_svg import bake_svg
from certification.compact import compact
from certification.credential import credential
from certification.proof import sign
from certification.status_list import ListHead, StatusSlot, status_list
from mysterydesk.clock import now
from tests.certification.issued import INDEX, LIST_ID, award, contexts, issuer, wording
from tests.certification.tampered import TAMPERINGS
from tests.certification.wrapped import KEY, OF_THE_PROOF, OF_THE_TOKEN, drawing, packed, picture, text_of, unpacked
from tests.conftest import absent

Json = dict[str, Any]


@pytest.fixture(scope="module", autouse=True)
def library() -> None:
    if find_spec("openbadgeslib") is None:
        absent("openbadgeslib is not installed, the second opinion cannot be asked")


@cache
def fresh() -> Json:
    at = now() - timedelta(hours=1)
    made = award(awarded_at=at, valid_until=at + timedelta(days=730))
    slot = StatusSlot(list_id=LIST_ID, index=INDEX)
    return sign(credential(made, issuer(KEY), slot, "3Jx9-salt", wording()), KEY, at, contexts())


@cache
def token() -> str:
    return compact(fresh(), KEY, contexts())


def published(*bits: int, hours: int = 24) -> Callable[[str], bytes]:
    """Stand for the network: the one address that credentials name."""
    at = now() - timedelta(hours=1)
    head = ListHead(id=LIST_ID, valid_from=at, valid_until=at + timedelta(hours=hours))
    text = json.dumps(status_list(bits, head, KEY, contexts())).encode()
    return {LIST_ID: text}.__getitem__


def accepts_document(text: str, download: Callable[[str], bytes] | None = None) -> bool:
    verifier = import_module("openbadgeslib.ob3.ldp").OB3LdpVerifier.for_issuer_did(KEY.issuer)
    return accepted(lambda: verifier.verify(text, **_with_status(download)))


def accepts_token(text: str, download: Callable[[str], bytes] | None = None) -> bool:
    verifier = import_module("openbadgeslib.ob3.verifier").OB3Verifier.for_issuer_did(KEY.issuer)
    return accepted(lambda: verifier.verify(text, **_with_status(download)))


def _with_status(download: Callable[[str], bytes] | None) -> Json:
    if download is None:
        return {}
    return {"check_status": True, "verify_status_list": False, "download": download}


def accepted(question: Callable[[], object]) -> bool:
    try:
        question()
    except import_module("openbadgeslib.errors").LibOpenBadgesException:
        return False
    return True


def test_the_document_and_the_token_are_accepted_with_their_list() -> None:
    assert accepts_document(text_of(fresh()), published(3))
    assert accepts_token(token(), published(3))


def test_the_pictures_give_back_what_was_put_in() -> None:
    read = import_module("openbadgeslib.ob3.verifier").OB3Verifier
    for text in (text_of(fresh()), token()):
        assert read.extract_token_from_png(bake_png(picture(), text.encode())) == text
        assert read.extract_token_from_svg(bake_svg(drawing(), text)) == text


def test_a_set_bit_and_a_lapsed_list_are_refused() -> None:
    for download in (published(INDEX), published(hours=0)):
        assert not accepts_document(text_of(fresh()), download)
        assert not accepts_token(token(), download)


def spoilt_documents() -> Iterator[tuple[str, str]]:
    for name, change in TAMPERINGS.items():
        one = json.loads(text_of(fresh()))
        change(one)
        yield name, text_of(one)


def spoilt_tokens() -> Iterator[tuple[str, str]]:
    head, body, tail = token().split(".")
    for name, change in TAMPERINGS.items():
        if name not in OF_THE_PROOF:
            one = unpacked(body)
            change(one)
            yield name, f"{head}.{packed(one)}.{tail}"
    for name, spoil in OF_THE_TOKEN.items():
        yield name, spoil(head, body, tail)


def test_at_least_25_falsifications_of_each_are_refused() -> None:
    documents, tokens = dict(spoilt_documents()), dict(spoilt_tokens())
    assert [name for name, text in documents.items() if accepts_document(text)] == []
    assert [name for name, text in tokens.items() if accepts_token(text)] == []
    assert min(len(documents), len(tokens)) >= 25
