"""How does a fact of the ticket read as one line of the conversation or the record?"""

from collections.abc import Callable, Mapping

from pages.parts.desk_moves import Bench
from pages.parts.desk_names import group_words, tier_words
from pages.parts.duty_lines import LINES as OWN_LINES
from sla.timeline import Event


def system_line(bench: Bench, event: Event) -> str:
    """Say a fact of the ticket in one line."""
    if event.kind in OWN_LINES:
        return OWN_LINES[event.kind](bench.t, bench.attempt, event)
    say = _LINES.get(event.kind)
    return say(bench, event) if say else bench.t(f"line.{event.kind}")


def _text(event: Event, name: str) -> str:
    return str(event.fields.get(name, ""))


def _tier(bench: Bench, code: str) -> str:
    partner = bench.attempt.desk.case.partner(code)
    if partner is not None:
        return partner.name
    return tier_words(bench.t, bench.attempt.desk.handbook, code)


def _by(bench: Bench, event: Event) -> str:
    """Name the line whose act it was; the trainee's own where it was the trainee's."""
    return _tier(bench, bench.attempt.desk.case.seat if event.actor == "trainee" else event.actor)


def _severity(bench: Bench, event: Event) -> str:
    name = bench.attempt.desk.handbook.priority(_text(event, "level")).name
    return bench.t("line.severity", level=bench.t.of(name))


def _transferred(bench: Bench, event: Event) -> str:
    source, target = _tier(bench, _text(event, "from_tier")), _tier(bench, _text(event, "to_tier"))
    return bench.t("line.transferred", source=source, target=target)


def _executed(bench: Bench, event: Event) -> str:
    t, name = bench.t, _text(event, "action")
    action = bench.attempt.desk.case.fault_model.action(name)
    who = t("desk.me") if event.actor == "trainee" else _tier(bench, event.actor)
    return t("line.action", who=who, action=t.of(action.title) if action else name)


def _rated(bench: Bench, event: Event) -> str:
    """Say the rating in the handbook's own grades, or as a number where it has none."""
    t, scale, value = bench.t, bench.attempt.desk.handbook.satisfaction, _text(event, "value")
    grade = next((one for one in scale.grades if str(one.code) == value), None) if scale else None
    return t("line.rated", value=value) if grade is None else t("line.graded", grade=t.of(grade.name))


def _eta(bench: Bench, event: Event) -> str:
    return bench.t("line.eta", time=_text(event, "eta")[11:16], tier=_tier(bench, event.actor))


def _begun(bench: Bench, event: Event) -> str:
    """Say that another line has begun, in its own name; a sentence begins with a capital letter."""
    words = bench.t(f"line.{event.kind}", tier=_by(bench, event))
    return words[:1].upper() + words[1:]


def _type(bench: Bench, event: Event) -> str:
    types = {one.code: bench.t.of(one.title) for one in bench.attempt.desk.handbook.lists.get("ticket_types", ())}
    return bench.t("line.ticket.type_set", value=types.get(_text(event, "value"), ""))


def _assigned(bench: Bench, event: Event) -> str:
    to, group = _text(event, "to"), _text(event, "group")
    if group and not to:
        return bench.t("line.ticket.routed", group=group_words(bench.t, bench.attempt.desk.handbook, group))
    crew = {one.id: one.name for one in bench.attempt.desk.case.coworkers}
    return bench.t("line.ticket.assigned", to=bench.t("desk.me") if to == "me" else crew.get(to, to))


_LINES: Mapping[str, Callable[[Bench, Event], str]] = {
    "ticket.severity_set": _severity,
    "ticket.transferred": _transferred,
    "action.executed": _executed,
    "escalation.eta_obtained": _eta,
    "csat.received": _rated,
    "ticket.accepted": lambda bench, event: bench.t("line.accepted", number=_text(event, "number")),
    "tier2.started": _begun,
    "tier3.joined": _begun,
    "workaround.provided": lambda bench, event: bench.t("line.workaround", tier=_by(bench, event)),
    "fix.provided": lambda bench, event: bench.t("line.fix", tier=_by(bench, event)),
    "ticket.type_set": _type,
    "ticket.assigned": _assigned,
    "action.logged": lambda bench, event: bench.t("line.action.logged", text=_text(event, "text")),
    "kb.cited": lambda bench, event: bench.t("line.kb.cited", article=_text(event, "article")),
    "kb.draft": lambda bench, event: bench.t("line.kb.draft", title=_text(event, "title")),
}
