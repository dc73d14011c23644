"""Which records does an award rest on, so that an auditor can ask for exactly these?"""

import base64
import re
from typing import Any

from certification.award import Award, PassedDrill
from certification.fault import CredentialError
from certification.wording import Wording
from policy.text import Text

SHA256 = re.compile(r"(?:sha-?256[:$-])?([0-9a-fA-F]{64})")


def evidence(award: Award, wording: Wording) -> list[dict[str, Any]]:
    """List what the award rests on, each piece named by its digest.

    Args:
        award: What was proven.
        wording: The sentences of `content/credential.yaml`.

    Raises:
        CredentialError: `digest_malformed`.
    """
    paper = wording.both(
        "evidence_paper",
        points=figure(award.paper.points),
        total=figure(award.paper.total),
        cut=figure(award.paper.cut),
        form=hex_digest(award.paper.form),
    )
    handbook = wording.both(
        "evidence_handbook",
        handbook=award.handbook_title,
        id=award.handbook_id,
        digest=hex_digest(award.handbook_digest),
    )
    ladder = wording.both("evidence_ladder", level=award.title, digest=hex_digest(award.ladder))
    return [
        *(_drill_evidence(number, drill, wording) for number, drill in enumerate(award.drills, start=1)),
        _piece(award.paper.form, wording.both("name_paper"), paper, "paper"),
        _piece(award.handbook_digest, wording.both("name_handbook"), handbook, "handbook"),
        _piece(award.ladder, wording.both("name_ladder"), ladder, "rules"),
    ]


def _drill_evidence(number: int, drill: PassedDrill, wording: Wording) -> dict[str, Any]:
    told = wording.both(
        "evidence_drill",
        number=number,
        kind=wording.kind(drill.kind),
        low=figure(drill.score_low),
        high=figure(drill.score_high),
        attempt=hex_digest(drill.attempt),
        handbook=hex_digest(drill.handbook),
        scorer=drill.scorer,
    )
    return _piece(drill.attempt, wording.both("name_drill", number=number), told, "drill")


def _piece(digest: str, name: Text, told: Text, genre: str) -> dict[str, Any]:
    return {
        "id": digest_address(digest),
        "type": ["Evidence"],
        "name": joined(name),
        "narrative": joined(told, "\n"),
        "genre": genre,
    }


def hex_digest(digest: str) -> str:
    """Read a sha256 digest, with or without its prefix, as 64 small hexadecimal digits.

    Raises:
        CredentialError: `digest_malformed`: evidence nobody could compare is none.
    """
    match = SHA256.fullmatch(digest)
    if match is None:
        raise CredentialError("digest_malformed", digest=digest)
    return match[1].lower()


def digest_address(digest: str) -> str:
    """Name a document by its sha256 digest (RFC 6920).

    >>> digest_address("7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069")
    'ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk'
    """
    raw = bytes.fromhex(hex_digest(digest))
    return "ni:///sha-256;" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def figure(points: float) -> str:
    """Write points without idle decimals.

    >>> figure(80.0), figure(87.25)
    ('80', '87.25')
    """
    return f"{points:.2f}".rstrip("0").rstrip(".")


def joined(text: Text, mark: str = " / ") -> str:
    """Set both languages side by side, for fields that hold one plain text."""
    return f"{text.zh}{mark}{text.en}"
