"""What events result when something due happens by itself?"""

from collections.abc import Callable, Mapping
from datetime import datetime

from scenarios.fault_model import after, is_working
from simulator import mood as moods
from simulator.colleague_acts import colleague_acts
from simulator.cost import spoken
from simulator.customer import state_reply
from simulator.draft import Draft, Drafts, change, with_system
from simulator.duty_acts import duty_acts
from simulator.evolved import evolved
from simulator.partner_acts import partner_acts
from simulator.state import Desk, Due, State, is_live
from simulator.supervise import request_acts
from simulator.twist_channel import here
from simulator.twist_happen import twist_acts
from simulator.urging import RINGS
from simulator.utterance import say
from sla.timeline import Json


def _spoken_by_customer(desk: Desk, state: State, at: datetime, text: str, act: str, **more: Json) -> Draft:
    felt = moods.waited(state.mood, desk.case.persona, at, state.promises, relieved=state.relieved)
    cost = int(spoken(desk.handbook, desk.case, text).total_seconds()) if is_live(desk) else 0
    fields: dict[str, Json] = {"text": text, "act": act, "slots": (), "mood": felt.band, "cause": felt.causes}
    return Draft(at=at, kind="customer.msg", actor="customer", fields={**fields, "cost_s": cost, **more})


def _customer(desk: Desk, state: State, due: Due) -> Drafts:
    data = due.data
    more: dict[str, Json] = {"slots": data["slots"], "hinted": data["hinted"]}
    if data.get("attempt"):
        more["pretext"] = data["attempt"]
    if data.get("yields"):
        more["yielded"] = True
    words = _spoken_by_customer(desk, state, due.at, str(data["text"]), str(data["act"]), **more)
    event = str(data["event"])
    if not event:
        return (words,)
    carried: Mapping[str, Json] = {"text": data["text"]}
    if event == "csat.received":
        carried = {"value": data["value"]}
    if event == "customer.approved":
        carried = {"action": data["about"], "text": data["text"]}
    return words, Draft(at=due.at, kind=event, actor="customer", fields=carried)


def _urge(desk: Desk, state: State, due: Due) -> Drafts:
    act = str(due.data["act"])
    if act == RINGS:
        return (Draft(at=due.at, kind=RINGS, actor="system"),)
    promised = min((one.due for one in state.promises if one.open), default=due.at)
    clock = promised.astimezone(desk.case.submitted_at.tzinfo).strftime("%H:%M")
    text = say(desk, state.version, act, promised=clock)
    words = _spoken_by_customer(desk, state, due.at, text, act)
    return words, Draft(at=due.at, kind="chase.received", actor="customer", fields={"text": text})


def _growth(desk: Desk, state: State, due: Due) -> Drafts:
    index = int(str(due.data["stage"]))
    stage = desk.case.stages[index]
    numbers: dict[str, Json] = {
        one.function: {"total": one.total, "stopped": one.stopped, "hindered": one.hindered} for one in stage.impacts
    }
    grew = Draft(at=due.at, kind="fact.grew", actor="system", fields={"set": numbers, "stage": index})
    return grew, _spoken_by_customer(desk, state, due.at, stage.news, "news")


def _relapse(desk: Desk, state: State, due: Due) -> Drafts:
    model = desk.case.fault_model
    then = {**state.system, **model.relapses[int(str(due.data["index"]))].sets}
    changes = change(state, due.at, then, "relapse")
    if not is_working(model, state.system) or is_working(model, then):
        return changes
    act = "still_waiting_after_close" if state.ticket.closed else "it_is_back"
    return (*changes, _spoken_by_customer(desk, state, due.at, say(desk, state.version, act), act))


def _effect(desk: Desk, state: State, due: Due) -> Drafts:
    action = desk.case.fault_model.action(str(due.data["action"]))
    if action is None:
        return ()
    then = after(action, state.system)
    changes = change(state, due.at, then, action.id)
    if action.hand != "customer":
        return changes
    seen = state_reply(desk, with_system(state, then), asked=False)
    act = seen.act
    if act == "reports_not_working" and changes:
        act = "reports_changed_not_working"
    text = say(desk, state.version, act)
    return (*changes, _spoken_by_customer(desk, state, due.at, text, act))


_HAPPEN: Mapping[str, Callable[[Desk, State, Due], Drafts]] = {
    "customer": _customer,
    "urge": _urge,
    "growth": _growth,
    "relapse": _relapse,
    "effect": _effect,
    "colleague": colleague_acts,
    "duty": duty_acts,
    "twist": twist_acts,
    "partner": partner_acts,
    "request": request_acts,
}


def happens(desk: Desk, state: State, due: Due) -> Drafts:
    """Give the events of one due thing, all at its own due time; the first carries its id."""
    drafts = _HAPPEN[due.what](here(desk, state), state, due)
    if not drafts:
        return (
            Draft(
                at=due.at, kind="state.changed", actor="system", fields={"set": {}, "cause": due.what, "due": due.id}
            ),
        )
    first = drafts[0]
    marked = evolved(first, fields={**first.fields, "due": due.id})
    return (marked, *drafts[1:])
