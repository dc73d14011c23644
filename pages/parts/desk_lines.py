"""How does a fact of the ticket read as one line of the conversation or the record?"""

from collections.abc import Callable, Mapping

from pages.parts.desk_moves import Bench
from sla.timeline import Event


def system_line(bench: Bench, event: Event) -> str:
    """Say a fact of the ticket in one line."""
    say = _LINES.get(event.kind)
    return say(bench, event) if say else bench.t(f"line.{event.kind}")


def _text(event: Event, name: str) -> str:
    return str(event.fields.get(name, ""))


def _severity(bench: Bench, event: Event) -> str:
    name = bench.attempt.desk.handbook.priority(_text(event, "level")).name
    return bench.t("line.severity", level=bench.t.of(name))


def _transferred(bench: Bench, event: Event) -> str:
    t = bench.t
    source, target = t(f"tier.{_text(event, 'from_tier')}"), t(f"tier.{_text(event, 'to_tier')}")
    return t("line.transferred", source=source, target=target)


def _executed(bench: Bench, event: Event) -> str:
    t, name = bench.t, _text(event, "action")
    action = bench.attempt.desk.case.fault_model.action(name)
    who = t("desk.me") if event.actor == "trainee" else t(f"tier.{event.actor}")
    return t("line.action", who=who, action=t.of(action.title) if action else name)


def _eta(bench: Bench, event: Event) -> str:
    return bench.t("line.eta", time=_text(event, "eta")[11:16], tier=bench.t(f"tier.{event.actor}"))


def _type(bench: Bench, event: Event) -> str:
    types = {one.code: bench.t.of(one.title) for one in bench.attempt.desk.handbook.lists.get("ticket_types", ())}
    return bench.t("line.ticket.type_set", value=types.get(_text(event, "value"), ""))


def _assigned(bench: Bench, event: Event) -> str:
    to = _text(event, "to")
    crew = {one.id: one.name for one in bench.attempt.desk.case.coworkers}
    return bench.t("line.ticket.assigned", to=bench.t("desk.me") if to == "me" else crew.get(to, to))


_LINES: Mapping[str, Callable[[Bench, Event], str]] = {
    "ticket.severity_set": _severity,
    "ticket.transferred": _transferred,
    "action.executed": _executed,
    "escalation.eta_obtained": _eta,
    "csat.received": lambda bench, event: bench.t("line.rated", value=_text(event, "value")),
    "ticket.accepted": lambda bench, event: bench.t("line.accepted", number=_text(event, "number")),
    "workaround.provided": lambda bench, event: bench.t("line.workaround", tier=bench.t(f"tier.{event.actor}")),
    "fix.provided": lambda bench, event: bench.t("line.fix", tier=bench.t(f"tier.{event.actor}")),
    "ticket.type_set": _type,
    "ticket.assigned": _assigned,
    "action.logged": lambda bench, event: bench.t("line.action.logged", text=_text(event, "text")),
    "kb.cited": lambda bench, event: bench.t("line.kb.cited", article=_text(event, "article")),
    "kb.draft": lambda bench, event: bench.t("line.kb.draft", title=_text(event, "title")),
}
