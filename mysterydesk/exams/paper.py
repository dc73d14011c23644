"""What did a paper come to, weighed by the plan of its level?"""

from certification.level_score import LevelScore, level_score, of_items
from certification.marking import Marked, mark
from mysterydesk.exams import levels
from mysterydesk.exams.record import ExamTry
from mysterydesk.exams.sitting import form_of
from mysterydesk.store.protocol import Store


def marked(store: Store, exam: ExamTry) -> Marked:
    """Mark the paper of a try as it stands; whoever asks sees to it that it is over."""
    return mark(form_of(store, exam), exam.answers)


def score_of(store: Store, exam: ExamTry) -> LevelScore | None:
    """Weigh what was shown by the plan of the level; None while a topic has nothing to show yet."""
    plan = levels.pinned(store, exam.plan)
    shown = [of_items(one.topic, one.points, one.possible) for one in marked(store, exam).topics]
    if {one.topic for one in shown} != {str(one.topic) for one in plan.topics}:
        return None
    return level_score(shown, plan.part_plans(), exam.share)
