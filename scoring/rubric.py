"""By which criteria are the tickets of a handbook judged?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from policy.digest import digest_of
from policy.document import Document, Plain, read_document
from policy.handbook import Handbook
from policy.problem import Problem, Problems, in_order, problem
from policy.shape import Code, Shape, shaped
from scoring.criterion import Criterion, CriterionShape
from scoring.finding import FAMILIES, Family
from scoring.lexicon import Lexicon, LexiconShape

WHOLE, SLACK = 100.0, 1e-6
"""What the families' points sum to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """All criteria of one handbook.

    Attributes:
        handbook: Its id.
        version: As the author numbers it.
        criteria: By code, never empty.
        lexicon: Words that checks compare with.
        digest: sha256 of the content.
        omits: Codes of what the common checks look at and this manual does not ask for.
        writes: Kinds of events that a desk under this manual writes down, so that their absence says something.
        optional: Kinds that records of other desks may lack although somebody did it.
        weights: Points of 100 for each family where they are not those of the handbook's settings; else empty.
    """

    handbook: str
    version: str
    criteria: Mapping[str, Criterion]
    lexicon: Lexicon
    digest: str
    omits: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    weights: Mapping[Family, float] = field(default_factory=dict)


class HeadShape(Shape):
    """The head of a rubric."""

    handbook: Code
    version: str


class RubricShape(Shape):
    """The whole file; criteria are shaped one by one, so that one mistake does not hide the next."""

    rubric: HeadShape
    criteria: list[object]
    lexicon: LexiconShape = LexiconShape()
    omits: list[Code] = Field(default_factory=list)
    writes: list[Code] = Field(default_factory=list)
    optional: list[Code] = Field(default_factory=list)
    weights: dict[Family, Annotated[float, Field(ge=0, le=100)]] = Field(default_factory=dict)


def parse_rubric(text: str, source: str, handbook: Handbook) -> tuple[Rubric | None, Problems]:
    """Read a rubric and hold it against its handbook.

    Args:
        text: YAML.
        source: File name as the author knows it.
        handbook: Its clauses, assumptions and weights must be there.

    Returns:
        The rubric, or None with every problem found, each with its line. One without criteria is a problem: it would
        let anybody pass.
    """
    document, unread = read_document(text, source)
    if document is None:
        return None, unread
    whole, problems = shaped(RubricShape, document.value, document, ())
    if whole is None:
        return None, in_order((*unread, *problems))
    found = [*unread, *problems]
    criteria: list[Criterion] = []
    for index, raw in enumerate(_raw_criteria(document)):
        shape, wrong = shaped(CriterionShape, raw, document, ("criteria", index))
        found.extend(wrong)
        if shape is not None:
            criteria.append(shape.value())
            found.extend(_problems_of(criteria[-1], handbook, document, index))
    found.extend(_problems_of_whole(whole, criteria, handbook, document))
    if found:
        return None, in_order(found)
    made = {one.code: one for one in criteria}
    digest = digest_of({"head": document.value})
    head = whole.rubric
    rubric = Rubric(
        handbook=head.handbook,
        version=head.version,
        criteria=made,
        lexicon=whole.lexicon.value(),
        digest=digest,
        omits=frozenset(whole.omits),
        writes=frozenset(whole.writes),
        optional=frozenset(whole.optional),
        weights=whole.weights,
    )
    return rubric, ()


def _raw_criteria(document: Document) -> list[Plain]:
    section = document.value.get("criteria") if isinstance(document.value, dict) else None
    return section if isinstance(section, list) else []


def _problems_of(one: Criterion, handbook: Handbook, document: Document, index: int) -> Iterator[Problem]:
    """Find a clause that is not there, a badge without an assumption, and a gate that may not be one."""
    line = document.line(("criteria", index))
    own = one.clause.startswith(f"{handbook.id}-")
    clauses = [one.clause_for(priority.code) for priority in handbook.priorities]
    for clause in dict.fromkeys(clauses or [one.clause]):
        if own and clause not in handbook.clauses:
            yield problem(document.source, line, "unknown_clause", clause=clause, criterion=one.code)
    yield from _unknown(one, handbook, document, index)
    if one.basis == "letter" and not own:
        yield problem(document.source, line, "foreign_letter", clause=one.clause, criterion=one.code)
    if one.basis == "default" and one.clause not in handbook.assumptions and not (own and one.assumptions):
        yield problem(document.source, line, "unknown_assumption", assumption=one.clause, criterion=one.code)
    if one.basis == "borrowed" and (own or one.clause in handbook.assumptions):
        yield problem(document.source, line, "own_borrowed", clause=one.clause, criterion=one.code)
    if one.basis == "borrowed" and one.critical:
        yield problem(document.source, line, "borrowed_gate", clause=one.clause, criterion=one.code)


def _unknown(one: Criterion, handbook: Handbook, document: Document, index: int) -> Iterator[Problem]:
    """Find further clauses and assumptions that the handbook does not have."""
    line = document.line(("criteria", index))
    for clause in one.also:
        if clause not in handbook.clauses:
            yield problem(document.source, line, "unknown_clause", clause=clause, criterion=one.code)
    for name in one.assumptions:
        if name not in handbook.assumptions:
            yield problem(document.source, line, "unknown_assumption", assumption=name, criterion=one.code)


def _problems_of_whole(
    whole: RubricShape, criteria: list[Criterion], handbook: Handbook, document: Document
) -> Iterator[Problem]:
    if whole.rubric.handbook != handbook.id:
        line = document.line(("rubric", "handbook"))
        yield problem(document.source, line, "other_handbook", got=whole.rubric.handbook, expected=handbook.id)
    if not whole.criteria:
        yield problem(document.source, document.line(("criteria",)), "empty_rubric")
    seen: set[str] = set()
    for index, one in enumerate(criteria):
        if one.code in seen:
            yield problem(document.source, document.line(("criteria", index)), "duplicate_id", id=one.code)
        seen.add(one.code)
    for code in sorted(seen & set(whole.omits)):
        yield problem(document.source, document.line(("omits",)), "duplicate_id", id=code)
    if whole.weights:
        yield from _problems_of_weights(whole.weights, document)
        return
    for family in FAMILIES:
        if f"weight_{family}" not in handbook.settings:
            yield problem(document.source, 0, "missing_weight", family=family)


def _problems_of_weights(weights: Mapping[Family, float], document: Document) -> Iterator[Problem]:
    """Find a family without its points, and points that do not sum to the whole."""
    line = document.line(("weights",))
    for family in FAMILIES:
        if family not in weights:
            yield problem(document.source, line, "points_missing", family=family)
    total = sum(weights.values())
    if abs(total - WHOLE) > SLACK:
        yield problem(document.source, line, "weights_sum", total=f"{total:g}", whole=f"{WHOLE:g}")
