"""How does the ideal handling lead a case that was reported upwards: look, speak, decide, place it?"""

from scenarios.fault_model import after, outcome, state_under
from simulator import diagnose
from simulator.coworker import on_duty
from simulator.diagnose import direct_tier
from simulator.history import asked_of
from simulator.intake import ask, triage
from simulator.needs import run_check
from simulator.player import Player
from simulator.solve_closing import own_name
from simulator.solve_complaint import hear_complaint
from simulator.solve_duties import tell
from simulator.solve_seat import put_right

GOOD = frozenset({"solves", "works_around"})
"""Outcomes of a step that a supervisor may give leave for."""


def take_charge(player: Player, wanted: list[str]) -> None:
    """Read what is there, tell the customer who leads from here on, and complete what is missing.

    Args:
        player: Who plays.
        wanted: Slots of a good intake, in order.
    """
    desk = player.desk
    triage(player)
    if player.state.complaint is None:
        player.speak("say", "take_over", "apologise", "empathise", "explain_plan", me=own_name(player))
    else:
        hear_complaint(player, own_name(player))
        tell(player, "say", "explain_plan")
    put_right(player)
    owed = asked_of(desk.handbook, desk.case)
    ask(player, [slot for slot in wanted if slot in owed])
    triage(player)


def place(player: Player, target: str) -> None:
    """Give the ticket to somebody of the right line with room for it, and not back to who is stuck."""
    stuck = player.state.ticket.assigned
    free = [one for one in on_duty(player.desk, target) if one.id != stuck]
    best = min(free, key=lambda one: (one.load, one.id), default=None)
    if best is not None:
        player.do("assign", to=best.id)
        name = player.desk.handbook.tier(target).name.in_lang(player.desk.case.lang)
        tell(player, "say", "escalate_notice", "promise_update", tier=name, time=player.clock(player.news_by()))


def attend(player: Player) -> bool:
    """Do what a supervisor owes at once: answer a request, and see that the ticket is where its priority belongs."""
    asked = next((one for one in player.state.requests.values() if not one.verdict), None)
    if asked is not None:
        decide(player, asked.action)
        return True
    direct = direct_tier(player.desk.handbook, player.state.ticket.level)
    if direct and player.state.ticket.tier != direct:
        place(player, direct)
        return True
    return False


def decide(player: Player, name: str) -> None:
    """Give leave only for what does good whichever of the causes left it is; look first where that can be told."""
    desk, model = player.desk, player.desk.case.fault_model
    action = model.action(name)
    if action is None:
        return
    beliefs = tuple(cause.id for cause in model.causes)
    while True:
        beliefs = diagnose.consistent(model, beliefs, player.state.checks)
        states = [state_under(model, cause) for cause in beliefs]
        worth = {outcome(model, state, after(action, state)) in GOOD for state in states}
        check = diagnose.best_check(desk.case, beliefs, player.state.checks) if len(worth) > 1 else None
        if check is None:
            break
        run_check(player, check)
    risk = action.risk.in_lang(desk.case.lang)
    text = "；".join(one for one in (action.title.in_lang(desk.case.lang), risk) if one)
    player.do("authorise", action=name, verdict="yes" if worth == {True} else "no", text=text)
