"""What may somebody do with a company's own packs: begin, open, change, publish?

Whoever changed a pack last never publishes it: another person looks at what has changed and says yes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mysterydesk import shelf
from mysterydesk.accounts import require
from mysterydesk.authored_files import Saved
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.pack_check import LONGEST_TITLE, checked, fits_title
from mysterydesk.pack_files import Files, problems_of_size, tidy
from mysterydesk.pack_source import NewPack, headed, source_of
from mysterydesk.pack_stream import (
    BEGUN,
    PUBLISHED,
    SAVED,
    Pack,
    Version,
    all_packs,
    append,
    files_of,
    keep,
    read_pack,
    stream_of,
)
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account

_ID: Final = re.compile(r"[A-Z][A-Z0-9]{1,11}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A pack on somebody's desk.

    Attributes:
        pack: How it stands.
        files: Its files now.
        base: The files it is compared with: its newest published version, else what it was copied from.
    """

    pack: Pack
    files: Files
    base: Files


def packs(store: Store, account: Account) -> tuple[Pack, ...]:
    """List the own packs, published or not, in order of name.

    Raises:
        NotAllowed: The role does not author content.
    """
    require(account, "author_content")
    return all_packs(store)


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
    own = headed(source, wanted)
    _refuse_size(own)
    with store.atomic():
        base = {"origin": wanted.origin, "name": wanted.name, "files": keep(store, source, at)}
        body = {"by": account.id, "files": keep(store, own, at), "base": base}
        try:
            append(store, wanted.id, BEGUN, body, seen=0, at=at)
        except Conflict as moved:
            raise WorldError("pack_id_taken", name=wanted.id) from moved
    return read_pack(store, wanted.id)


def opened(store: Store, account: Account, pack_id: str) -> Opened:
    """Open a pack for changing.

    Raises:
        NotAllowed: The role does not author content.
        WorldError: `no_such_pack`.
    """
    require(account, "author_content")
    pack = read_pack(store, pack_id)
    base = pack.newest.files if pack.newest else pack.base.files
    return Opened(pack=pack, files=files_of(store, pack.files), base=files_of(store, base))


def files_at(store: Store, account: Account, pack_id: str, place: int) -> Files:
    """Give the files as they were kept or published then.

    Args:
        store: Where.
        account: Who asks.
        pack_id: Which pack.
        place: Version of its stream.

    Raises:
        NotAllowed: The role does not author content.
        WorldError: `no_such_pack`, `pack_not_published`.
    """
    require(account, "author_content")
    pack = read_pack(store, pack_id)
    kept: tuple[Saved | Version, ...] = (*pack.saves, *pack.versions)
    found = next((one.files for one in kept if one.place == place), None)
    if found is None:
        raise WorldError("pack_not_published", name=pack_id)
    return files_of(store, found)


def save(store: Store, account: Account, pack_id: str, files: Files, *, seen: int, at: datetime) -> Pack:
    """Keep a change; a pack with problems is kept too.

    Args:
        store: Where.
        account: Who.
        pack_id: Which pack.
        files: All of its files.
        seen: Version of the stream that the change was made on.
        at: Wall time.

    Raises:
        NotAllowed: The role does not author content.
        Conflict: Somebody, or another window, has changed or published it since; nothing is written.
        WorldError: `no_such_pack`, `pack_too_much`.
    """
    require(account, "author_content")
    pack = read_pack(store, pack_id)
    own = {name: tidy(text) for name, text in files.items()}
    _refuse_size(own)
    if pack.seen != seen:
        raise Conflict("pack_moved_on", seen=seen, stored=pack.seen)
    with store.atomic():
        digest = keep(store, own, at)
        if digest != pack.files:
            try:
                append(store, pack_id, SAVED, {"by": account.id, "files": digest}, seen=seen, at=at)
            except Conflict as moved:
                raise Conflict("pack_moved_on", seen=seen, stored=0) from moved
    return read_pack(store, pack_id)


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
    require(account, "publish_content")
    pack = read_pack(store, pack_id)
    if pack.author == account.id:
        raise WorldError("pack_own_change")
    if not pack.is_draft:
        raise WorldError("pack_nothing_new")
    found = checked(files_of(store, pack.files), pack_id)
    if found.handbook is None:
        raise WorldError("pack_has_problems", count=len(found.problems))
    if pack.seen != seen or found.handbook.digest != digest:
        raise Conflict("pack_moved_on", seen=seen, stored=pack.seen)
    body: Mapping[str, object] = {
        "by": account.id,
        "files": pack.files,
        "digest": found.handbook.digest,
        "label": found.handbook.version,
    }
    append(store, pack_id, PUBLISHED, body, seen=seen, at=at)
    return read_pack(store, pack_id)


def _refuse_size(files: Files) -> None:
    """Refuse what is too much to keep; the first reason is enough."""
    for one in problems_of_size(files):
        raise WorldError("pack_too_much", name=one.source)
