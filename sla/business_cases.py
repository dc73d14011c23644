"""What does the engine answer to the neutral cases of the interchange format `sla-cases/1`?"""

from collections.abc import Callable, Mapping
from typing import Final

from sla.arithmetic import Boundary, Direction, add, between, next_open, prev_close, segments, within
from sla.calendar import Calendar, EmptyCalendarError, HorizonError
from sla.calendar_data import read_calendar
from sla.inspection import Inspection, refusal
from sla.ticket_cases import evaluate_ticket, plain_instant, plain_seconds, read_ticket_case
from sla.timeline import Json
from sla.working_days import add_days

DISPUTED: Final[Mapping[str, str]] = {
    "reversed_interval": "negative: between(a, b) + between(b, c) == between(a, c) holds for all a, b, c",
    "closing_instant": "closed: segments are half-open, so that no second belongs to two of them",
    "wall_time_in_a_gap": "never open; what the wall clock does show of the span stays open",
    "wall_time_repeated": "open both times: a Sunday of 25 hours is 25 hours of business time",
    "minutes": "never rounded: due times are exact to the microsecond",
}
"""Where published sources disagree, and what we answer."""

BOUNDARIES: Final = ("close", "open")
DIRECTIONS: Final = ("after", "before")

MOST_SEGMENTS: Final = 10_000
MOST_DAYS: Final = 100_000

Question = Callable[[], Json]


def evaluate_business_case(case: Mapping[str, object], look: Inspection | None = None) -> Json:
    """Answer one case; `expected` is never looked at.

    Args:
        case: One parsed entry of `cases` (sla/FORMAT.md).
        look: Keeps the problems with their lines, those it has already included; None: places without lines.

    Returns:
        An instant, seconds, a truth value, segments or the ticket's keys; for a case that is not what the format
        says, `{"problems": [...]}`.
    """
    look = look or Inspection(str(case.get("id", "")))
    calendar = read_calendar(look, case, "")
    kind = look.choice(case.get("kind"), tuple(QUESTIONS), "kind")
    if case.get("kind") != kind:
        return refusal(look.problems)
    question = QUESTIONS[kind](look, case, calendar)
    if look.problems:
        return refusal(look.problems)
    try:
        return question()
    except EmptyCalendarError:
        look.refuse("empty_calendar", "calendar", "")
    except (HorizonError, OverflowError):
        look.refuse("beyond_horizon", kind, "")
    return refusal(look.problems)


def _boundary(look: Inspection, case: Mapping[str, object]) -> Boundary:
    return "open" if look.choice(case.get("boundary", "close"), BOUNDARIES, "boundary") == "open" else "close"


def _add(look: Inspection, case: Mapping[str, object], calendar: Calendar) -> Question:
    start = look.instant(case.get("start"), "start")
    duration = look.span(case.get("duration_s"), "duration_s")
    boundary = _boundary(look, case)
    return lambda: plain_instant(add(calendar, start, duration, boundary))


def _between(look: Inspection, case: Mapping[str, object], calendar: Calendar) -> Question:
    start, end = look.instant(case.get("start"), "start"), look.instant(case.get("end"), "end")
    return lambda: plain_seconds(between(calendar, start, end))


def _within(look: Inspection, case: Mapping[str, object], calendar: Calendar) -> Question:
    at = look.instant(case.get("at"), "at")
    return lambda: within(calendar, at)


def _next_open(look: Inspection, case: Mapping[str, object], calendar: Calendar) -> Question:
    start = look.instant(case.get("start"), "start")
    return lambda: plain_instant(next_open(calendar, start))


def _prev_close(look: Inspection, case: Mapping[str, object], calendar: Calendar) -> Question:
    start = look.instant(case.get("start"), "start")
    return lambda: plain_instant(prev_close(calendar, start))


def _segments(look: Inspection, case: Mapping[str, object], calendar: Calendar) -> Question:
    start = look.instant(case.get("start"), "start")
    back = look.choice(case.get("direction"), DIRECTIONS, "direction") == "before"
    direction: Direction = "before" if back else "after"
    take = _bounded(look, case, "take", range(MOST_SEGMENTS + 1))
    return lambda: [
        [plain_instant(one.start), plain_instant(one.end)] for one in segments(calendar, start, direction, take)
    ]


def _add_days(look: Inspection, case: Mapping[str, object], calendar: Calendar) -> Question:
    start = look.instant(case.get("start"), "start")
    days = _bounded(look, case, "days", range(-MOST_DAYS, MOST_DAYS + 1))
    end_of_day = look.flag(case.get("end_of_day"), "end_of_day")
    more = look.span(case.get("then_add_s") or 0, "then_add_s")
    boundary = _boundary(look, case)

    def answer() -> Json:
        reached = add_days(calendar, start, days, end_of_day=end_of_day)
        return plain_instant(add(calendar, reached, more, boundary) if more else reached)

    return answer


def _ticket(look: Inspection, case: Mapping[str, object], calendar: Calendar) -> Question:
    ticket = read_ticket_case(look, case)
    return lambda: evaluate_ticket(calendar, ticket)


def _bounded(look: Inspection, case: Mapping[str, object], key: str, allowed: range) -> int:
    number = look.count(case.get(key), key)
    if number not in allowed:
        look.refuse("number_out_of_range", key, number)
    return number


QUESTIONS: Final[Mapping[str, Callable[[Inspection, Mapping[str, object], Calendar], Question]]] = {
    "add": _add,
    "between": _between,
    "within": _within,
    "next_open": _next_open,
    "prev_close": _prev_close,
    "segments": _segments,
    "add_days": _add_days,
    "ticket": _ticket,
}
