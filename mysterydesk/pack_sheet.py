"""What does the form beside the YAML show, and how does a change in it reach the text?

The form knows no values of its own: it reads the text, and a change is an edit of the text in its place. Parts of a
wrong shape are left out of the form; the problems say what is wrong with them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from mysterydesk.errors import WorldError
from mysterydesk.pack_files import Files, bundled, unbundled
from mysterydesk.pack_rows import with_list, with_row, without
from mysterydesk.pack_text import value_at, with_value
from policy.document import Plain, read_document
from policy.shape import parse_duration
from policy.working_hours import FULL_DAY, parse_wall_time

Row = Mapping[str, Plain]

_UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "w": ("w", "week", "weeks", "周", "星期"),
    "d": ("d", "day", "days", "天", "日"),
    "h": ("h", "hour", "hours", "hr", "小时", "时", "个小时"),
    "m": ("m", "min", "mins", "minute", "minutes", "分", "分钟"),
    "s": ("s", "sec", "second", "seconds", "秒"),
}
_PART: Final = re.compile(r"([0-9]{1,6})\s*([a-z\u4e00-\u9fff]+)\s*")
_SPAN: Final = re.compile(r"([0-9]{1,2}:[0-9]{2})\s*(?:-|–|—|~|到|至|to)\s*([0-9]{1,2}:[0-9]{2})")
_DAY: Final = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_BETWEEN: Final = re.compile(r"[\s,，、;；]+")


PAUSES: Final = "pause_rules"
"""How the silence of a manual on pauses is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A pack as far as it can be read.

    Attributes:
        files: Its text.
        places: Section -> file that holds it.
        values: Section -> what it holds.
    """

    files: Files
    places: Mapping[str, str]
    values: Mapping[str, Plain]

    def at(self, *path: str | int) -> Plain:
        """Give what stands at a path; None where nothing does."""
        return value_at(self.values.get(str(path[0])), tuple(path[1:]))

    def words(self, *path: str | int) -> str:
        """Give the text at a path; empty where there is none."""
        found = self.at(*path)
        return found if isinstance(found, str) else ""

    def rows(self, section: str) -> Iterator[tuple[int, Row]]:
        """Give the entries of a section that is a list, with their places."""
        found = self.at(section)
        for at, one in enumerate(found if isinstance(found, list) else ()):
            if isinstance(one, dict):
                yield at, one

    def put(self, value: Plain, *path: str | int) -> Files:
        """Give the files with one value changed; nothing changes where it stands there already.

        Raises:
            WorldError: `pack_field_elsewhere`: it has to be changed in the YAML text.
        """
        source = self.places.get(str(path[0]))
        if source is None:
            raise WorldError("pack_field_elsewhere")
        if self.at(*path) == value and type(self.at(*path)) is type(value):
            return self.files
        if isinstance(value, list) and isinstance(self.at(*path), list):
            text = with_list(self.files[source], path, value)
        else:
            text = with_value(self.files[source], path, value)
        if value is True and path[0] == "clocks" and path[-1] == "pausable":
            text = self._grounded(text, path)
        return {**self.files, source: text}

    def add(self, row: Plain, at: int, *path: str | int) -> Files:
        """Give the files with one more row in a list.

        Raises:
            WorldError: `pack_field_elsewhere`: it has to be added in the YAML text.
        """
        source = self.places.get(str(path[0]))
        if source is None:
            raise WorldError("pack_field_elsewhere")
        return {**self.files, source: with_row(self.files[source], path, at, row)}

    def begin(self, section: str, value: Plain) -> Files:
        """Give the files with a section that none has yet, at the end of the one with the head.

        Raises:
            WorldError: `pack_field_elsewhere`: it is there, or there is no head that could be read.
        """
        source = self.places.get("pack")
        if source is None or section in self.places:
            raise WorldError("pack_field_elsewhere")
        return {**self.files, source: with_value(self.files[source], (section,), value)}

    def drop(self, *path: str | int) -> Files:
        """Give the files without a row of a list, or without a key.

        Raises:
            WorldError: `pack_field_elsewhere`: it has to be taken out in the YAML text.
        """
        source = self.places.get(str(path[0]))
        if source is None:
            raise WorldError("pack_field_elsewhere")
        return {**self.files, source: without(self.files[source], path)}

    def _grounded(self, text: str, path: tuple[str | int, ...]) -> str:
        """Let a clock that may pause stand on the assumption that fills the manual's silence on pauses."""
        silent, basis = self.at("silent"), self.at(*path[:-1], "basis")
        fills = [one.get("id") for _, one in self.rows("assumptions") if one.get("fills") == PAUSES]
        if not isinstance(silent, list) or not isinstance(basis, list) or PAUSES not in silent:
            return text
        if not fills or any(one in basis for one in fills):
            return text
        return with_value(text, (*path[:-1], "basis"), [*basis, fills[0]])

    def codes(self) -> tuple[str, ...]:
        """Give the codes of the priorities, in order."""
        return tuple(str(one["code"]) for _, one in self.rows("priorities") if isinstance(one.get("code"), str))


