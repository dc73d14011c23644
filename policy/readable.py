"""What can be read of a pack that has problems, so that its figures can be held against each other all the same?"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from policy.clock_rule import ClockRule
from policy.desk_lint import problems_of_calendar
from policy.draft import Draft, Placed
from policy.elements import ClockShape, PriorityShape
from policy.handbook import Handbook, HandbookId, Priority
from policy.problem import Problems
from policy.shape import parse_duration
from policy.text import Text
from policy.working_hours import WorkingHours

ANY: Final = "any"
UTC: Final = "UTC"
"""Zone of a pack whose own cannot be read: which tickets show something does not hang on it."""

ROUTES: Final = frozenset({"tiers", "escalations"})
"""Sections that say which way a ticket goes; half read, they would say another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A pack as it was read.

    Attributes:
        handbook: What it says; None where it has a problem.
        problems: Every cause of one, by file and line, without what only follows.
        readable: What can be read of it: the handbook itself, or its sound parts; two where a key stands twice,
            with its first and with its last value; empty where nothing of it can be read.
        torn: Sections of which some entry cannot be read.
    """

    handbook: Handbook | None
    problems: Problems
    readable: tuple[Handbook, ...]
    torn: frozenset[str]


def torn_in(draft: Draft, *, lost: bool) -> frozenset[str]:
    """Name the sections of which an entry has the wrong shape; with some text lost, those that are absent too."""
    torn = {str(name) for name in ROUTES if lost and name not in draft.sections}
    for name, shaped in (("tiers", draft.tiers), ("escalations", draft.escalations)):
        section = draft.sections.get(name)
        if section is not None and (not isinstance(section.one, list) or len(section.one) != len(shaped)):
            torn.add(name)
    return frozenset(torn)


def sound_parts(draft: Draft) -> Handbook:
    """Make a handbook of the parts that can be read: all that a figure needs is there, or the figure is not."""
    hours = _hours(draft)
    zone = next((one for one in _zones(draft) if _is_zone(one)), UTC)
    priorities = _first_of_each(draft.priorities)
    codes = {*(str(one.code) for one in priorities), ANY}
    head = draft.pack.one if draft.pack is not None else None
    return Handbook(
        id=HandbookId("" if head is None else head.id),
        title=Text(zh="", en="") if head is None else head.title.value(),
        version="" if head is None else head.version,
        zone=zone,
        priorities=priorities,
        clocks=tuple(_clocks(draft, codes, counts=hours is not None)),
        tiers=tuple(one.one.value() for one in draft.tiers),
        escalations=tuple(one.one.value() for one in draft.escalations),
        intake=(),
        ladder=(),
        lists={name: tuple(item.one.value() for item in items) for name, items in draft.lists.items()},
        settings={},
        clauses={},
        assumptions={},
        silent=draft.silent,
        digest="",
        seats=tuple(one.one.value() for one in draft.seats),
        satisfaction=None if draft.satisfaction is None else draft.satisfaction.one.value(),
        calendar=hours,
    )


def _first_of_each(priorities: Sequence[Placed[PriorityShape]]) -> tuple[Priority, ...]:
    found: dict[str, Priority] = {}
    for placed in priorities:
        found.setdefault(placed.one.code, placed.one.value())
    return tuple(found.values())


def _clocks(draft: Draft, codes: Collection[str], *, counts: bool) -> Iterable[ClockRule]:
    """Give the clocks whose name is their own, with the targets that some priority has and whose hours are known."""
    shapes = tuple(_shapes(draft))
    times = Counter(one.name for one in shapes)
    for shape in shapes:
        rule = shape.value()
        targets = {
            code: span for code, span in rule.targets.items() if code in codes and _is_known(rule, code, counts)
        }
        if targets and times[rule.name] == 1:
            yield replace(rule, targets=targets)


def _shapes(draft: Draft) -> Iterator[ClockShape]:
    """Give every clock that is right but for some targets, with the others."""
    section = draft.sections.get("clocks")
    for one in section.one if section is not None and isinstance(section.one, list) else ():
        targets = one.get("targets") if isinstance(one, dict) else None
        if not isinstance(one, dict) or not isinstance(targets, dict):
            continue
        sound = {code: span for code, span in targets.items() if isinstance(span, str) and parse_duration(span)}
        try:
            yield ClockShape.model_validate({**one, "targets": sound})
        except ValidationError:
            continue


def _is_known(rule: ClockRule, code: str, counts: bool) -> bool:  # noqa: FBT001  one of two facts, not a mode
    return counts or rule.hours.get(code, rule.hours.get(ANY, "wall")) != "business"


def _hours(draft: Draft) -> WorkingHours | None:
    placed = draft.calendar
    if placed is None or not _is_zone(placed.one.zone) or any(problems_of_calendar(placed)):
        return None
    return placed.one.value()


def _zones(draft: Draft) -> Iterable[str]:
    return (one.one.zone for one in (draft.pack, draft.calendar) if one is not None)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
