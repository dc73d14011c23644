"""What does a handbook ask, told line by line?"""

from collections.abc import Iterator

from mysterydesk.handbook_terms import aims, events, holder, length, starting
from mysterydesk.handbook_terms import priority as priority_name
from mysterydesk.hours_words import HoursRow, date_rows, week_rows, zone_words
from mysterydesk.i18n import Translation
from policy.clock_rule import ClockRule
from policy.handbook import Basis, Handbook


def told(t: Translation, handbook: Handbook) -> Iterator[str]:
    """Tell the whole handbook: priorities, clocks, hours, people, what is assumed, clauses."""
    yield f"{handbook.id}  {t.of(handbook.title)}  {t('handbooks.version', version=handbook.version)}"
    yield f"{t('handbooks.digest')} {handbook.digest}"
    yield from _part(t, "handbooks.priorities", _priorities(t, handbook))
    yield from _part(t, "handbooks.clocks", (line for rule in handbook.clocks for line in _clock(t, handbook, rule)))
    yield from _part(t, "handbooks.hours", hours_told(t, handbook))
    yield from _part(t, "handbooks.tiers", _tiers(t, handbook))
    yield from _part(t, "handbooks.seats", _seats(t, handbook))
    yield from _part(t, "handbooks.groups", (f"{one.code}  {t.of(one.name)}" for one in handbook.groups))
    yield from _part(t, "handbooks.escalations", _escalations(t, handbook))
    yield from _part(t, "handbooks.satisfaction", _grades(t, handbook))
    yield from _part(t, "handbooks.assumptions", _assumptions(t, handbook))
    clauses = (f"{name}  {t.of(one.text)}" for name, one in handbook.clauses.items())
    yield from _part(t, "handbooks.clauses", clauses)


def _part(t: Translation, title: str, lines: Iterator[str]) -> Iterator[str]:
    yield ""
    yield t("handbooks.section", title=t(title))
    told_any = False
    for line in lines:
        told_any = True
        yield line
    if not told_any:
        yield t("handbooks.not_said")


def grounds(t: Translation, basis: Basis) -> str:
    """Say what something stands on: clauses by their ids, assumptions with their badge."""
    return " ".join(t("badge.line", name=one) if one.startswith("A-") else one for one in dict.fromkeys(basis))


def _priorities(t: Translation, handbook: Handbook) -> Iterator[str]:
    for one in handbook.priorities:
        yield f"{one.code}  {t.of(one.name)}  {t.of(one.definition)}  ({grounds(t, one.basis)})"


def _clock(t: Translation, handbook: Handbook, rule: ClockRule) -> Iterator[str]:
    owner = t("handbooks.owed_by", who=holder(t, handbook, rule.owner) or rule.owner)
    yield f"{rule.name}  {t.of(rule.title)}  {owner}  ({grounds(t, rule.basis)})"
    for name, how_long, hours in aims(t, handbook, rule):
        yield f"  {name}  {how_long}  {hours}"
    since = f"  ({grounds(t, rule.start_basis)})" if rule.start_basis else ""
    said = t("handbooks.and_else").join(starting(t, handbook, rule))
    yield "  " + t("handbooks.starts_at", what=said) + since
    yield "  " + t("handbooks.stops_at", what=events(t, handbook, rule.stops))
    yield "  " + (t("handbooks.pauses") if rule.pausable else t("handbooks.pauses_not"))


def hours_told(t: Translation, handbook: Handbook) -> Iterator[str]:
    """Say the hours that targets in working hours count on; nothing where the manual has none."""
    hours = handbook.calendar
    if hours is None:
        return
    yield f"{t.of(hours.name)}  ({grounds(t, hours.basis)})"
    for row in (*week_rows(t, hours), *date_rows(t, hours)):
        yield "  " + _hours_row(t, row)
    yield "  " + t("handbooks.hours_zone", zone=zone_words(t, hours.zone))


def _hours_row(t: Translation, row: HoursRow) -> str:
    if not row.breaks:
        return f"{row.days}  {row.opened}"
    return f"{row.days}  {row.opened}  {t('handbooks.break_of', span=row.breaks)}"


def _tiers(t: Translation, handbook: Handbook) -> Iterator[str]:
    for one in handbook.tiers:
        names = t("handbooks.and").join(priority_name(t, handbook, code) for code in one.receives)
        direct = f"  {t('handbooks.receives', names=names)}" if names else ""
        yield f"{one.code}  {t.of(one.name)}{direct}  ({grounds(t, one.basis)})"
        yield from (f"  {t.of(each)}" for each in one.duties)


def _seats(t: Translation, handbook: Handbook) -> Iterator[str]:
    for one in handbook.seats:
        belongs = holder(t, handbook, one.tier or one.group)
        yield f"{one.code}  {t.of(one.name)}{f'  {belongs}' if belongs else ''}  ({grounds(t, one.basis)})"
        yield from (f"  {t.of(each)}" for each in one.duties)


def _escalations(t: Translation, handbook: Handbook) -> Iterator[str]:
    for one in handbook.escalations:
        limit = f"  {length(t, one.limit)}" if one.limit else ""
        ends = f"{holder(t, handbook, one.source)} → {holder(t, handbook, one.target)}"
        yield f"{ends}  {t.of(one.when)}{limit}  ({grounds(t, one.basis)})"


def _grades(t: Translation, handbook: Handbook) -> Iterator[str]:
    scale = handbook.satisfaction
    if scale is None:
        return
    for one in scale.grades:
        value = "" if one.value is None else f"  {one.value:g}"
        low = f"  {t('handbooks.low')}" if one.code in scale.low else ""
        yield f"{one.code}  {t.of(one.name)}{value}{low}"
    yield f"  ({grounds(t, scale.basis)})"


def _assumptions(t: Translation, handbook: Handbook) -> Iterator[str]:
    for name, one in handbook.assumptions.items():
        yield f"{t('badge.line', name=name)}  {t.of(one.text)}"
        yield f"  {t('handbooks.why', reason=t.of(one.reason))}"
