"""What has happened in one try for a level? One stream, `exam/<id>`, folded on every look.

What a candidate saw and when is the record that a decision has to be recomputed from, so that nothing in it is
changed later: an answer that is changed is another event.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import cast

from certification.decision import Answer
from certification.sitting import Accommodation
from mysterydesk.errors import WorldError, shown
from mysterydesk.exams.record_parts import Annulment, Appeal, Assessment, FocusLoss
from mysterydesk.store.one_event import append_one
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import AccountId, NewEvent, StoredEvent, StreamId
from mysterydesk.store.upcasters import newest_schema

PREFIX = "exam/"
BEGUN, OPENED, ANSWERED, FLAGGED = "exam.begun", "exam.opened", "exam.answered", "exam.flagged"
FOCUS_LOST, HANDED_IN, ANNULLED = "exam.focus_lost", "exam.handed_in", "exam.annulled"
DECIDED, CASE = "exam.decided", "exam.case_begun"
SIGNED, RELEASED = "exam.signed", "exam.released"
APPEALED, APPEAL_DECIDED = "exam.appealed", "exam.appeal_decided"
UNPINNED = 0.8
"""What passed when the share was not yet on record."""

NO_ACTS = frozenset({ANNULLED, DECIDED, SIGNED, RELEASED, APPEALED, APPEAL_DECIDED})
"""What others do: no sign that the candidate is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamTry:
    """One try of one candidate for one level.

    Attributes:
        id: Its name in the store.
        account: Whose it is.
        level: The level.
        plan: Digest of the level's plan.
        form: Digest of the paper.
        share: Share of the weighted score that passes, as it was when the try began.
        granted: Extra time.
        began: Moment at which the paper was first shown.
        acts: When something came from the candidate.
        tab: The window that may write; a later one takes over.
        answers: Letters by question; the last ones.
        flagged: Questions marked for a second look.
        lost: Times in which the window was not in front.
        handed_in: When the candidate handed the paper in.
        annulled: By an examiner, or None.
        answer: `waiting` until it was decided.
        answered: When that was.
        credential: Number of the credential it was worth; empty for none.
        cases: Slot and drill of each case of the practical part, in order.
        assessments: Words of assessors, the last of each.
        released: Who agreed to issue, in order.
        appeal: Of the candidate, or None.
        version: Of its stream.
    """

    id: str
    account: AccountId
    level: str
    plan: str
    form: str
    share: float
    granted: Accommodation
    began: datetime
    acts: tuple[datetime, ...]
    tab: str = ""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flagged: frozenset[str] = frozenset()
    lost: tuple[FocusLoss, ...] = ()
    handed_in: datetime | None = None
    annulled: Annulment | None = None
    answer: Answer = "waiting"
    answered: datetime | None = None
    credential: str = ""
    cases: tuple[tuple[str, str], ...] = ()
    assessments: tuple[Assessment, ...] = ()
    released: tuple[AccountId, ...] = ()
    appeal: Appeal | None = None
    version: int = 0


def stream_of(exam: str) -> StreamId:
    """Name the stream of a try."""
    return StreamId(f"{PREFIX}{exam}")


def read_exam(store: Store, exam: str) -> ExamTry:
    """Fold a try.

    Raises:
        WorldError: `no_such_exam`.
    """
    events = store.events.read(stream_of(exam))
    if not events:
        raise WorldError("no_such_exam", name=shown(exam))
    found = _begun(exam, events[0])
    for one in events[1:]:
        found = _after(found, one)
    return found


def _begun(exam: str, one: StoredEvent) -> ExamTry:
    body = one.body
    extra = cast("Mapping[str, float]", body["granted"])
    return ExamTry(
        id=exam,
        account=AccountId(str(body["account"])),
        level=str(body["level"]),
        plan=str(body["plan"]),
        form=str(body["form"]),
        share=float(str(body.get("share", UNPINNED))),
        granted=Accommodation(share=float(extra["share"]), minutes=int(extra["minutes"])),
        began=one.at,
        acts=(one.at,),
        tab=str(body["tab"]),
        version=one.version,
    )


