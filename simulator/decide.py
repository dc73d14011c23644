"""What events does a move bring about, or why is it refused?

Refused is only what a desk could not do; what breaks the handbook is possible, and scored (DESIGN decision 17).
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from scenarios.fault_model import result_of
from scenarios.seating import allowed_repairs, looks_up_to
from simulator import (
    calls,
    colleague,
    complaint,
    contacts,
    desk_duties,
    field_work,
    hold,
    knowledge,
    partners,
    record,
    remote,
    seat_moves,
    spoken_duties,
    supervise,
    twist_second,
)
from simulator.chance import fraction, whole
from simulator.draft import Draft
from simulator.duties import offers
from simulator.form import identity_slots
from simulator.move import Move, Refusal
from simulator.seat_moves import is_beyond
from simulator.speech import Decision, draft, marks, opening, speak, worded
from simulator.state import Desk, State
from simulator.twist_channel import is_unheard, needs_the_customer, only_heard, switch
from sla.timeline import Json

AFTERMATH = timedelta(hours=48)
"""What is played after the end, so that a wrong or masking fix is found out and every clock has run."""

APPROVALS = ("consent", "approval")

EXPLAINED = ("steps", "effect", "risk")
"""Parts of an explained plan (borrowed: ASC-2.4.explain)."""

ENDS = ("。", "！", "？", ".", "!", "?")


def _identify(desk: Desk, state: State, _move: Move, at: datetime) -> Decision:
    asked = identity_slots(desk.handbook)
    # What stands in the first message has been told: a letter is signed.
    told = {*state.told, *(fact.slot for fact in desk.case.facts if fact.disclosure == "open")}
    untold = [slot for slot in asked if slot not in told]
    if untold:
        titles = {one.fact: one.title.in_lang(desk.case.lang) for one in desk.handbook.intake}
        return Refusal(code="not_told", params={"field": titles.get(untold[0], untold[0])})
    first = opening(desk, state, at, speaks=False)
    return (*first, draft(at, "identity.verified", by="file", slots=list(asked)))


def explanation(desk: Desk, move: Move) -> str:
    """Join the parts of an explanation as they are said."""
    parts = [text for name in EXPLAINED if (text := move.text(name).strip())]
    stop, glue = ("。", "") if desk.case.lang == "zh" else (".", " ")
    return glue.join(text if text.endswith(ENDS) else f"{text}{stop}" for text in parts)


def _explain(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    name, model = move.text("what"), desk.case.fault_model
    if name and model.check(name) is None and model.action(name) is None:
        return Refusal(code="no_such_action", params={"action": name[:40]})
    if not move.text("steps").strip():
        return Refusal(code="empty_text")
    parts = [one for one in EXPLAINED if move.text(one).strip()]
    said, reading = worded(desk, state, explanation(desk, move), at, intent="explain", about=name, parts=parts)
    plan = draft(at, "plan.explained", action=name, parts=parts, text="")
    return (*said, *marks(desk, state, move.kind, reading, at), plan)


def _missing_need(state: State, needs: tuple[str, ...], name: str) -> str:
    """Name the first thing that must be so before and is not."""
    for need in needs:
        if need in APPROVALS and name in state.approved:
            continue
        if need == "identity" and state.identified:
            continue
        if need == "remote" and state.remote.running:
            continue
        return need
    return ""


def _check(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    check = desk.case.fault_model.check(move.text("check"))
    if check is None:
        return Refusal(code="no_such_check", params={"check": move.text("check")[:40]})
    if check.tier > looks_up_to(desk.handbook, desk.case.seat, desk.case.post):
        return Refusal(code="no_permission", params={"tier": check.tier})
    if need := _missing_need(state, check.needs, check.id):
        return Refusal(code="not_yet", params={"need": need})
    result = result_of(check, state.system)
    first = opening(desk, state, at, speaks=check.via == "ask")
    text = result.text.in_lang(desk.case.lang)
    return (*first, draft(at, "check.run", check=check.id, result=result.id, text=text, via=check.via))


def _partner_name(desk: Desk, name: str) -> str:
    partner = desk.case.partner(name)
    return partner.name if partner else name


def _act(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    action = desk.case.fault_model.action(move.text("action"))
    if action is None:
        return Refusal(code="no_such_action", params={"action": move.text("action")[:40]})
    if action.partner:
        return Refusal(code="partner_does_it", params={"partner": _partner_name(desk, action.partner)})
    if action.repair not in allowed_repairs(desk.handbook, desk.case.seat, desk.case.post):
        owner = next((one.code for one in desk.handbook.tiers if action.repair in one.solves), "")
        return Refusal(code="no_permission", params={"tier": owner})
    if need := _missing_need(state, action.needs, action.id):
        return Refusal(code="not_yet", params={"need": need})
    first = opening(desk, state, at, speaks=action.hand == "customer")
    return (*first, draft(at, "action.executed", action=action.id, by=action.hand))


def _escalate(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    target = move.text("to")
    if target not in {one.code for one in desk.handbook.tiers} or not is_beyond(desk, target):
        return Refusal(code="no_such_tier", params={"tier": target[:10]})
    there = state.ticket.tier == target
    if not there and state.ticket.tier != desk.case.seat and not is_beyond(desk, state.ticket.tier):
        return Refusal(code="not_here", params={"tier": state.ticket.tier})
    if there and not state.ticket.joined:
        return Refusal(code="already_there", params={"tier": target})
    sections: dict[str, Json] = {name: move.text(name).strip() for name in ("symptom", "done", "ask")}
    text = "\n".join(str(text) for text in sections.values() if text)
    first = opening(desk, state, at, speaks=False)
    note = draft(at, "handover.note", text=text, sections=sections)
    if there:
        return (*first, note)
    return (*first, note, draft(at, "ticket.transferred", from_tier=state.ticket.tier, to_tier=target))


def _ask_eta(desk: Desk, state: State, _move: Move, at: datetime) -> Decision:
    if state.ticket.transferred_at is None:
        return Refusal(code="not_transferred")
    if not state.ticket.joined:
        return Refusal(code="nobody_there", params={"tier": state.ticket.tier})
    wait = whole(20, 90, fraction(desk.case.seed, desk.case.id, 0, "eta"))
    planned = colleague.eta(desk, state).isoformat()
    eta = Draft(
        at=at + timedelta(seconds=wait),
        kind="escalation.eta_obtained",
        actor=state.ticket.tier,
        fields={"eta": planned},
    )
    return draft(at, "agent.msg", text="", to=state.ticket.tier), eta


def _finish(_desk: Desk, _state: State, _move: Move, at: datetime) -> Decision:
    return (draft(at, "attempt.ended", reason="finished", horizon=(at + AFTERMATH).isoformat()),)


_DECIDE: Mapping[str, Callable[[Desk, State, Move, datetime], Decision]] = {
    **dict.fromkeys(("say", "update", "verify", "ask_rating", "call_back", "ask_remote"), speak),
    "field": record.fill_in,
    "type": record.set_type,
    "priority": record.set_priority,
    "log": record.log,
    "assign": record.assign,
    "notify": record.notify,
    "kb_search": knowledge.look_up,
    "kb_open": knowledge.open_article,
    "kb_cite": knowledge.cite,
    "kb_draft": knowledge.write,
    "kb_publish": knowledge.publish,
    "identify": _identify,
    "explain": _explain,
    "check": _check,
    "act": _act,
    "hold": hold.hold,
    "resume": hold.resume,
    "remote_check": remote.check_screen,
    "remote_start": remote.start,
    "remote_end": remote.end,
    "remote_cleanup": remote.clean,
    "escalate": _escalate,
    "ask_eta": _ask_eta,
    "resolve": record.mark("ticket.resolved"),
    "reason": record.give_reason,
    "archive": record.archive,
    "close": record.mark("ticket.closed"),
    "reopen": record.reopen,
    "complaint_open": complaint.open_complaint,
    "complaint_contact": complaint.contact,
    "analyse": complaint.analyse,
    "correct": complaint.correct,
    "feed_back": complaint.contact,
    "follow_up": complaint.contact,
    "switch_channel": switch,
    "second_ticket": twist_second.open_ticket,
    "take": seat_moves.take,
    "send_back": seat_moves.send_back,
    "hand_in": seat_moves.hand_in,
    "engage": partners.engage,
    "chase_partner": partners.chase,
    "authorise": supervise.authorise,
    "finish": _finish,
}


DUTIES: Mapping[str, Callable[[Desk, State, Move, datetime], Decision]] = {
    "answer_call": calls.answer,
    "forward_call": calls.forward,
    "acknowledge": desk_duties.acknowledge,
    "tell_number": spoken_duties.tell_number,
    "route": desk_duties.route,
    "event_row": desk_duties.event_row,
    "liaison": contacts.liaison,
    "chain": contacts.chain,
    "dispatch": field_work.dispatch,
    "update_asset": desk_duties.update_asset,
    "inspection_plan": desk_duties.inspection_plan,
    "inspection_report": desk_duties.inspection_report,
    "sign_off": spoken_duties.sign_off,
    "low_rating_contact": spoken_duties.low_rating_contact,
    "try_contact": contacts.try_contact,
    "scope": spoken_duties.scope,
    "tag": desk_duties.tag,
    "prevent": spoken_duties.prevent,
    "decline_gift": spoken_duties.decline_gift,
    "accept_gift": spoken_duties.accept_gift,
    "fault_report": desk_duties.fault_report,
}
"""Moves that only some desks have: those that their pack names."""


def decide(desk: Desk, state: State, move: Move, at: datetime) -> Decision:
    """Decide what a well-shaped move does at an instant of scenario time; `wait` is not decided here."""
    own = DUTIES.get(move.kind)
    if is_unheard(desk, state) and needs_the_customer(desk, move):
        return Refusal(code="customer_away")
    if own is None:
        return calls.only_taken(desk, only_heard(desk, state, _DECIDE[move.kind](desk, state, move, at)))
    if not offers(desk.handbook, move.kind):
        return Refusal(code="not_at_this_desk", params={"move": move.kind})
    return calls.only_taken(desk, only_heard(desk, state, own(desk, state, move, at)))
