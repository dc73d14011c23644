"""What events does a colleague's work leave on the ticket?"""

from collections.abc import Callable, Mapping
from datetime import datetime

from scenarios.fault_model import after, result_of
from scenarios.fill import fill
from simulator.chance import fraction, pick
from simulator.diagnose import direct_tier, owner
from simulator.draft import Draft, Drafts, change, with_system
from simulator.duties import offers
from simulator.handed_back import completed
from simulator.state import Desk, Due, State
from sla.timeline import Json


def colleague_acts(desk: Desk, state: State, due: Due) -> Drafts:
    """Give the events of one planned act of second or third line."""
    return _COLLEAGUE[str(due.data["do"])](desk, state, due)


def sentence(desk: Desk, state: State, name: str, **values: str) -> str:
    """Choose the wording of a colleague's line for this moment, and fill it."""
    case = desk.case
    text = pick(desk.wording.colleague(name, case.lang), fraction(case.seed, case.id, state.version, name))
    return fill(text, values)


def _to_trainee(desk: Desk, due: Due, text: str) -> Draft:
    return Draft(
        at=due.at, kind="agent.msg", actor=str(due.data["tier"]), fields={"text": text, "to": desk.case.seat}
    )


def _join(desk: Desk, state: State, due: Due) -> Drafts:
    kind = "tier2.started" if due.data["tier"] == "T2" else "tier3.joined"
    words, tier = _to_trainee(desk, due, sentence(desk, state, "joined", minutes="30")), str(due.data["tier"])
    begun = Draft(at=due.at, kind=kind, actor=tier)
    if not offers(desk.handbook, "acknowledge"):
        return begun, words
    return begun, Draft(at=due.at, kind="assignee.ack", actor=tier), words


def _ask(desk: Desk, state: State, due: Due) -> Drafts:
    titles = {one.fact: one.title.in_lang(desk.case.lang) for one in desk.handbook.intake}
    glue = "、" if desk.case.lang == "zh" else ", "
    names = glue.join(titles.get(slot, slot) for slot in str(due.data["slots"]).split(","))
    return (_to_trainee(desk, due, sentence(desk, state, "asks_missing", fields=names)),)


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
    kind, line = _DONE[str(due.data["as"])]
    line = line if titles else "fix_claimed"
    text = sentence(desk, state, line, what=("、" if desk.case.lang == "zh" else ", ").join(titles))
    drafts.append(Draft(at=due.at, kind=kind, actor=tier, fields={"text": text}))
    return (*drafts, _to_trainee(desk, due, text))


def _pass_on(desk: Desk, state: State, due: Due) -> Drafts:
    text, target = sentence(desk, state, "passes_on"), str(due.data["to"])
    moved = {"from_tier": "T2", "to_tier": target}
    return (
        Draft(at=due.at, kind="handover.note", actor="T2", fields={"text": text}),
        Draft(at=due.at, kind="ticket.transferred", actor="T2", fields=moved),
        _to_trainee(desk, due, text),
    )


def _give_up(desk: Desk, state: State, due: Due) -> Drafts:
    return (_to_trainee(desk, due, sentence(desk, state, "cannot_find")),)


def _needs(desk: Desk, state: State, due: Due) -> Drafts:
    """Show what is wrong at a partner's end, and ask that they be brought in (DSK-7.5)."""
    partner = desk.case.partner(str(due.data["partner"]))
    action, tier = desk.case.fault_model.action(str(due.data["action"])), str(due.data["tier"])
    if partner is None or action is None or after(action, state.system) == state.system:
        return ()
    text = sentence(desk, state, "needs_partner", who=partner.name, what=action.title.in_lang(desk.case.lang))
    asked = {"partner": partner.id, "action": action.id, "text": text}
    needed = Draft(at=due.at, kind="partner.needed", actor=tier, fields=asked)
    check = desk.case.fault_model.check(partner.shown_by)
    if check is None or check.id in state.checks:
        return needed, _to_trainee(desk, due, text)
    seen = result_of(check, state.system)
    shown: dict[str, Json] = {"check": check.id, "result": seen.id, "via": "log"}
    words = seen.text.in_lang(desk.case.lang)
    look = Draft(at=due.at, kind="check.run", actor=tier, fields={**shown, "text": words})
    return look, needed, _to_trainee(desk, due, text)


def _say(desk: Desk, state: State, due: Due) -> Drafts:
    return (_to_trainee(desk, due, sentence(desk, state, str(due.data["line"]), time=clock_of(desk, due))),)


def _slip(desk: Desk, state: State, due: Due) -> Drafts:
    """Own up to a named time that does not hold, with the true one."""
    text = sentence(desk, state, "slips", time=clock_of(desk, due))
    fields = {"eta": due.data["at"], "text": text}
    named = Draft(at=due.at, kind="escalation.eta_obtained", actor=str(due.data["tier"]), fields=fields)
    return named, _to_trainee(desk, due, text)


def clock_of(desk: Desk, due: Due) -> str:
    """Write the moment that something planned speaks of as the customer's clock shows it."""
    at = datetime.fromisoformat(str(due.data["at"]))
    return at.astimezone(desk.case.submitted_at.tzinfo).strftime("%H:%M")


def _supervise(desk: Desk, state: State, due: Due) -> Drafts:
    """Let the supervisor answer as things stand by then: who holds the ticket, and how urgent it is."""
    line, tier = _answer(desk, state, str(due.data["reason"]))
    return (
        _to_trainee(
            desk, due, sentence(desk, state, line, tier=desk.handbook.tier(tier).name.in_lang(desk.case.lang))
        ),
    )


def _answer(desk: Desk, state: State, reason: str) -> tuple[str, str]:
    """Choose the supervisor's line, and the tier it names: the one that has the ticket, or should have it."""
    right, holds = _right_line(desk, state), state.ticket.tier
    order = [str(one.code) for one in desk.handbook.tiers]
    there = holds != desk.case.seat and order.index(holds) >= order.index(right)
    if reason == "critical":
        if there:
            return "sup_critical_there", holds
        graded = state.ticket.level == desk.handbook.priorities[0].code
        return ("sup_critical" if graded and right != desk.case.seat else "sup_critical_grade"), right
    if f"sup_{reason}" in SUPERVISOR_LINES:
        return f"sup_{reason}", right
    if there:
        return "sup_help_there", holds
    return ("sup_help_here" if right == desk.case.seat else "sup_help"), right


def _right_line(desk: Desk, state: State) -> str:
    """Name the line a ticket belongs to: the priority's own, else the lowest that cures, else the last."""
    direct = direct_tier(desk.handbook, state.ticket.level)
    return direct or owner(desk.handbook, desk.case.fault_model, desk.case.true_cause) or desk.handbook.tiers[-1].code


SUPERVISOR_LINES = ("sup_complaint", "sup_privacy", "sup_breach", "sup_unreachable")
"""What a supervisor answers to reasons that are the same whoever holds the ticket."""

_DONE: Mapping[str, tuple[str, str]] = {
    "workaround": ("workaround.provided", "workaround_done"),
    "fix": ("fix.provided", "fix_done"),
    "again": ("fix.provided", "fix_again"),
    "granted": ("action.logged", "granted_done"),
}

_COLLEAGUE: Mapping[str, Callable[[Desk, State, Due], Drafts]] = {
    "join": _join,
    "ask": _ask,
    "repair": _repair,
    "needs": _needs,
    "pass_on": _pass_on,
    "give_up": _give_up,
    "say": _say,
    "slip": _slip,
    "supervise": _supervise,
    "complete": completed,
}
