"""Is a parsed interchange file what its format says, and where is it not?"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from policy.problem import Problems, in_order, problem
from sla.timeline import Json

STAND_IN = datetime(2000, 1, 1, tzinfo=ZoneInfo("UTC"))
"""What a moment that could not be read counts as until the problems are looked at."""

SHOWN = 80
"""Most of a value that a problem shows."""


class Inspection:
    """Read values out of parsed JSON or YAML and collect what is wrong, each with its place.

    A value that cannot be read yields a stand-in, so that one pass finds every mistake; whoever reads looks at
    `problems` before using anything.

    Args:
        source: Name of the file, or of the case where there is no file.
        line: Gives the line of a place such as `timeline[3].at`; None: no place has one.
    """

    def __init__(self, source: str, line: Callable[[str], int] | None = None) -> None:
        self._source = source
        self._line = line or (lambda _: 0)
        self._found: list[tuple[str, str, str]] = []

    @property
    def problems(self) -> Problems:
        """Everything found so far, sorted."""
        return in_order(
            problem(self._source, self._line(place), code, place=place, got=got) for code, place, got in self._found
        )

    def refuse(self, code: str, place: str, got: object) -> None:
        """Note a mistake: its kind, where it is (`timeline[3].at`), and what stands there."""
        shown = got.isoformat() if isinstance(got, date) else repr(got)
        self._found.append((code, place, shown[:SHOWN]))

    def mapping(self, value: object, place: str) -> Mapping[str, object]:
        """Read an object with text keys; absent (None) counts as empty."""
        if value is None:
            return {}
        if isinstance(value, Mapping):
            return {_key(key): one for key, one in value.items()}
        self.refuse("expected_mapping", place, value)
        return {}

    def sequence(self, value: object, place: str) -> Sequence[object]:
        """Read a list; absent (None) counts as empty."""
        if value is None:
            return ()
        if isinstance(value, Sequence) and not isinstance(value, str | bytes):
            return value
        self.refuse("expected_list", place, value)
        return ()

    def text(self, value: object, place: str) -> str:
        """Read a text that is not empty."""
        if isinstance(value, str) and value:
            return value
        self.refuse("expected_text", place, value)
        return ""

    def choice(self, value: object, allowed: Sequence[str], place: str) -> str:
        """Read one of the allowed words."""
        if isinstance(value, str) and value in allowed:
            return value
        self.refuse("unknown_choice", place, value)
        return allowed[0]

    def flag(self, value: object, place: str) -> bool:
        """Read true or false; absent (None) counts as false."""
        if value is None or isinstance(value, bool):
            return bool(value)
        self.refuse("expected_flag", place, value)
        return False

    def count(self, value: object, place: str) -> int:
        """Read a whole number."""
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.refuse("expected_whole_number", place, value)
        return 0

    def span(self, value: object, place: str) -> timedelta:
        """Read a number of seconds."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            try:
                return timedelta(seconds=value)
            except (OverflowError, ValueError):
                pass
        self.refuse("expected_seconds", place, value)
        return timedelta()

    def instant(self, value: object, place: str) -> datetime:
        """Read an ISO 8601 moment with its offset."""
        at = value if isinstance(value, datetime) else None
        if isinstance(value, str):
            try:
                at = datetime.fromisoformat(value)
            except ValueError:
                at = None
        if at is not None and at.utcoffset() is not None:
            return at
        self.refuse("expected_moment" if at is None else "moment_without_zone", place, value)
        return STAND_IN

    def day(self, value: object, place: str) -> date:
        """Read an ISO 8601 date."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.refuse("expected_date", place, value)
        return STAND_IN.date()

    def zone(self, value: object, place: str) -> str:
        """Read the IANA name of a zone."""
        if isinstance(value, str) and value:
            try:
                return ZoneInfo(value).key
            except (ZoneInfoNotFoundError, ValueError, OSError):
                pass
        self.refuse("unknown_zone", place, value)
        return "UTC"


def _key(key: object) -> str:
    """Give a key as text: YAML reads a bare date as a date."""
    return key.isoformat() if isinstance(key, date) else str(key)


def refusal(problems: Problems) -> Json:
    """Give problems as the result of a case that could not be evaluated: `{"problems": [...]}`."""
    return {
        "problems": [
            {"source": one.source, "line": one.line, "code": one.code, "params": dict(one.params)} for one in problems
        ]
    }
