"""How does a candidate sit an exam: answer, flag, come back, hand in? Keys never leave the server."""

from dataclasses import dataclass
from datetime import datetime

from certification.form import ExamForm, form_from_json, questions
from certification.item import Question
from certification.sitting import SittingClock, clock
from mysterydesk.accounts import require
from mysterydesk.errors import WorldError, shown
from mysterydesk.exams import levels
from mysterydesk.exams.record import ANSWERED, FLAGGED, FOCUS_LOST, HANDED_IN, OPENED, ExamTry, append, read_exam
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, Digest

LONGEST_LOSS = 24 * 3600
"""Seconds; a browser that says more is not believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """From where and when something comes.

    Attributes:
        exam: The try.
        tab: The window, made by the page.
        at: When it arrived.
    """

    exam: str
    tab: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An exam as its candidate may see it.

    Attributes:
        exam: What has happened.
        clock: Where its time stands.
        questions: Without keys; none while the paper is covered or over.
        here: This window may write; otherwise another one has taken over.
    """

    exam: ExamTry
    clock: SittingClock
    questions: tuple[Question, ...]
    here: bool


def clock_of(exam: ExamTry, at: datetime) -> SittingClock:
    """Say where the time of a try stands."""
    return clock(
        levels.time_rule(levels.plan_of(exam.level)),
        exam.acts,
        at,
        granted=exam.granted,
        handed_in=exam.handed_in,
        annulled=None if exam.annulled is None else exam.annulled.at,
    )


def owned(store: Store, account: Account, exam: str) -> ExamTry:
    """Find one's own try.

    Raises:
        WorldError: `no_such_exam`, also where it is somebody else's: existence is nobody's business.
    """
    require(account, "sit_exam")
    found = read_exam(store, exam)
    if found.account != account.id:
        raise WorldError("no_such_exam", name=shown(exam))
    return found


def form_of(store: Store, exam: ExamTry) -> ExamForm:
    """Read the paper of a try, keys and all; for this side of the wire only."""
    return form_from_json(store.documents.get(Digest(exam.form)).data)


def see(store: Store, account: Account, act: Act) -> Seen:
    """Show one's own exam; looking writes nothing and brings nobody back."""
    require(account, "sit_exam")
    found = owned(store, account, act.exam)
    standing = clock_of(found, act.at)
    open_now = standing.state == "open" and not standing.covered and found.tab == act.tab
    return Seen(
        exam=found,
        clock=standing,
        questions=questions(form_of(store, found)) if open_now else (),
        here=found.tab == act.tab,
    )


def _writable(store: Store, account: Account, act: Act) -> ExamTry:
    """Find one's own try while it can be written in from this window.

    Raises:
        WorldError: `exam_over`, `exam_other_tab`.
    """
    found = owned(store, account, act.exam)
    if clock_of(found, act.at).state != "open":
        raise WorldError("exam_over")
    if found.tab != act.tab:
        raise WorldError("exam_other_tab")
    return found


def come_back(store: Store, account: Account, act: Act) -> None:
    """Uncover the paper after an absence, or go on in another window, which takes over.

    Raises:
        WorldError: `exam_over`.
    """
    require(account, "sit_exam")
    with store.atomic():  # two windows at once do one thing after the other
        found = owned(store, account, act.exam)
        if clock_of(found, act.at).state != "open":
            raise WorldError("exam_over")
        append(store, found, OPENED, {"tab": act.tab}, act.at)


def answer(store: Store, account: Account, act: Act, question: str, letters: tuple[str, ...]) -> None:
    """Save one answer at once; the last one counts.

    Raises:
        WorldError: `exam_over`, `exam_other_tab`, `no_such_answer`.
    """
    require(account, "sit_exam")
    with store.atomic():  # two windows at once do one thing after the other
        found = _writable(store, account, act)
        offered = {str(one.id): {option.letter for option in one.options} for one in questions(form_of(store, found))}
        if question not in offered or not set(letters) <= offered[question] or len(set(letters)) != len(letters):
            raise WorldError("no_such_answer", question=shown(question[:10]))
        if found.answers.get(question, ()) != letters:
            append(store, found, ANSWERED, {"question": question, "letters": list(letters)}, act.at)


def flag(store: Store, account: Account, act: Act, question: str, *, on: bool) -> None:
    """Mark a question for a second look, or unmark it.

    Raises:
        WorldError: `exam_over`, `exam_other_tab`, `no_such_answer`.
    """
    require(account, "sit_exam")
    with store.atomic():  # two windows at once do one thing after the other
        found = _writable(store, account, act)
        if question not in {str(one.id) for one in questions(form_of(store, found))}:
            raise WorldError("no_such_answer", question=shown(question[:10]))
        if (question in found.flagged) != on:
            append(store, found, FLAGGED, {"question": question, "on": on}, act.at)


def lose_focus(store: Store, account: Account, act: Act, seconds: int) -> None:
    """Put on record that the window was not in front; the candidate sees the list.

    A browser tells this itself, so that it is a hint for an examiner and never a proof.
    """
    require(account, "sit_exam")
    with store.atomic():  # two windows at once do one thing after the other
        found = owned(store, account, act.exam)
        if clock_of(found, act.at).state == "open" and seconds > 0:
            append(store, found, FOCUS_LOST, {"seconds": min(seconds, LONGEST_LOSS)}, act.at)


def hand_in(store: Store, account: Account, act: Act) -> None:
    """Hand the paper in for good.

    Raises:
        WorldError: `exam_over`, `exam_other_tab`.
    """
    require(account, "sit_exam")
    with store.atomic():  # two windows at once do one thing after the other
        append(store, _writable(store, account, act), HANDED_IN, {}, act.at)
