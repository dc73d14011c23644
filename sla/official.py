"""Which days has the state made holidays or working days, and up to which date has it spoken?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from policy.text import Text

DayKind = Literal["off", "work"]
"""A holiday 放假, or a make-up working day 调休上班."""

REACH = timedelta(days=3)
"""How far a notice reaches back into December of the year before.

Of the notices for 2004 to 2026 seven changed days of the December before them, the earliest day being the 29th (those
for 2008 and 2019). So the last three days of a year are settled only when the next notice is out.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialSpan:
    """Days that follow each other and have one fate.

    Attributes:
        kind: Off, or worked.
        first: First day.
        last: Last day, included.
        name: Holiday that they belong to.
    """

    kind: DayKind
    first: date
    last: date
    name: Text

    def days(self) -> tuple[date, ...]:
        """List its days."""
        return tuple(self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the state announced for one year, or changed in it later.

    Attributes:
        year: Year it is for.
        spans: Its days, in order.
    """

    year: int
    spans: tuple[OfficialSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDays:
    """All notices known for one country.

    Attributes:
        notices: In the order in which they became known: on a date that two of them name, the later one holds.
        about: Where they come from: `version`, `source`, …
    """

    notices: tuple[Notice, ...]
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def years(self) -> frozenset[int]:
        """Years for which there is a notice."""
        return frozenset(one.year for one in self.notices)

    @property
    def published_from(self) -> date | None:
        """First date of the first year there is a notice for; None without any notice."""
        return date(min(self.years), 1, 1) if self.notices else None

    @property
    def published_until(self) -> date | None:
        """Last date that no notice still to come is expected to change; None without any notice.

        A year that is missing in between ends it: what lies behind the gap is not settled.
        """
        if not self.notices:
            return None
        year = min(self.years)
        while year + 1 in self.years:
            year += 1
        return date(year, 12, 31) - REACH

    @property
    def days(self) -> Mapping[date, OfficialSpan]:
        """Every day that a notice names, with what holds for it."""
        return {day: span for notice in self.notices for span in notice.spans for day in span.days()}

    @property
    def holidays(self) -> frozenset[date]:
        """Days off."""
        return frozenset(day for day, span in self.days.items() if span.kind == "off")

    @property
    def make_up(self) -> frozenset[date]:
        """Days off that are worked instead."""
        return frozenset(day for day, span in self.days.items() if span.kind == "work")

    def joined(self, notice: Notice) -> "OfficialDays":
        """Add a notice that has become known after all the others."""
        return replace(self, notices=(*self.notices, notice))
