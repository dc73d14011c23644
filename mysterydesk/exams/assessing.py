"""Who assesses a try, who agrees to issue, and which tries wait for a person?

Above junior level nobody issues alone, and senior has two assessors, of whom a candidate's own trainer is never the
only one. Whoever has judged practice of a candidate counts as their trainer, whether they say so or not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from certification.decision import Decision
from certification.sitting import SittingClock
from mysterydesk.accounts import require
from mysterydesk.dossier import dossier
from mysterydesk.errors import WorldError
from mysterydesk.exams import levels
from mysterydesk.exams.deciding import Settled, candidate_of, conclude, decided
from mysterydesk.exams.granting import SHORTEST_REASON, refuse_own
from mysterydesk.exams.record import PREFIX, RELEASED, SIGNED, ExamTry, append, read_exam
from mysterydesk.exams.sitting import clock_of
from mysterydesk.issuing import House
from mysterydesk.review_record import read_review
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One try as the examiner's desk shows it.

    Attributes:
        exam: The try.
        candidate: Whose it is.
        clock: Of the paper.
        decision: What it comes to so far; None while the paper is open.
    """

    exam: ExamTry
    candidate: Account
    clock: SittingClock
    decision: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What an assessor says: the try, yes or no, why, and whether they own to having trained the candidate."""

    exam: str
    agrees: bool
    reason: str
    own_trainer: bool = False


def rows(store: Store, reader: Account, at: datetime) -> tuple[Row, ...]:
    """List every try of people who are still there, newest first.

    Raises:
        NotAllowed: The role judges no attempts.
    """
    require(reader, "review_attempts")
    return tuple(sorted(_rows(store, at), key=lambda one: one.exam.began, reverse=True))


def _rows(store: Store, at: datetime) -> Iterator[Row]:
    for head in store.events.heads(PREFIX):
        exam = read_exam(store, head.stream.removeprefix(PREFIX))
        candidate = store.accounts.by_id(exam.account)
        if candidate is None:
            continue
        clock = clock_of(exam, at)
        decision = None if clock.state == "open" else decided(store, exam, at)
        yield Row(exam=exam, candidate=candidate, clock=clock, decision=decision)


def has_trained(store: Store, person: AccountId, candidate: Account, exam: ExamTry) -> bool:
    """Tell whether somebody has judged, amended or settled practice of a candidate outside this try."""
    own = {name for _, name in exam.cases}
    for drill in dossier(store, candidate).drills:
        if drill.attempt in own:
            continue
        review = read_review(store, drill.attempt)
        judged = {one.by for one in review.amendments} | {one.by for one in review.looks}
        if person in judged | {one.by for one in review.appeals}:
            return True
    return False


def sign(store: Store, assessor: Account, word: Word, at: datetime) -> None:
    """Say whether a try proves its level; a later word of the same person takes the place of the earlier.

    Raises:
        NotAllowed: The role judges no attempts.
        WorldError: `no_such_exam`, `exam_over`: it was decided; `exam_not_assessed`: its level asks for no assessors;
            `own_matter`, `reason_short`.
    """
    require(assessor, "review_attempts")
    if len(word.reason.strip()) < SHORTEST_REASON:
        raise WorldError("reason_short", least=SHORTEST_REASON)
    with store.atomic():
        found = read_exam(store, word.exam)
        refuse_own(assessor, found.account)
        if found.answer != "waiting" or found.annulled is not None or clock_of(found, at).state == "open":
            raise WorldError("exam_over")
        if not levels.pinned(store, found.plan).assessors:
            raise WorldError("exam_not_assessed")
        candidate = candidate_of(store, found)
        trained = word.own_trainer or has_trained(store, assessor.id, candidate, found)
        body = {"by": assessor.id, "agrees": word.agrees, "own_trainer": trained}
        append(store, found, SIGNED, body, at, aside={"reason": word.reason.strip()})


def release(store: Store, house: House, examiner: Account, exam: str, at: datetime) -> Settled | None:
    """Agree to issue what was earned; with the last person that is asked for it is issued.

    Raises:
        NotAllowed: The role issues no credentials.
        WorldError: `no_such_exam`, `exam_not_ready`: something else is still missing; `own_matter`,
            `exam_same_person`.
    """
    require(examiner, "issue_credential")
    with store.atomic():
        found = read_exam(store, exam)
        refuse_own(examiner, found.account)
        open_now = found.answer != "waiting" or clock_of(found, at).state == "open"
        grounds = () if open_now else decided(store, found, at).grounds
        if {one.code for one in grounds} != {"issuers_missing"}:
            raise WorldError("exam_not_ready")
        if examiner.id in found.released:
            raise WorldError("exam_same_person")
        append(store, found, RELEASED, {"by": examiner.id}, at)
        return conclude(store, house, read_exam(store, exam), at)
