"""What is otherwise in a pack than in the one it is compared with, above all for which clock?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Literal, TypeVar, get_args

from mysterydesk.handbook_page import SmallTicket, Twins, twins_of
from mysterydesk.store.protocol import Store
from policy.clock_rule import Hours, Trigger
from policy.handbook import ClockName, ClockRule, Handbook
from policy.text import Text
from sla.own_hours import ANY, is_business

T = TypeVar("T")
K = TypeVar("K", bound=str)

Aspect = Literal["title", "starts", "stops", "pausable", "owner", "basis"]
ASPECTS: Final[tuple[Aspect, ...]] = get_args(Aspect)
"""What may be otherwise in a clock besides its targets."""

Part = Literal[
    "priorities",
    "intake",
    "clauses",
    "assumptions",
    "settings",
    "tiers",
    "seats",
    "groups",
    "escalations",
    "ladder",
    "lists",
    "phrases",
    "satisfaction",
    "ticket_number",
    "calendar",
    "silent",
    "zone",
    "title",
    "version",
]
How = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One target.

    Attributes:
        span: How long.
        hours: What it counts in.
    """

    span: timedelta
    hours: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class AimChange:
    """One target before and after; None where there is none."""

    priority: str
    before: Aim | None
    after: Aim | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockChange:
    """One clock that is not as it was.

    Attributes:
        name: Which.
        before: The rule as it was; None for a new clock.
        after: As it is; None for one that is gone.
        aims: Targets that are otherwise, by priority.
        aspects: What else is.
    """

    name: ClockName
    before: ClockRule | None
    after: ClockRule | None
    aims: tuple[AimChange, ...]
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """One entry of another part.

    Attributes:
        part: Which part.
        how: What has become of it.
        name: Its id or code; empty for a part that has one entry only.
        before: What it was called or said; None where there was none, or it has no words.
        after: What it is called or says.
    """

    part: Part
    how: How
    name: str
    before: Text | str | None = None
    after: Text | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that is otherwise.

    Attributes:
        clocks: Clocks that are.
        kept: How many clocks are as they were.
        parts: Everything else that is.
    """

    clocks: tuple[ClockChange, ...]
    kept: int
    parts: tuple[PartChange, ...]

    @property
    def count(self) -> int:
        """How many things are otherwise."""
        return len(self.clocks) + len(self.parts)


def changes_between(before: Handbook, after: Handbook) -> Changes:
    """Set two readings of one pack side by side; which id it goes by is no change."""
    old = {one.name: one for one in before.clocks}
    new = {one.name: one for one in after.clocks}
    names = dict.fromkeys((*old, *new))
    codes = tuple(dict.fromkeys(str(one.code) for one in (*before.priorities, *after.priorities)))
    both = [_clock(name, old.get(name), new.get(name), codes) for name in names]
    changed = tuple(one for one in both if one is not None)
    return Changes(clocks=changed, kept=len(both) - len(changed), parts=tuple(_parts(before, after)))


def same_ticket(store: Store, before: Handbook, after: Handbook, ticket: SmallTicket) -> Twins:
    """Read the clocks of one ticket before and after.

    Where the priorities are the same, the ticket keeps its own; else it takes the one of the same rank.

    Raises:
        HorizonError: A target counts on hours beyond the calendar.
        EmptyCalendarError: Or on a calendar that is never open.
    """
    same = {one.code for one in before.priorities} == {one.code for one in after.priorities}
    return twins_of(store, (before, replace(after, id=before.id) if same else after), ticket)


def _clock(
    name: ClockName, before: ClockRule | None, after: ClockRule | None, codes: tuple[str, ...]
) -> ClockChange | None:
    if before == after:
        return None
    keys = tuple(dict.fromkeys((*codes, ANY, *_keys(before), *_keys(after))))
    aims = [AimChange(priority=key, before=_aim(before, key), after=_aim(after, key)) for key in keys]
    aspects = [one for one in ASPECTS if before and after and _aspect(before, one) != _aspect(after, one)]
    return ClockChange(
        name=name,
        before=before,
        after=after,
        aims=tuple(one for one in aims if one.before != one.after),
        aspects=tuple(aspects),
    )


def _keys(rule: ClockRule | None) -> tuple[str, ...]:
    return () if rule is None else tuple(rule.targets)


def _aim(rule: ClockRule | None, code: str) -> Aim | None:
    span = None if rule is None else rule.targets.get(code)
    if rule is None or span is None:
        return None
    return Aim(span=span, hours="business" if is_business(rule, code) else "wall")


def _aspect(rule: ClockRule, name: Aspect) -> object:
    match name:
        case "starts":
            by_priority: Mapping[str, tuple[Trigger, ...]] = dict(rule.starts_by_priority)
            return rule.starts, by_priority, rule.start_basis
        case "title" | "stops" | "pausable" | "owner" | "basis":
            return getattr(rule, name)


def _parts(before: Handbook, after: Handbook) -> Iterable[PartChange]:
    yield from _keyed("priorities", _coded(before.priorities), _coded(after.priorities), lambda one: one.name)
    fields = [{one.name: one for one in book.intake} for book in (before, after)]
    yield from _keyed("intake", fields[0], fields[1], lambda one: one.title)
    yield from _keyed("clauses", before.clauses, after.clauses, lambda one: one.text)
    yield from _keyed("assumptions", before.assumptions, after.assumptions, lambda one: one.text)
    yield from _keyed("settings", before.settings, after.settings, lambda one: f"{one.value:g}")
    yield from _keyed("tiers", _coded(before.tiers), _coded(after.tiers), lambda one: one.name)
    yield from _keyed("seats", _coded(before.seats), _coded(after.seats), lambda one: one.name)
    yield from _keyed("groups", _coded(before.groups), _coded(after.groups), lambda one: one.name)
    ways = [{f"{one.source} \u2192 {one.target}": one for one in book.escalations} for book in (before, after)]
    yield from _keyed("escalations", ways[0], ways[1], lambda one: one.when)
    rungs = [{one.level: one for one in book.ladder} for book in (before, after)]
    yield from _keyed("ladder", rungs[0], rungs[1], lambda one: one.title)
    items = [
        {f"{name}.{one.code}": one for name, ones in book.lists.items() for one in ones} for book in (before, after)
    ]
    yield from _keyed("lists", items[0], items[1], lambda one: one.title)
    said = [{f"{at} {one.moment}": one for at, one in enumerate(book.phrases)} for book in (before, after)]
    yield from _keyed("phrases", said[0], said[1], lambda one: one.meaning)
    silent = [dict.fromkeys(book.silent, "") for book in (before, after)]
    yield from _keyed("silent", silent[0], silent[1], lambda _: None)
    yield from _single("satisfaction", before.satisfaction, after.satisfaction, lambda _: None)
    yield from _single("ticket_number", before.ticket_number, after.ticket_number, lambda one: one.pattern)
    yield from _single("calendar", before.calendar, after.calendar, lambda one: one.name)
    yield from _single("zone", before.zone, after.zone, lambda one: one)
    yield from _single("title", before.title, after.title, lambda one: one)
    yield from _single("version", before.version, after.version, lambda one: one)


def _coded(ones: Iterable[T]) -> Mapping[str, T]:
    return {str(getattr(one, "code")): one for one in ones}  # noqa: B009  of several kinds of records


def _keyed(
    part: Part, before: Mapping[K, T], after: Mapping[K, T], words: Callable[[T], Text | str | None]
) -> Iterable[PartChange]:
    for name in dict.fromkeys((*before, *after)):
        if name not in before:
            yield PartChange(part=part, how="added", name=str(name), after=words(after[name]))
        elif name not in after:
            yield PartChange(part=part, how="removed", name=str(name), before=words(before[name]))
        elif before[name] != after[name]:
            old, new = words(before[name]), words(after[name])
            yield PartChange(part=part, how="changed", name=str(name), before=old, after=new)


def _single(
    part: Part, before: T | None, after: T | None, words: Callable[[T], Text | str | None]
) -> Iterable[PartChange]:
    old = {} if before is None else {"": before}
    new = {} if after is None else {"": after}
    yield from _keyed(part, old, new, words)
