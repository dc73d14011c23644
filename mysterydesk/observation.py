"""What does whoever sits at the desk see, as data: nothing that a trainee could not see on the page?

Only what is named here is told. The customer's mood, the state of the system, what was understood and everything that
is still to come stay hidden (DESIGN decision 9; the page's own list is `pages.parts.desk_talk.SYSTEM_KINDS`).
"""

from collections.abc import Iterable, Mapping
from typing import Final

from mysterydesk.interchange import clock_as_data
from policy.handbook import Handbook
from scenarios.fault_model import Action, Check
from scenarios.seating import allowed_repairs, looks_up_to
from scenarios.world import Article
from simulator.decide import DUTIES
from simulator.drill import Attempt
from simulator.duties import offers
from simulator.move import MOVES, OPTIONAL
from simulator.state import Desk, State
from sla.clock import clocks
from sla.own_options import options_of
from sla.priorities import priorities_as_set
from sla.timeline import Event

SEEN: Final[Mapping[str, tuple[str, ...]]] = {
    "ticket.submitted": ("channel", "text"),
    "customer.msg": ("text",),
    "agent.msg": ("text", "to", "reached"),
    "customer.signed": ("text",),
    "csat.received": ("value", "grade", "text"),
    "check.run": ("check", "text"),
    "kb.search": ("query", "hits"),
    "kb.opened": ("article",),
    "action.executed": ("action", "by"),
    "ticket.accepted": ("number",),
    "ticket.transferred": ("from_tier", "to_tier"),
    "tier2.started": (),
    "tier3.joined": (),
    "handover.note": ("text",),
    "workaround.provided": ("text",),
    "fix.provided": ("text",),
    "escalation.eta_obtained": ("eta", "text"),
    "customer.approved": ("action",),
    "remote.consent": (),
    "ticket.raised": ("number",),
    "call.rung": (),
    "call.answered": ("by",),
    "assignee.ack": (),
    "contact.attempted": ("channel", "reached"),
    "liaison.contacted": ("ok", "text"),
    "chain.escalated": ("level", "ok", "text"),
    "dispatch.form": ("form", "text"),
    "gift.offered": (),
    "attempt.paused": (),
    "attempt.abandoned": (),
    "attempt.ended": (),
}
"""Events that can be seen while a drill lasts, each with the fields that go with it."""


def lines(events: Iterable[Event]) -> list[dict[str, object]]:
    """Give what can be seen of events, oldest first: `at`, `kind`, `by` and the fields of `SEEN`.

    While the phone rings, what the caller is going to say has not been heard.
    """
    told = tuple(events)
    ringing = any(event.kind == "call.rung" for event in told) and not any(
        event.kind == "call.answered" for event in told
    )
    return [
        {
            "at": event.at.isoformat(),
            "kind": event.kind,
            "by": event.actor,
            **{name: event.fields[name] for name in SEEN[event.kind] if name in event.fields},
        }
        for event in told
        if event.kind in SEEN and not (ringing and event.kind == "ticket.submitted")
    ]


def observation(attempt: Attempt) -> dict[str, object]:
    """Give everything that can be seen now, JSON-ready.

    Returns:
        `time` (ISO 8601, scenario time), `over`, `case` (handbook, seat, channel, language, product), `lines` (see
        `lines`), `ticket` (what the desk has recorded), `clocks` (operational, by the priority set), `checks` and
        `actions` (with what is needed first), `articles` (those opened), `colleagues`, `form` (intake fields,
        priorities, types, lines, groups), `moves` (kinds with the fields each must and may carry).
    """
    desk, state = attempt.desk, attempt.state
    case = desk.case
    return {
        "time": state.now.isoformat(),
        "over": state.status != "open",
        "case": {
            "handbook": str(desk.handbook.id),
            "seat": case.seat,
            "post": case.post,
            "channel": case.channel,
            "lang": case.lang,
            "product": case.product,
        },
        "lines": lines(attempt.events),
        "ticket": _ticket(state),
        "clocks": [
            clock_as_data(one)
            for one in clocks(
                desk.handbook,
                attempt.events,
                priorities_as_set(attempt.events),
                state.now,
                desk.calendar,
                options_of(desk.handbook),
            )
        ],
        "checks": [_check(desk, state, one) for one in case.fault_model.checks],
        "actions": [_action(desk, state, one) for one in case.fault_model.actions],
        "articles": [_article(desk, desk.articles[name]) for name in state.seen if name in desk.articles],
        "colleagues": [
            {"id": one.id, "tier": one.tier, "name": one.name, "load": one.load} for one in case.coworkers
        ],
        "form": _form(desk),
        "moves": moves_of(desk.handbook),
    }


def moves_of(handbook: Handbook) -> dict[str, dict[str, list[str]]]:
    """Give the moves that a desk has, each with the fields it must and may carry."""
    return {
        kind: {"needs": list(fields), "may": list(OPTIONAL.get(kind, ()))}
        for kind, fields in MOVES.items()
        if kind not in DUTIES or offers(handbook, kind)
    }


def _ticket(state: State) -> dict[str, object]:
    ticket = state.ticket
    return {
        "number": ticket.number,
        "fields": dict(ticket.fields),
        "priority": ticket.level,
        "type": ticket.type,
        "tier": ticket.tier,
        "group": ticket.group,
        "assigned": ticket.assigned,
        "resolved": ticket.resolved,
        "archived": ticket.archived,
        "closed": ticket.closed,
        "notes": list(ticket.notes),
    }


def _needs(state: State, needs: tuple[str, ...], name: str) -> list[str]:
    met = {
        "identity": state.identified,
        "remote": state.remote.running,
        "consent": name in state.approved,
        "approval": name in state.approved,
    }
    return [one for one in needs if not met[one]]


def _check(desk: Desk, state: State, check: Check) -> dict[str, object]:
    return {
        "id": check.id,
        "title": check.title.in_lang(desk.case.lang),
        "via": check.via,
        "may": check.tier <= looks_up_to(desk.handbook, desk.case.seat, desk.case.post),
        "needs": _needs(state, check.needs, check.id),
        "done": check.id in state.checks,
    }


def _action(desk: Desk, state: State, action: Action) -> dict[str, object]:
    lang = desk.case.lang
    allowed = allowed_repairs(desk.handbook, desk.case.seat, desk.case.post)
    return {
        "id": action.id,
        "title": action.title.in_lang(lang),
        "risk": action.risk.in_lang(lang),
        "takes_s": action.cost_s,
        "may": not action.partner and action.repair in allowed,
        "needs": _needs(state, action.needs, action.id),
    }


def _article(desk: Desk, article: Article) -> dict[str, object]:
    lang = desk.case.lang
    return {
        "id": article.id,
        "title": article.title.in_lang(lang),
        "versions": list(article.versions),
        "updated": article.updated.isoformat(),
        **{name: text.in_lang(lang) for name, text in article.sections.items()},
    }


def _form(desk: Desk) -> dict[str, object]:
    handbook, lang = desk.handbook, desk.case.lang
    return {
        "fields": [
            {"name": one.name, "title": one.title.in_lang(lang), "required": one.required} for one in handbook.intake
        ],
        "priorities": [{"code": one.code, "title": one.name.in_lang(lang)} for one in handbook.priorities],
        "types": [
            {"code": one.code, "title": one.title.in_lang(lang)} for one in handbook.lists.get("ticket_types", ())
        ],
        "tiers": [{"code": one.code, "title": one.name.in_lang(lang)} for one in handbook.tiers],
        "groups": [{"code": one.code, "title": one.name.in_lang(lang)} for one in handbook.groups],
    }
