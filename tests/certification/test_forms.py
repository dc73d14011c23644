"""A credential says the same in every form, and a falsified or hostile one is refused in every form."""

import base64
import json
import zlib
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.baked_png import KEYWORD, SIGNATURE, bake_png, unbake_png
from certification.baked_svg import NAMESPACE, bake_svg, unbake_svg
from certification.compact import compact
from certification.credential import credential
from certification.fault import CredentialError
from certification.forms import unwrap
from certification.keys import PublishedKey, did_document, key_pair
from certification.proof import sign
from certification.status_list import ListHead, StatusSlot, companion_id, status_list
from certification.verdict import Verification
from certification.verification import verify_text
from tests.certification.issued import (
    AWARDED,
    EMAIL,
    INDEX,
    LATER,
    LIST_ID,
    SEED,
    award,
    contexts,
    issuer,
    listed,
    material,
    signed,
    unsigned,
    wording,
)
from tests.certification.tampered import STRANGER
from tests.certification.wrapped import KEY, OF_THE_TOKEN, drawing, falsified, packed, picture, text_of, token, whole

MATERIAL = material(issuer=KEY.issuer)
NOTHING_DRAWN = '<svg xmlns="http://www.w3.org/2000/svg"></svg>'


def checked(data: bytes | str) -> Verification:
    return verify_text(data, MATERIAL, LATER)


def code_of(data: bytes | str) -> str:
    found = checked(data).first_failure
    return found.code if found else "-"


@pytest.mark.parametrize("name", sorted(whole()))
def test_every_form_is_accepted_in_every_check(name: str) -> None:
    found = checked(whole()[name])
    assert found.verdict == "verified"
    assert {one.outcome for one in found.checks} == {"ok"}
    assert found.form == name.rpartition(".")[2]


def test_every_falsification_is_refused_in_every_form() -> None:
    """At least 25 kinds of each; the verdict is never that it holds, and never that it cannot be told."""
    kinds: Counter[str] = Counter()
    verdicts: dict[bytes, str] = {}
    for name, data in falsified():
        kinds[name.rpartition(".")[2]] += 1
        inner = unwrap(data).data  # a picture's verdict is that of what comes out of it, which is judged once
        verdicts.setdefault(inner, checked(data).verdict if inner not in verdicts else "")
        if verdicts[inner] != "rejected":
            pytest.fail(name)
    assert set(kinds) == {"json", "jwt", "png", "svg"}
    assert min(kinds.values()) >= 25, kinds


def test_a_token_whose_last_letter_hides_spare_bits_is_refused() -> None:
    head, body, tail = token().split(".")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = tail[:-1] + letters[letters.index(tail[-1]) ^ 1]
    assert base64.urlsafe_b64decode(other + "==") == base64.urlsafe_b64decode(tail + "==")
    assert code_of(f"{head}.{body}.{other}") == "jwt_malformed"


def test_a_token_says_in_its_claims_what_its_credential_says() -> None:
    body = json.loads(base64.urlsafe_b64decode(token().split(".")[1] + "=="))
    assert (body["iss"], body["jti"]) == (body["issuer"]["id"], body["id"])
    assert body["sub"] == body["credentialSubject"]["id"]
    assert (body["nbf"], body["exp"]) == (1_772_443_800, 1_772_443_800 + 730 * 86_400)
    assert "proof" not in body
    assert {name: body[name] for name in signed() if name != "proof"} == unsigned(KEY)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ("alg_none", "jwt_header"),
        ("alg_hashed", "jwt_header"),
        ("header_more", "jwt_header"),
        ("kid_missing", "issuer_mismatch"),
        ("kid_stranger", "issuer_mismatch"),
        ("resigned", "signature_wrong"),
    ],
)
def test_what_is_wrong_with_a_token_is_told(spoil: str, code: str) -> None:
    head, body, tail = token().split(".")
    assert code_of(OF_THE_TOKEN[spoil](head, body, tail)) == code


def test_a_key_in_the_header_ties_nothing_unless_it_is_the_issuers() -> None:
    body = token().split(".")[1]

    def with_key(jwk: Mapping[str, str]) -> str:
        head = packed({"alg": "EdDSA", "kid": KEY.method, "typ": "JWT", "jwk": jwk})
        text = f"{head}.{body}"
        return f"{text}.{base64.urlsafe_b64encode(KEY.sign(text.encode())).decode().rstrip('=')}"

    jwks = {
        who: {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(key.public()).decode().rstrip("=")}
        for who, key in (("ours", KEY), ("theirs", STRANGER))
    }
    assert checked(with_key(jwks["ours"])).verdict == "verified"
    assert code_of(with_key(jwks["theirs"])) == "jwt_header"


