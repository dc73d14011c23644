"""How does the ideal handling end: reasons, rating, record, closing, call-back? (STD-3.3, STD-6.1)."""

from policy.handbook import Handbook
from scenarios.seating import owed_at
from simulator.intake import known
from simulator.player import Player
from simulator.solve_article import write_article
from simulator.solve_complaint import follow_up, work_off
from simulator.solve_duties import after_rating, complete, confirmed
from simulator.state import is_live
from simulator.twist_absence import is_given_up
from sla.clock import clocks
from sla.own_options import options_of
from sla.priorities import priorities_as_set

CALL_BACK_AFTER_S = 2 * 3600

SUPERIOR = "superior"
"""Seat of whom to tell is to ask for help, which then has to be followed up (NET-3.3.help); others only approve."""

CALLBACK = "callback"
"""Clock, and step of closing, of the manuals that have the customer called back."""

FEEDBACK = ("verify.customer", "customer.msg")
"""Where the customer's words on the result stand; a confirmation comes after its own message."""


def own_name(player: Player) -> str:
    """Give the name under which the ideal handling introduces itself."""
    return "小林" if player.desk.case.lang == "zh" else "Robin"


def state_reasons(player: Player) -> None:
    """Write down why a target of this seat was missed, if one was (borrowed: ASC-4.2)."""
    case, events, handbook = player.desk.case, player.attempt.events, player.desk.handbook
    steps, options = priorities_as_set(events), options_of(handbook)
    read = clocks(handbook, events, steps, player.state.now, player.desk.calendar, options)
    tier = handbook.tier(player.state.ticket.tier).name.in_lang(case.lang)
    own = owed_at(handbook, case.seat, case.post)
    for clock in read:
        if clock.name in own and clock.state == "breached":
            reason = case.unavoidable.get(clock.name) or player.words("late_reason", tier=tier)
            player.do("reason", clock=clock.name, text=reason)


def wind_up(player: Player) -> None:
    """Have it rated, archive, close, and call back within a day (STD-3.3, STD-6.1)."""
    state_reasons(player)
    if is_given_up(player.desk, player.state):
        _let_go(player)
        return
    confirmed(player)
    work_off(player, own_name(player), _done(player) or known(player, "symptom"))
    player.do("resolve")
    if is_live(player.desk):
        player.speak("ask_rating", "ask_rating")
        player.speak("say", "farewell")
    else:
        player.speak("ask_rating", "ask_rating", "farewell")
    after_rating(player)
    complete(player, _done(player))
    _archive(player)
    write_article(player)
    if _calls_back_first(player.desk.handbook):
        _call_back(player)
        player.do("close")
    else:
        player.do("close")
        _call_back(player)
    follow_up(player, own_name(player))


def _let_go(player: Player) -> None:
    """Close what is repaired on a customer who was tried often enough and never answered (A19)."""
    _look_once_more(player)
    if SUPERIOR not in {seat.code for seat in player.desk.handbook.seats}:
        player.do("notify", reason="unreachable", text=known(player, "symptom"))
    player.do("resolve")
    complete(player, _done(player))
    _archive(player)
    write_article(player)
    player.do("close")


def _look_once_more(player: Player) -> None:
    """Look at the desk's own logs whether it works, since nobody can be asked (NET-3.4.verify)."""
    checks, seat = player.desk.case.fault_model.checks, player.desk.case.seat
    alone = [one.id for one in checks if one.via in {"log", "test"} and not one.needs and one.tier == seat]
    if alone:
        player.do("check", check=alone[0])


def _calls_back_first(handbook: Handbook) -> bool:
    """Tell whether the manual closes only after the customer was called back (DSK-10.10, DSK-10.11)."""
    steps = [one.code for one in handbook.lists.get("closure_steps", ())]
    return CALLBACK in steps and "close" in steps and steps.index(CALLBACK) < steps.index("close")


def _call_back(player: Player) -> None:
    """Call the customer back, where the manual has it: as a step of closing, or with a time of its own."""
    handbook = player.desk.handbook
    steps = {one.code for one in handbook.lists.get("closure_steps", ())} | {one.name for one in handbook.clocks}
    if CALLBACK in steps:
        player.do("wait", seconds=CALL_BACK_AFTER_S)
        player.speak("call_back", "callback", name=_name(player), me=own_name(player))


def _name(player: Player) -> str:
    return player.desk.handbook.recorded("contact_name", player.state.ticket.fields)


def _done(player: Player) -> str:
    """Put into words what was done by anybody."""
    model, lang = player.desk.case.fault_model, player.desk.case.lang
    done = [str(one.fields["action"]) for one in player.attempt.events if one.kind == "action.executed"]
    titles = [action.title.in_lang(lang) for name in done if (action := model.action(name))]
    return ("；" if lang == "zh" else "; ").join(titles)


def _archive(player: Player) -> None:
    events = player.attempt.events
    heard = [event for event in events if event.kind in FEEDBACK][-1]
    glue = "；" if player.desk.case.lang == "zh" else "; "
    player.do(
        "archive",
        description=glue.join((known(player, "symptom"), known(player, "impact_scope"))),
        steps=_done(player),
        feedback=str(heard.fields["text"]),
    )
