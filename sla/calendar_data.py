"""Which calendar does an interchange file describe?"""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from sla.calendar import Calendar, Span
from sla.inspection import Inspection
from sla.segment import Segment, merged

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

ALWAYS = "24x7"

WALL_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)


def read_calendar(look: Inspection, data: Mapping[str, object], place: str) -> Calendar:
    """Read the keys `tz`, `calendar`, `holidays`, `extra`, `breaks` of a case (sla/FORMAT.md).

    A calendar that is only named `24x7` is always open.
    """
    zone = look.zone(data.get("tz"), f"{place}tz")
    if "calendar" not in data:
        look.choice(data.get("name"), (ALWAYS,), f"{place}name")
        return Calendar.always_open(zone)
    week = look.mapping(data["calendar"], f"{place}calendar")
    for name in week.keys() - set(WEEKDAYS):
        look.refuse("unknown_weekday", f"{place}calendar", name)
    holidays = enumerate(look.sequence(data.get("holidays"), f"{place}holidays"))
    return Calendar(
        zone=zone,
        weekly=tuple(_spans(look, week.get(name), f"{place}calendar.{name}") for name in WEEKDAYS),
        holidays=frozenset(look.day(one, f"{place}holidays[{index}]") for index, one in holidays),
        extra=_dated(look, data.get("extra"), f"{place}extra"),
        breaks=_dated(look, data.get("breaks"), f"{place}breaks", apart=False),
    )


def _dated(look: Inspection, value: object, place: str, *, apart: bool = True) -> Mapping[date, tuple[Span, ...]]:
    days = look.mapping(value, place).items()
    return {look.day(day, place): _spans(look, spans, f"{place}.{day}", apart=apart) for day, spans in days}


def _spans(look: Inspection, value: object, place: str, *, apart: bool = True) -> tuple[Span, ...]:
    """Read spans of a day, in any order; open ones have to lie apart, closed ones may say the same time twice."""
    spans: list[Span] = []
    for index, pair in enumerate(look.sequence(value, place)):
        ends = look.sequence(pair, f"{place}[{index}]")
        times = [wall_time(one) for one in ends]
        if len(times) == 2 and times[0] is not None and times[1] is not None and times[0] < times[1]:  # noqa: PLR2004  a pair
            span = Segment(start=times[0], end=times[1])
            if apart and any(span & other for other in spans):
                look.refuse("case_spans_overlap", f"{place}[{index}]", pair)
            spans.append(span)
        else:
            look.refuse("expected_span", f"{place}[{index}]", pair)
    return merged(spans)


def wall_time(value: object) -> timedelta | None:
    """Read `09:00`, `09:00:30` or `24:00` as the distance from midnight."""
    found = WALL_TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    time = timedelta(hours=hour, minutes=minute, seconds=second)
    return time if max(minute, second) < 60 and time <= timedelta(days=1) else None  # noqa: PLR2004  an hour has 60 minutes
