"""What has one person to show for a level, and what is the answer?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from certification.form import ExamForm
from certification.marking import Marked

Params = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillRecord:
    """One scored drill.

    Attributes:
        attempt: Id of the attempt; its latest record counts, once.
        attempt_digest: Digest of the attempt record.
        scenario: Id of the scenario.
        kind: `how_to`, `transfer`, `complaint`, `outage`.
        mode: `certifying` or `practice`.
        verdict: `pass`, `fail`, `person`.
        low: Total of 100 when all that was not judged counts as unmet.
        high: The same when it counts as met.
        handbook_digest: Handbook of its case.
        scorer: Digest or version of the scorer.
        at: When it was scored, aware.
    """

    attempt: str
    attempt_digest: str
    scenario: str
    kind: str
    mode: str
    verdict: str
    low: float
    high: float
    handbook_digest: str
    scorer: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRecord:
    """One marked paper.

    Attributes:
        form: Digest of the form.
        points: Points reached.
        possible: Points that could be reached.
        cut: Points that pass, as pinned with the form.
        passed: Whether it was passed.
        handbook_digest: Handbook it was drawn for.
        at: When it was handed in, aware.
    """

    form: str
    points: int
    possible: int
    cut: int
    passed: bool
    handbook_digest: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who gets the award: the name as printed, and the address as the account knows it."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a level.

    Attributes:
        code: `paper_passed`, `drills_passed`, `kinds_passed`, `slot_filled`.
        params: Values of its sentence: `cut`, `possible` and, once handed in, `points`; else `have`, `need`.
        met: Whether it is met.
        kinds: Kinds of drill any of which will do, for `slot_filled`.
    """

    code: str
    params: Params
    met: bool
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why there is no award.

    Attributes:
        code: `paper_missing`, `paper_other_handbook`, `paper_not_passed`, `drills_missing`, `kinds_missing`,
            `slot_empty`, `drills_with_a_person`, `drills_other_handbook`, `validity_unknown`.
        params: Values of its sentence.
        kinds: Kinds of drill any of which would do, for `slot_empty`.
    """

    code: str
    params: Params = field(default_factory=dict)
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """No award, with every reason at once."""

    reasons: tuple[Reason, ...]


def paper_record(form: ExamForm, marked: Marked, at: datetime) -> PaperRecord:
    """Put a marked paper on record."""
    return PaperRecord(
        form=form.digest,
        points=marked.points,
        possible=marked.possible,
        cut=marked.cut,
        passed=marked.passed,
        handbook_digest=form.handbook_digest,
        at=at,
    )
