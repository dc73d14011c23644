"""How is one step of a handling said in a line, after the end, when everything may be known?"""

from collections.abc import Callable, Mapping
from html import escape

from mysterydesk.handbook_terms import holder
from mysterydesk.i18n import Translation, message_id
from mysterydesk.results import Result
from pages.parts.duty_lines import REPORT, duty_fields, duty_value
from pages.parts.frame import event_name
from simulator.drill import Attempt
from sla.timeline import Event, Timeline


def time_of(attempt: Attempt, event: Event) -> str:
    """Give the desk's time of day of an event, with the day where it is another one."""
    opened = attempt.desk.case.submitted_at
    at = event.at.astimezone(opened.tzinfo)
    return f"{at:%H:%M}" if at.date() == opened.date() else f"{at:%m-%d %H:%M}"


def doer_of(t: Translation, shown: Result) -> str:
    """Name whoever handled the drill: the reader, or for another reader the trainee."""
    return t("chart.you") if shown.own else t.of(shown.trainee)


def whose_title(t: Translation, shown: Result) -> str:
    """Give the title of the drill, behind the trainee's name where somebody else reads."""
    title = shown.title.get(t.lang, "")
    return title if shown.own else t("result.whose", name=t.of(shown.trainee), title=title)


def who_of(t: Translation, attempt: Attempt, event: Event, doer: str) -> str:
    """Name who did it."""
    if event.actor in {"trainee", "customer", "system"}:
        return {"trainee": doer, "customer": t("chart.customer"), "system": t("chart.system")}[event.actor]
    partner = attempt.desk.case.partner(event.actor)
    if partner is not None:
        return partner.name
    return holder(t, attempt.desk.handbook, event.actor) or t("chart.supervisor")


def _level(t: Translation, attempt: Attempt, value: str) -> str:
    levels = {str(one.code): t.of(one.name) for one in attempt.desk.handbook.priorities}
    return levels.get(value, value)


def _tier(t: Translation, attempt: Attempt, value: str) -> str:
    return {str(one.code): t.of(one.name) for one in attempt.desk.handbook.tiers}.get(value, value)


def _check(t: Translation, attempt: Attempt, value: str) -> str:
    found = attempt.desk.case.fault_model.check(value)
    return t.of(found.title) if found else value


def _action(t: Translation, attempt: Attempt, value: str) -> str:
    found = attempt.desk.case.fault_model.action(value)
    return t.of(found.title) if found else _check(t, attempt, value)


def _partner(_t: Translation, attempt: Attempt, value: str) -> str:
    partner = attempt.desk.case.partner(value)
    return partner.name if partner is not None else value


_SAYERS: Mapping[str, tuple[str, Callable[[Translation, Attempt, str], str]]] = {
    "ticket.severity_set": ("level", _level),
    "ticket.transferred": ("to_tier", _tier),
    "check.run": ("check", _check),
    "action.executed": ("action", _action),
    "plan.explained": ("action", _action),
    "customer.approved": ("action", _action),
    **dict.fromkeys(("partner.engaged", "partner.reported", "partner.needed"), ("action", _action)),
    **dict.fromkeys(("override.requested", "override.decided"), ("action", _action)),
    **dict.fromkeys(("partner.answered", "partner.chased"), ("partner", _partner)),
}


def what_of(t: Translation, attempt: Attempt, event: Event) -> str:
    """Say what was done, with what it was done to."""
    name = event_name(t, event.kind)
    if event.kind in _SAYERS:
        field, say = _SAYERS[event.kind]
        value = say(t, attempt, str(event.fields.get(field, "")))
    else:
        value = duty_value(t, attempt, event)
    return t("step.with", what=name, value=value) if value else name


def said_step(t: Translation, attempt: Attempt, event: Event) -> str:
    """Say one step with its time."""
    return t("step.at", what=what_of(t, attempt, event), time=time_of(attempt, event))


FEW = 2
"""So often the same is told with every time; what came more often, with its first and last."""


def said_together(t: Translation, attempt: Attempt, events: Timeline) -> tuple[str, ...]:
    """Say steps with their times, each kind once, in the order in which they first came."""
    times: dict[str, list[str]] = {}
    for event in events:
        times.setdefault(what_of(t, attempt, event), []).append(time_of(attempt, event))
    return tuple(
        t("step.at", what=what, time=t("replay.and").join(at))
        if len(at) <= FEW
        else t("step.often", what=what, n=len(at), first=at[0], last=at[-1])
        for what, at in times.items()
    )


TITLES: Mapping[str, str] = {
    "description": message_id("drawer.description"),
    "steps": message_id("drawer.steps"),
    "feedback": message_id("drawer.feedback"),
    "who": message_id("w.who"),
    "when": message_id("w.when"),
    "where": message_id("w.where"),
    "what": message_id("w.what"),
    "why": message_id("w.why"),
    "how": message_id("w.how"),
}
"""What the fields of the archive and of an analysis are called."""


def written(t: Translation, attempt: Attempt, event: Event) -> str:
    """Give as HTML what was written into fields, with their titles; nothing for an event without any."""
    pairs = event.fields.get("fields")
    own = duty_fields(t, attempt, event)
    if not isinstance(pairs, Mapping):
        return _told(t, own)
    titles = {name: t(key) for name, key in (*TITLES.items(), *REPORT.items())}
    titles |= {one.name: t.of(one.title) for one in attempt.desk.handbook.intake}
    return _told(t, {titles.get(str(name), str(name)): str(value) for name, value in pairs.items()} | own)


def _told(t: Translation, pairs: Mapping[str, str]) -> str:
    said = [t("replay.field", name=name, value=value) for name, value in pairs.items()]
    return "".join(f"<br>{escape(one)}" for one in said)
