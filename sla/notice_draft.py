"""What does a notice say as it was written, before anyone has asked whether it can be right?"""

from dataclasses import dataclass
from datetime import date

from policy.problem import Problems
from policy.text import Text
from sla.official import DayKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSpan:
    """Days from one place of the notice.

    Attributes:
        kind: Off, or worked.
        first: First day as written.
        last: Last day as written; it may lie before the first.
        line: Line it stands on.
    """

    kind: DayKind
    first: date
    last: date
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftHoliday:
    """What is said about one holiday.

    Attributes:
        name: Its name in both languages.
        codes: Which of the seven it is, where it is any.
        line: Line it begins on.
        spans: Its days.
        counted: How many days off it claims to have.
    """

    name: Text
    codes: tuple[str, ...]
    line: int
    spans: tuple[DraftSpan, ...]
    counted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A notice as read.

    Attributes:
        year: Year it is for; None when nothing says.
        holidays: In order.
        problems: What could not be read.
    """

    year: int | None
    holidays: tuple[DraftHoliday, ...]
    problems: Problems
