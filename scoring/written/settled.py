"""What is a document worth after a person has looked at what the program was unsure of, or got wrong?"""

from collections.abc import Mapping, Sequence
from typing import cast

from policy.handbook import Handbook
from scoring.amendment import UnknownFindingError
from scoring.finding import Finding, Verdict
from scoring.score import decide

Row = Mapping[str, object]


def settled(sheet: Row, changes: Mapping[int, Verdict], handbook: Handbook) -> Mapping[str, object]:
    """Give the score of a document with some verdicts changed, and all that follows from them.

    What a finding could bring stays as it was; its place in the first score names it.

    Args:
        sheet: A score as `scoring.written.score.as_data` gave it.
        changes: New verdicts by the place of the finding.
        handbook: The one it was scored by.

    Raises:
        UnknownFindingError: A change is about a finding that is not there.
    """
    rows = cast("Sequence[Row]", sheet["findings"])
    strange = sorted(set(changes) - set(range(len(rows))))
    if strange:
        raise UnknownFindingError(f"expected findings 0 to {len(rows) - 1}, got {strange}")
    after = [{**row, **_said(row, changes[place])} if place in changes else row for place, row in enumerate(rows)]
    low = sum(_points(row) for row in after if row["verdict"] == "met")
    high = low + sum(_points(row) for row in after if row["verdict"] == "not_judged")
    total = (round(low, 2), round(high, 2))
    verdict, reasons = decide(tuple(_finding(row) for row in after), total, handbook)
    said = [{"code": one.code, "criterion": one.criterion} for one in reasons]
    return {**sheet, "findings": after, "total": list(total), "verdict": verdict, "reasons": said}


def _points(row: Row) -> float:
    return float(cast("float", row["points"]))


def _said(row: Row, verdict: Verdict) -> Row:
    return {"verdict": verdict, "lost": _points(row) if verdict == "not_met" else 0.0}


def _finding(row: Row) -> Finding:
    """Give as much of a finding as a decision asks for."""
    return Finding(
        code=str(row["code"]),
        clause=str(row["clause"]),
        family=row["family"],  # type: ignore[arg-type]  # as the score was written
        verdict=cast("Verdict", row["verdict"]),
        critical=bool(row["critical"]),
        basis=row["basis"],  # type: ignore[arg-type]  # the same
        weight=row["weight"],  # type: ignore[arg-type]  # the same
        possible=_points(row),
        lost=float(cast("float", row["lost"])),
        evidence=(),
        params={},
        right=None,
        assumptions=(),
    )
