"""Which seats, groups, numbers, ratings and hours of a handbook contradict each other or the rest of it?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from policy.desk_shapes import CalendarShape, SatisfactionShape, spans_of
from policy.draft import Draft, Placed, unknown
from policy.elements import ClockShape
from policy.numbering import fits, number_on, reads_as_form, reads_as_pattern
from policy.problem import Problem

ANY = "any"
RATED = "csat.received"

_SAMPLES = ((date(2026, 12, 31), 1), (date(2027, 1, 1), 999))
"""Days and serials whose numbers have to fit the form."""


def problems_in_desk(draft: Draft) -> Iterator[Problem]:
    """Find what is wrong in and between the parts that describe the desk."""
    yield from _seats(draft)
    yield from _groups(draft)
    yield from _numbering(draft)
    yield from _grades(draft)
    yield from _rated(draft)
    yield from _hours(draft)
    yield from _calendar(draft)


def repeated(ids: Iterable[str]) -> Iterator[str]:
    """Give each id that stands more than once."""
    return (one for one, times in Counter(ids).items() if times > 1)


def _seats(draft: Draft) -> Iterator[Problem]:
    tiers, groups = draft.ids.get("tiers", ()), draft.ids.get("groups", ())
    for seat in draft.seats:
        if seat.one.tier is not None:
            yield from unknown(seat, "unknown_tier", {"tier": seat.one.tier}, tiers)
        if seat.one.group is not None:
            yield from unknown(seat, "unknown_group", {"group": seat.one.group}, groups)


def _groups(draft: Draft) -> Iterator[Problem]:
    lists = draft.sections.get("lists")
    kinds = lists.one.get("ticket_types") if lists is not None and isinstance(lists.one, dict) else None
    types = [one.get("code") for one in kinds if isinstance(one, dict)] if isinstance(kinds, list) else []
    takers: dict[str, str] = {}
    for group in draft.groups:
        named = {f"takes.{at}": one for at, one in enumerate(group.one.takes)}
        yield from unknown(group, "unknown_type", named, tuple(one for one in types if isinstance(one, str)))
        for at, one in enumerate(group.one.takes):
            if one in takers:
                yield group.problem("type_taken_twice", "takes", at, got=one, first=takers[one])
            takers.setdefault(one, group.one.code)


def _numbering(draft: Draft) -> Iterator[Problem]:
    placed = draft.ticket_number
    if placed is None:
        return
    rule = placed.one
    pattern, form = reads_as_pattern(rule.pattern), reads_as_form(rule.regex)
    if not pattern:
        yield placed.problem("bad_number_pattern", "pattern", got=rule.pattern)
    if not form:
        yield placed.problem("bad_number_form", "regex", got=rule.regex)
    elif not fits(rule.regex, rule.example):
        yield placed.problem("example_misfits", "example", got=rule.example, form=rule.regex)
    if pattern and form:
        made = (number_on(rule.pattern, day, serial) for day, serial in _SAMPLES)
        wrong = next((number for number in made if not fits(rule.regex, number)), None)
        if wrong is not None:
            yield placed.problem("pattern_misfits", "pattern", got=wrong, form=rule.regex)


def _grades(draft: Draft) -> Iterator[Problem]:
    placed = draft.satisfaction
    if placed is None:
        return
    codes = [one.code for one in placed.one.grades]
    for one in repeated(codes):
        yield placed.problem("duplicate_code", "grades", got=one)
    named = {f"low.{at}": one for at, one in enumerate(placed.one.low)}
    yield from unknown(placed, "unknown_grade", named, tuple(codes))
    yield from _worst_last(placed)


def _worst_last(placed: Placed[SatisfactionShape]) -> Iterator[Problem]:
    """Grades stand best first: numbers fall, and those that oblige the desk are the last ones."""
    grades = placed.one.grades
    numbered = [(at, one.value) for at, one in enumerate(grades) if one.value is not None]
    if numbered and len(numbered) < len(grades):
        yield placed.problem("grade_without_number", "grades")
    for (_, better), (at, worse) in pairwise(numbered):
        if worse >= better:
            yield placed.problem("grade_out_of_order", "grades", at, got=grades[at].code)
    low = [one.code in placed.one.low for one in grades]
    for at, (here, after) in enumerate(pairwise(low)):
        if here and not after:
            yield placed.problem("grade_out_of_order", "grades", at, got=grades[at].code)


def _rated(draft: Draft) -> Iterator[Problem]:
    """A clock that a rating starts or stops names a grade of the scale, by its code or by its name."""
    if draft.satisfaction is None:
        return
    grades = draft.satisfaction.one.grades
    known = {word for one in grades for word in (one.code, one.name.zh, one.name.en)}
    for clock in draft.clocks:
        for side, triggers in (("starts", clock.one.starts), ("stops", clock.one.stops)):
            for at, trigger in enumerate(triggers):
                said = trigger.fields.get("value")
                if trigger.kind == RATED and said is not None and said not in known:
                    yield clock.problem("unknown_grade", side, at, "fields", "value", got=said)


def _hours(draft: Draft) -> Iterator[Problem]:
    priorities = draft.ids.get("priorities", ())
    for clock in draft.clocks:
        named = {f"hours.{code}": code for code in clock.one.hours if code != ANY}
        yield from unknown(clock, "unknown_priority", named, priorities)
        for code, basis in clock.one.hours.items():
            if code in priorities and not _aimed_at(clock, code):
                yield clock.problem("hours_without_target", "hours", code, priority=code)
            if basis == "business" and "calendar" not in draft.sections:
                yield clock.problem("hours_without_calendar", "hours", code)


def _aimed_at(clock: Placed[ClockShape], code: str) -> bool:
    return code in clock.one.targets or ANY in clock.one.targets


def _calendar(draft: Draft) -> Iterator[Problem]:
    placed = draft.calendar
    if placed is None:
        return
    yield from problems_of_calendar(placed)
    for one in repeated(placed.one.holidays):
        yield placed.problem("duplicate_code", "holidays", got=one)
    counted = any("business" in clock.one.hours.values() for clock in draft.clocks)
    if not counted and len(draft.clocks) == len(draft.ids.get("clocks", ())):
        yield placed.problem("calendar_unused")


def problems_of_calendar(placed: Placed[CalendarShape]) -> Iterator[Problem]:
    """Find spans that end before they begin or overlap, and hours that are never open: nothing can count on them."""
    written = placed.one.written()
    for (part, day), pairs in written.items():
        yield from _spans(placed, (part, day), pairs)
    if not any(written.values()):
        yield placed.problem("never_open", "weekly")


def _spans(placed: Placed[CalendarShape], path: tuple[str, str], pairs: Sequence[list[str]]) -> Iterator[Problem]:
    read = spans_of(list(pairs))
    sound = []
    for at, (start, end) in enumerate(read):
        if end <= start:
            yield placed.problem("span_reversed", *path, at, start=pairs[at][0], end=pairs[at][1])
        else:
            sound.append((start, end, at))
    for (_, end, _), (start, _, at) in pairwise(sorted(sound)):
        if start < end:
            yield placed.problem("spans_overlap", *path, at, start=pairs[at][0], end=pairs[at][1])
