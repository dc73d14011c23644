"""What does the product ask of the lists beside the streams: status bits, settings, the read model of attempts?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from mysterydesk.store.records import AccountId, AttemptRow, StatusEntry


class StatusStore(Protocol):
    """Places in status lists (W3C Bitstring Status List): which credential holds which bit."""

    def claim(self, status_list: str, credential: str, *, capacity: int) -> int:
        """Give a credential its bit, drawn at random so that neighbours tell nothing; repeatable.

        Raises:
            StoreError: `status_list_full`.
        """
        ...

    def set_revoked(self, status_list: str, index: int, *, at: datetime | None, reason: str = "") -> None:
        """Set the moment of revocation, or None to lift it."""
        ...

    def entries(self, status_list: str) -> tuple[StatusEntry, ...]:
        """List the taken bits in order."""
        ...


class SettingStore(Protocol):
    """Named texts of this installation."""

    def get(self, name: str) -> str | None:
        """Give a setting, or None."""
        ...

    def put(self, name: str, value: str) -> None:
        """Set it."""
        ...

    def everything(self) -> Sequence[tuple[str, str]]:
        """List all in order of name."""
        ...


class AttemptRows(Protocol):
    """Read model of attempts: written beside the event that changes it, rebuilt from the streams at any time."""

    def keep(self, row: AttemptRow) -> None:
        """Add a line or overwrite it."""
        ...

    def get(self, attempt: str) -> AttemptRow | None:
        """Find the line of an attempt."""
        ...

    def of(self, account: AccountId) -> tuple[AttemptRow, ...]:
        """List the lines of a person, oldest first."""
        ...

    def everything(self) -> tuple[AttemptRow, ...]:
        """List all lines, newest first, then by id."""
        ...

    def clear(self) -> None:
        """Drop all lines, to rebuild them."""
        ...
