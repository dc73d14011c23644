"""How does a scenario of one's own stand: who wrote it, what was published, who is asked for a yes?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from mysterydesk.authored_files import Version, Written
from mysterydesk.store.records import AccountId

Origin = Literal["template", "seed", "shipped", "own", "upload", "ticket"]
"""A template, a seed, a scenario that ships, a version of an own one, a person's file, a real ticket."""
ORIGINS: Final[tuple[Origin, ...]] = get_args(Origin)

Standing = Literal["draft", "in_review", "published", "retired"]


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
class Authored(Written[Origin]):
    """How a scenario of one's own stands.

    Attributes:
        sent: Who asked for a second person, while nobody has changed or answered it since.
        back: Who sent it back last, until it is sent in again.
        retired: Who took it out of the library, until a version is published again.
    """

    sent: Act | None = None
    back: Act | None = None
    retired: Act | None = None

    @property
    def offered(self) -> Version | None:
        """The version that drills are drawn from; None before the first and after retirement."""
        return None if self.retired else self.newest

    @property
    def standing(self) -> Standing:
        """How far the newest text has come."""
        if self.sent:
            return "in_review"
        if self.is_draft:
            return "draft"
        return "retired" if self.retired else "published"
