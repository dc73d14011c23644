"""Who revokes, suspends or reinstates a credential, why, and where does it stand written?"""

from dataclasses import dataclass
from datetime import datetime

from mysterydesk import issuing, status_lists
from mysterydesk.accounts import require
from mysterydesk.dossier import dossier, note
from mysterydesk.errors import WorldError, shown
from mysterydesk.exams.identity import confirm
from mysterydesk.status_lists import PURPOSES, State, Status, edition, set_state, status_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId

MAX_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be done.

    Attributes:
        number: Number of the credential.
        state: How it is to stand.
        reason: Why, for the record and for the holder.
    """

    number: str
    state: State
    reason: str


def change(store: Store, account: Account, wanted: Change, url: str, at: datetime) -> Status:
    """Change how a credential stands, and publish it: all of it or nothing.

    Raises:
        NotAllowed: The account may not revoke.
        WorldError: `no_such_credential`, `reason_missing`, and as `status_lists.set_state` and `house_key.key_of`:
            what cannot be published is not changed.
    """
    require(account, "revoke_credential")
    with store.atomic():
        here, reason = refuse_change(store, wanted), wanted.reason.strip()
        set_state(store, here, wanted.state, reason, at)
        for purpose in PURPOSES:
            edition(store, here.list, purpose, url, at)
        holder = holder_of(store, urn(wanted.number))
        if holder is not None:
            body = {
                "credential": urn(wanted.number),
                "state": wanted.state,
                "by": str(account.id),
                "reason": reason,
            }
            note(store, holder, "credential.changed", f"{wanted.state}-{at.isoformat()}", body, at)
    return status_lists.status_of(store, urn(wanted.number))


def refuse_change(store: Store, wanted: Change) -> Status:
    """Refuse a change that cannot be made, before anybody is asked about it; give how the credential stands.

    Raises:
        WorldError: `reason_missing`, `no_such_credential`, `already_revoked`, `already_suspended`, `not_suspended`.
    """
    reason = wanted.reason.strip()
    if not reason or len(reason) > MAX_REASON:
        raise WorldError("reason_missing", most=MAX_REASON)
    here = status_of(store, urn(wanted.number))
    if here.state == "revoked":
        raise WorldError("already_revoked")
    if here.state == wanted.state:
        raise WorldError("already_suspended" if wanted.state == "suspended" else "not_suspended")
    return here


def urn(number: str) -> str:
    """Give the id of the credential with a number, typed with or without what stands before it.

    >>> urn("3f0a"), urn("urn:uuid:3f0a")
    ('urn:uuid:3f0a', 'urn:uuid:3f0a')
    """
    return f"urn:uuid:{issuing.number_of(number)}"


def examiner(store: Store, login: str, phrase: str, at: datetime) -> Account:
    """Prove in whose name something is done from the command line; tries are counted as at the door.

    Raises:
        WorldError: `no_such_account`, `exam_identity`, `exam_identity_wait`.
    """
    account = store.accounts.by_login(login)
    if account is None or not account.active:
        raise WorldError("no_such_account", login=shown(login))
    confirm(store, account, phrase, at)
    return account


def holder_of(store: Store, credential: str) -> AccountId | None:
    """Find whose a credential is by its id; None when that person was erased."""
    return next(
        (
            account.id
            for account in store.accounts.everyone()
            if any(one.credential == credential for one in dossier(store, account).credentials)
        ),
        None,
    )
