"""What can be made ready while somebody is still typing a pass phrase?"""

from functools import lru_cache
from importlib import import_module
from threading import Thread

MODULES = ("mysterydesk.drills", "mysterydesk.papers", "altair")
"""What the first pages behind the sign-in import (decision 024 keeps it out of the start)."""

HELLO = {"zh": "您好", "en": "Hello"}
"""The first message in a language has its patterns made ready."""


@lru_cache(maxsize=1)
def warm() -> None:
    """Load the engine and the content in a thread of their own; a second call does nothing."""
    Thread(target=_load, name="warm", daemon=True).start()


def _load() -> None:
    for name in MODULES:
        import_module(name)
    shelf = import_module("mysterydesk.shelf")
    for content in (shelf.handbook, shelf.world, shelf.scenarios, shelf.wording, shelf.rules):
        content()
    read = import_module("simulator.reading.read").read
    for lang, said in HELLO.items():
        read(said, lang, shelf.rules())
