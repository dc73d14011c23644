"""What can have happened in a try beside its answers?"""

from dataclasses import dataclass
from datetime import datetime

from mysterydesk.store.records import AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusLoss:
    """The exam's window was not in front: since when, and for how long."""

    at: datetime
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Annulment:
    """Who annulled a sitting, when, and why."""

    by: AccountId
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An assessor's word on a try: whether it proves the level, why, and whether they have trained the candidate."""

    by: AccountId
    at: datetime
    agrees: bool
    own_trainer: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """A candidate's appeal, and what was decided: `upheld` is None while it waits."""

    at: datetime
    words: str
    upheld: bool | None = None
    by: AccountId | None = None
    answer: str = ""
