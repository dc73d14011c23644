"""The test vector that 1EdTech publishes for Open Badges 3.0 comes out of our signing byte for byte.

Open Badges Implementation Guide, final release 2.0, "Linked Data Proof Test Vector for Open Badges 3.0".
"""

import hashlib
from typing import Any

import base58

from certification.canonical import canonical
from certification.contexts import CREDENTIALS, OPEN_BADGES
from certification.document import moment
from certification.keys import SigningKey, holds, multibase
from certification.proof import message, sign
from tests.certification.issued import contexts

SEED = bytes.fromhex("6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4")
ISSUER = "https://example.edu/issuers/565049"
METHOD = f"{ISSUER}#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
CREATED = "2010-01-01T19:23:24Z"

NOMINATED = "Team members are nominated for this badge by their peers and recognized upon review by Example Corp"
UNSIGNED: dict[str, Any] = {
    "@context": [CREDENTIALS, OPEN_BADGES],
    "id": "http://example.com/credentials/3527",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {
        "id": ISSUER,
        "type": ["Profile"],
        "url": "https://www.imsglobal.org",
        "name": "Example Corp",
    },
    "validFrom": "2010-01-01T00:00:00Z",
    "name": "Teamwork Badge",
    "credentialSubject": {
        "id": "did:example:ebfeb1f712ebc6f1c276e12ec21",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://example.com/achievements/21st-century-skills/teamwork",
            "type": ["Achievement"],
            "criteria": {"narrative": f"{NOMINATED} management."},
            "description": (
                "This badge recognizes the development of the capacity to collaborate within a group environment."
            ),
            "name": "Teamwork",
        },
    },
}
DOCUMENT_HASH = "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773"
PROOF_HASH = "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19"
SIGNATURE = (
    "f7a017acf7d27983267ec362657c0fb08e955549f49dac5bf36a03c4f2c3a4f1"
    "e3738a6c5ecd7ffba7135cb9cd754e6196f4b73082ea8df8e703c8ecd4333503"
)
PROOF_VALUE = "z5x9aCBYovW3CQCbKdNyhEm7ffYSw1YpEdPywQJoNbzDD2gkzQDKJ1sYKJaWvqZtkMtSbz35HcbgXVEDYHxCzgkCr"
KEY = SigningKey(issuer=ISSUER, method=METHOD, seed=SEED)


def test_the_key_is_the_published_one() -> None:
    assert KEY.public().hex() == "4bdeafde2ea8beefadd8c699b5c7e0704cf51154d52e17b20b71337ca04cc5a5"
    assert multibase(KEY.public()) == METHOD.partition("#")[2]


def test_the_document_is_canonical_as_published() -> None:
    assert hashlib.sha256(canonical(UNSIGNED, contexts()).encode()).hexdigest() == DOCUMENT_HASH


def test_what_is_signed_the_signature_and_its_text_are_the_published_ones() -> None:
    signed = sign(UNSIGNED, KEY, moment(CREATED), contexts())
    (proof,) = signed["proof"]
    assert message(signed, proof, contexts()).hex() == PROOF_HASH + DOCUMENT_HASH
    assert base58.b58decode(proof["proofValue"][1:]).hex() == SIGNATURE
    assert proof == {
        "type": "DataIntegrityProof",
        "created": CREATED,
        "verificationMethod": METHOD,
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
        "proofValue": PROOF_VALUE,
    }


def test_the_published_signature_stands_over_the_published_document_and_no_other() -> None:
    proof = {
        "type": "DataIntegrityProof",
        "created": CREATED,
        "verificationMethod": METHOD,
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
    }
    signature = bytes.fromhex(SIGNATURE)
    assert holds(KEY.public(), signature, message(UNSIGNED, proof, contexts()))
    assert not holds(KEY.public(), signature, message({**UNSIGNED, "name": "Teamwork"}, proof, contexts()))
