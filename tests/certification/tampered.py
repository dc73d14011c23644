"""Ways to falsify an issued credential, each of which every verifier has to notice."""

from collections.abc import Callable, Mapping
from typing import Any

from certification.keys import did_key, key_pair
from tests.certification.issued import LIST_ID

Credential = dict[str, Any]

STRANGER = key_pair(bytes(31) + b"\x01")


def _name(one: Credential) -> None:
    one["credentialSubject"]["name"] = "李强"


def _achievement_name(one: Credential) -> None:
    one["credentialSubject"]["achievement"]["name"] = "高级 / Senior level"


def _score(one: Credential) -> None:
    one["credentialSubject"]["result"][0]["value"] = "50"


def _cut(one: Credential) -> None:
    one["credentialSubject"]["achievement"]["resultDescription"][0]["requiredValue"] = "10"


def _valid_until(one: Credential) -> None:
    one["validUntil"] = "2036-03-02T09:30:00Z"


def _key(one: Credential) -> None:
    one["proof"][0]["verificationMethod"] = STRANGER.method


def _issuer(one: Credential) -> None:
    one["issuer"]["id"] = did_key(STRANGER.public())


def _issuer_and_key(one: Credential) -> None:
    _key(one)
    _issuer(one)


def _status_index(one: Credential) -> None:
    one["credentialStatus"]["statusListIndex"] = "7"


def _status_removed(one: Credential) -> None:
    del one["credentialStatus"]


def _context_order(one: Credential) -> None:
    first, second, *rest = one["@context"]
    one["@context"] = [second, first, *rest]


def _undefined_term(one: Credential) -> None:
    one["credentialSubject"]["honours"] = "summa cum laude"


def _proof_value(one: Credential) -> None:
    value = one["proof"][0]["proofValue"]
    one["proof"][0]["proofValue"] = value[:-1] + ("2" if value[-1] != "2" else "3")


def _proof_date(one: Credential) -> None:
    one["proof"][0]["created"] = "2026-03-02T09:30:01Z"


def _proof_removed(one: Credential) -> None:
    del one["proof"]


def _evidence_removed(one: Credential) -> None:
    del one["evidence"][0]


def _evidence_digest(one: Credential) -> None:
    one["evidence"][0]["id"] = one["evidence"][1]["id"]


def _recipient(one: Credential) -> None:
    one["credentialSubject"]["identifier"][0]["identityHash"] = "sha256$" + "0" * 64


def _assumption_hidden(one: Credential) -> None:
    criteria = one["credentialSubject"]["achievement"]["criteria"]
    criteria["narrative"] = criteria["narrative"].partition("\n")[0]


def _type(one: Credential) -> None:
    one["type"] = ["VerifiableCredential"]


def _foreign_context(one: Credential) -> None:
    one["@context"].append("https://stranger.example/context.json")


def _list_address(one: Credential) -> None:
    one["credentialStatus"]["statusListCredential"] = LIST_ID + "0"


def _issuer_name(one: Credential) -> None:
    one["issuer"]["name"] = "Another house"


def _awarded(one: Credential) -> None:
    one["awardedDate"] = "2025-03-02T09:30:00Z"


def _valid_from(one: Credential) -> None:
    one["validFrom"] = "2026-03-02T09:29:00Z"


def _subject(one: Credential) -> None:
    one["credentialSubject"]["id"] = "urn:uuid:00000000-0000-4000-8000-000000000000"


def _number(one: Credential) -> None:
    one["id"] = "urn:uuid:00000000-0000-4000-8000-000000000000"


def _drill_score(one: Credential) -> None:
    one["credentialSubject"]["result"][1]["value"] = "100"


def _score_removed(one: Credential) -> None:
    del one["credentialSubject"]["result"][0]


def _purpose(one: Credential) -> None:
    one["credentialStatus"]["statusPurpose"] = "message"


def _schema(one: Credential) -> None:
    one["credentialSchema"][0]["id"] = "https://stranger.example/schema.json"


TAMPERINGS: Mapping[str, Callable[[Credential], None]] = {
    "name": _name,
    "achievement_name": _achievement_name,
    "score": _score,
    "cut": _cut,
    "valid_until": _valid_until,
    "key": _key,
    "issuer": _issuer,
    "issuer_and_key": _issuer_and_key,
    "status_index": _status_index,
    "status_removed": _status_removed,
    "list_address": _list_address,
    "context_order": _context_order,
    "foreign_context": _foreign_context,
    "undefined_term": _undefined_term,
    "proof_value": _proof_value,
    "proof_date": _proof_date,
    "proof_removed": _proof_removed,
    "evidence_removed": _evidence_removed,
    "evidence_digest": _evidence_digest,
    "recipient": _recipient,
    "assumption_hidden": _assumption_hidden,
    "type": _type,
    "issuer_name": _issuer_name,
    "awarded": _awarded,
    "valid_from": _valid_from,
    "subject": _subject,
    "number": _number,
    "drill_score": _drill_score,
    "score_removed": _score_removed,
    "purpose": _purpose,
    "schema": _schema,
}
