"""Builders with the input in view: a timeline is a text of lines `10:06 ticket.severity_set level=L2`."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from policy.handbook import Handbook, PriorityCode
from sla.calendar import Calendar, Span
from sla.clock import STRICT, ClockOptions, SlaClock, clocks
from sla.priorities import PrioritySteps, priorities_as_set
from sla.segment import Segment
from sla.timeline import Event, EventId, Json, Timeline
from tests.sla.std_handbook import STD

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY = date(2026, 3, 10)


def at(clock: str) -> datetime:
    """A moment of Tuesday 10 March 2026 in Shanghai; `+1 09:00` is the day after."""
    days, _, time = clock.rpartition(" ")
    day = datetime(TUESDAY.year, TUESDAY.month, TUESDAY.day, tzinfo=SHANGHAI)
    hours, minutes, seconds = (int(part) for part in f"{time}:00".split(":")[:3])
    return day + timedelta(days=int(days or 0), hours=hours, minutes=minutes, seconds=seconds)


def utc(*parts: int) -> datetime:
    """A moment in UTC: `utc(2026, 3, 10, 9)`."""
    year, month, day, hour, minute = (*parts, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def _value(text: str) -> Json:
    return {"true": True, "false": False}.get(text, text)


def timeline(text: str) -> Timeline:
    """Parse lines `[+days ]HH:MM[:SS] kind [by=actor] [field=value ...]`; `@HH:MM` is a moment."""
    events = []
    lines = [line.split() for line in text.splitlines() if line.strip()]
    for index, words in enumerate(lines):
        days = f"{words.pop(0)} " if words[0].startswith("+") else ""
        clock, kind, *pairs = words
        fields = {name: _value(value) for name, _, value in (pair.partition("=") for pair in pairs)}
        actor = str(fields.pop("by", "trainee"))
        fields = {
            name: at(value[1:].replace("_", " ")).isoformat()
            if isinstance(value, str) and value.startswith("@")
            else value
            for name, value in fields.items()
        }
        events.append(Event(id=EventId(index), at=at(days + clock), kind=kind, actor=actor, fields=fields))
    return tuple(events)


def truth(*steps: tuple[str, str]) -> PrioritySteps:
    """True priorities: `truth(("00:00", "L2"), ("12:00", "L1"))`."""
    return PrioritySteps(steps=tuple((at(since), PriorityCode(code)) for since, code in steps))


def read(
    text: str,
    as_of: str,
    options: ClockOptions = STRICT,
    *,
    priorities: PrioritySteps | None = None,
    handbook: Handbook = STD,
) -> dict[str, SlaClock]:
    """The clocks of a timeline by name, as set unless other priorities are given."""
    events = timeline(text)
    steps = priorities_as_set(events) if priorities is None else priorities
    return {one.name: one for one in clocks(handbook, events, steps, at(as_of), options=options)}


def hours(*spans: str) -> tuple[Span, ...]:
    """Wall time of a day: `hours("09:00-12:00", "13:00-24:00")`."""
    return tuple(Segment(start=_midnight(one.split("-")[0]), end=_midnight(one.split("-")[1])) for one in spans)


def _midnight(clock: str) -> timedelta:
    hour, minute = clock.split(":")
    return timedelta(hours=int(hour), minutes=int(minute))


def weekdays(*spans: str, zone: str = "UTC") -> Calendar:
    """Monday to Friday on these hours."""
    return Calendar(zone=zone, weekly=((hours(*spans),) * 5) + ((), ()))


ASC_HOURS = weekdays("09:00-12:00", "13:00-18:00", zone="Asia/Shanghai")
