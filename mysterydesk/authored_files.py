"""How does something that people write stand: what it was begun from, every change, what was published?

Handbooks of one's own (`pack_stream`) and scenarios of one's own (`scenario_stream`) are written, kept and published
alike; each adds what is its own.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from mysterydesk.pack_files import Files
from mysterydesk.store.records import AccountId, Digest, StoredEvent
from policy.text import Text

O_co = TypeVar("O_co", bound=str, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One change that was kept.

    Attributes:
        place: Version of the stream.
        files: Document of the files from then on.
        by: Who.
        at: When.
    """

    place: int
    files: Digest
    by: AccountId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Generic[O_co]):
    """What somebody wants to begin.

    Attributes:
        title: What people read.
        origin: What it is made from.
        name: Which of them, by id.
        version: Number of the version that is copied of an own one; 0: its newest.
        files: A person's own files, where it is made from these.
    """

    title: Text
    origin: O_co
    name: str = ""
    version: int = 0
    files: Files | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Base(Generic[O_co]):
    """What it was begun from.

    Attributes:
        origin: Of which kind that is.
        name: Which of them; empty where the origin says it all.
        files: Document of the files, unchanged.
    """

    origin: O_co
    name: str
    files: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One published version.

    Attributes:
        number: From 1.
        place: Version of the stream.
        files: Document of its files.
        digest: Of what it says.
        label: What its own head calls the version; empty where it has none.
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
class Written(Generic[O_co]):
    """How something written stands.

    Attributes:
        id: Its name in the store.
        base: What it was begun from.
        seen: Version of the stream; a change is refused where it has moved on.
        saves: Every change that was kept, the beginning among them, oldest first.
        beside: Texts that came after somebody else's, kept and not taken, oldest first.
        versions: What was published, oldest first.
    """

    id: str
    base: Base[O_co]
    seen: int
    saves: tuple[Saved, ...]
    beside: tuple[Saved, ...] = ()
    versions: tuple[Version, ...] = ()

    @property
    def owner(self) -> AccountId:
        """Who began it."""
        return self.saves[0].by

    @property
    def author(self) -> AccountId:
        """Who changed it last."""
        return self.saves[-1].by

    @property
    def changed_at(self) -> datetime:
        """When it was changed last."""
        return self.saves[-1].at

    @property
    def files(self) -> Digest:
        """Document of the files as they are now."""
        return self.saves[-1].files

    @property
    def newest(self) -> Version | None:
        """The newest published version; None before the first."""
        return self.versions[-1] if self.versions else None

    @property
    def is_draft(self) -> bool:
        """Whether something stands here that is not published."""
        return self.newest is None or self.newest.files != self.files

    @property
    def compared(self) -> Digest:
        """Document of the files that the draft is compared with: the newest version, else what it was begun from."""
        return self.newest.files if self.newest else self.base.files


def saved_in(event: StoredEvent) -> Saved:
    """Read the change that an event keeps."""
    files, by = Digest(str(event.body["files"])), AccountId(str(event.body["by"]))
    return Saved(place=event.version, files=files, by=by, at=event.at)


def version_in(event: StoredEvent, number: int, last: Saved) -> Version:
    """Read the version that an event publishes; `last` is the change before it."""
    return Version(
        number=number,
        place=event.version,
        files=Digest(str(event.body["files"])),
        digest=str(event.body["digest"]),
        label=str(event.body.get("label", "")),
        author=last.by,
        by=AccountId(str(event.body["by"])),
        at=event.at,
    )


def base_in(event: StoredEvent, origins: tuple[O_co, ...]) -> Base[O_co]:
    """Read what the first event says it was begun from."""
    base = event.body["base"] if isinstance(event.body["base"], dict) else {}
    return Base(
        origin=next(one for one in origins if one == base.get("origin")),
        name=str(base.get("name", "")),
        files=Digest(str(base.get("files", ""))),
    )