def test_a_token_is_made_only_by_its_issuer_and_only_of_defined_terms() -> None:
    with pytest.raises(CredentialError, match="issuer_mismatch"):
        compact(signed(), STRANGER, contexts())
    with pytest.raises(CredentialError, match="undefined_term"):
        compact({**signed(), "honours": "summa"}, KEY, contexts())


def test_a_token_of_a_retired_key_still_holds_and_of_a_revoked_one_does_not() -> None:
    did = "did:web:desk.example"
    old, new = key_pair(SEED, did, "key-1"), key_pair(bytes(32), did, "key-2")
    made = compact(unsigned(old), old, contexts())
    verdicts = []
    for revoked in (None, AWARDED + timedelta(hours=1)):
        keys = [
            PublishedKey(fragment="key-1", public=old.public(), revoked=revoked),
            PublishedKey(fragment="key-2", public=new.public()),
        ]
        given = material(did_document=did_document(did, keys), status_list=listed(key=new))
        verdicts.append(verify_text(made, given, LATER).verdict)
    assert verdicts == ["verified", "rejected"]


@given(st.binary(max_size=300))
def test_what_is_baked_into_a_picture_comes_out_the_same(data: bytes) -> None:
    assert unbake_png(bake_png(picture(), data)) == data


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=200))
def test_what_is_baked_into_a_drawing_comes_out_the_same_or_is_refused(text: str) -> None:
    """What XML cannot carry, e.g. U+FFFF, is refused before, never altered."""
    said = json.dumps({"name": text}, ensure_ascii=False, indent=2)
    if "]]>" in said or {"\ufffe", "\uffff"} & set(said):
        with pytest.raises(CredentialError, match="not_bakeable"):
            bake_svg(NOTHING_DRAWN, said)
    else:
        assert unbake_svg(bake_svg(NOTHING_DRAWN, said)) == said.encode()


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def with_chunks(*chunks: bytes) -> bytes:
    end = chunk(b"IEND", b"")
    return picture().removesuffix(end) + b"".join(chunks) + end


def hostile_pictures() -> dict[str, tuple[bytes, str]]:
    text = text_of(signed()).encode()
    good = bake_png(picture(), text)
    ours = chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + text)
    bomb = chunk(b"iTXt", KEYWORD + b"\0\1\0\0\0" + zlib.compress(bytes(50_000_000), 9))
    return {
        "no credential": (picture(), "baked_missing"),
        "two credentials": (with_chunks(ours, ours), "baked_twice"),
        "a compressed one beside": (with_chunks(ours, bomb), "baked_twice"),
        "a chunk that bursts": (with_chunks(bomb), "baked_compressed"),
        "an old text chunk": (with_chunks(chunk(b"tEXt", KEYWORD + b"\0" + text)), "baked_compressed"),
        "a changed byte": (good.replace(b"Mystery", b"Mastery", 1), "png_damaged"),
        "cut off": (good[:-5], "png_damaged"),
        "without an end": (good.removesuffix(chunk(b"IEND", b"")), "png_damaged"),
        "more behind the end": (good + b"PK\3\4", "png_damaged"),
        "a length that lies": (SIGNATURE + b"\xff\xff\xff\xffIHDR", "png_damaged"),
        "thousands of chunks": (with_chunks(*[chunk(b"tIME", bytes(7))] * 3000), "png_damaged"),
        "only the signature": (SIGNATURE, "png_damaged"),
        "no JSON inside": (bake_png(picture(), b"hello"), "not_json"),
        "deep JSON inside": (bake_png(picture(), b'{"a":' * 60 + b"1" + b"}" * 60), "too_deep"),
        "a repeated key inside": (bake_png(picture(), b'{"id": 1, "id": 2}'), "duplicate_key"),
    }


def hostile_drawings() -> dict[str, tuple[bytes, str]]:
    text = text_of(signed())
    good = bake_svg(drawing(), text).decode()
    laughs = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    reads = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    element = good[good.index("<openbadges:") : good.rindex("</svg>")]
    prefixed = element.replace("openbadges:credential", "ob:credential", 1).replace("</openbadges:", "</ob:")
    both = f'<openbadges:credential verify="{token()}"><![CDATA[{text}]]>'
    nested = "<g>" * 200 + "</g>" * 200
    return {
        "entities that multiply": (f"{laughs}{good}".encode(), "svg_entities"),
        "an entity that reads a file": (f"{reads}{good}".encode(), "svg_entities"),
        "no credential": (drawing().encode(), "baked_missing"),
        "two credentials": (good.replace("</svg>", f"{element}</svg>").encode(), "baked_twice"),
        "a second one in a comment": (good.replace("</svg>", f"<!--{element}--></svg>").encode(), "baked_twice"),
        "a second one of another prefix": (
            good.replace("</svg>", f'<g xmlns:ob="{NAMESPACE}">{prefixed}</g></svg>').encode(),
            "baked_twice",
        ),
        "a token and a text": (good.replace(element, f"{both}</openbadges:credential>").encode(), "baked_twice"),
        "of another namespace": (good.replace(NAMESPACE, "https://stranger.example").encode(), "baked_missing"),
        "elements inside": (good.replace("<![CDATA[", "<b/><![CDATA[").encode(), "svg_damaged"),
        "cut off": (good[:-30].encode(), "svg_damaged"),
        "deep": (good.replace("</svg>", f"{nested}</svg>").encode(), "too_deep"),
        "not UTF-8": (good.encode() + b"\xff", "svg_damaged"),
    }


