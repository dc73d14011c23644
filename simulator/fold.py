"""How does one event change the state of an attempt?

State is a left fold over events, so replay needs the stored events (with their stored readings) and nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from simulator import colleague, customer
from simulator.mood import PROGRESS, after_words, moved, waited
from simulator.reading.reading import Reading
from simulator.reading.stored import reading_from
from simulator.reading.times import resolve
from simulator.state import Desk, Due, Promise, State
from sla.timeline import Event

PROMISING = ("promise_eta", "progress_update", "chase_reply", "escalate_notice", "explain_plan")
"""Acts in which a time that cannot be put on a clock makes the customer ask 具体几点？."""

RELIEVING = ("reports_working", "confirm_fixed", "confirm_detour", "callback_ok")
ALARMING = ("it_is_back", "still_waiting_after_close", "reports_lost", "deny_fixed", "callback_bad", "news")
"""What the customer says on seeing that it works, or does not."""

REPEATED = 60
BROKEN = 90


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _ticket(state: State, **changes: object) -> State:
    return replace(state, ticket=replace(state.ticket, **changes))  # type: ignore[arg-type]  # names are fields


def _plan(state: State, *dues: Due) -> State:
    return replace(state, agenda=(*state.agenda, *dues))


def _promises(state: State, event: Event, reading: Reading, zone: str) -> tuple[Promise, ...]:
    """Close what was waited for (the customer has news now) and open what was promised."""
    kept = tuple(replace(one, open=False) for one in state.promises)
    if not reading.has("promise_eta"):
        return kept
    moments = [due for phrase in reading.times if (due := resolve(phrase, event.at, zone)) is not None]
    return (*kept, *(Promise(due=due, made_at=event.at, event=event.id) for due in moments if due > event.at))


def _broken(state: State, at: datetime) -> bool:
    return any(one.open and at > one.due for one in state.promises)


def _said(desk: Desk, state: State, event: Event) -> State:
    if event.actor != "trainee" or event.fields.get("to"):
        return state
    reading, intent = reading_from(event.fields["reading"]), str(event.fields.get("intent", ""))
    mood = waited(state.mood, desk.case.persona, event.at, state.promises, relieved=state.relieved)
    if _broken(state, event.at):
        mood = moved(mood, BROKEN, "promise_broken")
    mood = after_words(mood, desk.case.persona, reading)
    asked = {**state.asked}
    for slot in reading.asked():
        asked[slot] = asked.get(slot, 0) + 1
        if slot in state.told:
            mood = moved(mood, REPEATED, "repeated_question")
    promises = _promises(state, event, reading, desk.case.zone)
    vague = any(one.kind == "vague" for one in reading.times) and not any(one.open for one in promises)
    vague = vague and any(reading.has(act) for act in PROMISING)
    heard = event.at + timedelta(seconds=_whole(event.fields.get("cost_s")))
    said = customer.reply(desk, replace(state, mood=mood), reading, intent, vague_promise=vague)
    then = replace(
        state,
        mood=mood,
        asked=asked,
        promises=promises,
        told=tuple(dict.fromkeys((*state.told, *said.slots))),
        hinted=tuple(dict.fromkeys((*state.hinted, *said.hinted))),
        words_at=event.at,
        urges=0,
        urged_at=None,
    )
    return _plan(then, customer.as_due(desk, then, said, heard)) if state.status == "open" else then


def _heard(desk: Desk, state: State, event: Event) -> State:
    mood = waited(state.mood, desk.case.persona, event.at, state.promises, relieved=state.relieved)
    act = str(event.fields["act"])
    if act in RELIEVING:
        mood = moved(mood, -PROGRESS, "progress")
    if act == "reports_lost":
        mood = moved(mood, 300, "data_lost")
    told = tuple(dict.fromkeys((*state.told, *_texts(event.fields.get("slots")))))
    relieved = (state.relieved or act in RELIEVING) and act not in ALARMING
    then = replace(state, mood=replace(mood, causes=()), told=told, relieved=relieved)
    return _ticket(then, verified=False) if act in {"it_is_back", "still_waiting_after_close"} else then


def _urged(_desk: Desk, state: State, event: Event) -> State:
    return replace(state, urges=state.urges + 1, urged_at=event.at)


def _transferred(desk: Desk, state: State, event: Event) -> State:
    agenda = tuple(due for due in state.agenda if due.what != "colleague")
    then = _ticket(
        replace(state, agenda=agenda),
        tier=str(event.fields["to_tier"]),
        transferred_at=event.at,
        joined=False,
        eta=None,
    )
    return _plan(then, *colleague.on_transfer(desk, then, event))


def _joined(desk: Desk, state: State, event: Event) -> State:
    then = _ticket(state, joined=True)
    return _plan(then, *colleague.on_join(desk, then, event, state.ticket.note))


def _executed(_desk: Desk, state: State, event: Event) -> State:
    if event.actor != "trainee":
        return state
    at = event.at + timedelta(seconds=_whole(event.fields.get("cost_s")))
    data = {"action": str(event.fields["action"])}
    return _plan(state, Due(id=f"effect-{state.version}", at=at, what="effect", data=data))


def _changed(_desk: Desk, state: State, event: Event) -> State:
    sets = event.fields["set"]
    changes = (
        {name: value for name, value in sets.items() if isinstance(value, str | int)}
        if isinstance(sets, Mapping)
        else {}
    )
    return replace(state, system={**state.system, **changes}, system_since=event.at) if changes else state


def _checked(desk: Desk, state: State, event: Event) -> State:
    name, text = str(event.fields["check"]), str(event.fields["text"])
    then = replace(state, checks={**state.checks, name: str(event.fields["result"])})
    if event.fields["via"] != "ask":
        return then
    heard = event.at + timedelta(seconds=_whole(event.fields.get("cost_s")))
    answer = customer.Reply(parts=(text,), act="answer_check")
    then = replace(then, words_at=event.at, urges=0, urged_at=None)
    return _plan(then, customer.as_due(desk, then, answer, heard))


def _explained(desk: Desk, state: State, event: Event) -> State:
    """Plan the customer's agreement to a check or action that needs it."""
    heard = event.at + timedelta(seconds=_whole(event.fields.get("cost_s")))
    name, text = str(event.fields["action"]), customer.say(desk, state.version, "ack_plan")
    answer = customer.Reply(parts=(text,), act="ack_plan", event="customer.approved", about=name)
    then = replace(state, words_at=event.at, urges=0, urged_at=None)
    return _plan(then, customer.as_due(desk, then, answer, heard))


