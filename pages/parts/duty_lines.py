"""How are the events said that only some handbooks' moves bring about?"""

from collections.abc import Callable, Mapping
from typing import Final

from mysterydesk.i18n import Translation, message_id
from pages.parts.desk_names import channel_words, group_words, item_words, tier_words
from pages.parts.duty_forms import LEVELS
from simulator.drill import Attempt
from sla.timeline import Event, Json

Say = Callable[[Translation, Attempt, Event], str]


def text_in(event: Event, name: str) -> str:
    """Give a field of an event as words: a list is joined, what is absent is empty."""
    return _plain(event.fields.get(name))


def _plain(value: Json | None) -> str:
    if value is None or isinstance(value, bool):
        return ""
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def listed(t: Translation, event: Event, name: str) -> str:
    """Join a list of an event as this language does."""
    return text_in(event, name).replace("、", "、" if t.lang == "zh" else ", ")


def level_words(t: Translation, value: str) -> str:
    """Name whom a level of the list of contacts stands for."""
    return t(LEVELS[value]) if value in LEVELS else value


def _one_of(field: str, yes: str, no: str) -> Say:
    return lambda t, _attempt, event: t(yes if event.fields.get(field) else no)


def _is_mobile(event: Event) -> bool:
    return text_in(event, "by") == "mobile"


def _answered(t: Translation, _attempt: Attempt, event: Event) -> str:
    return t("duty.line_answered_mobile" if _is_mobile(event) else "line.call.answered")


def _acknowledged(t: Translation, attempt: Attempt, event: Event) -> str:
    if event.actor == "trainee":
        return t("line.assignee.ack")
    return t("duty.line_ack_by", who=tier_words(t, attempt.desk.handbook, event.actor))


def _category(t: Translation, attempt: Attempt, event: Event) -> str:
    return item_words(t, attempt.desk.handbook, "ticket_types", text_in(event, "category"))


def _row(t: Translation, attempt: Attempt, event: Event) -> str:
    category = _category(t, attempt, event)
    return t("duty.line_row_complete" if event.fields.get("complete") else "line.eventlist.row", category=category)


def _chain(t: Translation, _attempt: Attempt, event: Event) -> str:
    who = level_words(t, text_in(event, "level"))
    return t("line.chain.escalated" if event.fields.get("ok") else "duty.line_chain_missed", who=who)


def _form(t: Translation, _attempt: Attempt, event: Event) -> str:
    if text_in(event, "form") != "dispatch":
        return t("duty.line_on_site")
    tools = listed(t, event, "tools")
    return t("line.dispatch.form", tools=tools) if tools else t("duty.line_no_tools")


def _visit(t: Translation, _attempt: Attempt, event: Event) -> str:
    return listed(t, event, "tools") if text_in(event, "form") == "dispatch" else t("duty.line_on_site")


def _tried(t: Translation, attempt: Attempt, event: Event) -> str:
    channel = channel_words(t, attempt.desk.handbook, text_in(event, "channel"))
    return t("line.contact.attempted" if event.fields.get("reached") else "duty.line_missed", channel=channel)


