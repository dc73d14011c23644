"""What does everything that answers a request share?"""

from dataclasses import dataclass

from mysterydesk.demo_accounts import is_demo
from mysterydesk.drill_rows import ensure
from mysterydesk.settings import Settings
from mysterydesk.store.protocol import Store
from mysterydesk.store.sqlite import SqliteStore


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """An opened installation.

    Attributes:
        settings: How it is set up.
        store: What it keeps.
        demo: Whether the store is a demo store.
    """

    settings: Settings
    store: Store
    demo: bool


def open_world(settings: Settings) -> World:
    """Open the store of an installation.

    Raises:
        StoreError: When it cannot be opened.
    """
    store = SqliteStore(settings.database)
    ensure(store)
    return World(settings=settings, store=store, demo=is_demo(store))
