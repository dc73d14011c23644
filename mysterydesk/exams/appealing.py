"""How does a candidate appeal against the answer to a try? Nobody who had a hand in it decides that."""

from datetime import datetime, timedelta

from mysterydesk.accounts import require
from mysterydesk.errors import WorldError
from mysterydesk.exams import levels
from mysterydesk.exams.granting import SHORTEST_REASON, refuse_own
from mysterydesk.exams.record import APPEAL_DECIDED, APPEALED, ExamTry, append, read_exam
from mysterydesk.exams.sitting import owned
from mysterydesk.review_record import read_review
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId

LONGEST = 2_000


def appeal_until(exam: ExamTry) -> datetime | None:
    """Give the moment until which somebody may appeal, None while there is nothing to appeal against (A-appeal)."""
    days = timedelta(days=int(levels.handbook().settings["appeal_days"].value))
    ended = exam.annulled.at if exam.annulled else exam.answered if exam.answer == "refused" else None
    return None if ended is None else ended + days


def appeal(store: Store, account: Account, exam: str, words: str, at: datetime) -> None:
    """Appeal against a refusal or an annulment of one's own, once.

    Raises:
        NotAllowed: The role sits no exams.
        WorldError: `no_such_exam`, `exam_nothing_to_appeal`, `exam_appeal_late`, `exam_appealed`, `reason_short`,
            `reason_long`.
    """
    require(account, "sit_exam")
    _refuse_words(words)
    with store.atomic():
        found = owned(store, account, exam)
        until = appeal_until(found)
        if until is None:
            raise WorldError("exam_nothing_to_appeal")
        if found.appeal is not None:
            raise WorldError("exam_appealed")
        if at > until:
            raise WorldError("exam_appeal_late")
        append(store, found, APPEALED, {"by": account.id}, at, aside={"reason": words.strip()})


def _refuse_words(words: str) -> None:
    if len(words.strip()) < SHORTEST_REASON:
        raise WorldError("reason_short", least=SHORTEST_REASON)
    if len(words) > LONGEST:
        raise WorldError("reason_long", most=LONGEST)


def had_a_hand(store: Store, person: AccountId, exam: ExamTry) -> bool:
    """Tell whether somebody annulled, assessed, released or judged a case of a try."""
    hands = {*(one.by for one in exam.assessments), *exam.released}
    if exam.annulled is not None:
        hands.add(exam.annulled.by)
    for _, attempt in exam.cases:
        review = read_review(store, attempt)
        hands |= {one.by for one in review.amendments} | {one.by for one in review.looks}
    return person in hands


def decide_appeal(store: Store, examiner: Account, exam: str, words: str, at: datetime, *, upheld: bool) -> None:
    """Decide an appeal: upheld, the try counts for nothing and the candidate may try again at once.

    Raises:
        NotAllowed: The role does not invigilate.
        WorldError: `no_such_exam`, `own_matter`, `exam_no_appeal`, `exam_own_answer`: they had a hand in the
            answer; `reason_short`, `reason_long`.
    """
    require(examiner, "invigilate")
    _refuse_words(words)
    with store.atomic():
        found = read_exam(store, exam)
        refuse_own(examiner, found.account)
        if found.appeal is None or found.appeal.upheld is not None:
            raise WorldError("exam_no_appeal")
        if had_a_hand(store, examiner.id, found):
            raise WorldError("exam_own_answer")
        body = {"by": examiner.id, "upheld": upheld}
        append(store, found, APPEAL_DECIDED, body, at, aside={"reason": words.strip()})
