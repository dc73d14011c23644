"""What is the ideal handling of a case, found by search and played move by move? (DESIGN decision 8).

The player sees what a trainee sees: what the customer said, what checks showed, what colleagues told, the history in
the record. It searches the fault model for the check that tells most and for the quickest cure; nothing is scripted
per scenario.
"""

from collections.abc import Callable
from datetime import datetime

from scenarios.seating import allowed_repairs, looks_up_to, own_repairs
from simulator import diagnose
from simulator.accompany import accompany, assign
from simulator.colleague import NEEDED
from simulator.drill import open_attempt
from simulator.intake import TOGETHER, ask, known, open_slots, set_type, triage, wanted_slots
from simulator.needs import disconnect, run_action, run_check
from simulator.player import NotWinnableError, Player, TimedMove
from simulator.repair import plan
from simulator.seat_history import is_handler
from simulator.solve_closing import own_name, wind_up
from simulator.solve_complaint import open_complaint
from simulator.solve_duties import answer, inform, note_work, report, route_out, settle, sorts_first, tell
from simulator.solve_handler import take_on
from simulator.solve_partner import see_through
from simulator.solve_seat import hand_in, line_of, owning, take_over
from simulator.solve_supervisor import place, take_charge
from simulator.solve_time import is_out_of_time, next_line
from simulator.state import Desk, is_live
from simulator.supervise import is_supervisor
from simulator.twist_absence import is_given_up

HANDED_ON = ("symptom", "trigger", "impact_scope", "product_version")
"""What a note to another line says of the trouble."""

Mend = Callable[[Player, str, list[str]], None]
"""What is done once the line that owns the fault is known: gets that line, and what is still to be asked."""

__all__ = ("Mend", "NotWinnableError", "handle", "solve", "wind_up")


def _greet(player: Player, wanted: list[str]) -> None:
    """Answer the contact: greeting, understanding, what happens next; take the ticket, and a complaint as one."""
    complains, me = player.desk.case.grievance is not None, own_name(player)
    answer(player)
    if is_live(player.desk):
        player.speak("say", "greet_intro", "empathise", "explain_plan", me=me)
    elif complains:
        open_complaint(player, "greet_letter", "empathise", "explain_plan", me=me)
    else:
        # Letters go slowly to and fro: the first one asks already, and is waited on for what nobody can do without.
        missing, listens = open_slots(player, wanted), player.listens
        player.listens = listens and any(slot in NEEDED for slot in missing)
        questions = (f"ask_{slot}" for slot in missing[:TOGETHER])
        player.speak("say", "greet_letter", "empathise", "explain_plan", *questions, me=me)
        player.listens = listens
    if sorts_first(player):
        set_type(player)
    player.do("assign", to="me")
    if not player.state.ticket.type:
        set_type(player)
    settle(player)
    if complains and player.state.complaint is None:
        open_complaint(player, me=me)


def _read_up(player: Player) -> None:
    fact = player.desk.case.fact("symptom")
    player.do("kb_search", query=fact.value if fact else player.desk.case.opening)
    found = [event for event in player.attempt.events if event.kind == "kb.search"]
    hits = found[-1].fields.get("hits", ()) if found else ()
    if isinstance(hits, list | tuple) and hits:
        player.do("kb_open", article=str(hits[0]))


def _find_owner(player: Player) -> str:
    """Check until one line owns every cause that is left; the most urgent goes straight to its line.

    A seat that is to give no solution finds none: what it takes goes to the next line (DSK-4.1.op).
    """
    desk, model = player.desk, player.desk.case.fault_model
    beliefs = tuple(cause.id for cause in model.causes)
    own = own_repairs(desk.handbook, desk.case.seat, desk.case.post)
    if not own and not is_supervisor(desk):
        others = [one.code for one in desk.handbook.tiers if one.code != desk.case.seat]
        return diagnose.direct_tier(desk.handbook, player.state.ticket.level) or others[0]
    upto = looks_up_to(desk.handbook, desk.case.seat, desk.case.post)
    while not (direct := line_of(player)):
        beliefs = diagnose.consistent(model, beliefs, player.state.checks)
        owners = owning(desk, _owners(desk, beliefs))
        if not owners:
            raise NotWinnableError(f"{desk.case.id}: no cause is left by what the checks showed")
        alike = len(beliefs) == 1 if owners == (desk.case.seat,) else len(owners) == 1
        check = None if alike else diagnose.best_check(desk.case, beliefs, player.state.checks, upto)
        if is_out_of_time(player, beliefs, check):
            return next_line(desk, beliefs)
        if check is None:
            return owners[-1]
        run_check(player, check)
        triage(player)
    return direct


def _owners(desk: Desk, beliefs: diagnose.Beliefs) -> tuple[str, ...]:
    """Name the lines that could own what is left, as the seat sees it."""
    model, case = desk.case.fault_model, desk.case
    lines = {cause: diagnose.owner(desk.handbook, model, cause) for cause in beliefs}
    return tuple(sorted({diagnose.at_seat(desk.handbook, case, line, cause) for cause, line in lines.items()}))


