"""What can be made ready while somebody is still typing a pass phrase?"""

from importlib import import_module
from threading import Lock, Thread

from mysterydesk.errors import report

MODULES = ("mysterydesk.drills", "mysterydesk.papers", "pandas", "altair")
"""What the first pages behind the sign-in import (decision 024 keeps it out of the start); pandas before altair,
which would take a half loaded one for whole."""

HELLO = {"zh": "您好", "en": "Hello"}
"""The first message in a language has its patterns made ready."""


_begun = Lock()
"""Held from the first call on, and given back by a failure, however soon it comes."""


def warm() -> None:
    """Load the engine and the content in a thread of their own; unless that failed, a second call does nothing."""
    if _begun.acquire(blocking=False):
        Thread(target=_try, name="warm", daemon=True).start()


def _try() -> None:
    """Load, and keep what went wrong for the log: the page that needs it will say it, the next call tries again."""
    try:
        _load()
    except Exception as error:  # noqa: BLE001  nobody is above a thread to hear it
        report(error)
        _begun.release()


def _load() -> None:
    for name in MODULES:
        import_module(name)
    shelf = import_module("mysterydesk.shelf")
    for content in (shelf.handbook, shelf.world, shelf.scenarios, shelf.wording, shelf.rules):
        content()
    read = import_module("simulator.reading.read").read
    for lang, said in HELLO.items():
        read(said, lang, shelf.rules())
