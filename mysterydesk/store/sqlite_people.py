"""How do accounts, sessions, tries and one-time links lie in SQLite?"""

from datetime import datetime, timedelta
from typing import cast

from sqlite_utils import Database

from mysterydesk.clock import as_text, from_text
from mysterydesk.errors import StoreError
from mysterydesk.roles import as_role
from mysterydesk.store.records import Account, AccountId, Link, Purpose, Session, Tries
from mysterydesk.store.sqlite_file import SqliteFile
from policy.text import Text

_ACCOUNT = "select id, login, name_zh, name_en, role, active, created_at from accounts"


class SqliteAccounts:
    """People; answers `mysterydesk.store.protocol.AccountStore`."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def add(self, account: Account, password_hash: str) -> None:
        """See `AccountStore.add`."""
        with self._file.writing(durable=True) as db:
            if db.execute("select 1 from accounts where login = ?", (account.login,)).fetchone():
                raise StoreError("login_taken", login=account.login)
            db.execute(
                "insert into accounts values (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    account.id,
                    account.login,
                    account.name.zh,
                    account.name.en,
                    account.role,
                    int(account.active),
                    as_text(account.created_at),
                    password_hash,
                ),
            )

    def replace(self, account: Account) -> None:
        """See `AccountStore.replace`."""
        with self._file.writing(durable=True) as db:
            db.execute(
                "update accounts set name_zh = ?, name_en = ?, role = ?, active = ? where id = ?",
                (account.name.zh, account.name.en, account.role, int(account.active), account.id),
            )

    def by_id(self, account: AccountId) -> Account | None:
        """See `AccountStore.by_id`."""
        with self._file.reading() as db:
            return _account(db.execute(f"{_ACCOUNT} where id = ?", (account,)).fetchone())

    def by_login(self, login: str) -> Account | None:
        """See `AccountStore.by_login`."""
        with self._file.reading() as db:
            return _account(db.execute(f"{_ACCOUNT} where login = ?", (login,)).fetchone())

    def everyone(self) -> tuple[Account, ...]:
        """See `AccountStore.everyone`."""
        with self._file.reading() as db:
            rows = db.execute(f"{_ACCOUNT} order by login").fetchall()
        return tuple(account for row in rows if (account := _account(row)) is not None)

    def forget(self, account: Account) -> None:
        """See `AccountStore.forget`."""
        with self._file.writing(durable=True) as db:
            db.execute("delete from sessions where account = ?", (account.id,))
            db.execute("delete from links where account = ?", (account.id,))
            db.execute(
                "update accounts set login = ?, name_zh = ?, name_en = ?, active = 0, password_hash = '' "
                "where id = ?",
                (account.login, account.name.zh, account.name.en, account.id),
            )

    def password_hash(self, account: AccountId) -> str | None:
        """See `AccountStore.password_hash`."""
        with self._file.reading() as db:
            row = db.execute("select password_hash from accounts where id = ?", (account,)).fetchone()
        return None if row is None else str(row[0])

    def set_password_hash(self, account: AccountId, password_hash: str) -> None:
        """See `AccountStore.set_password_hash`."""
        with self._file.writing(durable=True) as db:
            db.execute("update accounts set password_hash = ? where id = ?", (password_hash, account))

    def add_session(self, session: Session) -> None:
        """See `AccountStore.add_session`."""
        with self._file.writing() as db:
            db.execute(
                "insert into sessions values (?, ?, ?, ?)",
                (
                    session.token_digest,
                    session.account,
                    as_text(session.created_at),
                    as_text(session.expires_at),
                ),
            )

    def session(self, token_digest: str) -> Session | None:
        """See `AccountStore.session`."""
        with self._file.reading() as db:
            row = db.execute(
                "select account, created_at, expires_at from sessions where token_digest = ?", (token_digest,)
            ).fetchone()
        if row is None:
            return None
        account, created_at, expires_at = row
        return Session(
            token_digest=token_digest,
            account=AccountId(account),
            created_at=from_text(created_at),
            expires_at=from_text(expires_at),
        )

    def end_session(self, token_digest: str) -> None:
        """See `AccountStore.end_session`."""
        with self._file.writing(durable=True) as db:
            db.execute("delete from sessions where token_digest = ?", (token_digest,))

    def end_sessions_of(self, account: AccountId) -> None:
        """See `AccountStore.end_sessions_of`."""
        with self._file.writing(durable=True) as db:
            db.execute("delete from sessions where account = ?", (account,))

    def drop_expired(self, at: datetime) -> int:
        """See `AccountStore.drop_expired`."""
        with self._file.writing() as db:
            sessions = db.execute("delete from sessions where expires_at <= ?", (as_text(at),)).rowcount
            links = db.execute("delete from links where expires_at <= ?", (as_text(at),)).rowcount
            return sessions + links

    def claim_try(self, subject: str, *, window: timedelta, limit: int, at: datetime) -> Tries:
        """See `AccountStore.claim_try`."""
        with self._file.writing() as db:
            # A try far ahead is from before the clock was set right, and must lock nobody out until then.
            db.execute("delete from tries where at <= ? or at > ?", (as_text(at - window), as_text(at + window)))
            rows = db.execute("select at from tries where subject = ? order by at", (subject,)).fetchall()
            taken = [from_text(row[0]) for row in rows]
            admitted = len(taken) < limit
            if admitted:
                db.execute("insert into tries (subject, at) values (?, ?)", (subject, as_text(at)))
                taken.append(at)
        left = max(0, limit - len(taken))
        return Tries(admitted=admitted, left=left, again_at=None if left else taken[-limit] + window)

    def forget_tries(self, subject: str) -> None:
        """See `AccountStore.forget_tries`."""
        with self._file.writing() as db:
            db.execute("delete from tries where subject = ?", (subject,))

    def add_link(self, link: Link) -> None:
        """See `AccountStore.add_link`."""
        with self._file.writing() as db:
            db.execute(
                "insert into links values (?, ?, ?, ?)",
                (link.token_digest, link.purpose, link.account, as_text(link.expires_at)),
            )

    def link(self, token_digest: str, *, at: datetime) -> Link | None:
        """See `AccountStore.link`."""
        with self._file.reading() as db:
            return _live_link(db, token_digest, at)

    def use_link(self, token_digest: str, *, at: datetime) -> Link | None:
        """See `AccountStore.use_link`."""
        with self._file.writing(durable=True) as db:
            found = _live_link(db, token_digest, at)
            db.execute("delete from links where token_digest = ?", (token_digest,))
            return found


def _account(row: tuple[str, str, str, str, str, int, str] | None) -> Account | None:
    if row is None:
        return None
    account_id, login, name_zh, name_en, role, active, created_at = row
    return Account(
        id=AccountId(account_id),
        login=login,
        name=Text(zh=name_zh, en=name_en),
        role=as_role(role),
        active=bool(active),
        created_at=from_text(created_at),
    )


def _live_link(db: Database, token_digest: str, at: datetime) -> Link | None:
    row = db.execute(
        "select purpose, account, expires_at from links where token_digest = ? and expires_at > ?",
        (token_digest, as_text(at)),
    ).fetchone()
    if row is None:
        return None
    purpose, account, expires_at = row
    return Link(
        token_digest=token_digest,
        purpose=cast("Purpose", purpose),
        account=None if account is None else AccountId(account),
        expires_at=from_text(expires_at),
    )