def _repair(player: Player) -> None:
    """Carry out the quickest cure of this seat, telling the customer each step before it."""
    desk, model = player.desk, player.desk.case.fault_model
    todo = plan(model, player.state.system, allowed_repairs(desk.handbook, desk.case.seat, desk.case.post))
    if todo is None:
        raise NotWinnableError(f"{desk.case.id}: no cure for {desk.case.seat}")
    for action in todo:
        if action.partner:
            see_through(player, action)
            continue
        run_action(player, action)
        note_work(player, action)
        if is_live(desk) or action.hand == "customer":
            # The answer to a letter is not waited for before the customer is asked whether it works.
            player.listen()


def _hand_over(player: Player, target: str) -> None:
    desk = player.desk
    lang = desk.case.lang
    glue = "；" if lang == "zh" else "; "
    held = {slot: text for slot in HANDED_ON if (text := known(player, slot))}
    symptom = glue.join(held.values())
    if "symptom" not in held:
        symptom = glue.join((desk.case.opening, symptom))
    model = desk.case.fault_model
    shown = [check.title.in_lang(lang) for name in player.state.checks if (check := model.check(name))]
    articles = [desk.articles[name].title.in_lang(lang) for name in player.state.seen]
    done = glue.join((*shown, *articles)) or symptom
    player.do("escalate", to=target, symptom=symptom, done=done, ask=player.words("ask_eta"))
    route_out(player)
    assign(player)
    tier = desk.handbook.tier(target).name.in_lang(lang)
    # A letter is not waited on: the planned time is asked for meanwhile, and told when it is there.
    tell(player, "say", "escalate_notice", "promise_update", tier=tier, time=player.clock(player.news_by()))
    inform(player)


def _verify(player: Player) -> None:
    """Have the customer confirm, unless that was done on the way (STD-3.3.1)."""
    if not player.state.ticket.verified and not is_given_up(player.desk, player.state):
        player.speak("verify", "verify", "anything_else")
    if not player.state.ticket.verified and not is_given_up(player.desk, player.state):
        raise NotWinnableError(f"{player.desk.case.id}: the customer does not confirm")


def solve(desk: Desk, wall: datetime) -> tuple[TimedMove, ...]:
    """Find and play the ideal handling of a case.

    Args:
        desk: Case, handbook, rules and wording.
        wall: Wall time at which the attempt is opened.

    Returns:
        The moves with their wall times; playing them gives the ideal events.

    Raises:
        NotWinnableError: No handling was found; `scenario check` finds such scenarios.
    """
    player = Player(attempt=open_attempt(desk, "ideal", "practice", wall), wall=wall)
    handle(player)
    return tuple(player.made)


def mend(player: Player, target: str, wanted: list[str]) -> None:
    """Repair the fault or see that another line does, and have the customer confirm it."""
    if target == player.desk.case.seat:
        _repair(player)
        disconnect(player)
    else:
        disconnect(player)
        (place if is_supervisor(player.desk) else _hand_over)(player, target)
        accompany(player, wanted)
    _verify(player)


def handle(player: Player, finish: Callable[[Player], None] | None = None, mending: Mend = mend) -> None:
    """Play the whole job on an opened attempt.

    Args:
        player: Who plays.
        finish: What is done at the end instead of finishing.
        mending: What is done about the fault; another one shows what a score makes of it.
    """
    desk = player.desk
    asked = wanted_slots(desk)
    # Where answers take long, what another line cannot begin without comes first, and the rest while that line works.
    urgent = [] if is_live(desk) else [slot for slot in NEEDED if slot in asked and slot != "symptom"]
    wanted = list(dict.fromkeys((*urgent, *asked)))
    if desk.case.history is not None:
        _further(player, wanted, mending)
        _end(player, finish)
        return
    _greet(player, wanted)
    ask(player, urgent or wanted)
    triage(player)
    if not diagnose.direct_tier(desk.handbook, player.state.ticket.level):
        ask(player, wanted)
        triage(player)
    report(player)
    _read_up(player)
    mending(player, _find_owner(player), wanted)
    wind_up(player)
    _end(player, finish)


def _further(player: Player, wanted: list[str], mending: Mend) -> None:
    """Go on with what an earlier line began: at a later line, diagnosis is what the ticket came for."""
    handler, leads = is_handler(player.desk), is_supervisor(player.desk)
    (take_charge if leads else take_on if handler else take_over)(player, wanted)
    triage(player)
    if handler:
        _read_up(player)
    mending(player, _find_owner(player), wanted)
    (wind_up if handler or leads else hand_in)(player)


def _end(player: Player, finish: Callable[[Player], None] | None) -> None:
    if finish is None:
        player.do("finish")
    else:
        finish(player)
