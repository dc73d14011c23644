"""One award, its issuer and its signed papers, for the tests of credentials."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from certification.award import Award, Paper, PassedDrill, ShownAssumption
from certification.contexts import FILES, Contexts, parse_contexts
from certification.credential import Issuer, credential
from certification.keys import SigningKey, key_pair
from certification.proof import sign
from certification.status_list import ListHead, StatusSlot, status_list
from certification.verification import Material
from certification.wording import Wording, parse_wording
from mysterydesk import library
from policy.text import Text

AWARDED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = AWARDED + timedelta(days=1)
LIST_ID = "https://desk.example/status/1"
INDEX = 94_567
EMAIL = "wang.fang@example.com"
SEED = bytes(range(32))
VERIFY_ADDRESS = "https://desk.example/verify/3f0a4a7e-96d5-4f2b-8f3e-1a2b3c4d5e6f"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def contexts() -> Contexts:
    return parse_contexts({name: library.read_text("certification", "contexts", name) for name in FILES})


def wording() -> Wording:
    name = "credential.yaml"
    found, problems = parse_wording(library.read_text("certification", name), name)
    assert found is not None, problems
    return found


def drill(kind: str, low: float = 84.5, high: float = 88) -> PassedDrill:
    return PassedDrill(
        attempt=sha256(kind),
        kind=kind,
        score_low=low,
        score_high=high,
        handbook=sha256("handbook"),
        scorer=sha256("scorer"),
    )


def award(**changes: Any) -> Award:
    given: dict[str, Any] = {
        "id": "urn:uuid:3f0a4a7e-96d5-4f2b-8f3e-1a2b3c4d5e6f",
        "holder_name": "王芳",
        "holder_email": EMAIL,
        "level": "junior",
        "title": Text(zh="初级·简版", en="Junior, short form"),
        "handbook_id": "STD",
        "handbook_title": Text(zh="技术支持服务标准化手册", en="Technical-support service manual"),
        "handbook_digest": sha256("handbook"),
        "awarded_at": AWARDED,
        "valid_until": AWARDED + timedelta(days=730),
        "paper": Paper(form=sha256("form"), points=42, total=50, cut=40),
        "drills": (drill("how_to"), drill("transfer", 91, 91), drill("outage")),
        "ladder": sha256("ladder"),
        "clauses": ("STD-5.1.L1", "STD-5.2.2"),
        "assumptions": (
            ShownAssumption(
                id="A-pass-total", text=Text(zh="演练以 80 分为及格。", en="A drill passes at 80 points.")
            ),
        ),
    }
    return Award(**given | changes)


def issuer(key: SigningKey) -> Issuer:
    return Issuer(id=key.issuer, name=Text(zh="神秘客训练台", en="Mystery Desk"))


def unsigned(key: SigningKey, **changes: Any) -> dict[str, Any]:
    slot = StatusSlot(list_id=LIST_ID, index=INDEX)
    return credential(award(**changes), issuer(key), slot, "3Jx9-salt", wording())


def signed(key: SigningKey | None = None, **changes: Any) -> dict[str, Any]:
    held = key or key_pair(SEED)
    return sign(unsigned(held, **changes), held, AWARDED, contexts())


def listed(*revoked: int, key: SigningKey | None = None, days: int = 7) -> dict[str, Any]:
    head = ListHead(id=LIST_ID, valid_from=AWARDED, valid_until=AWARDED + timedelta(days=days))
    return status_list(revoked, head, key or key_pair(SEED), contexts())


def material(**changes: Any) -> Material:
    given: dict[str, Any] = {"contexts": contexts(), "status_list": listed(), "subject_email": EMAIL}
    return Material(**given | changes)