def sheet_of(files: Files) -> Sheet:
    """Read what can be read of the files, the same text once; of a section that stands twice, the first."""
    return _sheet_of(bundled(files))


@lru_cache(maxsize=16)
def _sheet_of(data: bytes) -> Sheet:
    files = unbundled(data)
    places: dict[str, str] = {}
    values: dict[str, Plain] = {}
    for name in sorted(files):
        document, _ = read_document(files[name], name)
        members = document.value if document and isinstance(document.value, dict) else {}
        for section, value in members.items():
            places.setdefault(section, name)
            values.setdefault(section, value)
    return Sheet(files=files, places=places, values=values)


def as_span(typed: str) -> str | None:
    """Read a length of time as people write it, and give it as the YAML has it; None when it is none.

    >>> as_span("45 分钟"), as_span("1h30m"), as_span("1 hour 30 min"), as_span("soon")
    ('45m', '1h30m', '1h30m', None)
    """
    text, written, at = typed.strip().lower(), "", 0
    while at < len(text):
        part = _PART.match(text, at)
        unit = next((one for one, names in _UNITS.items() if part and part[2] in names), None)
        if part is None or unit is None:
            return None
        written += f"{int(part[1])}{unit}"
        at = part.end()
    return written if written and parse_duration(written) is not None else None


def as_hours(typed: str) -> list[Plain] | None:
    """Read the open times of a day, `09:00-12:00, 13:00-18:00`; empty for a day off, None when they are none.

    >>> as_hours("9:00-12:00，13:00 到 18:00"), as_hours(""), as_hours("18:00-9:00")
    ([['09:00', '12:00'], ['13:00', '18:00']], [], None)
    """
    rest = _BETWEEN.sub("", _SPAN.sub("", typed))
    spans = [(first.zfill(5), last.zfill(5)) for first, last in _SPAN.findall(typed)]
    read = [(parse_wall_time(first), parse_wall_time(last)) for first, last in spans]
    sound = all(first is not None and last is not None and first < last <= FULL_DAY for first, last in read)
    return None if rest or not sound else [[first, last] for first, last in spans]


def as_day(typed: str) -> str | None:
    """Read a date as people write it; None when it is none.

    >>> as_day("2026/10/1"), as_day("2026年10月1日"), as_day("2026-02-30")
    ('2026-10-01', '2026-10-01', None)
    """
    found = _DAY.fullmatch(typed.strip())
    try:
        return str(date(*map(int, found.groups()))) if found else None
    except ValueError:
        return None


def hours_words(spans: Plain) -> str:
    """Write the open times of a day as they are typed.

    >>> hours_words([["09:00", "12:00"], ["13:00", "18:00"]])
    '09:00-12:00, 13:00-18:00'
    """
    pairs = [one for one in spans if isinstance(one, list)] if isinstance(spans, list) else []
    return ", ".join("-".join(map(str, pair)) for pair in pairs)


def counts_in(sheet: Sheet, clock: int, code: str) -> str:
    """Give which hours a target counts in, `business` or `wall`: its own word, else that of all targets."""
    own = sheet.at("clocks", clock, "hours", code) or sheet.at("clocks", clock, "hours", "any")
    return own if isinstance(own, str) else "wall"
