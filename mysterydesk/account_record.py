"""What stands on the record about an account: opened, changed, erased, and by whom?"""

import secrets
from datetime import datetime

from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account, AccountId, Batch, NewEvent, StreamId
from mysterydesk.store.upcasters import newest_schema


def stream_of(account: AccountId) -> StreamId:
    """Name the stream of an account's changes."""
    return StreamId(f"account/{account}")


def has_chosen_phrase(store: Store, account: AccountId) -> bool:
    """Tell whether somebody has ever come by a one-time link and chosen the pass phrase of an account."""
    return any(one.kind == "account.pass_phrase_changed" for one in store.events.read(stream_of(account)))


def note_account(store: Store, account: Account, kind: str, *, by: AccountId | None, at: datetime) -> None:
    """Write an account event; the caller holds the transaction, so nobody can come between head and append.

    Login and names lie aside; of an account that is being erased they are not written at all.
    """
    names = {"login": account.login, "name_zh": account.name.zh, "name_en": account.name.en}
    event = NewEvent(
        kind=kind,
        schema=newest_schema(kind),
        body={"role": account.role, "active": account.active, "by": by},
        aside={} if kind == "account.erased" else names,
    )
    stream = stream_of(account.id)
    seen = store.events.head(stream).version
    store.events.append(Batch(stream=stream, expected_version=seen, key=secrets.token_hex(8), at=at, events=(event,)))
