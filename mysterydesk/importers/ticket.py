"""What is known of one ticket of another desk, whatever desk it was?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sla.timeline import Json, Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTicket:
    """One ticket in canonical columns; instants are UTC, what the source does not say is None.

    Attributes:
        source: System it comes from; (source, id) names a ticket for ever.
        id: Its number there.
        opened_at: When the customer came.
        first_response_at: First contact by a person, or the nearest event that the source records.
        resolved_at: When it was last resolved and not opened again.
        closed_at: When it was last closed.
        priority: Last priority as the source writes it, without its wording: `3` of `3 - Moderate`.
        rank: Rank of that priority in its source, 1 the most urgent.
        impact: As the source writes it.
        urgency: As the source writes it.
        state: Last state as the source writes it.
        is_open: Whether it is neither resolved, closed nor cancelled.
        group: Last group.
        assignee: Pseudonym of the last person, None without a key.
        channel: How the customer came.
        category: As the source writes it.
        reopen_count: How often it was opened again.
        reassign_count: How often it was handed on.
        paused: How long the source says it waited for the customer.
        csat: Rating as the source writes it.
        sla_met: What the source says of its own targets.
        timeline: Its events in our vocabulary; `level` of a `ticket.severity_set` is the source's priority.
        last_row: Last line of the file that told of it.
        other: Columns that are not mapped; people in them are pseudonyms or left out.
    """

    source: str
    id: str
    opened_at: datetime
    first_response_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    priority: str | None = None
    rank: int | None = None
    impact: str | None = None
    urgency: str | None = None
    state: str | None = None
    is_open: bool = True
    group: str | None = None
    assignee: str | None = None
    channel: str | None = None
    category: str | None = None
    reopen_count: int | None = None
    reassign_count: int | None = None
    paused: timedelta | None = None
    csat: str | None = None
    sla_met: bool | None = None
    timeline: Timeline
    last_row: int
    other: Mapping[str, Json]
