"""A store with one credential in it, awarded as the ladder would."""

from datetime import datetime, timedelta
from pathlib import Path

from mysterydesk import awarding, issuing
from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.clock import now
from mysterydesk.settings import Settings
from mysterydesk.store.sqlite import SqliteStore
from policy.text import Text
from tests.certification.issued import award

NUMBER = issuing.number_of(award().id)
HOLDER = f"chenxiao@{awarding.DOMAIN}"


def with_credential(place: Path, url: str = "", at: datetime | None = None) -> SqliteStore:
    """Open a new store whose trainee `chenxiao` holds a credential; `hemin` is its examiner."""
    when = at or now() - timedelta(hours=1)
    store = SqliteStore(place)
    for login, role in (("chenxiao", "trainee"), ("hemin", "examiner")):
        name = Text(zh=login, en=login)
        new = NewAccount(login=login, name=name, role=role, phrase="a long enough phrase")  # type: ignore[arg-type]
        open_account(store, new, by=None, at=when)
    holder = store.accounts.by_login("chenxiao")
    assert holder is not None
    here = issuing.house(store, Settings(database=place, public_url=url))
    made = award(holder_email=HOLDER, awarded_at=when, valid_until=when + timedelta(days=730))
    awarding.keep(store, here, holder, made, when)
    return store
