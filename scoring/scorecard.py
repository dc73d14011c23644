"""What was one handling worth, in a form that can be stored, compared and proven?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from json import dumps
from typing import Literal

from scoring.finding import HALVES, Evidence, Finding

Outcome = Literal["pass", "fail", "person"]

SCORER = "11"
"""Version of the scorer; a change of any verdict on an unchanged timeline raises it."""

DIGITS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the verdict is what it is; the catalogue has `verdict.<code>`.

    Attributes:
        code: e.g. `critical_not_met`, `below_pass`, `too_much_unjudged`.
        criterion: The criterion it is about, or empty.
    """

    code: str
    criterion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """An issued record: what was found on one timeline.

    Attributes:
        id: Name of the attempt or transcript.
        verdict: Passed, failed, or for a person to decide.
        reasons: Why.
        total: Points of 100 if all that was not judged counts as unmet, and as met.
        families: Per family: points lost, not judged, possible.
        findings: In the order of the rubric's families.
        as_of: Instant up to which it was judged.
        handbook: Digest of the handbook.
        rubric: Digest of the rubric.
        engine: Digests of the reading engines whose readings were used, sorted.
        scorer: Version of the scorer.
    """

    id: str
    verdict: Outcome
    reasons: tuple[Reason, ...]
    total: tuple[float, float]
    families: Mapping[str, "Tally"]
    findings: tuple[Finding, ...]
    as_of: datetime
    handbook: str
    rubric: str
    engine: tuple[str, ...]
    scorer: str = SCORER

    @property
    def gates(self) -> tuple[Finding, ...]:
        """Critical findings that are not met."""
        return tuple(one for one in self.findings if one.critical and one.verdict == "not_met")

    @property
    def halves(self) -> Mapping[str, "Tally"]:
        """The two halves of decision 15."""
        return {
            name: together(tuple(self.families[family] for family in half if family in self.families))
            for name, half in HALVES.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Points of a family or half.

    Attributes:
        possible: What it could bring.
        lost: What was taken.
        unjudged: What nobody has judged.
    """

    possible: float
    lost: float
    unjudged: float


def tally(findings: tuple[Finding, ...]) -> Tally:
    """Sum the points of findings."""
    return Tally(
        possible=round(sum(one.possible for one in findings), DIGITS),
        lost=round(sum(one.lost for one in findings), DIGITS),
        unjudged=round(sum(one.possible for one in findings if one.verdict == "not_judged"), DIGITS),
    )


def together(tallies: tuple[Tally, ...]) -> Tally:
    """Add tallies up."""
    return Tally(
        possible=round(sum(one.possible for one in tallies), DIGITS),
        lost=round(sum(one.lost for one in tallies), DIGITS),
        unjudged=round(sum(one.unjudged for one in tallies), DIGITS),
    )


def evidence_as_data(one: Evidence) -> Mapping[str, object]:
    """Give one proof as JSON-ready data."""
    if not one.quote:
        return {"event": one.event}
    place = {"section": one.section} if one.section else {}
    return {"event": one.event, "quote": one.quote, "start": one.start, "end": one.end, **place}


def finding_as_data(one: Finding) -> Mapping[str, object]:
    """Give a finding as JSON-ready data.

    `points` is what it could bring and `lost` what was taken; `evidence` holds event ids, `proof` the quotes too;
    `also` is there where the same deed keeps or breaks other clauses too.
    """
    return {
        "code": one.code,
        "clause": one.clause,
        "family": one.family,
        "verdict": one.verdict,
        "critical": one.critical,
        "basis": one.basis,
        "weight": one.weight,
        "points": one.possible,
        "lost": one.lost,
        "evidence": sorted({proof.event for proof in one.evidence}),
        "proof": [evidence_as_data(proof) for proof in one.evidence],
        "params": dict(one.params),
        "right": None if one.right is None else {"code": one.right.code, "params": dict(one.right.params)},
        "assumptions": list(one.assumptions),
        **({"also": list(one.also)} if one.also else {}),
    }


def as_data(card: Scorecard) -> Mapping[str, object]:
    """Give a scorecard as JSON-ready data (DESIGN section 5)."""
    tallies = {
        name: {"possible": one.possible, "lost": one.lost, "unjudged": one.unjudged}
        for name, one in {**card.halves, **card.families}.items()
    }
    return {
        "id": card.id,
        "verdict": card.verdict,
        "reasons": [{"code": one.code, "criterion": one.criterion} for one in card.reasons],
        "total": list(card.total),
        "points": tallies,
        "gates": [one.code for one in card.gates],
        "findings": [finding_as_data(one) for one in card.findings],
        "as_of": card.as_of.astimezone(UTC).isoformat(),
        "handbook": card.handbook,
        "rubric": card.rubric,
        "engine": list(card.engine),
        "scorer": card.scorer,
    }


def to_json(card: Scorecard) -> str:
    """Write a scorecard as canonical JSON: sorted keys, no spaces."""
    return dumps(as_data(card), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(card: Scorecard) -> str:
    """Give the sha256 of the canonical JSON."""
    return sha256(to_json(card).encode()).hexdigest()
