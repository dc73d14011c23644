"""What was proven by whom, under which rules?

An award is an issued record: `certification.ladder` decides it, `certification.credential` states it so that
others can check it, and every document it rests on is pinned by digest (DESIGN decision 19).
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from policy.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The written part, as it was handed in.

    Attributes:
        form: Digest of the exam form.
        points: Points reached.
        total: Points that could be reached.
        cut: Points that pass, as pinned with the form.
    """

    form: str
    points: float
    total: float
    cut: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedDrill:
    """One certifying drill that counts.

    Attributes:
        attempt: Digest of the attempt record.
        kind: Kind of scenario, e.g. `how_to`, `transfer`, `outage`.
        score_low: Total of 100 when all that was not judged counts as unmet.
        score_high: The same when it counts as met (DESIGN decision 14).
        handbook: Digest of the handbook of the case.
        scorer: Digest or version of the scorer.
    """

    attempt: str
    kind: str
    score_low: float
    score_high: float
    handbook: str
    scorer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAssumption:
    """A rule of ours that acted on the award and wears its badge.

    Attributes:
        id: e.g. `A-pass-total`.
        text: What we assume.
    """

    id: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One level of certification, given to one person.

    Attributes:
        id: `urn:uuid:…`, also the id of the credential.
        holder_name: Name as printed.
        holder_email: Address as the account knows it; leaves the house only as a salted hash.
        level: `junior`, `intermediate`, `senior`.
        title: Name of the level, e.g. `初级·简版` / `Junior, short form`.
        handbook_id: e.g. `STD`.
        handbook_title: Name of the manual.
        handbook_digest: Digest of the handbook the ladder belongs to.
        awarded_at: Moment of the decision, aware.
        valid_until: Moment it lapses, aware.
        paper: The written part.
        drills: The drills that count, in order of time.
        ladder: Digest of the rules of award.
        clauses: Clause ids the award stands on.
        assumptions: What the manual leaves open and we assumed.
    """

    id: str
    holder_name: str
    holder_email: str
    level: str
    title: Text
    handbook_id: str
    handbook_title: Text
    handbook_digest: str
    awarded_at: datetime
    valid_until: datetime
    paper: Paper
    drills: tuple[PassedDrill, ...]
    ladder: str
    clauses: tuple[str, ...]
    assumptions: tuple[ShownAssumption, ...]


def utc_text(at: datetime) -> str:
    """Write a moment as XML Schema dateTime in UTC, whole seconds.

    >>> from datetime import timedelta, timezone
    >>> utc_text(datetime(2026, 3, 2, 17, 30, tzinfo=timezone(timedelta(hours=8))))
    '2026-03-02T09:30:00Z'

    Raises:
        ValueError: The moment has no zone.
    """
    if at.utcoffset() is None:
        raise ValueError(f"expected an aware datetime, got {at.isoformat()}")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def digest(award: Award) -> str:
    """Give the sha256 of the award's canonical JSON, as 64 hexadecimal digits."""
    data = asdict(award) | {
        "awarded_at": utc_text(award.awarded_at),
        "valid_until": utc_text(award.valid_until),
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
