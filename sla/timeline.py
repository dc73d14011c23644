"""What happened to a ticket, in order?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final, NewType

EventId = NewType("EventId", int)

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
"""A value that a field of an event may hold: what JSON can say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One immutable fact of a timeline.

    Attributes:
        id: Position in its timeline, from 0.
        at: Scenario time (a drill) or wall time (a real ticket), aware; compared as an instant.
        kind: A kind of the event vocabulary (`policy.vocabulary`), e.g. `ticket.transferred`.
        actor: `trainee`, `customer`, `system`, `T1`, `T2`, `T3`, `supervisor`, or a name in a real log.
        fields: What the kind carries, e.g. `{"to_tier": "T2"}`.
    """

    id: EventId
    at: datetime
    kind: str
    actor: str
    fields: Mapping[str, Json] = field(default_factory=dict)


Timeline = tuple[Event, ...]


class NaiveTimeError(ValueError):
    """A moment came without its zone: expected an aware datetime."""


def aware(at: datetime) -> datetime:
    """Return the moment unchanged, or refuse one without a zone.

    Raises:
        NaiveTimeError: `at` has no UTC offset.
    """
    if at.utcoffset() is None:
        raise NaiveTimeError(f"expected an aware datetime, got {at.isoformat()}")
    return at


_PLACE: Final = attrgetter("at", "id")


def in_time_order(events: Iterable[Event]) -> Timeline:
    """Sort by instant, events of one instant by id; ids stay as they are."""
    return tuple(sorted(events, key=_PLACE))


def until(timeline: Timeline, as_of: datetime) -> Timeline:
    """Keep what was known at `as_of`, that instant included."""
    known = [event for event in timeline if event.at <= as_of]
    return tuple(known)


def of_kind(timeline: Timeline, *kinds: str) -> Timeline:
    """Keep the events of the named kinds, in their order."""
    return tuple(event for event in timeline if event.kind in kinds)


def seconds(span: timedelta) -> int:
    """Give a span in whole seconds, rounded down.

    >>> seconds(timedelta(minutes=30, milliseconds=400))
    1800
    """
    return span // timedelta(seconds=1)
