"""What may an author do with scenarios of one's own: begin, open, look back, save?

Two people who write at once lose nothing: whose text comes second is told, and it is kept beside the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NoReturn

from mysterydesk.accounts import require
from mysterydesk.errors import Conflict, WorldError
from mysterydesk.pack_check import LONGEST_TITLE, fits_title
from mysterydesk.pack_files import Files, problems_of_size, tidy
from mysterydesk.scenario_record import Authored
from mysterydesk.scenario_source import NewScenario, headed, new_id, source_of
from mysterydesk.scenario_stream import (
    BEGUN,
    BESIDE,
    SAVED,
    all_authored,
    append,
    files_of,
    keep,
    read_authored,
)
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import Account

TRIES: Final = 5
"""How often a text that came too late is written beside a scenario that keeps moving."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A scenario on somebody's desk.

    Attributes:
        authored: How it stands.
        files: Its files now.
        base: The files it is compared with: its newest published version, else what it was begun from.
    """

    authored: Authored
    files: Files
    base: Files


def drafts(store: Store, account: Account) -> tuple[Authored, ...]:
    """List the scenarios of one's own, published or not, in order of id.

    Raises:
        NotAllowed: The role does not author content.
    """
    require(account, "author_content")
    return all_authored(store)


def begin(store: Store, account: Account, wanted: NewScenario, at: datetime) -> Authored:
    """Begin a scenario of one's own.

    Raises:
        NotAllowed: The role does not author content.
        WorldError: `scenario_slug_unfit`, `scenario_title_wanted`, `scenario_numbers_used`, `no_such_scenario`,
            `no_such_draft`, `scenario_not_published`, `pack_too_much`.
    """
    require(account, "author_content")
    named = wanted.origin in {"upload", "ticket"} and not (wanted.title.zh or wanted.title.en)
    if not named and not (fits_title(wanted.title.zh) and fits_title(wanted.title.en)):
        raise WorldError("scenario_title_wanted", most=LONGEST_TITLE)
    source = source_of(store, wanted)
    with store.atomic():
        scenario_id = new_id(store, wanted, source)
        own = headed(source, scenario_id, wanted.title)
        _refuse_size(own)
        base: Mapping[str, str] = {"origin": wanted.origin, "name": wanted.name, "files": keep(store, source, at)}
        body: dict[str, str | Mapping[str, str]] = {"by": account.id, "files": keep(store, own, at), "base": base}
        append(store, scenario_id, BEGUN, body, seen=0, at=at)
    return read_authored(store, scenario_id)


def opened(store: Store, account: Account, scenario_id: str) -> Opened:
    """Open a scenario for changing.

    Raises:
        NotAllowed: The role does not author content.
        WorldError: `no_such_draft`.
    """
    require(account, "author_content")
    found = read_authored(store, scenario_id)
    base = found.newest.files if found.newest else found.source.files
    return Opened(authored=found, files=files_of(store, found.files), base=files_of(store, base))


def files_at(store: Store, account: Account, scenario_id: str, place: int) -> Files:
    """Give the files as they were kept, kept beside, or published then.

    Args:
        store: Where.
        account: Who asks.
        scenario_id: Which scenario.
        place: Version of its stream.

    Raises:
        NotAllowed: The role does not author content.
        WorldError: `no_such_draft`, `scenario_not_published`.
    """
    require(account, "author_content")
    found = read_authored(store, scenario_id)
    kept = {one.place: one.files for one in (*found.saves, *found.beside)}
    kept |= {one.place: one.files for one in found.editions}
    if place not in kept:
        raise WorldError("scenario_not_published", name=scenario_id)
    return files_of(store, kept[place])


def save(store: Store, account: Account, scenario_id: str, files: Files, *, seen: int, at: datetime) -> Authored:
    """Keep a change; a scenario with problems is kept too.

    Args:
        store: Where.
        account: Who.
        scenario_id: Which scenario.
        files: All of its files.
        seen: Version of the stream that the change was made on.
        at: Wall time.

    Raises:
        NotAllowed: The role does not author content.
        Conflict: Somebody, or another window, has changed it since; this text is kept beside theirs.
        WorldError: `no_such_draft`, `pack_too_much`.
    """
    require(account, "author_content")
    found = read_authored(store, scenario_id)
    own = {name: tidy(text) for name, text in files.items()}
    _refuse_size(own)
    with store.atomic():
        digest = keep(store, own, at)
    if found.seen != seen:
        _beside(store, account, found, {"by": account.id, "files": digest}, at)
    if digest != found.files:
        try:
            append(store, scenario_id, SAVED, {"by": account.id, "files": digest}, seen=seen, at=at)
        except Conflict:
            _beside(store, account, read_authored(store, scenario_id), {"by": account.id, "files": digest}, at)
    return read_authored(store, scenario_id)


def _beside(store: Store, account: Account, found: Authored, body: Mapping[str, str], at: datetime) -> NoReturn:
    """Keep a text that came too late beside the one that came first, and say so."""
    kept = {one.files for one in (*found.saves, *found.beside)}
    for _ in range(TRIES if body["files"] not in kept else 0):
        try:
            append(store, found.id, BESIDE, body, seen=found.seen, at=at)
            break
        except Conflict:
            found = read_authored(store, found.id)
    raise Conflict("scenario_moved_on", by=account.id, stored=found.seen)


def _refuse_size(files: Files) -> None:
    """Refuse what is too much to keep; the first reason is enough."""
    for one in problems_of_size(files):
        raise WorldError("pack_too_much", name=one.source)
