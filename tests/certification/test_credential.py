import hashlib
import json
from dataclasses import fields
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from certification.award import Paper, digest, utc_text
from certification.contexts import FILES
from certification.credential import Issuer, credential, identity_hash
from certification.fault import CredentialError
from certification.keys import key_pair
from certification.proof import sign
from certification.status_list import StatusSlot
from mysterydesk import library
from policy.text import Text
from tests.certification import issued
from tests.certification.issued import AWARDED, EMAIL, INDEX, LIST_ID, SEED, award, contexts, sha256, wording

KEY = key_pair(SEED)


@pytest.fixture
def document() -> dict[str, Any]:
    return issued.signed(KEY)


def test_contexts_and_types_stand_in_the_order_of_open_badges(document: dict[str, Any]) -> None:
    assert document["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    ]
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert document["issuer"]["id"] == KEY.issuer
    assert (document["validFrom"], document["validUntil"]) == ("2026-03-02T09:30:00Z", "2028-03-01T09:30:00Z")


def test_the_holder_is_named_and_the_address_only_hashed(document: dict[str, Any]) -> None:
    subject = document["credentialSubject"]
    (identity,) = subject["identifier"]
    assert subject["name"] == "王芳"
    expected = hashlib.sha256((EMAIL + identity["salt"]).encode()).hexdigest()
    assert (identity["hashed"], identity["identityHash"]) == (True, "sha256$" + expected)
    assert EMAIL not in json.dumps(document)


def test_equal_addresses_with_other_salts_cannot_be_told_equal() -> None:
    assert identity_hash(EMAIL, "a") != identity_hash(EMAIL, "b")


def test_each_result_has_its_description_with_scale_and_cut(document: dict[str, Any]) -> None:
    achievement = document["credentialSubject"]["achievement"]
    described = {one["id"]: one for one in achievement["resultDescription"]}
    results = document["credentialSubject"]["result"]
    assert [one["value"] for one in results] == ["42", "84.5", "91", "84.5"]
    assert {one["resultDescription"] for one in results} == set(described)
    paper = described[results[0]["resultDescription"]]
    assert (paper["valueMin"], paper["valueMax"], paper["requiredValue"]) == ("0", "50", "40")


def test_the_evidence_names_every_record_by_its_digest(document: dict[str, Any]) -> None:
    told = "\n".join(one["narrative"] for one in document["evidence"])
    for name in ("how_to", "transfer", "outage", "form", "handbook", "scorer", "ladder"):
        assert sha256(name) in told
    assert "84.5" in told
    assert "88" in told
    assert len({one["id"] for one in document["evidence"]}) == 6


def test_what_we_assumed_and_what_it_stands_on_is_said_in_both_languages(document: dict[str, Any]) -> None:
    criteria = document["credentialSubject"]["achievement"]["criteria"]["narrative"]
    assert "【产品默认 A-pass-total】演练以 80 分为及格。" in criteria
    assert "[assumed A-pass-total] A drill passes at 80 points." in criteria
    assert criteria.count("STD-5.1.L1, STD-5.2.2") == 2


def test_a_demo_issuer_says_so_and_a_real_one_does_not() -> None:
    real = Issuer(id="did:web:desk.example", name=Text(zh="台", en="Desk"), url="https://desk.example")
    slot = StatusSlot(list_id=LIST_ID, index=INDEX)
    said = credential(award(), real, slot, "salt", wording())
    assert "demonstration" not in json.dumps(said)
    assert said["issuer"]["url"] == "https://desk.example"
    demo = issued.unsigned(KEY)
    assert "This is a demonstration" in demo["description"]
    assert "本证书为演示" in demo["description"]


def test_status_is_one_object_and_proof_a_list(document: dict[str, Any]) -> None:
    assert document["credentialStatus"] == {
        "id": f"{LIST_ID}#{INDEX}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(INDEX),
        "statusListCredential": LIST_ID,
    }
    assert [proof["cryptosuite"] for proof in document["proof"]] == ["eddsa-rdfc-2022"]


def test_equal_awards_give_equal_credentials_and_other_rules_another_achievement() -> None:
    assert issued.signed(KEY) == issued.signed(KEY)
    first, second = issued.unsigned(KEY), issued.unsigned(KEY, ladder=sha256("other rules"))
    assert first["credentialSubject"]["achievement"]["id"] != second["credentialSubject"]["achievement"]["id"]


@pytest.mark.parametrize(
    ("changes", "salt", "code"),
    [
        ({}, "", "salt_missing"),
        ({"valid_until": AWARDED}, "salt", "period_empty"),
        ({"ladder": "version 2"}, "salt", "digest_malformed"),
    ],
)
def test_a_credential_without_substance_is_not_made(changes: dict[str, Any], salt: str, code: str) -> None:
    slot = StatusSlot(list_id=LIST_ID, index=INDEX)
    with pytest.raises(CredentialError) as caught:
        credential(award(**changes), issued.issuer(KEY), slot, salt, wording())
    assert caught.value.code == code


@pytest.mark.parametrize("kind", ["how_to", "transfer", "complaint", "outage", "a_kind_of_tomorrow"])
def test_every_kind_of_drill_can_be_signed(kind: str) -> None:
    document = sign(issued.unsigned(KEY, drills=(issued.drill(kind),)), KEY, AWARDED, contexts())
    assert len(document["evidence"]) == 4


def test_the_digest_of_an_award_changes_with_every_field() -> None:
    one = award()
    digests = {digest(one)}
    for field in fields(one):
        value = getattr(one, field.name)
        match value:
            case datetime():
                other: object = value + timedelta(seconds=1)
            case str():
                other = value + "x"
            case Text():
                other = Text(zh=value.zh, en=value.en + "x")
            case tuple():
                other = value[:-1]
            case _:
                other = Paper(form=value.form, points=value.points + 0.5, total=value.total, cut=value.cut)
        digests.add(digest(award(**{field.name: other})))
    assert len(digests) == len(fields(one)) + 1


def test_the_digest_of_an_award_does_not_depend_on_the_zone_a_moment_is_written_in() -> None:
    beijing = AWARDED.astimezone(timezone(timedelta(hours=8)))
    assert digest(award(awarded_at=beijing)) == digest(award())


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        utc_text(AWARDED.replace(tzinfo=None))


def test_nothing_but_the_bundled_contexts_is_ever_loaded() -> None:
    with pytest.raises(CredentialError) as caught:
        contexts().load("https://www.w3.org/2018/credentials/v1")
    assert (caught.value.code, caught.value.params["url"]) == (
        "context_unknown",
        "https://www.w3.org/2018/credentials/v1",
    )


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(FILES))
def test_the_bundled_contexts_are_the_published_ones(shared: Path, name: str) -> None:
    published = shared / "certification" / "verify-ob3" / "contexts" / name
    assert json.loads(library.read_text("certification", "contexts", name)) == json.loads(
        published.read_text(encoding="utf-8")
    )
