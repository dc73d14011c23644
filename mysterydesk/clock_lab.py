"""What do the clocks of a handbook say to a timeline that somebody tries out, why, and what if it had been otherwise?

Nothing is stored: whoever asks keeps the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

from mysterydesk.calendars import desk_calendar
from mysterydesk.lab_names import unnamed
from mysterydesk.lab_text import MOST_EVENTS, Pasted, line_of, moment, read_pasted
from mysterydesk.store.protocol import Store
from policy.clause import ClockName
from policy.handbook import Handbook
from policy.problem import Problem, Problems, in_order, problem
from policy.text import Lang
from sla.calendar import Calendar, EmptyCalendarError, HorizonError
from sla.clock import ClockOptions, SlaClock, clocks
from sla.details import Details, details
from sla.explain import Explanation, explain
from sla.handbook_cases import read_ticket
from sla.inspection import Inspection
from sla.kinds import ACCEPTED, FIRST_CONTACT, PRIORITY_SET, SUBMITTED
from sla.origin import refuse_disorder
from sla.priorities import priorities_as_set
from sla.timeline import Event, EventId, Json, Timeline
from sla.what_if import Added, Change, Dropped, Edit, Moved, compared, edited

Act = Literal["drop", "move", "rewrite", "add"]

YEARS: Final = range(1990, 2101)
"""Years that a timeline may be in: around them neither notices nor zones are known."""

_EXAMPLE: Final = (("17:00", SUBMITTED), ("17:10", FIRST_CONTACT), ("17:12", ACCEPTED), ("17:15", PRIORITY_SET))
EXAMPLE_AS_OF: Final = "2026-03-16 12:00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One ticket under one handbook.

    Attributes:
        handbook: Whose clocks.
        timeline: What happened.
        calendar: Working hours.
        options: Pauses and changed targets.
        as_of: When the clocks are read.
    """

    handbook: Handbook
    timeline: Timeline
    calendar: Calendar
    options: ClockOptions
    as_of: datetime

    def clocks(self) -> tuple[SlaClock, ...]:
        """Read every clock."""
        steps = priorities_as_set(self.timeline)
        return clocks(self.handbook, self.timeline, steps, self.as_of, self.calendar, self.options)

    def detailed(self, *wanted: SlaClock) -> tuple[Details, ...]:
        """Say what follows from some of them beside their due times."""
        return details(self.handbook, wanted, self.timeline, self.as_of, self.calendar)

    def explained(self, clock: SlaClock) -> Explanation:
        """Lay one open."""
        steps = priorities_as_set(self.timeline)
        return explain(self.handbook, self.timeline, clock.name, steps, self.as_of, self.calendar, self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """What came of a text.

    Attributes:
        reading: The ticket; None where the text has problems, or no event yet.
        clocks: Every clock of the handbook.
        details: What follows from each that has begun.
        problems: What is wrong, by line; line 0 is the moment of reading, or the whole.
        cases: How many cases the text holds; the first is read.
    """

    reading: Reading | None = None
    clocks: tuple[SlaClock, ...] = ()
    details: tuple[Details, ...] = ()
    problems: Problems = ()
    cases: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What would be otherwise.

    Attributes:
        changes: Every clock before and after.
        details: What would follow from each that would have begun.
        reading: The ticket as it would be; None where the change was refused.
        problems: What is wrong with the change.
    """

    changes: tuple[Change, ...] = ()
    details: tuple[Details, ...] = ()
    reading: Reading | None = None
    problems: Problems = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A change that somebody asks about.

    Attributes:
        act: What is to be done.
        event: To which event; none for `add`.
        words: The new time (`move`), or the line of the new event (`rewrite`, `add`).
    """

    act: Act
    event: EventId | None = None
    words: str = field(default="")


def example(handbook: Handbook, lang: Lang) -> str:
    """Write a short timeline of a Friday evening, in the words of a language."""
    lines = []
    for number, (time, kind) in enumerate(_EXAMPLE):
        if kind == PRIORITY_SET and not handbook.priorities:
            continue
        at = datetime.fromisoformat(f"2026-03-13T{time}").replace(tzinfo=ZoneInfo(handbook.zone))
        fields: dict[str, Json] = {"level": str(handbook.priorities[-1].code)} if kind == PRIORITY_SET else {}
        event = Event(id=EventId(number), at=at, kind=kind, actor="agent", fields=fields)
        lines.append(line_of(event, handbook, lang))
    return "\n".join(lines)


def read_lab(text: str, as_of: str, handbook: Handbook, store: Store | None, *, waits: bool = False) -> Lab:
    """Read every clock of a handbook on a pasted timeline.

    Args:
        text: As pasted; see `mysterydesk.lab_text`.
        as_of: When the clocks are read; empty: as the text says, else at its last event.
        handbook: Whose clocks.
        store: Where notices of days off are kept besides those that ship.
        waits: Whether waiting for the customer pauses what may pause; a case may say so itself too.
    """
    pasted, found = read_pasted(text, handbook)
    problems = list(found)
    at = moment(as_of, handbook.zone) if as_of.strip() else None
    if as_of.strip() and at is None:
        problems.append(problem("", 0, "lab_as_of", got=as_of[:40]))
    rows = pasted.case.get("timeline")
    count = len(rows) if isinstance(rows, list) else 0
    if count > MOST_EVENTS:
        problems.append(problem("", 0, "lab_too_many", most=MOST_EVENTS, got=count))
    elif pasted.case:
        reading, wrong = _reading(pasted, at, handbook, store)
        problems += wrong
        if not problems and reading.timeline:
            options = replace(reading.options, wait_customer=waits or reading.options.wait_customer)
            return _read(replace(reading, options=options), pasted.cases)
    return Lab(problems=in_order(problems), cases=pasted.cases)


def tried(lab: Lab, wish: Wish) -> Tried:
    """Say what the clocks would be if one event had been otherwise."""
    if lab.reading is None:
        return Tried()
    edits, problems = _edits(lab.reading, wish)
    if problems:
        return Tried(problems=problems)
    reading = replace(lab.reading, timeline=edited(lab.reading.timeline, edits))
    look = Inspection("")
    refuse_disorder(look, reading.timeline)
    if look.problems:
        return Tried(problems=look.problems)
    then = _read(reading, 1)
    if then.problems:
        return Tried(problems=then.problems)
    return Tried(changes=compared(lab.clocks, then.clocks), details=then.details, reading=reading)


def clock_named(lab: Lab, name: ClockName) -> SlaClock:
    """Find one clock; the name must be one of the handbook's."""
    return next(one for one in lab.clocks if one.name == name)


def _reading(
    pasted: Pasted, at: datetime | None, handbook: Handbook, store: Store | None
) -> tuple[Reading, Sequence[Problem]]:
    look = Inspection("")
    given = {name: value for name, value in pasted.case.items() if name != "expected"}
    stands_in = at or datetime(2000, 1, 1, tzinfo=ZoneInfo(handbook.zone))
    said = given.get("as_of") if at is None and given.get("as_of") is not None else stands_in.isoformat()
    timeline, calendar, options, as_of = read_ticket(look, {**given, "as_of": said}, handbook)
    problems = [_placed(pasted, one) for one in look.problems]
    problems += [
        problem("", pasted.line(f"timeline[{one.id}]"), "lab_year", first=YEARS[0], last=YEARS[-1])
        for one in timeline
        if one.at.year not in YEARS
    ]
    problems += [problem("", pasted.line(place), code, got=got) for place, code, got in unnamed(handbook, timeline)]
    if not problems:
        if said == stands_in.isoformat() and at is None and timeline:
            as_of = max(one.at for one in timeline)
        elif as_of.year not in YEARS:
            problems.append(problem("", pasted.line("as_of"), "lab_year", first=YEARS[0], last=YEARS[-1]))
    own = calendar if given.get("calendar") is not None else desk_calendar(handbook, store)
    return Reading(handbook=handbook, timeline=timeline, calendar=own, options=options, as_of=as_of), problems


def _placed(pasted: Pasted, one: Problem) -> Problem:
    params = dict(one.params)
    return problem("", pasted.line(params.get("place", "")), one.code, **params)


def _read(reading: Reading, cases: int) -> Lab:
    try:
        read = reading.clocks()
        begun = (one for one in read if one.state != "not_started")
        return Lab(reading=reading, clocks=read, details=reading.detailed(*begun), cases=cases)
    except (EmptyCalendarError, HorizonError, OverflowError):
        return Lab(problems=(problem("", 0, "lab_no_due_time"),), cases=cases)


def _edits(reading: Reading, wish: Wish) -> tuple[tuple[Edit, ...], Problems]:
    gone: tuple[Edit, ...] = () if wish.event is None else (Dropped(event=wish.event),)
    match wish.act:
        case "drop":
            return gone, ()
        case "move":
            at = moment(wish.words, reading.handbook.zone)
            if at is None or at.year not in YEARS or wish.event is None:
                return (), (problem("", 0, "lab_time", got=wish.words[:40]),)
            return (Moved(event=wish.event, at=at),), ()
    pasted, problems = read_pasted(wish.words, reading.handbook)
    problems = tuple(replace(one, line=0) for one in problems)
    if problems or not pasted.case.get("timeline"):
        return (), problems or (problem("", 0, "lab_line", got=""),)
    one, wrong = _reading(pasted, reading.as_of, reading.handbook, None)
    if wrong:
        return (), tuple(replace(each, line=0) for each in wrong)
    added = tuple(Added(event=event) for event in one.timeline)
    return ((*gone, *added) if wish.act == "rewrite" else added), ()
