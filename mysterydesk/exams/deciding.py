"""What has a try come to, and what is still to come?"""

from datetime import datetime

from certification.decision import Decision, Shown, decide
from certification.level_score import LevelScore, level_score, of_items
from certification.marking import Marked, mark
from mysterydesk.accounts import require
from mysterydesk.exams import levels
from mysterydesk.exams.record import DECIDED, ExamTry, append, read_exam
from mysterydesk.exams.sitting import Act, clock_of, form_of, owned
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account

OPEN = "open"


def marked(store: Store, exam: ExamTry) -> Marked:
    """Mark the paper of a try as it stands; whoever asks sees to it that it is over."""
    return mark(form_of(store, exam), exam.answers)


def score_of(store: Store, exam: ExamTry) -> LevelScore | None:
    """Weigh what was shown by the plan of the level; None while a topic has nothing to show yet."""
    plan = levels.plan_of(exam.level)
    shown = [of_items(one.topic, one.points, one.possible) for one in marked(store, exam).topics]
    if {one.topic for one in shown} != {str(one.topic) for one in plan.topics}:
        return None
    return level_score(shown, plan.part_plans(), levels.share_of(store, plan))


def settle(store: Store, account: Account, act: Act) -> Decision | None:
    """Say what one's own try has come to, and put a refusal on record once it is certain.

    Returns:
        None while the paper is open.
    """
    require(account, "sit_exam")
    found = owned(store, account, act.exam)
    if clock_of(found, act.at).state == OPEN:
        return None
    decided = _decided(store, found, act.at)
    if decided.answer == "refused" and found.answer == "waiting":
        with store.atomic():  # two windows at once decide once
            again = read_exam(store, act.exam)
            if again.answer == "waiting":
                body = {"answer": decided.answer, "grounds": [one.code for one in decided.grounds if one.against]}
                append(store, again, DECIDED, body, act.at)
    return decided


def _decided(store: Store, exam: ExamTry, at: datetime) -> Decision:
    rule = levels.rule_of(levels.plan_of(exam.level))
    holds = levels.held(store, exam.account)
    shown = Shown(holds=holds, score=score_of(store, exam), annulled=exam.annulled is not None)
    return decide(rule, shown, at)
