"""What events does a colleague's work leave on the ticket?"""

from collections.abc import Callable, Mapping

from scenarios.fault_model import after
from scenarios.fill import fill
from simulator.chance import fraction, pick
from simulator.draft import Draft, Drafts, change, with_system
from simulator.state import Desk, Due, State


def colleague_acts(desk: Desk, state: State, due: Due) -> Drafts:
    """Give the events of one planned act of second or third line."""
    return _COLLEAGUE[str(due.data["do"])](desk, state, due)


def _line(desk: Desk, state: State, line: str, **values: str) -> str:
    case = desk.case
    text = pick(desk.wording.colleague(line, case.lang), fraction(case.seed, case.id, state.version, line))
    return fill(text, values)


def _to_first_line(due: Due, text: str) -> Draft:
    return Draft(at=due.at, kind="agent.msg", actor=str(due.data["tier"]), fields={"text": text, "to": "T1"})


def _join(desk: Desk, state: State, due: Due) -> Drafts:
    kind = "tier2.started" if due.data["tier"] == "T2" else "tier3.joined"
    words = _to_first_line(due, _line(desk, state, "joined", minutes="30"))
    return Draft(at=due.at, kind=kind, actor=str(due.data["tier"])), words


def _ask(desk: Desk, state: State, due: Due) -> Drafts:
    titles = {one.name: one.title.in_lang(desk.case.lang) for one in desk.handbook.intake}
    glue = "、" if desk.case.lang == "zh" else ", "
    names = glue.join(titles.get(slot, slot) for slot in str(due.data["slots"]).split(","))
    return (_to_first_line(due, _line(desk, state, "asks_missing", fields=names)),)


def _repair(desk: Desk, state: State, due: Due) -> Drafts:
    model, tier = desk.case.fault_model, str(due.data["tier"])
    system, drafts, titles = state.system, [], []
    for name in str(due.data["ids"]).split(","):
        action = model.action(name)
        if action is None:
            continue
        titles.append(action.title.in_lang(desk.case.lang))
        drafts.append(Draft(at=due.at, kind="action.executed", actor=tier, fields={"action": name, "by": tier}))
        then = after(action, system)
        drafts.extend(change(with_system(state, system), due.at, then, name))
        system = then
    kind, line = ("workaround.provided", "workaround_done")
    if due.data["as"] == "fix":
        kind, line = ("fix.provided", "fix_done")
    text = _line(desk, state, line, what=("、" if desk.case.lang == "zh" else ", ").join(titles))
    drafts.append(Draft(at=due.at, kind=kind, actor=tier, fields={"text": text}))
    return (*drafts, _to_first_line(due, text))


def _pass_on(desk: Desk, state: State, due: Due) -> Drafts:
    text, target = _line(desk, state, "passes_on"), str(due.data["to"])
    moved = {"from_tier": "T2", "to_tier": target}
    return (
        Draft(at=due.at, kind="handover.note", actor="T2", fields={"text": text}),
        Draft(at=due.at, kind="ticket.transferred", actor="T2", fields=moved),
        _to_first_line(due, text),
    )


def _give_up(desk: Desk, state: State, due: Due) -> Drafts:
    return (_to_first_line(due, _line(desk, state, "cannot_find")),)


_COLLEAGUE: Mapping[str, Callable[[Desk, State, Due], Drafts]] = {
    "join": _join,
    "ask": _ask,
    "repair": _repair,
    "pass_on": _pass_on,
    "give_up": _give_up,
}
