import copy
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certification.fault import CredentialError
from certification.keys import PublishedKey, did_document, key_pair
from certification.proof import sign
from certification.verdict import Verification, as_data
from certification.verification import Material, verify, verify_text
from tests.certification.issued import (
    AWARDED,
    EMAIL,
    INDEX,
    LATER,
    SEED,
    contexts,
    listed,
    material,
    signed,
    unsigned,
)
from tests.certification.tampered import STRANGER, TAMPERINGS

MATERIAL = material()
SIGNED = signed()
LISTED = listed()

FIRST_FAILURE = {
    "name": ("proof", "signature_wrong"),
    "achievement_name": ("proof", "signature_wrong"),
    "score": ("proof", "signature_wrong"),
    "cut": ("proof", "signature_wrong"),
    "valid_until": ("proof", "signature_wrong"),
    "key": ("issuer_key", "issuer_mismatch"),
    "issuer": ("issuer_key", "issuer_mismatch"),
    "issuer_and_key": ("proof", "signature_wrong"),
    "status_index": ("proof", "signature_wrong"),
    "status_removed": ("proof", "signature_wrong"),
    "list_address": ("proof", "signature_wrong"),
    "context_order": ("contexts", "context_order"),
    "foreign_context": ("contexts", "context_order"),
    "undefined_term": ("terms", "undefined_term"),
    "proof_value": ("proof", "signature_wrong"),
    "proof_date": ("proof", "signature_wrong"),
    "proof_removed": ("proof", "proof_missing"),
    "evidence_removed": ("proof", "signature_wrong"),
    "evidence_digest": ("proof", "signature_wrong"),
    "recipient": ("proof", "signature_wrong"),
    "assumption_hidden": ("proof", "signature_wrong"),
    "type": ("type", "type_wrong"),
    "issuer_name": ("proof", "signature_wrong"),
    "awarded": ("proof", "signature_wrong"),
    "valid_from": ("proof", "signature_wrong"),
    "subject": ("proof", "signature_wrong"),
    "number": ("proof", "signature_wrong"),
    "drill_score": ("proof", "signature_wrong"),
    "score_removed": ("proof", "signature_wrong"),
    "purpose": ("proof", "signature_wrong"),
    "schema": ("proof", "signature_wrong"),
}


def checked(document: object, **changes: Any) -> Verification:
    return verify(document, replace(MATERIAL, **changes), LATER)


def code_of(document: object, name: Any, **changes: Any) -> tuple[str, str]:
    check = checked(document, **changes).check(name)
    return check.outcome, check.code


def test_an_issued_credential_is_verified_in_every_check() -> None:
    found = checked(SIGNED, issuer=key_pair(SEED).issuer)
    assert found.verdict == "verified"
    assert {check.outcome for check in found.checks} == {"ok"}


def test_a_credential_survives_being_written_and_read() -> None:
    text = json.dumps(SIGNED, ensure_ascii=False, indent=2)
    assert json.loads(text) == SIGNED
    assert verify_text(text.encode(), MATERIAL, LATER).verdict == "verified"


@pytest.mark.parametrize("name", sorted(TAMPERINGS))
def test_a_tampered_credential_is_rejected_for_the_right_reason(name: str) -> None:
    document = copy.deepcopy(SIGNED)
    TAMPERINGS[name](document)
    found = verify(document, MATERIAL, LATER)
    assert found.verdict == "rejected"
    assert found.first_failure is not None
    assert (found.first_failure.name, found.first_failure.code) == FIRST_FAILURE[name]


def test_a_credential_that_a_stranger_signed_anew_fails_only_the_question_who_issued() -> None:
    """Its proof is sound; only who expects an issuer can tell."""
    found = checked(signed(STRANGER), status_list=listed(key=STRANGER), issuer=key_pair(SEED).issuer)
    assert [check.name for check in found.checks if check.outcome == "failed"] == ["issuer"]
    assert found.verdict == "rejected"


