"""What events does a move bring about, or why is it refused?

Refused is only what a desk could not do; what breaks the handbook is possible, and scored (DESIGN decision 17).
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from scenarios.fault_model import result_of
from simulator import colleague
from simulator.chance import fraction, whole
from simulator.draft import Draft
from simulator.move import Move, Refusal
from simulator.search_kb import search
from simulator.speech import Decision, draft, opening, speak
from simulator.state import Desk, State
from sla.timeline import Json

AFTERMATH = timedelta(hours=48)
"""What is played after the end, so that a wrong or masking fix is found out and every clock has run."""


def _field(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    name, value = move.text("name"), move.text("value").strip()
    if name not in {one.name for one in desk.handbook.intake}:
        return Refusal(code="no_such_field", params={"field": name[:40]})
    return (*opening(desk, state, at, speaks=False), draft(at, "intake.set", fields={name: value}))


def _priority(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    level = move.text("level")
    if level not in {one.code for one in desk.handbook.priorities}:
        return Refusal(code="no_such_priority", params={"level": level[:10]})
    return (*opening(desk, state, at, speaks=False), draft(at, "ticket.severity_set", level=level))


def _kb_search(desk: Desk, _state: State, move: Move, at: datetime) -> Decision:
    query = move.text("query").strip()
    if not query:
        return Refusal(code="empty_text")
    return (draft(at, "kb.search", query=query, hits=list(search(desk.articles, query, desk.case.lang))),)


def _article(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    name = move.text("article")
    if name not in desk.articles:
        return Refusal(code="no_such_article", params={"article": name[:40]})
    if move.kind == "kb_cite" and name not in state.seen:
        return Refusal(code="article_not_read", params={"article": name})
    return (draft(at, "kb.opened" if move.kind == "kb_open" else "kb.cited", article=name),)


IDENTITY = ("customer_id", "contact_name")
"""What the caller must have told before the file can confirm who is calling."""

APPROVALS = ("consent", "approval")


def _identify(desk: Desk, state: State, _move: Move, at: datetime) -> Decision:
    untold = [slot for slot in IDENTITY if slot not in state.told]
    if untold:
        titles = {one.name: one.title.in_lang(desk.case.lang) for one in desk.handbook.intake}
        return Refusal(code="not_told", params={"field": titles.get(untold[0], untold[0])})
    first = opening(desk, state, at, speaks=False)
    return (*first, draft(at, "identity.verified", by="file", slots=list(IDENTITY)))


def _ask_approval(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    name, model = move.text("what"), desk.case.fault_model
    about = model.check(name) or model.action(name)
    if about is None:
        return Refusal(code="no_such_action", params={"action": name[:40]})
    first = opening(desk, state, at, speaks=True)
    text = about.title.in_lang(desk.case.lang)
    return (*first, draft(at, "plan.explained", action=name, parts=["steps"], text=text))


def _missing_need(state: State, needs: tuple[str, ...], name: str) -> str:
    """Name the first thing that must be so before and is not."""
    for need in needs:
        if need in APPROVALS and name in state.approved:
            continue
        if need == "identity" and state.identified:
            continue
        return need
    return ""


def _check(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    check = desk.case.fault_model.check(move.text("check"))
    if check is None:
        return Refusal(code="no_such_check", params={"check": move.text("check")[:40]})
    if check.tier > desk.case.seat:
        return Refusal(code="no_permission", params={"tier": check.tier})
    if need := _missing_need(state, check.needs, check.id):
        return Refusal(code="not_yet", params={"need": need})
    result = result_of(check, state.system)
    first = opening(desk, state, at, speaks=check.via == "ask")
    text = result.text.in_lang(desk.case.lang)
    return (*first, draft(at, "check.run", check=check.id, result=result.id, text=text, via=check.via))


def _act(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    action = desk.case.fault_model.action(move.text("action"))
    if action is None:
        return Refusal(code="no_such_action", params={"action": move.text("action")[:40]})
    if action.repair not in desk.handbook.tier(desk.case.seat).solves:
        owner = next((one.code for one in desk.handbook.tiers if action.repair in one.solves), "")
        return Refusal(code="no_permission", params={"tier": owner})
    if need := _missing_need(state, action.needs, action.id):
        return Refusal(code="not_yet", params={"need": need})
    first = opening(desk, state, at, speaks=action.hand == "customer")
    return (*first, draft(at, "action.executed", action=action.id, by=action.hand))


def _escalate(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    target = move.text("to")
    if target not in {one.code for one in desk.handbook.tiers} or target == desk.case.seat:
        return Refusal(code="no_such_tier", params={"tier": target[:10]})
    if state.ticket.tier == target:
        return Refusal(code="already_there", params={"tier": target})
    sections: dict[str, Json] = {name: move.text(name).strip() for name in ("symptom", "done", "ask")}
    note = "\n".join(str(text) for text in sections.values() if text)
    moved = draft(at, "ticket.transferred", from_tier=state.ticket.tier, to_tier=target)
    first = opening(desk, state, at, speaks=False)
    return (*first, draft(at, "handover.note", text=note, sections=sections), moved)


def _ask_eta(desk: Desk, state: State, _move: Move, at: datetime) -> Decision:
    if state.ticket.transferred_at is None:
        return Refusal(code="not_transferred")
    if not state.ticket.joined:
        return Refusal(code="nobody_there", params={"tier": state.ticket.tier})
    wait = whole(20, 90, fraction(desk.case.seed, desk.case.id, state.version, "eta"))
    planned = colleague.eta(desk, state).isoformat()
    eta = Draft(
        at=at + timedelta(seconds=wait),
        kind="escalation.eta_obtained",
        actor=state.ticket.tier,
        fields={"eta": planned},
    )
    return draft(at, "agent.msg", text="", to=state.ticket.tier), eta


def _mark(kind: str) -> Callable[[Desk, State, Move, datetime], Decision]:
    def mark(desk: Desk, state: State, _move: Move, at: datetime) -> Decision:
        if kind == "ticket.closed" and state.ticket.closed:
            return Refusal(code="already_closed")
        return (*opening(desk, state, at, speaks=False), draft(at, kind))

    return mark


def _reason(desk: Desk, _state: State, move: Move, at: datetime) -> Decision:
    if move.text("clock") not in {one.name for one in desk.handbook.clocks}:
        return Refusal(code="no_such_clock", params={"clock": move.text("clock")[:40]})
    if not move.text("text").strip():
        return Refusal(code="empty_text")
    return (draft(at, "breach.reason_logged", clock=move.text("clock"), reason=move.text("text").strip()),)


def _archive(_desk: Desk, _state: State, move: Move, at: datetime) -> Decision:
    fields: dict[str, Json] = {
        name: move.text(name).strip() for name in ("description", "steps", "feedback") if move.text(name).strip()
    }
    return (draft(at, "ticket.archived", fields=fields),)


def _finish(_desk: Desk, _state: State, _move: Move, at: datetime) -> Decision:
    return (draft(at, "attempt.ended", reason="finished", horizon=(at + AFTERMATH).isoformat()),)


_DECIDE: Mapping[str, Callable[[Desk, State, Move, datetime], Decision]] = {
    "say": speak,
    "update": speak,
    "verify": speak,
    "ask_rating": speak,
    "call_back": speak,
    "field": _field,
    "priority": _priority,
    "kb_search": _kb_search,
    "kb_open": _article,
    "kb_cite": _article,
    "identify": _identify,
    "ask_approval": _ask_approval,
    "check": _check,
    "act": _act,
    "escalate": _escalate,
    "ask_eta": _ask_eta,
    "resolve": _mark("ticket.resolved"),
    "close": _mark("ticket.closed"),
    "reason": _reason,
    "archive": _archive,
    "finish": _finish,
}


def decide(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Decide what a well-shaped move does at an instant of scenario time; `wait` is not decided here."""
    return _DECIDE[move.kind](desk, state, move, at)