@pytest.mark.parametrize("name", sorted(hostile_pictures()))
def test_a_hostile_picture_is_answered_and_nothing_bursts(name: str) -> None:
    data, code = hostile_pictures()[name]
    found = checked(data)
    assert (found.verdict, code_of(data)) == ("rejected", code)


@pytest.mark.parametrize("name", sorted(hostile_drawings()))
def test_a_hostile_drawing_is_answered_and_nothing_is_expanded(name: str) -> None:
    data, code = hostile_drawings()[name]
    found = checked(data)
    assert (found.verdict, code_of(data)) == ("rejected", code)


@given(st.binary(max_size=400), st.sampled_from(sorted(whole())))
def test_no_bytes_make_the_verifier_raise_or_accept_something_else(junk: bytes, name: str) -> None:
    """Only what the picture itself shows may change: no signature covers that."""
    good = whole()[name]
    middle = len(good) // 2
    spoilt = good[:middle] + junk + b"#" + good[middle:]
    if checked(spoilt).verdict != "rejected":
        assert unwrap(spoilt).data == unwrap(good).data


def test_a_file_larger_than_any_credential_is_not_read() -> None:
    assert code_of(SIGNATURE + bytes(4_000_001)) == "too_large"
    assert code_of(b" " * 100) == "file_empty"


def test_suspended_is_told_from_revoked() -> None:
    """The entry that a credential names is for suspension and set for both; the list beside it tells them apart."""
    made = signed_for_suspension()
    both, revoked = listed_for(INDEX, purpose="suspension"), listed_for(INDEX, purpose="revocation", beside=True)
    clear = listed_for(purpose="revocation", beside=True)
    codes = {
        "suspended": verify_text(made, material(status_list=both, more_lists=(clear,)), LATER),
        "one list only": verify_text(made, material(status_list=both), LATER),
        "revoked": verify_text(made, material(status_list=both, more_lists=(revoked,)), LATER),
        "neither": verify_text(made, material(status_list=listed_for(purpose="suspension")), LATER),
    }
    assert {name: (one.verdict, one.check("status").code) for name, one in codes.items()} == {
        "suspended": ("rejected", "suspended"),
        "one list only": ("rejected", "suspended"),
        "revoked": ("rejected", "revoked"),
        "neither": ("verified", "ok"),
    }


def test_an_old_list_confirms_nothing_but_a_revocation() -> None:
    much_later = LATER + timedelta(days=30)
    old = verify_text(text_of(signed()), material(status_list=listed()), much_later)
    assert (old.verdict, old.check("status").code) == ("unconfirmed", "list_lapsed")
    revoked = verify_text(text_of(signed()), material(status_list=listed(INDEX)), much_later)
    assert (revoked.verdict, revoked.check("status").code) == ("rejected", "revoked")
    made = signed_for_suspension()
    waiting = verify_text(made, material(status_list=listed_for(INDEX, purpose="suspension")), much_later)
    assert (waiting.verdict, waiting.check("status").code) == ("unconfirmed", "list_lapsed")


def signed_for_suspension() -> str:
    slot = StatusSlot(list_id=LIST_ID, index=INDEX, purpose="suspension")
    return text_of(sign(credential(award(), issuer(KEY), slot, "salt", wording()), KEY, AWARDED, contexts()))


def listed_for(*bits: int, purpose: str, beside: bool = False) -> dict[str, object]:
    name = companion_id(LIST_ID, purpose) if beside else LIST_ID
    head = ListHead(id=name, valid_from=AWARDED, valid_until=AWARDED + timedelta(days=7), purpose=purpose)
    return status_list(bits, head, KEY, contexts())


def test_the_recipient_is_matched_in_every_form() -> None:
    for data in whole().values():
        assert verify_text(data, material(subject_email=EMAIL), LATER).verdict == "verified"
        assert verify_text(data, material(subject_email="other@example.com"), LATER).verdict == "rejected"
