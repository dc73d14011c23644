"""How is a contradiction between the figures of a handbook told, to people and to machines?"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from mysterydesk import shelf
from mysterydesk.i18n import Translation, message_id
from policy.handbook import Handbook
from policy.text import Lang
from sla.contradictions.finding import Code, Contradiction, Due, Example
from sla.timeline import Event

SENTENCES: Mapping[Code, str] = {
    "chain_over_limit": message_id("contradiction.chain_over_limit"),
    "lesser_due_first": message_id("contradiction.lesser_due_first"),
    "kpi_over_targets": message_id("contradiction.kpi_over_targets"),
    "kpi_over_scale": message_id("contradiction.kpi_over_scale"),
    "never_due": message_id("contradiction.never_due"),
    "stated_twice": message_id("contradiction.stated_twice"),
}
UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))
SPANS: Mapping[str, str] = {
    "d": message_id("contradiction.span.d"),
    "h": message_id("contradiction.span.h"),
    "min": message_id("contradiction.span.min"),
    "s": message_id("contradiction.span.s"),
}


def span_words(t: Translation, seconds: float) -> str:
    """Say a span in the units it is made of; days only for whole ones.

    >>> from mysterydesk.i18n import translation
    >>> span_words(translation("en"), 30600)
    '8 h 30 min'
    """
    left, said = round(seconds), ""
    for unit, size in UNITS:
        n, rest = divmod(left, size)
        if n and (unit != "d" or not rest):
            part = t(SPANS[unit], n=n)
            said = t("contradiction.span.two", first=said, second=part) if said else part
            left = rest
    return said or t(SPANS["min"], n=0)


def sentence(t: Translation, one: Contradiction, handbook: Handbook) -> str:
    """Say what contradicts what."""
    values: dict[str, object] = dict(one.params)
    values |= {name: span_words(t, float(value)) for name, value in one.params.items() if name.endswith("_s")}
    clocks = {str(rule.name): t.of(rule.title) for rule in handbook.clocks}
    values["clock"] = clocks.get(str(one.params.get("clock")), "")
    values["chain"] = _chain(t, one, clocks)
    for name in ("urgent", "lesser"):
        values[name] = _priority(t, handbook, str(one.params.get(name, "")))
    shown = one.examples[0].priority if one.examples else None
    values["priority"] = _priority(t, handbook, str(shown)) if shown else t("contradiction.any_ticket")
    items = {item.code: t.of(item.title) for item in handbook.lists.get("kpis", ())}
    values["kpi"] = items.get(str(one.params.get("kpi")), "")
    return t(SENTENCES[one.code], **values)


def lines(t: Translation, one: Contradiction, handbook: Handbook) -> Iterator[str]:
    """Say a contradiction with its clauses and its counter-example, line by line."""
    yield t("contradiction.head", said=sentence(t, one, handbook), clauses=" ".join(one.clauses))
    if one.settled_by:
        ids = " ".join(one.settled_by)
        spent = one.params.get("settled_s")
        settled = message_id("contradiction.settled") if spent is None else message_id("contradiction.settled_in")
        yield "  " + t(settled, ids=ids, span=span_words(t, float(spent or 0)))
    soonest = first_due(one)
    for example in one.examples:
        yield from (f"  {said}" for said in _example(t, example, handbook, soonest))
    if one.code == "never_due":
        title = t.of(handbook.clock(str(one.params["clock"])).title)
        yield "    " + t("contradiction.no_due", clock=title)


def first_due(one: Contradiction) -> datetime | None:
    """Give the due time that comes first where the order of due times is what contradicts, else None."""
    if one.code != "lesser_due_first":
        return None
    return min((due.due for example in one.examples for due in example.dues), default=None)


def as_data(one: Contradiction, handbook: Handbook, said: Mapping[Lang, Translation]) -> Mapping[str, object]:
    """Give a contradiction as JSON-ready data, its sentence in every language."""
    zone = ZoneInfo(handbook.zone)
    return {
        "code": one.code,
        "clauses": list(one.clauses),
        "settled_by": list(one.settled_by),
        "params": dict(one.params),
        "text": {lang: sentence(t, one, handbook) for lang, t in said.items()},
        "examples": [_example_data(example, zone, first_due(one)) for example in one.examples],
    }


def _chain(t: Translation, one: Contradiction, clocks: Mapping[str, str]) -> str:
    names = str(one.params.get("chain", "")).split()
    limits = str(one.params.get("limits", "")).split()
    parts = (
        t("contradiction.link", clock=clocks.get(name, name), span=span_words(t, float(span)))
        for name, span in zip(names, limits, strict=True)
    )
    return t("contradiction.plus").join(parts)


def _priority(t: Translation, handbook: Handbook, code: str) -> str:
    return next((t.of(one.name) for one in handbook.priorities if one.code == code), code)


def _example(t: Translation, example: Example, handbook: Handbook, soonest: datetime | None) -> Iterator[str]:
    zone = ZoneInfo(handbook.zone)
    if example.priority is not None:
        yield t.count("contradiction.ticket", example.count, priority=_priority(t, handbook, str(example.priority)))
    for event in example.timeline:
        yield "  " + t("contradiction.event", at=_moment(event.at, zone), what=_what(t, event, handbook))
    for due in example.dues:
        yield "  " + _due(t, due, handbook, (zone, soonest))


def _what(t: Translation, event: Event, handbook: Handbook) -> str:
    kind = shelf.vocabulary().get(event.kind)
    said = t.of(kind.text) if kind is not None else event.kind
    rated = event.fields.get("value")
    if rated is not None and handbook.satisfaction is not None:
        grade = handbook.satisfaction.grade(str(rated))
        return t("contradiction.to", what=said, tier=t.of(grade.name) if grade else rated)
    target = event.fields.get("to_tier")
    names = {str(tier.code): t.of(tier.name) for tier in handbook.tiers}
    return t("contradiction.to", what=said, tier=names.get(str(target), target)) if target else said


def _due(t: Translation, due: Due, handbook: Handbook, at: tuple[ZoneInfo, datetime | None]) -> str:
    title, (zone, soonest) = t.of(handbook.clock(due.clock).title), at
    when = _moment(due.due, zone)
    if due.reached is None and soonest is not None:
        order = message_id("contradiction.due_first") if due.due == soonest else message_id("contradiction.due_later")
        return t(order, clock=title, due=when)
    if due.reached is None:
        return t("contradiction.due", clock=title, due=when)
    late = message_id("contradiction.late") if due.state == "breached" else message_id("contradiction.met")
    return t(late, clock=title, due=when, reached=_moment(due.reached, zone))


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _example_data(example: Example, zone: ZoneInfo, soonest: datetime | None) -> Mapping[str, object]:
    def moment(at: datetime | None) -> str | None:
        return None if at is None else at.astimezone(zone).isoformat()

    return {
        "priority": example.priority,
        "count": example.count,
        "timeline": [{"at": moment(one.at), "type": one.kind, **one.fields} for one in example.timeline],
        "dues": [
            {
                "clock": one.clock,
                "since": moment(one.since),
                "due": moment(one.due),
                "reached": moment(one.reached),
                "state": one.state,
                **({} if soonest is None else {"due_first": one.due == soonest}),
            }
            for one in example.dues
        ],
    }
