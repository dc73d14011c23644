"""What is a piece of written work worth?"""

from collections.abc import Mapping
from dataclasses import dataclass

from policy.handbook import Handbook
from scoring.finding import Basis, Finding, Right
from scoring.points import WHOLE
from scoring.score import decide
from scoring.scorecard import Outcome as Decision
from scoring.scorecard import Reason, finding_as_data
from scoring.written.document import Written, judged
from scoring.written.kind import Kind, Kinds, Section
from scoring.written.outcome import UNITS, Outcome
from scoring.written.reference import References

SCORER = "written-2"
"""Raised with every change of what is judged, and how."""

GATES = "A-gates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The score of one document.

    Attributes:
        id: Of the document.
        kind: What it is.
        verdict: Pass, fail, or for a person.
        reasons: Why.
        total: Points if all that was not judged is unmet, and met.
        findings: In the order of the sections.
    """

    id: str
    kind: str
    verdict: Decision
    reasons: tuple[Reason, ...]
    total: tuple[float, float]
    findings: tuple[Finding, ...]

    @property
    def doubtful(self) -> tuple[Finding, ...]:
        """What a person has to look at."""
        return tuple(one for one in self.findings if one.verdict == "not_judged")


def label_of(one: Finding) -> str:
    """Give the short name of a finding: `section.topic`, or the check of a whole document."""
    section = one.params.get("section", "")
    return f"{section}.{one.params['name']}" if section else one.params["name"]


def score_written(written: Written, kind: Kind, references: References, kinds: Kinds, handbook: Handbook) -> Sheet:
    """Score a document.

    Args:
        written: What was written.
        kind: What it had to hold.
        references: What is true.
        kinds: The file it comes from, for the grades.
        handbook: The desk's manual: whose clause counts, and where the pass mark lies.
    """
    found = judged(written, kind, references, kinds.grades)
    worth = _worth(kind, found)
    findings = tuple(_finding(one, points, kind, handbook) for one, points in zip(found, worth, strict=True))
    low = sum(one.possible for one in findings if one.verdict == "met")
    high = low + sum(one.possible for one in findings if one.verdict == "not_judged")
    total = (round(low, 2), round(high, 2))
    verdict, reasons = decide(findings, total, handbook)
    return Sheet(id=written.id, kind=kind.code, verdict=verdict, reasons=reasons, total=total, findings=findings)


def _worth(kind: Kind, found: tuple[Outcome, ...]) -> tuple[float, ...]:
    """Share 100 points out: among sections by their weight, inside a section by the units of what was judged."""
    weights = {one.code: one.weight for one in kind.sections}
    if any(one.check == "stages" for one in found):
        weights[""] = UNITS["stages"]
    units: dict[str, int] = {}
    for one in found:
        units[one.section] = units.get(one.section, 0) + UNITS[one.check]
    whole = sum(weight for code, weight in weights.items() if units.get(code))
    return tuple(
        WHOLE * weights[one.section] / whole * UNITS[one.check] / units[one.section] if UNITS[one.check] else 0.0
        for one in found
    )


def _clause(section: Section | None, handbook: Handbook) -> tuple[str, Basis]:
    if section is None:
        return GATES, "default"
    own = next((one for one in section.clauses if one in handbook.clauses), "")
    return (own, "letter") if own else (section.clauses[0], "borrowed")


def _finding(one: Outcome, points: float, kind: Kind, handbook: Handbook) -> Finding:
    section = kind.section(one.section)
    grave = one.check == "private" or one.critical
    if one.check == "stages":
        section = kind.sections[0]
    clause, basis = (GATES, "default") if grave or one.check == "true" else _clause(section, handbook)
    params = {"section": one.section, "kind": kind.code, "name": one.name, "reason": one.reason, "value": one.value}
    wrong = one.verdict != "met"
    return Finding(
        code=f"written_{one.check}",
        clause=clause,
        family={"true": "truth", "private": "privacy"}.get(one.check, "record"),  # type: ignore[arg-type]
        verdict=one.verdict,
        critical=grave,
        basis=basis,  # type: ignore[arg-type]
        weight="major" if grave or one.check == "fact" else "minor",
        possible=points,
        lost=points if one.verdict == "not_met" else 0.0,
        evidence=one.evidence,
        params=params,
        right=Right(code=f"written_{one.check}", params=params) if wrong else None,
        assumptions=(GATES,) if basis == "default" else (),
    )


def as_data(sheet: Sheet) -> Mapping[str, object]:
    """Give a score as JSON-ready data, in the shape of a scorecard (DESIGN section 5)."""
    return {
        "id": sheet.id,
        "kind": sheet.kind,
        "verdict": sheet.verdict,
        "reasons": [{"code": one.code, "criterion": one.criterion} for one in sheet.reasons],
        "total": list(sheet.total),
        "findings": [{**finding_as_data(one), "label": label_of(one)} for one in sheet.findings],
        "scorer": SCORER,
    }