def _recorded(_desk: Desk, state: State, event: Event) -> State:
    fields = event.fields["fields"]
    new = {str(name): str(value) for name, value in fields.items()} if isinstance(fields, Mapping) else {}
    return _ticket(state, fields={**state.ticket.fields, **new})


def _verified(_desk: Desk, state: State, _event: Event) -> State:
    closed = tuple(replace(one, open=False) for one in state.promises)
    return _ticket(replace(state, promises=closed), verified=True)


def _ended(_desk: Desk, state: State, event: Event) -> State:
    horizon = datetime.fromisoformat(str(event.fields["horizon"]))
    return replace(state, status="ended", horizon=horizon)


def _paused(_desk: Desk, state: State, event: Event) -> State:
    gap = _whole(event.fields.get("gap_s"))
    return replace(state, absences=state.absences + 1, absent_s=state.absent_s + gap)


_FOLD: Mapping[str, Callable[[Desk, State, Event], State]] = {
    "agent.first_contact": lambda _d, s, _e: replace(s, contacted=True),
    "ticket.accepted": lambda _d, s, e: _ticket(s, number=str(e.fields["number"])),
    "agent.msg": _said,
    "customer.msg": _heard,
    "chase.received": _urged,
    "intake.set": _recorded,
    "ticket.severity_set": lambda _d, s, e: _ticket(s, level=str(e.fields["level"])),
    "kb.search": lambda _d, s, _e: replace(s, searches=s.searches + 1),
    "kb.opened": lambda _d, s, e: replace(s, seen=tuple(dict.fromkeys((*s.seen, str(e.fields["article"]))))),
    "check.run": _checked,
    "action.executed": _executed,
    "state.changed": _changed,
    "fact.grew": lambda _d, s, e: replace(s, stage=_whole(e.fields["stage"])),
    "handover.note": lambda _d, s, e: _ticket(s, note=str(e.fields["text"])),
    "ticket.transferred": _transferred,
    "tier2.started": _joined,
    "tier3.joined": _joined,
    "escalation.eta_obtained": lambda _d, s, e: _ticket(s, eta=datetime.fromisoformat(str(e.fields["eta"]))),
    "verify.customer": _verified,
    "csat.received": lambda _d, s, _e: replace(s, rated=True),
    "ticket.resolved": lambda _d, s, _e: _ticket(s, resolved=True),
    "ticket.archived": lambda _d, s, _e: _ticket(s, archived=True),
    "ticket.closed": lambda _d, s, _e: _ticket(s, closed=True),
    "identity.verified": lambda _d, s, _e: replace(s, identified=True),
    "customer.approved": lambda _d, s, e: replace(s, approved=(*s.approved, str(e.fields["action"]))),
    "plan.explained": _explained,
    "attempt.paused": _paused,
    "attempt.ended": _ended,
    "attempt.abandoned": lambda _d, s, _e: replace(s, status="abandoned"),
}


def fold(desk: Desk, state: State, event: Event) -> State:
    """Fold one event: its envelope first (time, cost, what became of a due thing), then its meaning."""
    cost = timedelta(seconds=_whole(event.fields.get("cost_s")))
    wall, key, due = event.fields.get("wall"), event.fields.get("move"), event.fields.get("due")
    then = replace(
        state,
        version=state.version + 1,
        now=max(state.now, event.at + cost),
        wall=datetime.fromisoformat(wall) if isinstance(wall, str) else state.wall,
        keys=(*state.keys, key) if isinstance(key, str) and key else state.keys,
        agenda=tuple(one for one in state.agenda if one.id != due),
    )
    handler = _FOLD.get(event.kind)
    return handler(desk, then, event) if handler else then