def test_a_revoked_credential_is_rejected() -> None:
    assert code_of(SIGNED, "status", status_list=listed(INDEX)) == ("failed", "revoked")
    assert code_of(SIGNED, "status", status_list=listed(INDEX - 1, INDEX + 1)) == ("ok", "ok")


def test_without_a_list_the_credential_is_unconfirmed_and_not_verified() -> None:
    found = checked(SIGNED, status_list=None)
    assert (found.verdict, found.check("status").outcome) == ("unconfirmed", "not_checked")


def test_a_list_is_believed_only_whole_current_and_from_the_issuer() -> None:
    forged = listed()
    forged["credentialSubject"]["encodedList"] = listed(5)["credentialSubject"]["encodedList"]
    other_list = listed()
    other_list["id"] = "https://desk.example/status/2"
    verdicts = {
        "forged": code_of(SIGNED, "status", status_list=forged),
        "other": code_of(SIGNED, "status", status_list=other_list),
        "foreign": code_of(SIGNED, "status", status_list=listed(key=STRANGER)),
        "lapsed": code_of(SIGNED, "status", status_list=listed(days=0)),
        "not a list": code_of(SIGNED, "status", status_list={"id": listed()["id"], "issuer": SIGNED["issuer"]}),
        "credential": code_of(SIGNED, "status", status_list=SIGNED),
    }
    assert verdicts == {
        "forged": ("failed", "list_unsigned"),
        "other": ("failed", "list_other"),
        "foreign": ("failed", "list_foreign"),
        "lapsed": ("not_checked", "list_lapsed"),
        "not a list": ("failed", "list_malformed"),
        "credential": ("failed", "list_other"),
    }


def test_the_period_counts_at_the_moment_asked_for() -> None:
    until = AWARDED + timedelta(days=730)
    last_list = listed(days=1000)
    given = Material(contexts=contexts(), status_list=last_list)
    assert verify(SIGNED, given, until).verdict == "verified"
    after = verify(SIGNED, given, until + timedelta(seconds=1))
    assert after.check("validity").code == "expired"
    before = verify(SIGNED, given, AWARDED - timedelta(seconds=1))
    assert (before.check("validity").code, before.check("proof").code) == (
        "not_yet_valid",
        "proof_from_the_future",
    )


def test_the_recipient_is_recognised_by_the_address_alone() -> None:
    assert code_of(SIGNED, "recipient", subject_email=f" {EMAIL.title()} ") == ("ok", "ok")
    assert code_of(SIGNED, "recipient", subject_email="li.qiang@example.com") == ("failed", "recipient_other")
    assert code_of(SIGNED, "recipient", subject_email=None) == ("not_checked", "none_expected")


def test_a_did_web_issuer_is_resolved_from_the_document_at_hand() -> None:
    did = "did:web:desk.example"
    key = key_pair(SEED, did, "key-2026")
    known = did_document(did, [PublishedKey(fragment="key-2026", public=key.public())])
    revoked = did_document(did, [PublishedKey(fragment="key-2026", public=key.public(), revoked=AWARDED)])
    other = did_document(did, [PublishedKey(fragment="key-2027", public=key.public())])
    document, status = signed(key), listed(key=key)
    assert checked(document, status_list=status, did_document=known).verdict == "verified"
    assert checked(document, status_list=status).verdict == "unconfirmed"
    assert code_of(document, "issuer_key", did_document=revoked) == ("failed", "key_revoked")
    assert code_of(document, "issuer_key", did_document=other) == ("failed", "key_unknown")
    assert code_of(document, "issuer_key", did_document=known | {"assertionMethod": []}) == (
        "failed",
        "key_not_for_assertion",
    )


