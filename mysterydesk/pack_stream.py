"""What has happened to a company's own pack: who began, changed and published it, and from which files?

A pack is one stream, `pack/<id>`; each event names the document that holds the files as they were then. Nothing is
overwritten: a draft with problems is kept like any other, and a published version never changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from mysterydesk.authored_files import Saved, append_to, files_in, saved_in
from mysterydesk.errors import WorldError, shown
from mysterydesk.pack_files import Files, bundled
from mysterydesk.store.protocol import Store
from mysterydesk.store.records import AccountId, Digest, StoredEvent, StreamId

KIND: Final = "pack"
"""Kind of the documents that hold files."""
PREFIX: Final = "pack/"
BEGUN, SAVED, PUBLISHED = "pack.begun", "pack.saved", "pack.published"

Origin = Literal["shipped", "own", "blank", "upload"]
ORIGINS: Final[tuple[Origin, ...]] = get_args(Origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What a pack was begun from.

    Attributes:
        origin: A handbook that ships, a published version of an own one, a blank one, or a person's files.
        name: Id of the handbook; empty for the other two.
        files: Document of the files, unchanged.
    """

    origin: Origin
    name: str
    files: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One published version.

    Attributes:
        number: From 1.
        place: Version of the stream.
        files: Document of its files.
        digest: Of what it says, as `Handbook.digest`.
        label: What its head calls the version.
        author: Who changed it last.
        by: Who published it.
        at: When.
    """

    number: int
    place: int
    files: Digest
    digest: str
    label: str
    author: AccountId
    by: AccountId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """How a pack stands.

    Attributes:
        id: Its name in the store.
        base: What it was begun from.
        seen: Version of the stream; a change is refused where it has moved on.
        owner: Who began it.
        author: Who changed it last.
        changed_at: When.
        files: Document of the files as they are now.
        saves: Every change that was kept, the beginning among them, oldest first.
        versions: What was published, oldest first.
    """

    id: str
    base: Base
    seen: int
    owner: AccountId
    author: AccountId
    changed_at: datetime
    files: Digest
    saves: tuple[Saved, ...]
    versions: tuple[Version, ...] = ()

    @property
    def newest(self) -> Version | None:
        """The version that others find; None before the first."""
        return self.versions[-1] if self.versions else None

    @property
    def is_draft(self) -> bool:
        """Whether something stands here that is not published."""
        return self.newest is None or self.newest.files != self.files


def stream_of(pack_id: str) -> StreamId:
    """Name the stream of a pack."""
    return StreamId(f"{PREFIX}{pack_id}")


def read_pack(store: Store, pack_id: str) -> Pack:
    """Read how a pack stands.

    Raises:
        WorldError: `no_such_pack`.
    """
    events = store.events.read(stream_of(pack_id))
    if not events:
        raise WorldError("no_such_pack", name=shown(pack_id))
    return _folded(pack_id, events)


def all_packs(store: Store) -> tuple[Pack, ...]:
    """Read every pack, in order of name."""
    heads = store.events.heads(PREFIX)
    return tuple(read_pack(store, head.stream.removeprefix(PREFIX)) for head in heads)


def files_of(store: Store, digest: Digest) -> Files:
    """Give files that an event names.

    Raises:
        StoreError: The document is missing or damaged, or is no pack.
    """
    return files_in(store, digest, {KIND, "handbook"})


def keep(store: Store, files: Files, at: datetime) -> Digest:
    """Keep files as a document."""
    return store.documents.put(KIND, bundled(files), at=at)


def append(store: Store, pack_id: str, kind: str, body: Mapping[str, object], *, seen: int, at: datetime) -> None:
    """Write what has happened.

    Raises:
        Conflict: The pack has moved past `seen`; nothing is written.
    """
    append_to(store, stream_of(pack_id), kind, body, seen=seen, at=at)


def _folded(pack_id: str, events: tuple[StoredEvent, ...]) -> Pack:
    first = events[0].body
    base = first["base"] if isinstance(first["base"], dict) else {}
    saves: list[Saved] = []
    versions: list[Version] = []
    for event in events:
        if event.kind == PUBLISHED:
            versions.append(_version(len(versions) + 1, event, saves[-1]))
        else:
            saves.append(saved_in(event))
    return Pack(
        id=pack_id,
        base=Base(
            origin=next(one for one in ORIGINS if one == base.get("origin")),
            name=str(base.get("name", "")),
            files=Digest(str(base.get("files", ""))),
        ),
        seen=events[-1].version,
        owner=saves[0].by,
        author=saves[-1].by,
        changed_at=saves[-1].at,
        files=saves[-1].files,
        saves=tuple(saves),
        versions=tuple(versions),
    )


def _version(number: int, event: StoredEvent, last: Saved) -> Version:
    return Version(
        number=number,
        place=event.version,
        files=Digest(str(event.body["files"])),
        digest=str(event.body["digest"]),
        label=str(event.body["label"]),
        author=last.by,
        by=AccountId(str(event.body["by"])),
        at=event.at,
    )
