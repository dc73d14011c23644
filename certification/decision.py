"""Is a level reached, not reached, or does a person have to look: and for which reasons?

The rule of a level is data (`LevelRule`; every figure in it that no manual states is an Assumption). Everything has
to be there: the level below, the paper, all k drawn cases of every kind, the written work, the assessors. A critical
fault fails at any total (DESIGN decision 14). What is not decided yet is never taken for a pass or a fail.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from certification.level_rule import LevelRule
from certification.level_score import LevelScore, reached

Answer = Literal["awarded", "refused", "waiting"]
GroundCode = Literal[
    "annulled", "level_not_held", "score_open", "below_cut", "cut_with_person", "part_below_minimum",
    "part_with_person", "case_open", "case_failed", "case_critical", "case_with_person", "cases_missing",
    "written_open", "written_failed", "written_with_person", "assessors_missing", "assessor_disagrees",
    "assessor_own_trainee", "issuers_missing",
]  # fmt: skip
CaseVerdict = Literal["pass", "fail", "person", "open"]
Param = int | float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCase:
    """One case of the practical part.

    Attributes:
        slot: Name of its slot.
        verdict: `open` until it was played and scored; `person` where the interval total straddles the pass mark.
        critical: Codes of critical findings that are not met.
    """

    slot: str
    verdict: CaseVerdict
    critical: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenResult:
    """One written task: its name, and whether it passed, failed or waits for a person."""

    name: str
    verdict: CaseVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """An assessor's yes or no.

    Attributes:
        by: The assessor.
        agrees: Whether the evidence proves the level to them.
        own_trainer: They have trained this candidate.
    """

    by: str
    agrees: bool
    own_trainer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything one candidate has to show in one try.

    Attributes:
        holds: Level -> until when the candidate's credential for it is valid.
        score: Paper, cases and written work by the plan of the level, or None before all of it is there.
        cases: Of the practical part.
        written: Of the written part.
        signatures: Of the assessors.
        released: Who agreed to issue.
        annulled: An examiner annulled the sitting.
    """

    holds: Mapping[str, datetime] = field(default_factory=dict)
    score: LevelScore | None = None
    cases: tuple[DrawnCase, ...] = ()
    written: tuple[WrittenResult, ...] = ()
    signatures: tuple[Signature, ...] = ()
    released: tuple[str, ...] = ()
    annulled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One reason for an answer.

    Attributes:
        code: What it is.
        against: It fails the candidate; otherwise something is still to come.
        params: Values of its sentence.
    """

    code: GroundCode
    against: bool
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer, with every reason at once: none for an award."""

    answer: Answer
    grounds: tuple[Ground, ...]


def decide(rule: LevelRule, shown: Shown, at: datetime) -> Decision:
    """Decide about one try of one candidate.

    Returns:
        `refused` when anything speaks against the candidate for good, else `waiting` while anything is to come, else
        `awarded`.
    """
    sources: tuple[Callable[[LevelRule, Shown, datetime], Iterator[Ground]], ...] = (
        _before,
        _of_score,
        _of_cases,
        _of_written,
        _of_assessors,
        _of_issuers,
    )
    grounds = tuple(ground for source in sources for ground in source(rule, shown, at))
    if any(one.against for one in grounds):
        return Decision(answer="refused", grounds=grounds)
    return Decision(answer="waiting" if grounds else "awarded", grounds=grounds)


def _before(rule: LevelRule, shown: Shown, at: datetime) -> Iterator[Ground]:
    if shown.annulled:
        yield Ground(code="annulled", against=True)
    if rule.requires and not shown.holds.get(rule.requires, at) > at:
        yield Ground(code="level_not_held", against=True, params={"level": rule.requires})


def _of_score(_rule: LevelRule, shown: Shown, _at: datetime) -> Iterator[Ground]:
    score = shown.score
    if score is None:
        yield Ground(code="score_open", against=False)
        return
    for one in score.parts:
        if one.reached != "yes":
            params: Mapping[str, Param] = {"part": one.part, "low": one.low, "high": one.high, "minimum": one.minimum}
            code: GroundCode = "part_below_minimum" if one.reached == "no" else "part_with_person"
            yield Ground(code=code, against=one.reached == "no", params=params)
    whole = reached(score.low, score.high, score.cut)
    if whole != "yes":
        params = {"low": score.low, "high": score.high, "cut": score.cut}
        code = "below_cut" if whole == "no" else "cut_with_person"
        yield Ground(code=code, against=whole == "no", params=params)


_CASE: Mapping[CaseVerdict, tuple[GroundCode, bool]] = {
    "fail": ("case_failed", True),
    "person": ("case_with_person", False),
    "open": ("case_open", False),
}


def _of_cases(rule: LevelRule, shown: Shown, _at: datetime) -> Iterator[Ground]:
    for slot in rule.slots:
        drawn = [one for one in shown.cases if one.slot == slot.name]
        for one in drawn:
            if one.critical:
                yield Ground(code="case_critical", against=True, params={"slot": slot.name, "what": one.critical[0]})
            elif one.verdict != "pass":
                code, against = _CASE[one.verdict]
                yield Ground(code=code, against=against, params={"slot": slot.name})
        if len(drawn) < slot.cases:
            params: Mapping[str, Param] = {"slot": slot.name, "have": len(drawn), "need": slot.cases}
            yield Ground(code="cases_missing", against=False, params=params)


_WRITTEN: Mapping[CaseVerdict, tuple[GroundCode, bool]] = {
    "fail": ("written_failed", True),
    "person": ("written_with_person", False),
    "open": ("written_open", False),
}


def _of_written(rule: LevelRule, shown: Shown, _at: datetime) -> Iterator[Ground]:
    results = {one.name: one.verdict for one in shown.written}
    for name in rule.written:
        verdict = results.get(name, "open")
        if verdict != "pass":
            code, against = _WRITTEN[verdict]
            yield Ground(code=code, against=against, params={"task": name})


def _of_assessors(rule: LevelRule, shown: Shown, _at: datetime) -> Iterator[Ground]:
    """Ask for the assessors' names; a trainer is never the sole examiner of an own trainee."""
    latest = {one.by: one for one in shown.signatures}
    for one in latest.values():
        if not one.agrees:
            yield Ground(code="assessor_disagrees", against=False, params={"by": one.by})
    agreeing = [one for one in latest.values() if one.agrees]
    if len(agreeing) < rule.assessors:
        yield Ground(code="assessors_missing", against=False, params={"have": len(agreeing), "need": rule.assessors})
    elif agreeing and all(one.own_trainer for one in agreeing):
        yield Ground(code="assessor_own_trainee", against=False)


def _of_issuers(rule: LevelRule, shown: Shown, _at: datetime) -> Iterator[Ground]:
    """Ask for two different people above junior level: nobody issues alone."""
    have = len(set(shown.released))
    if rule.issuers > 1 and have < rule.issuers:
        yield Ground(code="issuers_missing", against=False, params={"have": have, "need": rule.issuers})
