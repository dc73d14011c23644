"""What has a try come to, what is still to come, and which credential is it worth?"""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from uuid import uuid4

from certification.decision import Decision, Shown, Signature, decide
from certification.ladder import Holder, PaperRecord, Refused, award
from certification.level_score import ROUNDING
from mysterydesk import awarding
from mysterydesk.accounts import require
from mysterydesk.dossier import dossier
from mysterydesk.errors import WorldError, shown
from mysterydesk.exams import levels
from mysterydesk.exams.paper import score_of
from mysterydesk.exams.practical import drawn_cases
from mysterydesk.exams.record import DECIDED, ExamTry, append, read_exam
from mysterydesk.exams.sitting import Act, clock_of, form_of, owned
from mysterydesk.issuing import House
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account

HUNDRED = 100
"""A paper is stated in whole hundredths of its weighted score, so that 79.9 is never printed as 80."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The answer, and the number of the credential where there is one."""

    decision: Decision
    credential: str = ""


def settle(store: Store, house: House, account: Account, act: Act) -> Settled | None:
    """Say what one's own try has come to; put it on record once it is certain, and issue what was earned.

    Returns:
        None while the paper is open.
    """
    require(account, "sit_exam")
    with store.atomic():  # two windows at once decide once
        return conclude(store, house, owned(store, account, act.exam), act.at)


def conclude(store: Store, house: House, found: ExamTry, at: datetime) -> Settled | None:
    """Say what a try has come to, whoever asks; put it on record once it is certain, and issue what was earned.

    Returns:
        None while the paper is open.
    """
    if clock_of(found, at).state == "open":
        return None
    decision = decided(store, found, at)
    if found.answer != "waiting" or decision.answer == "waiting":
        return Settled(decision=decision, credential=found.credential)
    number = "" if decision.answer == "refused" else _awarded(store, house, found, at)
    grounds = [one.code for one in decision.grounds if one.against]
    body = {"answer": decision.answer, "grounds": grounds, "credential": number}
    append(store, read_exam(store, found.id), DECIDED, body, at)
    return Settled(decision=decision, credential=number)


def candidate_of(store: Store, exam: ExamTry) -> Account:
    """Find whose try it is.

    Raises:
        WorldError: `no_such_exam`: that person is gone.
    """
    found = store.accounts.by_id(exam.account)
    if found is None:
        raise WorldError("no_such_exam", name=shown(exam.id))
    return found


def decided(store: Store, exam: ExamTry, at: datetime) -> Decision:
    """Hold what was shown against the rule that the try was begun under."""
    shown_here = Shown(
        holds=levels.held(store, exam.account),
        score=score_of(store, exam),
        cases=drawn_cases(store, candidate_of(store, exam), exam, at),
        signatures=tuple(
            Signature(by=one.by, agrees=one.agrees, own_trainer=one.own_trainer) for one in exam.assessments
        ),
        released=exam.released,
        annulled=exam.annulled is not None,
    )
    return decide(levels.rule_of(levels.pinned(store, exam.plan)), shown_here, at)


def _awarded(store: Store, house: House, exam: ExamTry, at: datetime) -> str:
    """Make the award of a try that reached its level.

    Raises:
        WorldError: `exam_handbook_changed`: the handbook in force is another one than that of the cases.
    """
    account, own = candidate_of(store, exam), {name for _, name in exam.cases}
    drills = tuple(one for one in awarding.drill_records(store, dossier(store, account)) if one.attempt in own)
    rung = levels.rung_of(exam.level)
    holder = Holder(name=f"{account.name.zh} {account.name.en}", email=f"{account.login}@{awarding.DOMAIN}")
    done = award(drills, _paper(store, exam, at), rung, levels.handbook(), holder=holder, award_id=uuid4().urn, at=at)
    if isinstance(done, Refused):
        raise WorldError("exam_handbook_changed")
    return awarding.keep(store, house, account, done, at)


def _paper(store: Store, exam: ExamTry, at: datetime) -> PaperRecord | None:
    score = score_of(store, exam)
    if score is None:
        return None
    form = form_of(store, exam)
    return PaperRecord(
        form=form.digest,
        points=int(round(score.low * HUNDRED, ROUNDING)),
        possible=HUNDRED,
        cut=ceil(round(score.cut * HUNDRED, ROUNDING)),
        passed=score.reached == "yes",
        handbook_digest=form.handbook_digest,
        at=clock_of(exam, at).over_at or at,
    )
