"""What may somebody do with a company's own packs: begin, open, change, publish?

Whoever changed a pack last never publishes it: another person looks at what has changed and says yes.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from mysterydesk import shelf
from mysterydesk.accounts import require
from mysterydesk.authored_drafts import Drafts
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.pack_check import LONGEST_TITLE, checked, fits_title
from mysterydesk.pack_source import NewPack, headed, source_of
from mysterydesk.pack_stream import PACKS, Pack, files_of, stream_of
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account

_ID: Final = re.compile(r"[A-Z][A-Z0-9]{1,11}")

DRAFTS: Final = Drafts(streams=PACKS)
packs, opened, files_at, save = DRAFTS.all, DRAFTS.opened, DRAFTS.files_at, DRAFTS.save


def begin(store: Store, account: Account, wanted: NewPack, at: datetime) -> Pack:
    """Begin a pack of one's own.

    Raises:
        NotAllowed: The role does not author content.
        WorldError: `pack_id_unfit`, `pack_id_taken`, `pack_title_wanted`, `no_such_handbook`, `no_such_pack`,
            `pack_not_published`, `pack_too_much`.
    """
    require(account, "author_content")
    if not _ID.fullmatch(wanted.id):
        raise WorldError("pack_id_unfit")
    if wanted.id in shelf.HANDBOOKS or store.events.head(stream_of(wanted.id)).version:
        raise WorldError("pack_id_taken", name=wanted.id)
    if not (fits_title(wanted.title.zh) and fits_title(wanted.title.en)):
        raise WorldError("pack_title_wanted", most=LONGEST_TITLE)
    source = source_of(store, wanted)
    try:
        base = (wanted.origin, wanted.name, source)
        return DRAFTS.begin(store, account, wanted.id, headed(source, wanted), base, at)
    except Conflict as moved:
        raise WorldError("pack_id_taken", name=wanted.id) from moved


def publish(store: Store, account: Account, pack_id: str, digest: str, *, seen: int, at: datetime) -> Pack:
    """Say yes to what somebody else has written; from then on it is found where handbooks are chosen.

    Args:
        store: Where.
        account: Who says yes.
        pack_id: Which pack.
        digest: Of the handbook as this person has read it.
        seen: Version of the stream that was read.
        at: Wall time.

    Raises:
        NotAllowed: The role does not publish content.
        Conflict: It has changed since it was read.
        WorldError: `no_such_pack`, `pack_own_change`, `pack_nothing_new`, `pack_has_problems`.
    """

    def ready(pack: Pack) -> Mapping[str, str]:
        if not pack.is_draft:
            raise WorldError("pack_nothing_new")
        found = checked(files_of(store, pack.files), pack_id)
        if found.handbook is None:
            raise WorldError("pack_has_problems", count=len(found.problems))
        return {"digest": found.handbook.digest, "label": found.handbook.version}

    return DRAFTS.publish(store, account, pack_id, ready, digest=digest, seen=seen, at=at)
