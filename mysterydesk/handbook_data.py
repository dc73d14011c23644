"""What does a handbook ask, as JSON-ready data: clocks, hours, people, what is assumed, clauses?"""

from collections.abc import Mapping

from mysterydesk.handbook_told import hours_told
from mysterydesk.i18n import Translation
from policy.clock_rule import ClockRule, Trigger
from policy.handbook import Handbook
from policy.text import Text
from sla.kinds import WAITING
from sla.own_hours import is_business

Data = Mapping[str, object]


def as_data(handbook: Handbook, said: Mapping[str, Translation]) -> Data:
    """Give the whole handbook, what is worded in both languages, spans in seconds.

    Args:
        handbook: Any.
        said: The languages in which hours are worded.
    """
    return {
        "id": handbook.id,
        "title": _both(handbook.title),
        "version": handbook.version,
        "zone": handbook.zone,
        "digest": handbook.digest,
        "priorities": [
            {"code": one.code, "name": _both(one.name), "definition": _both(one.definition), "basis": list(one.basis)}
            for one in handbook.priorities
        ],
        "clocks": [_clock(handbook, rule) for rule in handbook.clocks],
        "hours": {lang: [one.strip() for one in hours_told(t, handbook)] for lang, t in said.items()},
        **_people(handbook),
        "assumptions": [
            {
                "id": name,
                "badge": "assumed",
                **_both(one.text),
                "reason": _both(one.reason),
                "fills": one.fills,
                "ambiguity": one.ambiguity,
            }
            for name, one in handbook.assumptions.items()
        ],
        "clauses": [{"id": name, **_both(one.text)} for name, one in handbook.clauses.items()],
        "silent": list(handbook.silent),
    }


def _clock(handbook: Handbook, rule: ClockRule) -> Data:
    calendar = handbook.calendar
    return {
        "name": rule.name,
        "title": _both(rule.title),
        "owner": rule.owner,
        "targets": {
            code: {
                "seconds": int(span.total_seconds()),
                "counts_in": "business" if is_business(rule, code) else "wall",
                "calendar": _both(calendar.name) if calendar is not None and is_business(rule, code) else None,
            }
            for code, span in rule.targets.items()
        },
        "starts": [_trigger(one) for one in rule.starts],
        "starts_by_priority": {
            code: [_trigger(one) for one in some] for code, some in rule.starts_by_priority.items()
        },
        "stops": [_trigger(one) for one in rule.stops],
        "pauses": [{"kind": WAITING, "fields": {"for": "customer"}}] if rule.pausable else [],
        "clauses": [one for one in rule.basis if not one.startswith("A-")],
        "assumptions": [one for one in (*rule.basis, *rule.start_basis) if one.startswith("A-")],
    }


def _people(handbook: Handbook) -> Data:
    """Give lines, seats, groups, the ways between them, and how customers rate."""
    scale = handbook.satisfaction
    tiers = [
        {
            "code": one.code,
            "name": _both(one.name),
            "receives": list(one.receives),
            "duties": [_both(each) for each in one.duties],
            "basis": list(one.basis),
        }
        for one in handbook.tiers
    ]
    seats = [
        {
            "code": one.code,
            "name": _both(one.name),
            "tier": one.tier,
            "group": one.group,
            "duties": [_both(each) for each in one.duties],
            "basis": list(one.basis),
        }
        for one in handbook.seats
    ]
    ways = [
        {
            "source": one.source,
            "target": one.target,
            "when": _both(one.when),
            "limit_s": None if one.limit is None else int(one.limit.total_seconds()),
            "basis": list(one.basis),
        }
        for one in handbook.escalations
    ]
    groups = [{"code": one.code, "name": _both(one.name), "takes": list(one.takes)} for one in handbook.groups]
    grades = [
        {"code": one.code, "name": _both(one.name), "value": one.value, "low": one.code in scale.low}
        for one in (scale.grades if scale is not None else ())
        if scale is not None
    ]
    return {"tiers": tiers, "seats": seats, "groups": groups, "escalations": ways, "grades": grades}


def _trigger(one: Trigger) -> Data:
    return {"kind": one.kind, **({"fields": dict(one.fields)} if one.fields else {})}


def _both(text: Text) -> Mapping[str, str]:
    return {"zh": text.zh, "en": text.en}
