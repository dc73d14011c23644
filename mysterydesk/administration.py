"""What can an administrator do with accounts: look, invite, change the role, close, open again?

One's own account is out of reach here, so that nobody locks the last administrator out. A new pass phrase is
`mysterydesk.accounts.pass_phrase_link`.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from mysterydesk.accounts import NewAccount, change_account, open_account, pass_phrase_link, require
from mysterydesk.errors import StoreError, WorldError
from mysterydesk.roles import Role
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId
from policy.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Who is invited.

    Attributes:
        login: What the person will type.
        name: What others see.
        role: The one role.
    """

    login: str
    name: Text
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An account whose owner has not come yet.

    Attributes:
        account: The account.
        token: Of the one-time link; kept nowhere on our side.
    """

    account: Account
    token: str


def everybody(store: Store, by: Account) -> tuple[Account, ...]:
    """List all accounts in order of login.

    Raises:
        NotAllowed: `by` does not administer accounts.
    """
    require(by, "administer_accounts")
    return store.accounts.everyone()


def invite(store: Store, by: Account, wanted: Invitation, at: datetime) -> Invited:
    """Open an account whose pass phrase nobody knows, with a one-time link for its owner.

    Raises:
        NotAllowed: `by` does not administer accounts.
        WorldError: As `open_account`.
    """
    require(by, "administer_accounts")
    new = NewAccount(login=wanted.login, name=wanted.name, role=wanted.role, phrase=secrets.token_urlsafe(32))
    with store.atomic():
        account = open_account(store, new, by=by.id, at=at)
        return Invited(account=account, token=pass_phrase_link(store, account.id, by=by, at=at))


def change_role(store: Store, by: Account, account: AccountId, role: Role, at: datetime) -> Account:
    """Give somebody else another role; their sessions end.

    Raises:
        NotAllowed: `by` does not administer accounts.
        WorldError: `own_account`, `account_missing`.
    """
    require(by, "administer_accounts")
    return _changed(store, by, account, at, role=role)


def set_active(store: Store, by: Account, account: AccountId, at: datetime, *, active: bool) -> Account:
    """Close somebody else's account or open it again; nothing they did is lost.

    Raises:
        NotAllowed: `by` does not administer accounts.
        WorldError: `own_account`, `account_missing`.
    """
    require(by, "administer_accounts")
    return _changed(store, by, account, at, active=active)


def _changed(
    store: Store,
    by: Account,
    account: AccountId,
    at: datetime,
    *,
    role: Role | None = None,
    active: bool | None = None,
) -> Account:
    if account == by.id:
        raise WorldError("own_account")
    with store.atomic():
        found = store.accounts.by_id(account)
        if found is None:
            raise StoreError("account_missing")
        wanted = replace(
            found, role=found.role if role is None else role, active=found.active if active is None else active
        )
        if wanted != found:
            change_account(store, wanted, by=by.id, at=at)
    return wanted