def test_signing_refuses_a_term_no_context_defines_and_what_json_ld_would_drop() -> None:
    key = key_pair(SEED)
    codes = []
    changes: tuple[dict[str, Any], ...] = (
        {"honours": "summa cum laude"},
        {"description": None},
        {"evidence": [{}]},
        {"id": "no-address"},
        {"type": ["VerifiableCredential", "OpenBadgeCredential", "Unheard"]},
        {"@context": [*unsigned(key)["@context"], "https://stranger.example/context.json"]},
        {"@context": [*unsigned(key)["@context"], {"honours": "https://stranger.example/honours"}]},
        {"@graph": []},
        {"id": 'urn:x> <urn:y> "z" .\n<urn:x'},
        {"description": "half of a pair \ud83d"},
    )
    for change in changes:
        with pytest.raises(CredentialError) as caught:
            sign(unsigned(key) | change, key, AWARDED, contexts())
        codes.append(caught.value.code)
    assert codes == [
        "undefined_term",
        "empty_value",
        "empty_value",
        "relative_address",
        "relative_address",
        "context_unknown",
        "context_unknown",
        "keyword",
        "relative_address",
        "bad_text",
    ]


def test_signing_refuses_a_key_that_is_not_the_issuers_and_a_second_signature() -> None:
    for document, code in ((unsigned(STRANGER), "issuer_mismatch"), (SIGNED, "already_signed")):
        with pytest.raises(CredentialError) as caught:
            sign(document, key_pair(SEED), AWARDED, contexts())
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "file_empty"),
        ("[" * 100_000, "not_json"),
        ('{"a":' * 60 + "1" + "}" * 60, "too_deep"),
        ("[1, 2]", "not_an_object"),
        ('{"id": "urn:a", "id": "urn:b"}', "duplicate_key"),
        ('{"a": NaN}', "bad_number"),
        ('{"a": 1e999}', "bad_number"),
        ('{"a": ' + "9" * 5000 + "}", "not_json"),
        ('{"a": "\\ud800"}', "bad_text"),
        ('{"a": "\\u0000"}', "bad_text"),
        (b"\xff\xfe{", "not_json"),
        ('{"a": "' + "x" * 2_000_001 + '"}', "too_large"),
        ('{"a": [' + "1," * 30_000 + "1]}", "too_large"),
    ],
)
def test_hostile_text_is_answered_and_never_raises(text: str | bytes, code: str) -> None:
    found = verify_text(text, MATERIAL, LATER)
    assert (found.verdict, found.checks[0].code) == ("rejected", code)


def test_a_graph_made_to_exhaust_the_canonical_form_is_given_up() -> None:
    """Twelve alike nodes inside each of two alike ones would be compared in 479 million orders."""
    document = copy.deepcopy(SIGNED)
    twin = {"type": ["AchievementSubject"], "result": [{"type": ["Result"]} for _ in range(12)]}
    document["credentialSubject"] = [twin, twin]
    found = verify(document, MATERIAL, LATER)
    assert (found.verdict, found.check("terms").code) == ("rejected", "too_alike")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def _paths(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside: list[tuple[Any, object]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    return [path] * bool(path) + [found for key, one in inside for found in _paths(one, (*path, key))]


def _replaced(document: dict[str, Any], path: tuple[Any, ...], value: object) -> dict[str, Any]:
    changed: Any = copy.deepcopy(document)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return changed  # type: ignore[no-any-return]  # a copy of the document


@settings(max_examples=50)
@given(path=st.sampled_from(_paths(SIGNED)), value=JSON_VALUES)
def test_no_change_of_any_value_is_verified_and_none_raises(path: tuple[Any, ...], value: object) -> None:
    changed = _replaced(SIGNED, path, value)
    if json.dumps(changed, sort_keys=True) == json.dumps(SIGNED, sort_keys=True):
        return
    assert verify(changed, MATERIAL, LATER).verdict == "rejected"


@settings(max_examples=25)
@given(path=st.sampled_from(_paths(LISTED)), value=JSON_VALUES)
def test_no_changed_list_answers_for_a_credential_and_none_raises(path: tuple[Any, ...], value: object) -> None:
    changed = _replaced(LISTED, path, value)
    if changed == LISTED:
        return
    assert checked(SIGNED, status_list=changed).check("status").outcome == "failed"


@settings(max_examples=25)
@given(value=JSON_VALUES)
def test_any_json_at_all_is_answered(value: object) -> None:
    found = verify(value, MATERIAL, LATER)
    assert found.verdict == "rejected"
    assert as_data(found)["verdict"] == "rejected"
