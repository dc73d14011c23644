"""How many points does each finding carry, and how many were lost?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from policy.handbook import Handbook
from scoring.criterion import Criterion
from scoring.finding import HALVES, Family, Finding, Judgement, Judgements, Verdict
from scoring.rubric import Rubric

PARTS = ("record_fields", "closure_record")
"""Lists whose entries a record may lack, each with the clause that asks for it (ASC-3.01 to ASC-3.12)."""

DIGITS = 4
"""Points are rounded to this many decimals, so that a scorecard has the same bytes everywhere."""


WHOLE = 100.0
TOTAL_DIGITS = 2

BORROWED_MOST = 4.0
"""Points that one borrowed criterion may cost a ticket of another desk, about what a minor rule of its own costs
(decision 050): it worked by its own manual, and what another one asks must not take all that a family has.
"""


class UnknownCriterionError(LookupError):
    """A check judged a criterion that the rubric does not have."""


def findings(
    judgements: Judgements, rubric: Rubric, handbook: Handbook, seat: str, most: float = WHOLE
) -> tuple[Finding, ...]:
    """Give every judgement its clause and its points.

    Points of a family are shared among the criteria that apply, a major one weighing `major_factor` times a minor
    one. The points of a family without any spread over its half, those of an empty half over the other (A-weights).
    What can only be done wrong weighs only where it was: nobody earns points by not having done harm. What holds for
    another seat is told where it is met, weighs nothing, and is nobody's fault here. A borrowed one carries `most` at
    most; what is cut off is given.

    Raises:
        UnknownCriterionError: The rubric lacks a criterion that a check knows.
    """
    known = [(one, _criterion(rubric, one)) for one in judgements if one.code not in rubric.omits]
    pairs = [(one, criterion) for one, criterion in known if criterion.holds_for(seat) or one.verdict == "met"]
    weights = [_weight(one, criterion, handbook, seat) for one, criterion in pairs]
    sums: defaultdict[Family, float] = defaultdict(float)
    for (_, criterion), weight in zip(pairs, weights, strict=True):
        sums[criterion.family] += weight
    applies = {family: total for family, total in sums.items() if total}
    share = family_points(handbook, applies, rubric.weights)
    made = (
        _finding(
            one,
            criterion,
            (handbook, seat),
            _capped(criterion, share[criterion.family] * weight / sums[criterion.family] if weight else 0.0, most),
        )
        for (one, criterion), weight in zip(pairs, weights, strict=True)
    )
    return tuple(made)


def _capped(criterion: Criterion, points: float, most: float) -> float:
    return min(points, most) if criterion.basis == "borrowed" else points


def total_if(
    unjudged: Verdict, judgements: Judgements, rubric: Rubric, handbook: Handbook, seat: str, most: float = WHOLE
) -> float:
    """Give the points of 100 if all that was not judged came out in one way (DESIGN decision 14)."""
    resolved = tuple(replace(one, verdict=unjudged) if one.verdict == "not_judged" else one for one in judgements)
    lost = sum(one.lost for one in findings(resolved, rubric, handbook, seat, most))
    return round(max(0.0, WHOLE - lost), TOTAL_DIGITS)


def _criterion(rubric: Rubric, one: Judgement) -> Criterion:
    if one.code not in rubric.criteria:
        raise UnknownCriterionError(f"rubric {rubric.handbook} {rubric.version} has no criterion {one.code}")
    return rubric.criteria[one.code]


def _weight(one: Judgement, criterion: Criterion, handbook: Handbook, seat: str) -> float:
    if criterion.harm and one.verdict == "met":
        return 0.0
    weight = criterion.weight_for(seat, one.params.get("priority", ""))
    return {"none": 0.0, "minor": 1.0, "major": handbook.settings["major_factor"].value}[weight]


def family_points(
    handbook: Handbook, applies: Mapping[Family, float], weights: Mapping[Family, float] | None = None
) -> Mapping[Family, float]:
    """Share 100 points among the families that apply.

    Args:
        handbook: Its settings `weight_<family>` sum to 100.
        applies: Families with at least one criterion that weighs.
        weights: Points of each family where a rubric has its own.
    """
    settled = weights or {
        family: handbook.settings[f"weight_{family}"].value for half in HALVES.values() for family in half
    }
    full = {family: settled[family] for half in HALVES.values() for family in half}
    total = sum(full.values())
    shares: dict[Family, float] = {}
    for half in HALVES.values():
        inside = [family for family in half if family in applies]
        own = sum(full[family] for family in inside)
        worth = sum(full[family] for family in half)
        shares.update({family: full[family] * worth / own if own else 0.0 for family in inside})
    given = sum(shares.values())
    return {family: share * total / given if given else 0.0 for family, share in shares.items()}


def _finding(one: Judgement, criterion: Criterion, at: tuple[Handbook, str], possible: float) -> Finding:
    priority, (handbook, seat) = one.params.get("priority", ""), at
    points, clause = round(possible, DIGITS), criterion.clause_for(priority)
    return Finding(
        code=one.code,
        clause=clause,
        family=criterion.family,
        verdict=one.verdict,
        critical=criterion.critical,
        basis=criterion.basis,
        weight=criterion.weight_for(seat, priority),
        possible=points,
        lost=points if one.verdict == "not_met" else 0.0,
        evidence=one.evidence,
        params=one.params,
        right=one.right,
        assumptions=criterion.assumptions,
        also=tuple(two for two in dict.fromkeys((*criterion.also, *_of_parts(one, handbook))) if two != clause),
    )


def _of_parts(one: Judgement, handbook: Handbook) -> Iterator[str]:
    """Give the manual's clauses on each part that is missing, where it has one for every field of its form."""
    missing = one.params.get("missing", "").split() if one.verdict == "not_met" else ()
    based = [(field.name, field.basis) for field in handbook.intake]
    based += [(item.code, item.basis) for name in PARTS for item in handbook.lists.get(name, ())]
    for name, basis in based:
        if name in missing:
            yield from (clause for clause in basis if clause in handbook.clauses)
