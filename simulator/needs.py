"""How does the search bring about what must be so before a check or an action?"""

from datetime import timedelta

from policy.text import Text
from scenarios.fault_model import Action, Check
from simulator.player import Player
from simulator.state import is_live
from simulator.urging import HOLDS

APPROVALS = ("consent", "approval")
WORTH_A_HOLD_S = 60
"""Seconds of work at the desk for which a customer on the line is asked to hold."""

BEARS = 0.8
"""Share of the longest hold that is asked for."""

SHORT = 0.4
"""Share of the patience up to which work goes on without a word."""


def approved_tool(player: Player) -> str:
    """Choose the first remote tool that the handbook approves, empty if it approves none."""
    tools = player.desk.handbook.lists.get("remote_tools", ())
    return next((one.code for one in tools if one.figures.get("approved") != "no"), "")


def meet(player: Player, about: Check | Action, risk: Text | None = None) -> bool:
    """Do what a check or action asks for before: identity, an explanation agreed to, a remote session.

    Args:
        player: Who plays.
        about: The check or action.
        risk: What can go wrong with it, if anything.

    Returns:
        Whether it has been explained to the customer.
    """
    if "identity" in about.needs and not player.state.identified:
        player.do("identify")
    asks = any(need in APPROVALS for need in about.needs) and about.id not in player.state.approved
    risky = risk is not None and bool(risk.zh)
    if asks or risky:
        explain(player, about, risk if risky else None)
    if "remote" in about.needs and not player.state.remote.running:
        connect(player)
    return asks or risky


def explain(player: Player, about: Check | Action, risk: Text | None) -> None:
    """Explain the step, its effect and its risk, and hear whether the customer agrees (borrowed: ASC-2.4.explain)."""
    lang = player.desk.case.lang
    parts = {
        "steps": player.words("plan_steps", what=about.title.in_lang(lang)),
        "effect": player.words("plan_effect"),
    }
    if risk is not None:
        parts["risk"] = player.words("plan_risk", what=risk.in_lang(lang).rstrip("。.！!"))
    player.do("explain", what=about.id, **parts)
    player.listen()


def connect(player: Player) -> None:
    """Open a remote session: consent, private things closed, an approved tool (STD-5b.3)."""
    player.speak("ask_remote", "remote_consent")
    while any(due.data.get("event") == "remote.consent" for due in player.state.agenda):
        player.do("wait", seconds=0)
    player.speak("remote_check", "remote_check")
    player.do("remote_start", tool=approved_tool(player))
    player.listen()
    if player.state.twist.consent == "withdrawn":
        # The session ends at once; another one needs an explanation and a new yes (STD-5b.3.consent).
        disconnect(player)
        player.speak("say", "explain_plan")
        connect(player)


def disconnect(player: Player) -> None:
    """End a remote session, delete what it left, and say so (STD-5b.3.cleanup)."""
    if not player.state.remote.running:
        return
    player.do("remote_end")
    player.do("remote_cleanup")
    player.speak("say", "remote_done")


def keeps_waiting(player: Player, seconds: int, *, alone: bool) -> str:
    """Say how to keep a customer company during work of some length: `hold`, `promise`, or empty for nothing.

    Args:
        player: Who plays.
        seconds: How long the work takes.
        alone: Whether the desk works by itself, without the customer.
    """
    patience = player.desk.case.persona.patience_s
    if alone and is_live(player.desk) and WORTH_A_HOLD_S <= seconds < HOLDS * patience * BEARS:
        return "hold"
    return "promise" if seconds > patience * SHORT else ""


def promise(player: Player, seconds: int, *moments: str, **values: str) -> None:
    """Name a time by which work of some length is surely over, with what else there is to say.

    Nobody waits for the answer to a letter before the work begins: the time named would pass meanwhile.
    """
    at = player.state.now + timedelta(seconds=2 * seconds + 120)
    listens, player.listens = player.listens, player.listens and is_live(player.desk)
    player.speak("say", *moments, "promise_update", time=player.clock(at), **values)
    player.listens = listens


def run_check(player: Player, check: Check) -> None:
    """Run a check, having met its needs, and keep the customer company meanwhile."""
    meet(player, check)
    alone = check.via in {"log", "test"} and "remote" not in check.needs
    company = keeps_waiting(player, check.cost_s, alone=alone)
    if company == "hold":
        player.speak("hold", "hold")
    elif company:
        promise(player, check.cost_s)
    player.do("check", check=check.id)
    if player.state.held_at is not None:
        player.speak("resume", "resume")
    if check.via == "ask" or player.desk.case.history is None or is_live(player.desk):
        # At a later line, work does not stand still for an answer that it does not need.
        player.listen()


def run_action(player: Player, action: Action) -> None:
    """Carry out an action, having met its needs: each step is told before it is taken."""
    explained = meet(player, action, action.risk)
    what = action.title.in_lang(player.desk.case.lang)
    told = ("guide_step",) if action.hand == "customer" else () if explained else ("explain_plan",)
    company = keeps_waiting(player, action.cost_s, alone=action.hand == "desk" and not player.state.remote.running)
    if company == "promise":
        promise(player, action.cost_s, *told, what=what)
    elif told:
        player.speak("say", *told, what=what)
    if company == "hold":
        player.speak("hold", "hold")
    player.do("act", action=action.id)
    if player.state.held_at is not None:
        player.speak("resume", "resume")
    if is_live(player.desk):
        # A letter's answer takes its time; what was done is written down before it (ASC-2.4.log).
        player.listen()
