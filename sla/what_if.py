"""What would the clocks say if some events had been otherwise?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from policy.handbook import ClockName
from sla.clock import SlaClock
from sla.timeline import Event, EventId, Timeline, aware, in_time_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """An event that has not happened.

    Attributes:
        event: Which one.
    """

    event: EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An event that has happened at another time.

    Attributes:
        event: Which one.
        at: When.
    """

    event: EventId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """An event that has happened besides; its id is given anew.

    Attributes:
        event: What, and when.
    """

    event: Event


Edit = Dropped | Moved | Added


def edited(timeline: Timeline, edits: Iterable[Edit]) -> Timeline:
    """Give the timeline as it would be; ids of what stays are as they were.

    Raises:
        KeyError: An edit names an event that is not there.
        NaiveTimeError: A time came without its zone.
    """
    events = {event.id: event for event in timeline}
    for edit in edits:
        if isinstance(edit, Dropped):
            del events[edit.event]
        elif isinstance(edit, Moved):
            events[edit.event] = replace(events[edit.event], at=aware(edit.at))
        else:
            name = EventId(max((*events, *(one.id for one in timeline)), default=-1) + 1)
            events[name] = replace(edit.event, id=name, at=aware(edit.event.at))
    return in_time_order(events.values())


def is_unknown_at(edit: Edit, as_of: datetime) -> bool:
    """Say whether an edit puts an event behind the moment of reading, where nothing of it is known."""
    if isinstance(edit, Dropped):
        return False
    return (edit.at if isinstance(edit, Moved) else edit.event.at) > as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One clock before and after.

    Attributes:
        name: Which clock.
        before: As it is; None where the handbook of before has no such clock.
        after: As it would be; None where the handbook of after has none.
    """

    name: ClockName
    before: SlaClock | None
    after: SlaClock | None

    @property
    def is_same(self) -> bool:
        """Whether state, due time and time used are the same."""
        return _seen(self.before) == _seen(self.after)


def _seen(clock: SlaClock | None) -> tuple[object, ...] | None:
    if clock is None or clock.state == "not_started":
        return None
    return clock.state, clock.due, clock.stopped_at, clock.elapsed


def compared(before: Sequence[SlaClock], after: Sequence[SlaClock]) -> tuple[Change, ...]:
    """Set two readings side by side, by the names of their clocks, in the order of the first.

    The readings may be of two handbooks: the same ticket under each.
    """
    old = {one.name: one for one in before}
    new = {one.name: one for one in after}
    names = dict.fromkeys((*old, *new))
    return tuple(Change(name=name, before=old.get(name), after=new.get(name)) for name in names)
