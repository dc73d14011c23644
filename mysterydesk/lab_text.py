"""What does a pasted timeline say, and on which line is what wrong with it?

Three forms are read: a line an event (`2026-03-13 17:00 ticket.submitted`, kinds and priorities by code or by their
names in either language), a case of `handbook-cases/1` as YAML or JSON, and a bare list of such events.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from mysterydesk import shelf
from mysterydesk.lab_names import NEEDED, begins_with, by_code, meant, named
from policy.document import Path, read_document
from policy.handbook import Handbook
from policy.problem import Problem, Problems, problem
from policy.text import Lang
from sla.timeline import Event

MOST_CHARS: Final = 100_000
MOST_EVENTS: Final = 2_000
SHOWN: Final = 60

_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?(?=\s|$)"
)
_FIELD = re.compile(r"([A-Za-z_]+)=")
_TOKEN = re.compile(r'"[^"]*"|\S+')
_BARE_TIME = re.compile(
    r"(?<=[ ,:\[{])([0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)(?=\s*(?:[,}\]\n]|$))"
)
_STRUCTURED = re.compile(r"[{\[]|- |(?:format|cases|id|handbook|calendar|options|timeline|as_of)\s*:")
_PLACE = re.compile(r"\[([0-9]+)\]|([^.\[\]]+)")
_MISSING: Final[Mapping[str, str]] = {
    "level": "lab_without_level", "to_tier": "lab_without_tier", "for": "lab_without_whom",
    "value": "lab_without_grade",
}  # fmt: skip
_FLAGS: Final[Mapping[str, bool]] = {"true": True, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What was pasted, as a case.

    Attributes:
        case: Fields of a case of `handbook-cases/1`.
        lines: Line of each part by its path in the case, from 1.
        cases: How many cases the text holds; the first is the one that is read.
    """

    case: Mapping[str, object]
    lines: Mapping[Path, int] = field(default_factory=dict)
    cases: int = 1

    def line(self, place: str) -> int:
        """Give the line of a place such as `timeline[3].at`, or of what is around it; 0 where nothing is.

        >>> Pasted(case={}, lines={("timeline", 3): 7}).line("timeline[3].at")
        7
        """
        path: Path = tuple(int(number) if number else name for number, name in _PLACE.findall(place))
        known = (path[:length] for length in range(len(path), 0, -1))
        return next((self.lines[one] for one in known if one in self.lines), 0)


def read_pasted(text: str, handbook: Handbook) -> tuple[Pasted, Problems]:
    """Read a pasted text; every mistake is told with its line, and what could be read is there all the same."""
    if len(text) > MOST_CHARS:
        return Pasted(case={}), (problem("", 0, "lab_too_long", most=MOST_CHARS, got=len(text)),)
    if _STRUCTURED.match(_first_line(text)):
        return _structured(text, handbook)
    rows: list[Mapping[str, object]] = []
    lines: dict[Path, int] = {}
    found: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        row = read_line(line, number, handbook)
        if isinstance(row, Problem):
            found.append(row)
            continue
        lines["timeline", len(rows)] = number
        rows.append(row)
    return Pasted(case={"timeline": rows}, lines=lines), tuple(found)


def read_line(line: str, number: int, handbook: Handbook) -> Mapping[str, object] | Problem:
    """Read one line as an event of `handbook-cases/1`; a time without its zone is one of the handbook's zone."""
    written = _MOMENT.match(line.strip())
    if written is None:
        return problem("", number, "lab_line", got=_short(line))
    at = moment(written[0], handbook.zone)
    if at is None:
        return problem("", number, "lab_time", got=written[0])
    rest = line.strip()[written.end() :].strip()
    kind, fields = _kind(rest)
    if not kind:
        return problem("", number, "lab_kind", got=_short(rest))
    row: dict[str, object] = {"at": at.isoformat(), "type": kind}
    if wrong := _fill(row, fields, handbook):
        return problem("", number, "lab_field", got=_short(wrong))
    missing = NEEDED.get(kind, "")
    if missing and missing not in row and (missing in {"to_tier", "for"} or named(handbook, kind, missing)):
        return problem("", number, _MISSING[missing])
    return row


def _fill(row: dict[str, object], fields: str, handbook: Handbook) -> str:
    """Write what stands behind a kind into the event; give the first part that has no place in it, else nothing.

    A name of the handbook may have several words: `Tier 2`.
    """
    kind = str(row["type"])
    order, rest = _fields(kind), fields.strip()
    while rest:
        label = _FIELD.match(rest)
        field = label[1] if label else next((one for one in order if one not in row), "")
        rest = rest[label.end() :] if label else rest
        token = _TOKEN.match(rest)
        written = begins_with(rest, named(handbook, kind, field))[0] or (token[0] if token else "")
        if field not in {*order, "actor", "until"} or field in row:
            return field if label else written
        row[field] = _value(kind, field, written.strip('"'), handbook)
        rest = rest[len(written) :].strip()
    return ""


