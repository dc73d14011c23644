"""Which store may a command look into that changes nothing?"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mysterydesk.commands.output import refuse_fault
from mysterydesk.errors import WorldError
from mysterydesk.settings import from_environment
from mysterydesk.store.sqlite import SqliteStore


@contextmanager
def kept_store(place: Path | None) -> Iterator[SqliteStore | None]:
    """Open the store that is there, as it is; None where nobody named one and the usual one is not there.

    A store that was named and is absent, or that cannot be read, ends the command in words.
    """
    database = place or from_environment().database
    if not database.exists():
        if place is not None:
            refuse_fault(WorldError("file_unreadable", path=database, cause="absent"))
        yield None
        return
    try:
        with closing(SqliteStore(database, upgrade=False)) as store:
            yield store
    except WorldError as fault:
        refuse_fault(fault)
