"""Who has been granted extra time, by whom, and why? Recorded before the exam; a try keeps what it began with."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from certification.sitting import Accommodation
from mysterydesk.accounts import require
from mysterydesk.errors import WorldError
from mysterydesk.exams.record import ANNULLED, append, read_exam
from mysterydesk.store.one_event import append_one
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId, NewEvent, StreamId

GRANTED = "accommodation.granted"
MOST_SHARE, MOST_MINUTES = 1.0, 120
SHORTEST_REASON = 10
"""Characters: a reason that says something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Extra time that an examiner granted.

    Attributes:
        by: The examiner.
        at: When.
        level: For which level.
        extra: How much.
        reason: Why; seen by examiners and by the candidate.
    """

    by: AccountId
    at: datetime
    level: str
    extra: Accommodation
    reason: str


def stream_of(account: AccountId) -> StreamId:
    """Name the stream of a person's accommodations."""
    return StreamId(f"accommodations/{account}")


def refuse_own(person: Account, concerned: AccountId | None) -> None:
    """Refuse what somebody decides about themselves: candidates of yesterday may be examiners today.

    Raises:
        WorldError: `own_matter`.
    """
    if person.id == concerned:
        raise WorldError("own_matter")


def grants(store: Store, account: AccountId) -> tuple[Grant, ...]:
    """List what was granted, oldest first."""
    return tuple(
        Grant(
            by=AccountId(str(one.body["by"])),
            at=one.at,
            level=str(one.body["level"]),
            extra=Accommodation(
                share=float(cast("float", one.body["share"])), minutes=int(cast("int", one.body["minutes"]))
            ),
            reason=one.aside.get("reason") or "",
        )
        for one in store.events.read(stream_of(account))
    )


def granted_to(store: Store, account: AccountId, level: str) -> Accommodation:
    """Give the extra time in force for a level: the last word holds."""
    found = [one.extra for one in grants(store, account) if one.level == level]
    return found[-1] if found else Accommodation()


def grant(  # noqa: PLR0913, PLR0917  who grants whom what for which level, why and when
    store: Store, examiner: Account, candidate: AccountId, level: str, extra: Accommodation, reason: str, at: datetime
) -> None:
    """Grant extra time for a level; no time at all takes it back.

    Raises:
        NotAllowed: The role does not invigilate.
        WorldError: `own_matter`, `reason_short`, `extra_time_range`.
    """
    require(examiner, "invigilate")
    refuse_own(examiner, candidate)
    if len(reason.strip()) < SHORTEST_REASON:
        raise WorldError("reason_short", least=SHORTEST_REASON)
    if not 0 <= extra.share <= MOST_SHARE or not 0 <= extra.minutes <= MOST_MINUTES:
        raise WorldError("extra_time_range", share=round(MOST_SHARE * 100), minutes=MOST_MINUTES)
    stream = stream_of(candidate)
    body = {"by": examiner.id, "level": level, "share": extra.share, "minutes": extra.minutes}
    event = NewEvent(kind=GRANTED, body=body, aside={"reason": reason.strip()})
    append_one(store, stream, event, at)


def annul(store: Store, examiner: Account, exam: str, reason: str, at: datetime) -> None:
    """Annul a sitting for good; the candidate reads why, and may appeal.

    Raises:
        NotAllowed: The role does not invigilate.
        WorldError: `reason_short`, `no_such_exam`, `own_matter`, `exam_annulled`.
    """
    require(examiner, "invigilate")
    if len(reason.strip()) < SHORTEST_REASON:
        raise WorldError("reason_short", least=SHORTEST_REASON)
    found = read_exam(store, exam)
    refuse_own(examiner, found.account)
    if found.annulled is not None:
        raise WorldError("exam_annulled")
    append(store, found, ANNULLED, {"by": examiner.id}, at, aside={"reason": reason.strip()})
