"""Who lives in a demo store?

Their pass phrases are public, so they are put only into an empty store, which then carries the mark for ever:
it shows a banner and answers this machine alone.
"""

from datetime import datetime

from mysterydesk.accounts import NewAccount, open_account
from mysterydesk.errors import StoreError
from mysterydesk.store.protocol import Store
from policy.text import Text

_MARK = "store.demo"

DEMO_ACCOUNTS: tuple[NewAccount, ...] = (
    NewAccount(
        login="chenxiao", name=Text(zh="陈晓", en="Chen Xiao"), role="trainee", phrase="listen-first-then-log"
    ),
    NewAccount(login="zhoulan", name=Text(zh="周岚", en="Zhou Lan"), role="trainer", phrase="a-clause-per-finding"),
    NewAccount(login="hemin", name=Text(zh="何敏", en="He Min"), role="examiner", phrase="two-people-sign-it"),
    NewAccount(login="linyu", name=Text(zh="林宇", en="Lin Yu"), role="qa", phrase="blind-visits-tell-more"),
    NewAccount(login="sunqi", name=Text(zh="孙琪", en="Sun Qi"), role="manager", phrase="ready-means-measured"),
    NewAccount(login="wuhang", name=Text(zh="吴航", en="Wu Hang"), role="admin", phrase="backups-are-restored"),
)


def is_demo(store: Store) -> bool:
    """Tell whether a store carries the mark."""
    return store.settings.get(_MARK) == "yes"


def mark_demo(store: Store) -> None:
    """Say that a store is a demo store, for ever."""
    store.settings.put(_MARK, "yes")


def make_demo(store: Store, *, at: datetime) -> None:
    """Turn an empty store into a demo store; a demo store stays as it is.

    Raises:
        StoreError: `not_empty` when real people have accounts there.
    """
    if is_demo(store):
        return
    with store.atomic():
        if store.accounts.everyone():
            raise StoreError("not_empty")
        mark_demo(store)
        for new in DEMO_ACCOUNTS:
            open_account(store, new, by=None, at=at)
