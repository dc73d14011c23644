"""Which calendar do a handbook's targets in working hours count on?"""

from functools import lru_cache
from typing import Final

from policy.handbook import ClockRule, Handbook, OpenSpan, WorkingHours
from sla.calendar import Calendar, Span
from sla.segment import Segment

NATURAL: Final = Calendar.always_open("UTC")
"""Natural hours; a calendar that never closes is the same in every zone."""

ANY: Final = "any"
"""Key of what does not depend on the priority."""


def calendar_of(handbook: Handbook, named: Calendar | None = None) -> Calendar:
    """Give the calendar to count on: the one a case names, else the handbook's own, else round the clock."""
    if named is not None:
        return named
    return _round_the_clock(handbook.zone) if handbook.calendar is None else _working(handbook.calendar)


def in_working_hours(handbook: Handbook, rule: ClockRule, code: str) -> bool:
    """Say whether a target counts on the desk's calendar rather than in natural hours.

    Where the handbook speaks of working hours, each clock says which of its targets count in them (ASC-2.2.P3). Where
    it does not, a calendar that a case names binds every target, and without one the calendar is natural anyway.
    """
    return not speaks_of_hours(handbook) or is_business(rule, code)


def speaks_of_hours(handbook: Handbook) -> bool:
    """Say whether the handbook has working hours, or clocks that say what they count in."""
    return handbook.calendar is not None or any(one.hours for one in handbook.clocks)


def is_business(rule: ClockRule, code: str) -> bool:
    """Say whether a clock states that its target for a priority counts in working hours."""
    return rule.hours.get(code, rule.hours.get(ANY, "wall")) == "business"


# A calendar compiles its hours when first asked and keeps them, so equal hours share one.
@lru_cache(maxsize=64)
def _working(hours: WorkingHours) -> Calendar:
    return Calendar(
        zone=hours.zone,
        weekly=tuple(_spans(day) for day in hours.weekly),
        holidays=frozenset(hours.holidays),
        extra={one.day: _spans(one.spans) for one in hours.extra},
    )


@lru_cache(maxsize=64)
def _round_the_clock(zone: str) -> Calendar:
    return Calendar.always_open(zone)


def _spans(spans: tuple[OpenSpan, ...]) -> tuple[Span, ...]:
    return tuple(Segment(start=one.start, end=one.end) for one in spans)
