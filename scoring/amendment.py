"""What is a score after a person has looked again? The first verdict stays beside the new one (VALIDITY, rules)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, cast

from policy.handbook import Handbook
from scoring.finding import SHORTFALLS, Evidence, Judgement, Judgements, Right, Verdict
from scoring.rubric import Rubric
from scoring.score import weighed
from scoring.scorecard import Scorecard

Row = Mapping[str, object]
Settled = Literal["met", "not_met"]
"""What an amendment may say: leaving open is what the program does."""


class UnknownFindingError(LookupError):
    """A change names a finding that the scorecard does not have."""


def amended(
    card: Mapping[str, object], changes: Mapping[int, Verdict], rubric: Rubric, handbook: Handbook, line: str
) -> Scorecard:
    """Give a scorecard with some verdicts changed by a person, and all that follows from them.

    Points are shared anew: what holds only where it was broken weighs only while it counts as broken. Everything
    else stays as it was issued, the version of the scorer too.

    Args:
        card: A scorecard as `scoring.scorecard.as_data` gave it.
        changes: New verdicts by the place of the finding on the card.
        rubric: The one it was scored by.
        handbook: The one it was scored by.
        line: Support line of the seat.

    Raises:
        UnknownFindingError: A change is about a finding that is not there.
    """
    rows = cast("Sequence[Row]", card["findings"])
    strange = sorted(set(changes) - set(range(len(rows))))
    if strange:
        raise UnknownFindingError(f"expected findings 0 to {len(rows) - 1}, got {strange}")
    said: Judgements = tuple(_judgement(row, changes.get(place)) for place, row in enumerate(rows))
    result = weighed(said, rubric, handbook, line)
    return Scorecard(
        id=str(card["id"]),
        verdict=result.verdict,
        reasons=result.reasons,
        total=result.total,
        families=result.families,
        findings=result.findings,
        as_of=datetime.fromisoformat(str(card["as_of"])),
        handbook=str(card["handbook"]),
        rubric=str(card["rubric"]),
        engine=tuple(str(one) for one in cast("Sequence[object]", card["engine"])),
        scorer=str(card["scorer"]),
    )


def _judgement(row: Row, change: Verdict | None) -> Judgement:
    """Give what a finding says, or what a person says instead."""
    verdict = change or cast("Verdict", row["verdict"])
    params = {str(name): str(value) for name, value in cast("Row", row["params"]).items()}
    if change == "met":
        params = {name: value for name, value in params.items() if name not in SHORTFALLS}
    right = cast("Row | None", row["right"])
    return Judgement(
        code=str(row["code"]),
        verdict=verdict,
        evidence=tuple(_evidence(one) for one in cast("Sequence[Row]", row["proof"])),
        params=params,
        right=_right(right) if right and change != "met" else None,
    )


def _evidence(one: Row) -> Evidence:
    start, end = (int(cast("int", one.get(name, 0))) for name in ("start", "end"))
    return Evidence(event=int(cast("int", one["event"])), quote=str(one.get("quote", "")), start=start, end=end)


def _right(one: Row) -> Right:
    return Right(
        code=str(one["code"]), params={str(name): str(value) for name, value in cast("Row", one["params"]).items()}
    )
