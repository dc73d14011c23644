"""Who is this, and may they do that?

Changes of accounts are also written as events to the stream `account/<id>`, names aside, for the auditor.
"""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mysterydesk import passwords
from mysterydesk.account_record import note_account
from mysterydesk.errors import NotAllowed, StoreError, WorldError
from mysterydesk.names import MAX_LOGIN, fit_login, fit_name
from mysterydesk.roles import Permission, Role, may
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId, Link, Purpose, Session
from policy.text import Text

SESSION_LIFE = timedelta(hours=12)
LINK_LIFE = timedelta(hours=24)
TRIES = 5
TRY_WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What has to be known of a person.

    Attributes:
        login: What the person will type.
        name: What others see.
        role: The one role.
        phrase: The pass phrase.
    """

    login: str
    name: Text
    role: Role
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A sign-in that worked.

    Attributes:
        account: Who.
        token: Goes into the cookie and nowhere else.
        expires_at: Wall time of the session's end.
    """

    account: Account
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """A sign-in that did not work.

    Attributes:
        tries_left: How often the person may try again now.
        wait: How long until the next try, when none is left; else None.
    """

    tries_left: int
    wait: timedelta | None


def token_digest(token: str) -> str:
    """Give what the store keeps of a token; 256 random bits need no salt."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def open_account(store: Store, new: NewAccount, *, by: AccountId | None, at: datetime) -> Account:
    """Open an account.

    Args:
        store: Where.
        new: Who.
        by: Account of the administrator; None for the first one and for demo accounts.
        at: Wall time.

    Raises:
        WorldError: `login_unfit`, `name_unfit`, `name_too_long` or `phrase_<weakness>`.
        StoreError: `login_taken`.
    """
    login, name = fit_login(new.login), fit_name(new.name)
    _refuse_weak(new.phrase, login)
    account = Account(id=AccountId(f"a-{secrets.token_hex(8)}"), login=login, name=name, role=new.role, created_at=at)
    kept_hash = passwords.hash_phrase(new.phrase)
    with store.atomic():
        store.accounts.add(account, kept_hash)
        note_account(store, account, "account.opened", by=by, at=at)
    return account


def change_account(store: Store, account: Account, *, by: AccountId, at: datetime) -> None:
    """Overwrite name, role or standing; sessions end, so that open tabs ask anew."""
    with store.atomic():
        store.accounts.replace(account)
        store.accounts.end_sessions_of(account.id)
        note_account(store, account, "account.changed", by=by, at=at)


def sign_in(store: Store, login: str, phrase: str, *, at: datetime) -> SignedIn | Denied:
    """Check a pass phrase and begin a session.

    A try counts before it is judged, so that many at once gain nothing; the login is kept as a digest, because
    people sometimes type their pass phrase there.
    """
    login = login.strip().lower()[:MAX_LOGIN]
    subject = hashlib.sha256(login.encode("utf-8", "replace")).hexdigest()
    tries = store.accounts.claim_try(subject, window=TRY_WINDOW, limit=TRIES, at=at)
    if not tries.admitted:
        return Denied(tries_left=0, wait=_wait(tries.again_at, at))
    account = store.accounts.by_login(login)
    kept_hash = None if account is None else store.accounts.password_hash(account.id)
    fits = passwords.matches(phrase if len(phrase) <= passwords.MAX_LENGTH else "", kept_hash)
    if account is None or kept_hash is None or not fits or not account.active:
        return Denied(tries_left=tries.left, wait=_wait(tries.again_at, at))
    store.accounts.forget_tries(subject)
    store.accounts.drop_expired(at)
    if passwords.is_dated(kept_hash):
        store.accounts.set_password_hash(account.id, passwords.hash_phrase(phrase))
    return _begin(store, account, at=at)


def account_of(store: Store, token: str | None, *, at: datetime) -> Account | None:
    """Say whose token this is: nobody's when it is forged, over, signed out, or its account is closed."""
    if not token:
        return None
    session = store.accounts.session(token_digest(token))
    if session is None or session.expires_at <= at:
        return None
    account = store.accounts.by_id(session.account)
    return account if account is not None and account.active else None