def moment(text: str, zone: str) -> datetime | None:
    """Read a moment, without its zone as one of the zone given; None where it is none.

    >>> str(moment("2026-03-13 9:05", "Asia/Shanghai"))
    '2026-03-13 09:05:00+08:00'
    """
    written = _MOMENT.fullmatch(text.strip())
    if written is None:
        return None
    day, clock = re.split(r"[ T]+", written[0], maxsplit=1)
    try:
        at = datetime.fromisoformat(f"{day}T{clock.zfill(len(clock) + (clock[1] == ':'))}")
    except ValueError:
        return None
    return at if at.utcoffset() is not None else at.replace(tzinfo=ZoneInfo(zone))


def line_of(event: Event, handbook: Handbook, lang: Lang) -> str:
    """Write an event as `read_line` reads it, in the words of a language."""
    zone = ZoneInfo(handbook.zone)
    known = shelf.vocabulary().get(event.kind)
    needed = NEEDED.get(event.kind, "")
    names = {code: words.in_lang(lang) for words, code in named(handbook, event.kind, needed)}
    parts = [f"{event.at.astimezone(zone):%Y-%m-%d %H:%M:%S}".removesuffix(":00")]
    parts.append(known.text.in_lang(lang) if known else event.kind)
    if needed in event.fields:
        code = str(event.fields[needed])
        parts.append(names[code] if code in names else _quoted(code))
    for name, value in event.fields.items():
        if name != needed and name in _fields(event.kind) and isinstance(value, str | int | float):
            said = str(value).lower() if isinstance(value, bool) else str(value)
            parts.append(f"{name}={_quoted(said)}")
    return " ".join(parts)


def _quoted(text: str) -> str:
    plain = " ".join(text.replace('"', "'").split())
    return f'"{plain}"' if " " in plain or not plain else plain


def _structured(text: str, handbook: Handbook) -> tuple[Pasted, Problems]:
    first, before = _first_line(text), 0
    if first.startswith("["):
        text = f'{{"timeline": {text.strip()}}}'
    elif first.startswith("- "):
        text, before = f"timeline:\n{text}", 1
    document, problems = read_document(text, "")
    if document is None and {one.code for one in problems} == {"yaml_syntax"}:
        # The parser in C takes no bare time between braces, which YAML allows.
        document, others = read_document(_BARE_TIME.sub(r'"\1"', text), "")
        problems = problems if {one.code for one in others} == {"yaml_syntax"} else others
    if document is None or not isinstance(document.value, dict):
        return Pasted(case={}), tuple(
            problem("", one.line - before, one.code, **dict(one.params)) for one in problems
        )
    cases = document.value.get("cases")
    under: Path = ("cases", 0) if isinstance(cases, list) and cases else ()
    case = cases[0] if isinstance(cases, list) and cases else document.value
    if not isinstance(case, dict):
        return Pasted(case={}), (problem("", document.line(under), "not_a_mapping"),)
    lines = {
        path[len(under) :]: line - before for path, line in document.lines.items() if path[: len(under)] == under
    }
    rows = case.get("timeline")
    if isinstance(rows, list):
        case = {**case, "timeline": [by_code(handbook, one) for one in rows]}
    pasted = Pasted(case=case, lines=lines, cases=len(cases) if isinstance(cases, list) else 1)
    return pasted, tuple(_unknown_kinds(pasted))


def _unknown_kinds(pasted: Pasted) -> Iterator[Problem]:
    rows = pasted.case.get("timeline")
    for index, row in enumerate(rows if isinstance(rows, list) else []):
        kind = row.get("type") if isinstance(row, dict) else None
        if isinstance(kind, str) and kind and kind not in shelf.vocabulary():
            yield problem("", pasted.line(f"timeline[{index}].type"), "lab_kind", got=_short(kind))


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"


def _kind(rest: str) -> tuple[str, str]:
    """Find the kind that a text begins with, by code or name, the longest first; and what stands behind it."""
    known = {name: kind for kind, one in shelf.vocabulary().items() for name in (kind, one.text.zh, one.text.en)}
    found = [name for name in known if rest[: len(name)].casefold() == name.casefold()]
    whole = [name for name in found if not rest[len(name) :] or rest[len(name)].isspace()]
    if not whole:
        return "", ""
    name = max(whole, key=len)
    return known[name], rest[len(name) :]


def _fields(kind: str) -> tuple[str, ...]:
    """Give the fields of a kind: the one that clocks look at, then those it must carry, then the others."""
    fields = shelf.vocabulary()[kind].fields if kind in shelf.vocabulary() else {}
    needed = [NEEDED[kind]] if kind in NEEDED else []
    return tuple(dict.fromkeys([*needed, *sorted(fields, key=lambda name: not fields[name].required)]))


def _value(kind: str, field: str, written: str, handbook: Handbook) -> object:
    if field == "until" and (at := moment(written, handbook.zone)) is not None:
        return at.isoformat()
    return _FLAGS.get(written, meant(written, named(handbook, kind, field)))
