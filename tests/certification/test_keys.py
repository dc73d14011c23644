from datetime import UTC, datetime, timedelta

import pytest

from certification.fault import CredentialError
from certification.keys import (
    PublishedKey,
    assertion_key,
    did_document,
    did_key,
    did_web,
    holds,
    key_pair,
    multibase,
    public_bytes,
    resolve,
)

AT = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seed", "did"),
    [
        (0, "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"),
        (1, "did:key:z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG"),
        (2, "did:key:z6MknGc3ocHs3zdPiJbnaaqDi58NGb4pk1Sp9WxWufuXSdxf"),
    ],
)
def test_the_vectors_of_the_did_key_method_come_out(seed: int, did: str) -> None:
    """The Ed25519 vectors of the did:key specification, whose seeds count from zero."""
    key = key_pair(seed.to_bytes(32, "big"))
    assert key.issuer == did
    assert key.method == f"{did}#{did.removeprefix('did:key:')}"


def test_the_first_vector_of_rfc_8032_comes_out() -> None:
    key = key_pair(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    public = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signature = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    assert (key.public(), key.sign(b"")) == (public, signature)
    assert holds(public, signature, b"")
    assert not holds(public, signature, b"x")
    assert not holds(public, signature[:-1], b"")


def test_a_public_key_survives_its_text_form() -> None:
    public = key_pair(bytes(32)).public()
    assert public_bytes(multibase(public)) == public


@pytest.mark.parametrize("text", ["", "z", "zz", "u6Mk", "z0OIl", 7, None, "z" + "1" * 500, "z6MkiTBz1ymuepAQ4"])
def test_a_malformed_key_is_refused(text: object) -> None:
    with pytest.raises(CredentialError) as caught:
        public_bytes(text)
    assert caught.value.code == "key_malformed"


def test_the_secret_never_shows_when_a_key_is_printed() -> None:
    assert "seed" not in repr(key_pair(b"\x07" * 32))


def test_a_did_key_resolves_to_itself_and_a_did_web_only_from_its_document() -> None:
    did = did_key(key_pair(bytes(32)).public())
    assert resolve(did, None)["id"] == did
    for given in (None, {"id": "did:web:other.example"}):
        with pytest.raises(CredentialError) as caught:
            resolve("did:web:desk.example", given)
        assert caught.value.code == "did_unresolved"


def test_a_did_web_names_host_port_and_path() -> None:
    assert did_web("https://desk.example") == "did:web:desk.example"
    assert did_web("http://localhost:8501/issuer/") == "did:web:localhost%3A8501:issuer"


def test_a_rotated_key_stays_valid_and_a_revoked_one_ends() -> None:
    did = "did:web:desk.example"
    old, new = key_pair(bytes(32)).public(), key_pair(b"\x01" * 32).public()
    kept = did_document(did, [PublishedKey(fragment="a", public=old), PublishedKey(fragment="b", public=new)])
    assert assertion_key(kept, f"{did}#a", AT) == old
    assert assertion_key(kept, f"{did}#b", AT) == new
    ended = did_document(did, [PublishedKey(fragment="a", public=old, revoked=AT)])
    assert assertion_key(ended, f"{did}#a", AT - timedelta(seconds=1)) == old
    with pytest.raises(CredentialError) as caught:
        assertion_key(ended, f"{did}#a", AT)
    assert caught.value.code == "key_revoked"


def test_a_key_that_another_did_controls_is_refused() -> None:
    did = "did:web:desk.example"
    document = did_document(did, [PublishedKey(fragment="a", public=key_pair(bytes(32)).public())])
    document["verificationMethod"][0]["controller"] = "did:web:other.example"
    with pytest.raises(CredentialError) as caught:
        assertion_key(document, f"{did}#a", AT)
    assert caught.value.code == "key_foreign"
