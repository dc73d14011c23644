"""Which credentials end soon, and when was their holder reminded of it? Each reminder is recorded once, when seen."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from certification.expiry import MARKS, days_left, due
from mysterydesk import awarding, issuing
from mysterydesk.accounts import require
from mysterydesk.dossier import CredentialEntry, dossier
from mysterydesk.status_lists import status_of
from mysterydesk.store.one_event import append_one
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId, NewEvent, StreamId

REMINDED = "credential.reminded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A reminder that its holder has seen: of how many days before the end, and when."""

    mark: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A credential of one's own that ends soon or has ended: its number, its level, when, and days left."""

    number: str
    level: str
    until: datetime
    left: int


def stream_of(account: AccountId) -> StreamId:
    """Name the stream of what a person was reminded of."""
    return StreamId(f"credential-reminders/{account}")


def told(store: Store, account: AccountId, number: str) -> tuple[Told, ...]:
    """List the reminders about a credential that its holder has seen, the first one first."""
    return tuple(
        Told(mark=int(cast("int", one.body["mark"])), at=one.at)
        for one in store.events.read(stream_of(account))
        if one.body["number"] == number
    )


def remind(store: Store, account: Account, at: datetime) -> tuple[Ending, ...]:
    """Give one's own credentials that end within the first mark or have ended, and record a reminder that is due.

    One that was revoked, or that a later one of its level outlasts, needs no reminder.

    Raises:
        NotAllowed: The role holds no credentials.
    """
    require(account, "see_own_credentials")
    with store.atomic():
        found = tuple(_endings(store, account, at))
        for one in found:
            mark = due(one.until, at, {said.mark for said in told(store, account.id, one.number)})
            if mark is not None:
                _record(store, account.id, one.number, mark, at)
    return found


def _endings(store: Store, account: Account, at: datetime) -> list[Ending]:
    last: dict[str, Ending] = {}
    for entry in dossier(store, account).credentials:
        number = issuing.number_of(entry.credential)
        until = awarding.valid_until(store, number)
        if until is None or _is_revoked(store, entry):
            continue
        here = Ending(number=number, level=entry.level, until=until, left=days_left(until, at))
        if entry.level not in last or last[entry.level].until <= until:
            last[entry.level] = here
    return [one for one in last.values() if one.left <= MARKS[0]]


def _is_revoked(store: Store, entry: CredentialEntry) -> bool:
    return status_of(store, entry.credential).state == "revoked"


def _record(store: Store, account: AccountId, number: str, mark: int, at: datetime) -> None:
    event = NewEvent(kind=REMINDED, body={"number": number, "mark": mark})
    append_one(store, stream_of(account), event, at, key=f"reminded-{number}-{mark}")