def _opened(found: ExamTry, one: StoredEvent) -> ExamTry:
    return replace(found, tab=str(one.body["tab"]))


def _answered(found: ExamTry, one: StoredEvent) -> ExamTry:
    letters = tuple(str(letter) for letter in cast("list[object]", one.body["letters"]))
    return replace(found, answers={**found.answers, str(one.body["question"]): letters})


def _flagged(found: ExamTry, one: StoredEvent) -> ExamTry:
    question = {str(one.body["question"])}
    return replace(found, flagged=found.flagged | question if one.body["on"] else found.flagged - question)


def _lost(found: ExamTry, one: StoredEvent) -> ExamTry:
    seconds = int(cast("int", one.body["seconds"]))
    loss = FocusLoss(at=one.at - timedelta(seconds=seconds), seconds=seconds)
    return replace(found, lost=(*found.lost, loss))


def _handed_in(found: ExamTry, one: StoredEvent) -> ExamTry:
    return replace(found, handed_in=one.at)


def _annulled(found: ExamTry, one: StoredEvent) -> ExamTry:
    why = Annulment(by=AccountId(str(one.body["by"])), at=one.at, reason=one.aside.get("reason") or "")
    return replace(found, annulled=why)


def _decided(found: ExamTry, one: StoredEvent) -> ExamTry:
    number = str(one.body.get("credential") or "")
    return replace(found, answer=cast("Answer", one.body["answer"]), answered=one.at, credential=number)


def _case_begun(found: ExamTry, one: StoredEvent) -> ExamTry:
    return replace(found, cases=(*found.cases, (str(one.body["slot"]), str(one.body["attempt"]))))


def _signed(found: ExamTry, one: StoredEvent) -> ExamTry:
    said = Assessment(
        by=AccountId(str(one.body["by"])),
        at=one.at,
        agrees=bool(one.body["agrees"]),
        own_trainer=bool(one.body["own_trainer"]),
        reason=one.aside.get("reason") or "",
    )
    return replace(found, assessments=(*(each for each in found.assessments if each.by != said.by), said))


def _released(found: ExamTry, one: StoredEvent) -> ExamTry:
    return replace(found, released=(*found.released, AccountId(str(one.body["by"]))))


def _appealed(found: ExamTry, one: StoredEvent) -> ExamTry:
    return replace(found, appeal=Appeal(at=one.at, words=one.aside.get("reason") or ""))


def _appeal_decided(found: ExamTry, one: StoredEvent) -> ExamTry:
    before = found.appeal or Appeal(at=one.at, words="")
    by, answer = AccountId(str(one.body["by"])), one.aside.get("reason") or ""
    return replace(found, appeal=replace(before, upheld=bool(one.body["upheld"]), by=by, answer=answer))


_FOLD: Mapping[str, Callable[[ExamTry, StoredEvent], ExamTry]] = {
    OPENED: _opened,
    ANSWERED: _answered,
    FLAGGED: _flagged,
    FOCUS_LOST: _lost,
    HANDED_IN: _handed_in,
    ANNULLED: _annulled,
    DECIDED: _decided,
    CASE: _case_begun,
    SIGNED: _signed,
    RELEASED: _released,
    APPEALED: _appealed,
    APPEAL_DECIDED: _appeal_decided,
}


def _after(found: ExamTry, one: StoredEvent) -> ExamTry:
    acts = found.acts if one.kind in NO_ACTS else (*found.acts, one.at)
    return replace(_FOLD[one.kind](found, one), acts=acts, version=one.version)


def is_set_aside(exam: ExamTry) -> bool:
    """Tell whether an appeal against a try was upheld: it counts for nothing, and against nobody."""
    return exam.appeal is not None and exam.appeal.upheld is True


def append(
    store: Store,
    found: ExamTry,
    kind: str,
    body: Mapping[str, object],
    at: datetime,
    *,
    aside: Mapping[str, str] | None = None,
) -> None:
    """Add one event to a try.

    Raises:
        Conflict: It has moved on since it was read.
    """
    event = NewEvent(kind=kind, schema=newest_schema(kind), body=body, aside=aside or {})
    append_one(store, stream_of(found.id), event, at, seen=found.version)
