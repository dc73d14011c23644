"""How are the terms of a handbook said in plain words: spans, priorities, who holds something, what events happen?"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from mysterydesk import shelf
from mysterydesk.explain_words import span
from mysterydesk.i18n import Translation
from policy.handbook import ClockRule, Handbook, Trigger
from policy.text import Text
from sla.own_hours import ANY, is_business

_LONG: Final = timedelta(days=2)


def length(t: Translation, target: timedelta) -> str:
    """Say a target: whole days from two on, else hours and minutes."""
    if target >= _LONG and not target % timedelta(days=1):
        return t.count("handbooks.figure.days", target.days)
    return span(t, int(target.total_seconds()))


def holder(t: Translation, handbook: Handbook, code: str | None) -> str:
    """Name a tier, a seat or a group by its code or a name of it; nothing where the handbook has none of that."""
    named: list[tuple[str, Text]] = [(one.code, one.name) for one in handbook.tiers]
    named += [(one.code, one.name) for one in handbook.seats]
    named += [(one.code, one.name) for one in handbook.groups]
    return next((t.of(name) for known, name in named if code in {known, name.zh, name.en}), "")


def priority(t: Translation, handbook: Handbook, code: str) -> str:
    """Name a priority; `any` for what does not depend on it."""
    if code == ANY:
        return t("sla.any")
    return next((t.of(one.name) for one in handbook.priorities if one.code == code), code)


def event(t: Translation, kind: str) -> str:
    """Name a kind of event in the words of the vocabulary."""
    known = shelf.vocabulary().get(kind)
    return t.of(known.text) if known else kind


def field(t: Translation, handbook: Handbook, name: str, value: str) -> str:
    """Say what an event carries: a grade, a channel, a line by its name, else as it is written."""
    if name == "value" and handbook.satisfaction is not None:
        grade = handbook.satisfaction.grade(value)
        return t.of(grade.name) if grade else value
    if name == "channel":
        return next((t.of(one.title) for one in handbook.lists.get("channels", ()) if one.code == value), value)
    return holder(t, handbook, value) or value


def events(t: Translation, handbook: Handbook, triggers: Iterable[Trigger]) -> str:
    """Say the events, one with several values once, with all of them."""
    found: dict[str, list[str]] = {}
    for one in triggers:
        values = [field(t, handbook, name, value) for name, value in one.fields.items()]
        found.setdefault(event(t, one.kind), []).extend(values)
    parts = [
        t("handbooks.with", event=name, values=t("handbooks.or").join(dict.fromkeys(values))) if values else name
        for name, values in found.items()
    ]
    return t("handbooks.or").join(parts)


def starting(t: Translation, handbook: Handbook, rule: ClockRule) -> Iterator[str]:
    """Say what starts a clock, then for which priority something else does."""
    yield events(t, handbook, rule.starts)
    for code, triggers in rule.starts_by_priority.items():
        yield t("handbooks.of", name=priority(t, handbook, code), what=events(t, handbook, triggers))


def aims(t: Translation, handbook: Handbook, rule: ClockRule) -> Iterator[tuple[str, str, str]]:
    """Say each target: for which priority, how long, in which hours."""
    for code, target in rule.targets.items():
        hours = t("sla.hours_business") if is_business(rule, code) else t("sla.hours_natural")
        yield priority(t, handbook, code), length(t, target), hours
