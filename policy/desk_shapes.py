"""Which parts that describe the desk (seats, groups, numbering, rating, hours) does a handbook have as authored?"""

from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from policy import handbook as hb
from policy.shape import Code, Ids, Shape, TextShape
from policy.working_hours import WEEKDAYS, OpenDate, OpenSpan, WorkingHours, parse_wall_time

Short = Annotated[str, StringConstraints(min_length=1, max_length=120)]


def _wall_time(written: str) -> str:
    if parse_wall_time(written) is None:
        raise PydanticCustomError("bad_wall_time", "no time of day", {"got": written})
    return written


def _day(written: str) -> str:
    try:
        date.fromisoformat(written)
    except ValueError as error:
        raise PydanticCustomError("bad_date", "no date", {"got": written}) from error
    return written


WallTime = Annotated[str, AfterValidator(_wall_time)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]
Pair = Annotated[list[WallTime], Field(min_length=2, max_length=2)]


class SeatShape(Shape):
    """One seat."""

    code: Code
    name: TextShape
    basis: Ids
    tier: Code | None = None
    group: Code | None = None
    duties: list[TextShape] = Field(default_factory=list)
    solves: list[Code] | None = None
    looks: Code | None = None

    def value(self) -> hb.Seat:
        """Give the frozen value."""
        return hb.Seat(
            code=self.code,
            name=self.name.value(),
            duties=tuple(one.value() for one in self.duties),
            basis=tuple(self.basis),
            tier=None if self.tier is None else hb.TierCode(self.tier),
            group=self.group,
            solves=None if self.solves is None else tuple(self.solves),
            looks=self.looks,
        )


class GroupShape(Shape):
    """One group."""

    code: Code
    name: TextShape
    basis: Ids
    takes: list[Code] = Field(default_factory=list)

    def value(self) -> hb.Group:
        """Give the frozen value."""
        return hb.Group(code=self.code, name=self.name.value(), takes=tuple(self.takes), basis=tuple(self.basis))


class PhraseShape(Shape):
    """One thing to say."""

    moment: Code
    meaning: TextShape
    basis: Ids

    def value(self) -> hb.Phrase:
        """Give the frozen value."""
        return hb.Phrase(moment=self.moment, meaning=self.meaning.value(), basis=tuple(self.basis))


class NumberShape(Shape):
    """How tickets are numbered."""

    pattern: Short
    regex: Short
    example: Short
    basis: Ids
    tell_customer: bool = False

    def value(self) -> hb.TicketNumber:
        """Give the frozen value."""
        return hb.TicketNumber(
            pattern=self.pattern,
            regex=self.regex,
            example=self.example,
            tell_customer=self.tell_customer,
            basis=tuple(self.basis),
        )


class GradeShape(Shape):
    """One grade of satisfaction."""

    code: Code
    name: TextShape
    value: float | None = None

    def grade(self) -> hb.Grade:
        """Give the frozen value."""
        return hb.Grade(code=self.code, name=self.name.value(), value=self.value)


class SatisfactionShape(Shape):
    """The scale of satisfaction."""

    grades: Annotated[list[GradeShape], Field(min_length=2)]
    basis: Ids
    low: list[Code] = Field(default_factory=list)
    dimensions: list[TextShape] = Field(default_factory=list)

    def value(self) -> hb.Satisfaction:
        """Give the frozen value."""
        return hb.Satisfaction(
            grades=tuple(one.grade() for one in self.grades),
            low=tuple(self.low),
            dimensions=tuple(one.value() for one in self.dimensions),
            basis=tuple(self.basis),
        )


class WeekShape(Shape):
    """Open times of a week."""

    mon: list[Pair] = Field(default_factory=list)
    tue: list[Pair] = Field(default_factory=list)
    wed: list[Pair] = Field(default_factory=list)
    thu: list[Pair] = Field(default_factory=list)
    fri: list[Pair] = Field(default_factory=list)
    sat: list[Pair] = Field(default_factory=list)
    sun: list[Pair] = Field(default_factory=list)

    def days(self) -> tuple[list[list[str]], ...]:
        """Give the seven days, Monday first."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)


class CalendarShape(Shape):
    """The handbook's working hours."""

    name: TextShape
    zone: str
    weekly: WeekShape
    basis: Ids
    holidays: list[Day] = Field(default_factory=list)
    extra: dict[Day, list[Pair]] = Field(default_factory=dict)

    def value(self) -> WorkingHours:
        """Give the frozen value."""
        return WorkingHours(
            name=self.name.value(),
            zone=self.zone,
            weekly=tuple(_open(day) for day in self.weekly.days()),
            holidays=tuple(sorted(map(date.fromisoformat, self.holidays))),
            extra=tuple(
                OpenDate(day=date.fromisoformat(day), spans=_open(spans)) for day, spans in sorted(self.extra.items())
            ),
            basis=tuple(self.basis),
        )

    def written(self) -> dict[tuple[str, str], list[list[str]]]:
        """Give the spans of every weekday and date by their place in the text."""
        week = {("weekly", name): day for name, day in zip(WEEKDAYS, self.weekly.days(), strict=True)}
        return week | {("extra", day): spans for day, spans in self.extra.items()}


def spans_of(pairs: list[list[str]]) -> tuple[tuple[timedelta, timedelta], ...]:
    """Give written spans as distances from midnight, in the order written; what is misshapen counts as midnight."""
    nothing = timedelta()
    read = ((parse_wall_time(first) or nothing, parse_wall_time(last) or nothing) for first, last in pairs)
    return tuple(read)


def _open(pairs: list[list[str]]) -> tuple[OpenSpan, ...]:
    return tuple(sorted(OpenSpan(start=start, end=end) for start, end in spans_of(pairs)))
