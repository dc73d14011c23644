"""Which credentials are there, how do they stand, and who changes that? Above junior level always two people.

The first person proposes a change, another confirms it; until then nothing has happened. At junior level one is
enough.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from mysterydesk import awarding, issuing, withdrawing
from mysterydesk.accounts import require
from mysterydesk.dossier import dossier
from mysterydesk.errors import WorldError
from mysterydesk.exams import levels, reminding
from mysterydesk.exams.granting import refuse_own
from mysterydesk.status_lists import State, Status, status_of
from mysterydesk.store.one_event import append_one
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId, NewEvent, StreamId

PROPOSED, CONFIRMED, DROPPED = "change.proposed", "change.confirmed", "change.dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change that waits for a second person."""

    by: AccountId
    at: datetime
    state: State
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One credential as the registry shows it.

    Attributes:
        number: Its number.
        holder: Whose it is.
        level: Of the ladder.
        issued: When.
        until: When it ends, as it was signed.
        status: How it stands.
        proposal: A change that waits, or None.
        told: Reminders of its end that the holder has seen.
    """

    number: str
    holder: Account
    level: str
    issued: datetime
    until: datetime
    status: Status
    proposal: Proposal | None
    told: tuple[reminding.Told, ...] = ()


def stream_of(number: str) -> StreamId:
    """Name the stream of what is proposed about a credential."""
    return StreamId(f"credential-changes/{issuing.number_of(number)}")


def entries(store: Store, reader: Account) -> tuple[Entry, ...]:
    """List every credential of people who are still there, newest first.

    Raises:
        NotAllowed: The role revokes no credentials.
    """
    require(reader, "revoke_credential")
    return tuple(sorted(_entries(store), key=lambda one: one.issued, reverse=True))


def _entries(store: Store) -> Iterator[Entry]:
    valid = timedelta(days=int(levels.handbook().settings["validity_days"].value))
    for holder in store.accounts.everyone():
        for one in dossier(store, holder).credentials:
            number = issuing.number_of(one.credential)
            yield Entry(
                number=number,
                holder=holder,
                level=one.level,
                issued=one.issued_at,
                until=awarding.valid_until(store, number) or one.issued_at + valid,
                status=status_of(store, one.credential),
                proposal=proposal_of(store, number),
                told=reminding.told(store, holder.id, number),
            )


def proposal_of(store: Store, number: str) -> Proposal | None:
    """Give the change that waits for a second person, or None."""
    waiting: Proposal | None = None
    for one in store.events.read(stream_of(number)):
        waiting = None
        if one.kind == PROPOSED:
            waiting = Proposal(
                by=AccountId(str(one.body["by"])),
                at=one.at,
                state=cast("State", one.body["state"]),
                reason=one.aside.get("reason") or "",
            )
    return waiting


def people_for(level: str) -> int:
    """Say how many people it takes to change a credential of a level; two where nobody knows which it was."""
    if not level:
        return 2
    return levels.plan_of(level).issuers if level in levels.LEVELS else 1


def level_of(store: Store, number: str) -> str:
    """Give the level of a credential; empty when its holder was erased."""
    urn = withdrawing.urn(number)
    holders = (dossier(store, one).credentials for one in store.accounts.everyone())
    return next((one.level for mine in holders for one in mine if one.credential == urn), "")


def propose(store: Store, account: Account, wanted: withdrawing.Change, url: str, at: datetime) -> Status | None:
    """Change how a credential stands, or, where it takes two, put that before a second person.

    Returns:
        How it stands now; None where it waits for somebody else.

    Raises:
        NotAllowed: The role revokes no credentials.
        WorldError: `own_matter`; `change_waits`: there is one already; and as `withdrawing.change`.
    """
    require(account, "revoke_credential")
    refuse_own(account, withdrawing.holder_of(store, withdrawing.urn(wanted.number)))
    if people_for(level_of(store, wanted.number)) == 1:
        return withdrawing.change(store, account, wanted, url, at)
    with store.atomic():
        withdrawing.refuse_change(store, wanted)
        if proposal_of(store, wanted.number) is not None:
            raise WorldError("change_waits")
        body = {"by": account.id, "state": wanted.state}
        _append(store, wanted.number, PROPOSED, body, at, {"reason": wanted.reason.strip()})
    return None


def confirm(store: Store, account: Account, number: str, url: str, at: datetime) -> Status:
    """Do what another person has proposed.

    Raises:
        NotAllowed: The role revokes no credentials.
        WorldError: `own_matter`, `no_change_waits`, `change_same_person`, and as `withdrawing.change`.
    """
    require(account, "revoke_credential")
    refuse_own(account, withdrawing.holder_of(store, withdrawing.urn(number)))
    with store.atomic():
        waiting = proposal_of(store, number)
        if waiting is None:
            raise WorldError("no_change_waits")
        if waiting.by == account.id:
            raise WorldError("change_same_person")
        _append(store, number, CONFIRMED, {"by": account.id}, at, {})
        wanted = withdrawing.Change(number=number, state=waiting.state, reason=waiting.reason)
        return withdrawing.change(store, account, wanted, url, at)


def drop(store: Store, account: Account, number: str, at: datetime) -> None:
    """Drop a proposal, one's own or another's.

    Raises:
        NotAllowed: The role revokes no credentials.
        WorldError: `no_change_waits`.
    """
    require(account, "revoke_credential")
    with store.atomic():
        if proposal_of(store, number) is None:
            raise WorldError("no_change_waits")
        _append(store, number, DROPPED, {"by": account.id}, at, {})


def _append(
    store: Store, number: str, kind: str, body: Mapping[str, object], at: datetime, aside: Mapping[str, str]
) -> None:
    append_one(store, stream_of(number), NewEvent(kind=kind, body=body, aside=aside), at)
