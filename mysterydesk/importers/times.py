"""Which instant does a written time mean?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import UnknownLocaleError
from babel.dates import get_month_names, get_period_names

EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
"""Moments outside are slips of a spreadsheet (day 0 is in 1899), not tickets."""

FIGURES: Final[Mapping[str, str]] = {
    "%Y": r"(?P<year>[0-9]{4})",
    "%m": r"(?P<month>[0-9]{1,2})",
    "%d": r"(?P<day>[0-9]{1,2})",
    "%H": r"(?P<hour>[0-9]{1,2})",
    "%M": r"(?P<minute>[0-9]{1,2})",
    "%S": r"(?P<second>[0-9]{1,2})",
}
"""Parts of a pattern that are figures."""


class ZoneNeededError(ValueError):
    """A time came without its zone, and no zone was given for such times."""


@dataclass(slots=True, kw_only=True)
class Times:
    """Reads the times of one file; each writing of a time is read once.

    Attributes:
        zone: Zone of times that carry none; None: such a time is a mistake.
        formats: Patterns of strptime, tried in order after ISO 8601.
        words: Names of months and halves of the day in the file's language, by how English has them.
    """

    zone: ZoneInfo | None
    formats: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, datetime] = field(default_factory=dict)
    _remarks: dict[str, str] = field(default_factory=dict)
    _zoned: bool | None = None

    def read(self, written: str) -> datetime:
        """Give the instant in UTC.

        A wall time that a change of clocks repeats is its first reading, one that it skips is read with the offset
        before the change (PEP 495, fold 0); `remark` says so.

        Raises:
            ZoneNeededError: It has no zone, nor was one given.
            ValueError: It is no time, or none that a ticket can have.
        """
        known = self._known.get(written)
        if known is not None:
            return known
        parsed = self._parsed(written)
        if parsed.tzinfo is not None:
            at = parsed.astimezone(UTC)
        elif self.zone is None:
            raise ZoneNeededError(written)
        else:
            at = self._in_zone(written, parsed, self.zone)
        if not EARLIEST <= at < LATEST:
            raise ValueError(written)
        zoned = parsed.tzinfo is not None
        if self._zoned is None:
            self._zoned = zoned
        elif zoned is not self._zoned:
            self._remarks.setdefault(written, "zones_mixed")
        self._known[written] = at
        return at

    def remark(self, written: str) -> str | None:
        """Say what was odd about a time that was read: `clock_gap`, `clock_fold`, `zones_mixed`, or nothing."""
        return self._remarks.get(written) if self._remarks else None

    @property
    def latest(self) -> datetime | None:
        """Give the last moment read so far."""
        return max(self._known.values(), default=None)

    def _parsed(self, written: str) -> datetime:
        text = written.strip().removesuffix(" UTC")
        zoned: tzinfo | None = UTC if text != written.strip() else None
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            at = self._by_format(text)
        return at if zoned is None else at.replace(tzinfo=zoned)

    def _by_format(self, text: str) -> datetime:
        for pattern in self.formats:
            figures = figures_of(pattern)
            if figures is not None and (found := figures.fullmatch(text)) is not None:
                parts = {name: int(figure) for name, figure in found.groupdict().items()}
                return datetime(parts["year"], parts["month"], parts["day"], *_clock(parts))  # noqa: DTZ001  the zone follows
        for own, english in self.words.items():
            if own in text:
                text = text.replace(own, english)
        for pattern in self.formats:
            try:
                return datetime.strptime(text, pattern)  # noqa: DTZ007  the zone follows
            except ValueError:
                continue
        raise ValueError(text)

    def _in_zone(self, written: str, naive: datetime, zone: ZoneInfo) -> datetime:
        early, late = (naive.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
        if early is None or late is None:
            raise ValueError(written)
        if early != late:
            self._remarks[written] = "clock_gap" if early < late else "clock_fold"
        return (naive - early).replace(tzinfo=UTC)


def _clock(parts: Mapping[str, int]) -> tuple[int, int, int]:
    return parts.get("hour", 0), parts.get("minute", 0), parts.get("second", 0)


@lru_cache(maxsize=64)
def figures_of(pattern: str) -> re.Pattern[str] | None:
    """Give a pattern of strptime that has figures alone as a regular expression, which is ten times as fast.

    >>> figures_of("%d/%m/%Y %H:%M").fullmatch("29/2/2016 01:16")["day"]
    '29'
    >>> figures_of("%d/%b/%y %I:%M %p") is None
    True
    """
    pieces = re.split(r"(%.)", pattern)
    if not {"%Y", "%m", "%d"} <= set(pieces) or len(set(pieces[1::2])) < len(pieces[1::2]):
        return None
    if set(pieces[1::2]) - FIGURES.keys():
        return None
    return re.compile("".join(FIGURES[one] if one in FIGURES else re.escape(one) for one in pieces))


@lru_cache(maxsize=16)
def words_of(languages: tuple[str, ...]) -> Mapping[str, str]:
    """Give the names of months and halves of the day of some languages, longest first, by their English ones.

    Raises:
        ValueError: There is no such language.

    >>> words_of(("zh",))["上午"]
    'AM'
    """
    found: dict[str, str] = {}
    english = get_month_names("abbreviated", locale="en")
    for language in languages:
        try:
            for width in ("wide", "abbreviated"):
                names = get_month_names(width, locale=language)
                found |= {str(names[month]).rstrip("."): str(english[month]) for month in range(1, 13)}
                periods = get_period_names(width, context="format", locale=language)
                found |= {str(periods[half]): half.upper() for half in ("am", "pm") if half in periods}
        except (UnknownLocaleError, ValueError) as error:
            raise ValueError(language) from error
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))
