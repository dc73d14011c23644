"""What do the columns and words of one kind of export mean?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from policy.text import Text

Form = Literal["events", "tickets"]
"""One row for every event of a ticket, or one row a ticket."""

CANONICAL: Final = (
    "ticket_id",
    "opened_at",
    "event_at",
    "sequence",
    "state",
    "first_response_at",
    "first_response_after",
    "resolved_at",
    "resolved_after",
    "closed_at",
    "updated_at",
    "priority",
    "impact",
    "urgency",
    "group",
    "assignee",
    "channel",
    "category",
    "reopen_count",
    "reassign_count",
    "paused",
    "csat",
    "sla_met",
)
"""Names that a column can be mapped to; `_after` is a span since the opening."""

NEEDED: Final[Mapping[Form, tuple[str, ...]]] = {
    "events": ("ticket_id", "event_at", "state"),
    "tickets": ("ticket_id", "opened_at"),
}

SPANS: Final = frozenset({"first_response_after", "resolved_after", "paused"})

MOMENTS: Final = ("opened_at", "event_at", "first_response_at", "resolved_at", "closed_at", "updated_at")
"""Columns that hold times."""

PERSONAL: Final = frozenset({"assignee"})
"""Canonical columns that name a person."""

OTHERWISE: Final = "*"
"""Key of the meaning that a state has when it is not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A mapping from one kind of export to tickets.

    Attributes:
        id: Name of the format.
        title: What people call it.
        source: First half of the key (source, ticket id), so that two systems' numbers never mix.
        form: Whether rows are events or tickets.
        recognised_by: Columns that together tell this export; empty: only when it is asked for.
        columns: Canonical name to the names a file may have for it, the first found counts.
        units: Of columns that hold a span: `seconds`, `minutes`, `hours`.
        prefixes: Text that a value has to begin with, put in front where it is missing, e.g. `INC`.
        cut_at: Text from which on a value is dropped, e.g. ` - ` of `3 - Moderate`.
        labels: Words before a value that say nothing, e.g. `Group` of `Group 70`.
        repeats: A column that the export names several times, and what each of them is; none: they are a list.
        wrapped: Whether `Custom field (X)`, in whatever language, is the column X.
        missing: Cells that mean nothing is there.
        formats: Patterns of times besides ISO 8601.
        languages: Languages of the names of months.
        states: State, in lower case, to what it means: `new`, `active`, `wait:<whom>`, `resolved`, `closed`,
            `cancelled`, or `same` where it says nothing.
        ranks: Priority, in lower case, to its rank, 1 being the most urgent.
        guessed: Those of them, in lower case, whose rank nobody knows: it is a guess until somebody says it.
        channels: Way in, in lower case, to its code in the handbooks (`phone`, `email`, `ticket_system`, …).
        tiers: Group to the tier it is (`T1`, `T2`, `T3`); of a log only, and only where the desk has said so.
        personal: Columns that name people, kept as pseudonyms.
        moments: Columns that are not mapped and hold times; they are kept as instants.
        dropped: Columns of free text, which are not kept.
    """

    id: str
    title: Text
    source: str
    form: Form
    columns: Mapping[str, tuple[str, ...]]
    recognised_by: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    cut_at: Mapping[str, str] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    repeats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wrapped: bool = False
    missing: frozenset[str] = frozenset({""})
    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)
    guessed: tuple[str, ...] = ()
    channels: Mapping[str, str] = field(default_factory=dict)
    tiers: Mapping[str, str] = field(default_factory=dict)
    personal: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    def meaning(self, state: str) -> str | None:
        """Say what a state means; None: the profile does not know it."""
        return self.states.get(state.lower()) or self.states.get(OTHERWISE)

    def channel(self, written: str) -> str:
        """Give the handbooks' code of a way in; one that the profile does not know stays as it is written."""
        return self.channels.get(written.lower(), written)

    def rank(self, priority: str) -> int | None:
        """Give the rank of a priority, 1 the most urgent; None: the profile does not know it."""
        return self.ranks.get(priority.lower())