def sign_out(store: Store, token: str | None) -> None:
    """End a session; the next rerun of every open tab finds nobody."""
    if token:
        store.accounts.end_session(token_digest(token))


def require(account: Account, permission: Permission) -> None:
    """Let an account pass or raise; the first statement of every use-case.

    Raises:
        NotAllowed: When the role does not carry the permission.
    """
    if not account.active or not may(account.role, permission):
        raise NotAllowed("not_allowed", role=account.role, permission=permission)


def first_admin_link(store: Store, *, at: datetime) -> str | None:
    """Give the token of a link that makes the first administrator; None when anybody has an account."""
    return None if store.accounts.everyone() else _link(store, "first_admin", None, at=at)


def pass_phrase_link(store: Store, account: AccountId, *, by: Account, at: datetime) -> str:
    """Give the token of a link with which a person chooses a new pass phrase.

    Raises:
        NotAllowed: When `by` may not, or asks it for an administrator without being one.
    """
    require(by, "reset_pass_phrase")
    owner = store.accounts.by_id(account)
    if owner is None:
        raise StoreError("account_missing")
    if owner.role != "trainee":  # else a trainer could become an examiner by resetting one
        require(by, "administer_accounts")
    return _link(store, "pass_phrase", account, at=at)


def operator_link(store: Store, account: AccountId, *, at: datetime) -> str:
    """Give the token of a link for a new pass phrase to whoever holds the store file."""
    return _link(store, "pass_phrase", account, at=at)


def use_first_admin_link(store: Store, token: str, new: NewAccount, *, at: datetime) -> SignedIn | None:
    """Make the first administrator; None when the link was used, is over, or somebody came first.

    Raises:
        WorldError: As `open_account`; the link then still works.
    """
    with store.atomic():
        link = store.accounts.use_link(token_digest(token), at=at)
        if link is None or link.purpose != "first_admin" or store.accounts.everyone():
            return None
        account = open_account(store, replace(new, role="admin"), by=None, at=at)
        return _begin(store, account, at=at)


def use_pass_phrase_link(store: Store, token: str, phrase: str, *, at: datetime) -> SignedIn | None:
    """Set a new pass phrase and end all sessions; None when the link was used or is over.

    Raises:
        WorldError: When the phrase is weak; the link then still works.
    """
    with store.atomic():
        link = store.accounts.use_link(token_digest(token), at=at)
        account = None if link is None or link.account is None else store.accounts.by_id(link.account)
        if account is None or not account.active:
            return None
        _refuse_weak(phrase, account.login)
        store.accounts.set_password_hash(account.id, passwords.hash_phrase(phrase))
        store.accounts.end_sessions_of(account.id)
        note_account(store, account, "account.pass_phrase_changed", by=account.id, at=at)
        return _begin(store, account, at=at)


def _begin(store: Store, account: Account, *, at: datetime) -> SignedIn:
    token = secrets.token_urlsafe(32)
    expires_at = at + SESSION_LIFE
    store.accounts.add_session(
        Session(token_digest=token_digest(token), account=account.id, created_at=at, expires_at=expires_at)
    )
    return SignedIn(account=account, token=token, expires_at=expires_at)


def _link(store: Store, purpose: Purpose, account: AccountId | None, *, at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    store.accounts.add_link(
        Link(token_digest=token_digest(token), purpose=purpose, account=account, expires_at=at + LINK_LIFE)
    )
    return token


def _wait(again_at: datetime | None, at: datetime) -> timedelta | None:
    return None if again_at is None else max(again_at - at, timedelta())


def _refuse_weak(phrase: str, login: str) -> None:
    found = passwords.weakness(phrase, login)
    if found is not None:
        raise WorldError(f"phrase_{found}", least=passwords.MIN_LENGTH, most=passwords.MAX_LENGTH)
