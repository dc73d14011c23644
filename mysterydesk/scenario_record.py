"""How does a scenario of one's own stand: who wrote it, what was published, who is asked for a yes?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from mysterydesk.authored_files import Saved
from mysterydesk.store.records import AccountId, Digest

Origin = Literal["template", "seed", "shipped", "own", "upload", "ticket"]
ORIGINS: Final[tuple[Origin, ...]] = get_args(Origin)

Standing = Literal["draft", "in_review", "published", "retired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a scenario was begun from.

    Attributes:
        origin: A template, a seed, a scenario that ships, a version of an own one, a person's file, a real ticket.
        name: Which of them; empty for a file and a ticket.
        files: Document of the files, unchanged.
    """

    origin: Origin
    name: str
    files: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that was done to the draft as it stood.

    Attributes:
        by: Who.
        at: When.
        words: Why it was sent back; empty otherwise, and where it was erased.
    """

    by: AccountId
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One published version.

    Attributes:
        number: From 1.
        place: Version of the stream.
        files: Document of its files.
        digest: Of what it says, as `Scenario.digest`.
        author: Who changed it last.
        by: Who published it.
        at: When.
    """

    number: int
    place: int
    files: Digest
    digest: str
    author: AccountId
    by: AccountId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Authored:
    """How a scenario of one's own stands.

    Attributes:
        id: Its id, as its text says it too.
        source: What it was begun from.
        seen: Version of the stream; a change is refused where it has moved on.
        owner: Who began it.
        author: Who changed it last.
        changed_at: When.
        files: Document of the files as they are now.
        saves: Every change that was kept, the beginning among them, oldest first.
        beside: Texts that came after somebody else's, kept and not taken, oldest first.
        editions: What was published, oldest first.
        sent: Who asked for a second person, while nobody has changed or answered it since.
        back: Who sent it back last, until it is sent in again.
        retired: Who took it out of the library, until a version is published again.
    """

    id: str
    source: Source
    seen: int
    owner: AccountId
    author: AccountId
    changed_at: datetime
    files: Digest
    saves: tuple[Saved, ...]
    beside: tuple[Saved, ...] = ()
    editions: tuple[Edition, ...] = ()
    sent: Act | None = None
    back: Act | None = None
    retired: Act | None = None

    @property
    def newest(self) -> Edition | None:
        """The newest published version; None before the first."""
        return self.editions[-1] if self.editions else None

    @property
    def offered(self) -> Edition | None:
        """The version that drills are drawn from; None before the first and after retirement."""
        return None if self.retired else self.newest

    @property
    def is_draft(self) -> bool:
        """Whether something stands here that is not published."""
        return self.newest is None or self.newest.files != self.files

    @property
    def standing(self) -> Standing:
        """How far the newest text has come."""
        if self.sent:
            return "in_review"
        if self.is_draft:
            return "draft"
        return "retired" if self.retired else "published"
