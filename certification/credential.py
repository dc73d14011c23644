"""How is an award said so that anyone can read and check it?

Open Badges 3.0 (1EdTech), which is a Verifiable Credential 2.0 (W3C). The shape follows the published JSON
schema: `credentialStatus` one object, lists where the schema wants lists; the e-mail address appears only as a
salted hash; every rule of ours that acted is named in the criteria, in both languages.
"""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from certification.award import Award, utc_text
from certification.contexts import CREDENTIALS, OPEN_BADGES, OPEN_BADGES_EXTENSIONS
from certification.evidence import evidence, figure, hex_digest, joined
from certification.fault import CredentialError
from certification.status_list import StatusSlot
from certification.wording import Wording
from policy.text import Text

CONTEXTS = (CREDENTIALS, OPEN_BADGES, OPEN_BADGES_EXTENSIONS)
"""In this order; the third because `credentialSchema` is of a type it defines."""
TYPES = ("VerifiableCredential", "OpenBadgeCredential")
SCHEMA = {
    "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
    "type": "1EdTechJsonSchemaValidator2019",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who awards.

    Attributes:
        id: DID; a `did:key` means a demo, whose awards say so.
        name: Name of the organisation.
        url: Its home page, or empty.
    """

    id: str
    name: Text
    url: str = ""

    @property
    def is_demo(self) -> bool:
        """Whether nobody vouches for the key beyond itself."""
        return self.id.startswith("did:key:")


def credential(award: Award, issuer: Issuer, slot: StatusSlot, salt: str, wording: Wording) -> dict[str, Any]:
    """State an award as an Open Badges 3.0 credential, not yet signed.

    Args:
        award: What was proven.
        issuer: Who awards.
        slot: Its place in the status list.
        salt: Secret-free random text that keeps equal addresses from having equal hashes; not empty.
        wording: The sentences of `content/credential.yaml`.

    Raises:
        CredentialError: `salt_missing`, `period_empty`, `digest_malformed`.
    """
    if not salt:
        raise CredentialError("salt_missing")
    if award.valid_until <= award.awarded_at:
        raise CredentialError("period_empty")
    return {
        "@context": list(CONTEXTS),
        "id": award.id,
        "type": list(TYPES),
        "name": joined(award.title),
        "description": _description(award, issuer, wording),
        "issuer": _profile(issuer),
        "awardedDate": utc_text(award.awarded_at),
        "validFrom": utc_text(award.awarded_at),
        "validUntil": utc_text(award.valid_until),
        "credentialSubject": {
            "id": subject_id(award),
            "type": ["AchievementSubject"],
            "name": award.holder_name,
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": identity_hash(award.holder_email, salt),
                    "identityType": "emailAddress",
                    "salt": salt,
                }
            ],
            "achievement": _achievement(award, issuer, wording),
            "result": _results(award),
        },
        "evidence": evidence(award, wording),
        "credentialStatus": {
            "id": f"{slot.list_id}#{slot.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": slot.purpose,
            "statusListIndex": str(slot.index),
            "statusListCredential": slot.list_id,
        },
        "credentialSchema": [dict(SCHEMA)],
    }


def identity_hash(email: str, salt: str) -> str:
    """Hash an address with its salt; the example is the one of Open Badges 3.0.

    >>> identity_hash("a@example.com", "Kosher")
    'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399'
    """
    return "sha256$" + hashlib.sha256((email + salt).encode()).hexdigest()


def subject_id(award: Award) -> str:
    """Name the holder within this one credential, as the claim `sub` needs; it tells nothing and links nothing."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{award.id}/holder").urn


def achievement_id(award: Award) -> str:
    """Name what can be earned: same level, handbook and rules, same name (RFC 9562, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{award.handbook_id}/{award.level}/{award.ladder}").urn


def _profile(issuer: Issuer) -> dict[str, Any]:
    profile = {"id": issuer.id, "type": ["Profile"], "name": joined(issuer.name)}
    return profile | ({"url": issuer.url} if issuer.url else {})


def _description(award: Award, issuer: Issuer, wording: Wording) -> str:
    said = [wording.both("description", title=award.title, handbook=award.handbook_title)]
    if issuer.is_demo:
        said.append(wording.both("description_demo"))
    return "\n".join((*(one.zh for one in said), *(one.en for one in said)))


def _achievement(award: Award, issuer: Issuer, wording: Wording) -> dict[str, Any]:
    paper = {
        "id": f"{achievement_id(award)}#paper",
        "type": ["ResultDescription"],
        "name": joined(wording.both("paper")),
        "resultType": "RawScore",
        "valueMin": "0",
        "valueMax": figure(award.paper.total),
        "requiredValue": figure(award.paper.cut),
    }
    drills = [
        {
            "id": f"{achievement_id(award)}#drill-{number}",
            "type": ["ResultDescription"],
            "name": joined(wording.both("drill", number=number, kind=wording.kind(drill.kind))),
            "resultType": "RawScore",
            "valueMin": "0",
            "valueMax": "100",
        }
        for number, drill in enumerate(award.drills, start=1)
    ]
    return {
        "id": achievement_id(award),
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": joined(award.title),
        "description": _description(award, issuer, wording),
        "humanCode": f"{award.handbook_id}-{award.level}",
        "version": hex_digest(award.ladder),
        "criteria": {"narrative": _criteria(award, wording)},
        "resultDescription": [paper, *drills],
        "tag": [award.handbook_id, award.level, *award.clauses],
    }


def _criteria(award: Award, wording: Wording) -> str:
    lines = [
        wording.both(
            "criteria",
            title=award.title,
            handbook=award.handbook_title,
            cut=figure(award.paper.cut),
            total=figure(award.paper.total),
            drills=len(award.drills),
        )
    ]
    if award.clauses:
        lines.append(wording.both("clauses", clauses=", ".join(award.clauses)))
    if award.assumptions:
        lines.append(wording.both("assumptions"))
        lines += [wording.both("assumption", id=one.id, text=one.text) for one in award.assumptions]
    return "\n\n".join(("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines)))


def _results(award: Award) -> list[dict[str, Any]]:
    """Give the paper's points, and of each drill the lower end, which passes without what was not judged."""
    values = [("paper", award.paper.points)]
    values += [(f"drill-{number}", drill.score_low) for number, drill in enumerate(award.drills, start=1)]
    return [
        {
            "type": ["Result"],
            "resultDescription": f"{achievement_id(award)}#{name}",
            "value": figure(value),
            "status": "Completed",
        }
        for name, value in values
    ]
