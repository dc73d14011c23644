"""Which handbooks can be read here: those that ship, and a company's own in their newest published version?

Nobody is drilled or scored under an own pack: it has clauses, clocks and figures, and no rubric (`shelf.SCORED`).
"""

import logging
from collections.abc import Mapping

from mysterydesk import shelf
from mysterydesk.authored_files import Version
from mysterydesk.errors import WorldError
from mysterydesk.pack_stream import all_packs, read_pack
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Digest
from policy.handbook import Handbook

log = logging.getLogger("mysterydesk")


def handbooks(store: Store | None) -> Mapping[str, Handbook]:
    """Give every handbook that can be read, by id: those that ship first.

    An own version that this program can no longer read is left out and logged, so that the others stay readable.
    """
    found = {name: shelf.handbook(name) for name in shelf.HANDBOOKS}
    for pack in all_packs(store) if store else ():
        if pack.newest is None or store is None:
            continue
        try:
            found[pack.id] = _read(store, pack.newest)
        except WorldError as fault:
            log.warning("pack %s version %d cannot be read: %s", pack.id, pack.newest.number, fault)
    return found


def handbook(store: Store, name: str) -> Handbook:
    """Give one of them.

    Raises:
        WorldError: `no_such_handbook`; `content_broken` for an own one that this program can no longer read.
    """
    if name in shelf.HANDBOOKS:
        return shelf.handbook(name)
    try:
        newest = read_pack(store, name).newest
    except WorldError:
        newest = None
    return shelf.handbook(name) if newest is None else _read(store, newest)


def _read(store: Store, version: Version) -> Handbook:
    return shelf.handbook_of(store.documents.get(Digest(version.files)).data)