LINES: Final[Mapping[str, Say]] = {
    "ticket.raised": lambda t, _attempt, event: t("line.ticket.raised", number=text_in(event, "number")),
    "call.rung": lambda t, _attempt, _event: t("line.call.rung"),
    "call.answered": _answered,
    "call.forwarded": lambda t, _attempt, event: t("line.call.forwarded", to=text_in(event, "to")),
    "assignee.ack": _acknowledged,
    "ticket.number_told": lambda t, _attempt, event: t("line.ticket.number_told", number=text_in(event, "number")),
    "eventlist.row": _row,
    "liaison.contacted": _one_of("ok", message_id("line.liaison.contacted"), message_id("duty.line_liaison_missed")),
    "chain.escalated": _chain,
    "dispatch.form": _form,
    "asset.updated": lambda t, _attempt, event: t("line.asset.updated", asset=text_in(event, "asset")),
    "inspection.planned": lambda t, _attempt, event: t(
        "line.inspection.planned", department=text_in(event, "department")
    ),
    "inspection.reported": lambda t, _attempt, _event: t("line.inspection.reported"),
    "customer.signed": lambda t, _attempt, _event: t("line.customer.signed"),
    "dissat.contacted": lambda t, _attempt, _event: t("line.dissat.contacted"),
    "contact.attempted": _tried,
    "scope.confirmed": lambda t, _attempt, _event: t("line.scope.confirmed"),
    "scope.refused": lambda t, _attempt, _event: t("line.scope.refused"),
    "ticket.tagged": lambda t, _attempt, event: t("line.ticket.tagged", tags=listed(t, event, "tags")),
    "prevention.advised": lambda t, _attempt, _event: t("line.prevention.advised"),
    "gift.offered": lambda t, _attempt, _event: t("line.gift.offered"),
    "gift.declined": lambda t, _attempt, _event: t("line.gift.declined"),
    "gift.accepted": lambda t, _attempt, _event: t("line.gift.accepted"),
    "fault.reported": lambda t, _attempt, _event: t("line.fault.reported"),
}
"""Lines of the conversation and the record, by kind."""

_TITLES: Final[Mapping[str, Mapping[str, str]]] = {
    "call.forwarded": {"to": message_id("duty.to")},
    "eventlist.row": {
        "category": message_id("duty.category"),
        "text": message_id("duty.event"),
        "result": message_id("duty.result"),
    },
    "liaison.contacted": {"text": message_id("duty.message")},
    "chain.escalated": {"text": message_id("duty.message")},
    "dispatch.form": {"tools": message_id("duty.tools"), "text": message_id("duty.tasks")},
    "asset.updated": {"asset": message_id("duty.asset"), "text": message_id("duty.changed")},
    "inspection.planned": {"department": message_id("duty.department"), "text": message_id("duty.plan")},
    "inspection.reported": {"text": message_id("duty.report"), "changes": message_id("duty.changes")},
    "ticket.tagged": {"tags": message_id("duty.tags")},
    "scope.confirmed": {"text": message_id("duty.scope_words")},
    "action.logged": {"text": message_id("drawer.note"), "recorded_time": message_id("duty.recorded_time")},
}
"""What was written in which field, by kind."""

REPORT: Final[Mapping[str, str]] = {
    "occurred_at": message_id("duty.occurred_at"),
    "place": message_id("duty.place"),
    "symptom": message_id("duty.symptom"),
    "impact": message_id("duty.impact"),
    "reporter": message_id("duty.reporter"),
}
"""Fields of a fault report."""


def duty_fields(t: Translation, attempt: Attempt, event: Event) -> dict[str, str]:
    """Give what was written with an event, by the titles of the fields."""
    titles = _TITLES.get(event.kind, {})
    found = {t(titles[name]): listed(t, event, name) for name in titles if text_in(event, name)}
    if event.kind == "eventlist.row" and t("duty.category") in found:
        code = found[t("duty.category")]
        found[t("duty.category")] = item_words(t, attempt.desk.handbook, "ticket_types", code)
    return found


def duty_value(t: Translation, attempt: Attempt, event: Event) -> str:
    """Say in a word or two what an event was about, for lists that name the event already; often nothing."""
    handbook = attempt.desk.handbook
    said: Mapping[str, Say] = {
        "ticket.assigned": lambda t, _attempt, event: group_words(t, handbook, text_in(event, "group")),
        "chain.escalated": lambda t, _attempt, event: level_words(t, text_in(event, "level")),
        "contact.attempted": _tried,
        "dispatch.form": _visit,
        "eventlist.row": _category,
        "liaison.contacted": LINES["liaison.contacted"],
        "call.answered": lambda t, attempt, event: _answered(t, attempt, event) if _is_mobile(event) else "",
        "ticket.tagged": lambda t, _attempt, event: listed(t, event, "tags"),
    }
    return said[event.kind](t, attempt, event) if event.kind in said else ""
