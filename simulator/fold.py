"""How does one event change the state of an attempt?

State is a left fold over events, so replay needs the stored events (with their stored readings) and nothing else.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from simulator import colleague, fold_duties, fold_remote, fold_ticket, fold_words, history, partners, supervise
from simulator.evolved import evolved
from simulator.fold_ticket import step_done
from simulator.state import Desk, Due, State, planned, whole_of, with_ticket
from simulator.twist_channel import here
from simulator.twist_happen import noticed
from sla.timeline import Event


def _executed(_desk: Desk, state: State, event: Event) -> State:
    if event.actor != "trainee":
        return state
    at = event.at + timedelta(seconds=whole_of(event.fields.get("cost_s")))
    data = {"action": str(event.fields["action"])}
    return planned(state, Due(id=f"effect-{state.version}", at=at, what="effect", data=data))


def _changed(_desk: Desk, state: State, event: Event) -> State:
    sets = event.fields["set"]
    changes = (
        {name: value for name, value in sets.items() if isinstance(value, str | int)}
        if isinstance(sets, Mapping)
        else {}
    )
    return evolved(state, system={**state.system, **changes}, system_since=event.at) if changes else state


def _resumed(_desk: Desk, state: State, _event: Event) -> State:
    return evolved(state, held_at=None, urged_at=None, urges=0)


def _ended(_desk: Desk, state: State, event: Event) -> State:
    horizon = datetime.fromisoformat(str(event.fields["horizon"]))
    return fold_duties.ended(evolved(state, status="ended", horizon=horizon, held_at=None))


def _paused(_desk: Desk, state: State, event: Event) -> State:
    gap = whole_of(event.fields.get("gap_s"))
    return evolved(state, absences=state.absences + 1, absent_s=state.absent_s + gap)


_FOLD: Mapping[str, Callable[[Desk, State, Event], State]] = {
    "agent.first_contact": lambda _d, s, _e: evolved(s, contacted=True),
    "agent.msg": fold_words.said,
    "customer.msg": fold_words.answered,
    "chase.received": fold_words.urged,
    "call.held": lambda _d, s, _e: evolved(s, held_at=s.now),
    "call.resumed": _resumed,
    "ticket.accepted": lambda _d, s, e: with_ticket(s, number=str(e.fields["number"])),
    "intake.set": fold_ticket.recorded,
    "ticket.type_set": lambda _d, s, e: with_ticket(s, type=str(e.fields["value"])),
    "ticket.severity_set": lambda _d, s, e: with_ticket(s, level=str(e.fields["level"])),
    "action.logged": fold_ticket.noted,
    "supervisor.notified": fold_ticket.notified,
    "kb.search": lambda _d, s, _e: evolved(s, searches=s.searches + 1),
    "kb.opened": lambda _d, s, e: evolved(s, seen=tuple(dict.fromkeys((*s.seen, str(e.fields["article"]))))),
    "kb.draft": lambda _d, s, e: evolved(s, drafted=(*s.drafted, str(e.fields["title"]))),
    "check.run": fold_words.checked,
    "plan.explained": fold_words.explained,
    "customer.approved": lambda _d, s, e: evolved(s, approved=(*s.approved, str(e.fields["action"]))),
    "action.executed": _executed,
    "state.changed": _changed,
    "fact.grew": lambda _d, s, e: evolved(s, stage=whole_of(e.fields["stage"])),
    "remote.requested": fold_remote.requested,
    "remote.consent": fold_remote.consented,
    "remote.sensitive_check": fold_remote.looked,
    "remote.started": fold_remote.started,
    "remote.ended": fold_remote.ended,
    "remote.tempfiles_deleted": fold_remote.cleaned,
    "handover.note": lambda _d, s, e: with_ticket(s, note=str(e.fields["text"])),
    "tier3.joined": fold_ticket.joined,
    "escalation.eta_obtained": fold_ticket.eta_named,
    "ticket.resolved": lambda _d, s, _e: with_ticket(s, resolved=True),
    "ticket.archived": lambda _d, s, _e: with_ticket(s, archived=True),
    "ticket.closed": lambda _d, s, _e: with_ticket(s, closed=True),
    "ticket.reopened": fold_ticket.reopened,
    "identity.verified": lambda _d, s, _e: evolved(s, identified=True),
    "complaint.opened": fold_ticket.complained,
    "complaint.contacted": step_done("contacted"),
    "rca.5w1h": step_done("analysed"),
    "corrective.done": step_done("corrected"),
    "corrective.fed_back": step_done("fed_back"),
    "complaint.followup": step_done("followed_up"),
    "partner.engaged": partners.engaged,
    "partner.chased": partners.chased,
    "partner.answered": partners.answered,
    "partner.reported": partners.reported,
    "override.requested": supervise.requested,
    "override.decided": supervise.decided,
    "attempt.paused": _paused,
    "attempt.ended": _ended,
    **fold_duties.FOLD,
    "attempt.abandoned": lambda _d, s, _e: evolved(s, status="abandoned"),
}


def fold(desk: Desk, state: State, event: Event) -> State:
    """Fold one event: its envelope (time, cost, a due thing done), its meaning, and what colleagues make of it."""
    fields, at = event.fields, event.at
    cost_s, wall, key, due = whole_of(fields.get("cost_s")), fields.get("wall"), fields.get("move"), fields.get("due")
    until = at + timedelta(seconds=cost_s) if cost_s else at
    then = evolved(
        state,
        version=state.version + 1,
        now=max(state.now, until),
        last_at=max(state.last_at, at),
        wall=datetime.fromisoformat(wall) if isinstance(wall, str) else state.wall,
        keys=(*state.keys, key) if isinstance(key, str) and key else state.keys,
        agenda=state.agenda if due is None else tuple([one for one in state.agenda if one.id != due]),
    )
    handler, desk = _FOLD.get(event.kind), here(desk, state)
    if history.is_before(event):
        return history.folded(desk, then, handler(desk, then, event) if handler else then, event)
    return noticed(desk, colleague.react(desk, handler(desk, then, event) if handler else then, event), event)
