"""What is the ideal handling of a case, found by search and played move by move? (DESIGN decision 8).

The player sees what a trainee sees: what the customer said, what checks showed, what colleagues told, the history in
the record. It searches the fault model for the check that tells most and for the quickest cure; nothing is scripted
per scenario.
"""

from collections.abc import Callable
from datetime import datetime

from simulator import diagnose
from simulator.accompany import accompany, assign
from simulator.colleague import NEEDED
from simulator.drill import open_attempt
from simulator.intake import TOGETHER, ask, open_slots, set_type, triage
from simulator.needs import disconnect, run_action, run_check
from simulator.player import NotWinnableError, Player, TimedMove
from simulator.repair import plan
from simulator.solve_article import write_article
from simulator.solve_complaint import follow_up, open_complaint, work_off
from simulator.state import Desk, is_live
from sla.clock import clocks
from sla.priorities import priorities_as_set

CALL_BACK_AFTER_S = 2 * 3600

FEEDBACK = ("verify.customer", "customer.msg")
"""Where the customer's words on the result stand; a confirmation comes after its own message."""

Mend = Callable[[Player, str, list[str]], None]
"""What is done once the line that owns the fault is known: gets that line, and what is still to be asked."""

__all__ = ("Mend", "NotWinnableError", "handle", "solve", "wind_up")


def _me(player: Player) -> str:
    return "小林" if player.desk.case.lang == "zh" else "Robin"


def _greet(player: Player, wanted: list[str]) -> None:
    """Answer the contact: greeting, understanding, what happens next; take the ticket, and a complaint as one."""
    complains, me = player.desk.case.grievance is not None, _me(player)
    if is_live(player.desk):
        player.speak("say", "greet_intro", "empathise", "explain_plan", me=me)
    elif complains:
        open_complaint(player, "greet_letter", "empathise", "explain_plan", me=me)
    else:
        # Letters go slowly to and fro: the first one asks already.
        questions = (f"ask_{slot}" for slot in open_slots(player, wanted)[:TOGETHER])
        player.speak("say", "greet_letter", "empathise", "explain_plan", *questions, me=me)
    player.do("assign", to="me")
    set_type(player)
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
    """Check until one line owns every cause that is left; the most urgent goes straight to its line."""
    desk, model = player.desk, player.desk.case.fault_model
    beliefs = tuple(cause.id for cause in model.causes)
    while not (direct := diagnose.direct_tier(desk.handbook, player.state.ticket.level)):
        beliefs = diagnose.consistent(model, beliefs, player.state.checks)
        owners = diagnose.owners(desk.handbook, model, beliefs)
        alike = len(beliefs) == 1 if owners == (desk.case.seat,) else len(owners) == 1
        check = diagnose.best_check(desk.case, beliefs, player.state.checks)
        if alike or check is None:
            return owners[-1]
        run_check(player, check)
        triage(player)
    return direct


def _repair(player: Player) -> None:
    """Carry out the quickest cure of this seat, telling the customer each step before it."""
    desk, model = player.desk, player.desk.case.fault_model
    todo = plan(model, player.state.system, desk.handbook.tier(desk.case.seat).solves)
    if todo is None:
        raise NotWinnableError(f"{desk.case.id}: no cure for {desk.case.seat}")
    for action in todo:
        run_action(player, action)


def _hand_over(player: Player, target: str) -> None:
    desk = player.desk
    fields, lang = player.state.ticket.fields, desk.case.lang
    glue = "；" if lang == "zh" else "; "
    symptom = glue.join(
        fields[slot] for slot in ("symptom", "trigger", "impact_scope", "product_version") if slot in fields
    )
    if "symptom" not in fields:
        symptom = glue.join((desk.case.opening, symptom))
    model = desk.case.fault_model
    shown = [check.title.in_lang(lang) for name in player.state.checks if (check := model.check(name))]
    articles = [desk.articles[name].title.in_lang(lang) for name in player.state.seen]
    done = glue.join((*shown, *articles)) or symptom
    player.do("escalate", to=target, symptom=symptom, done=done, ask=player.words("ask_eta"))
    assign(player)
    tier = desk.handbook.tier(target).name.in_lang(lang)
    player.speak("say", "escalate_notice", "promise_update", tier=tier, time=player.clock(player.news_by()))


def _verify(player: Player) -> None:
    """Have the customer confirm, unless that was done on the way (STD-3.3.1)."""
    if not player.state.ticket.verified:
        player.speak("verify", "verify", "anything_else")
    if not player.state.ticket.verified:
        raise NotWinnableError(f"{player.desk.case.id}: the customer does not confirm")


def _state_reasons(player: Player) -> None:
    """Write down why a target of this seat was missed, if one was (borrowed: ASC-4.2)."""
    case, events = player.desk.case, player.attempt.events
    read = clocks(player.desk.handbook, events, priorities_as_set(events), player.state.now)
    tier = player.desk.handbook.tier(player.state.ticket.tier).name.in_lang(case.lang)
    for clock in read:
        if clock.name in {"response", "resolution"} and clock.state == "breached":
            reason = case.unavoidable.get(clock.name) or player.words("late_reason", tier=tier)
            player.do("reason", clock=clock.name, text=reason)


def wind_up(player: Player) -> None:
    """Have it rated, archive, close, and call back within a day (STD-3.3, STD-6.1)."""
    fields = player.state.ticket.fields
    _state_reasons(player)
    work_off(player, _me(player))
    player.do("resolve")
    if is_live(player.desk):
        player.speak("ask_rating", "ask_rating")
        player.speak("say", "farewell")
    else:
        player.speak("ask_rating", "ask_rating", "farewell")
    _archive(player)
    write_article(player)
    player.do("close")
    player.do("wait", seconds=CALL_BACK_AFTER_S)
    player.speak("call_back", "callback", name=fields.get("contact_name", ""), me=_me(player))
    follow_up(player, _me(player))


def _archive(player: Player) -> None:
    fields, events = player.state.ticket.fields, player.attempt.events
    heard = [event for event in events if event.kind in FEEDBACK][-1]
    done = [str(event.fields["action"]) for event in events if event.kind == "action.executed"]
    lang, model = player.desk.case.lang, player.desk.case.fault_model
    titles = [action.title.in_lang(lang) for name in done if (action := model.action(name))]
    glue = "；" if lang == "zh" else "; "
    player.do(
        "archive",
        description=glue.join((fields.get("symptom", ""), fields.get("impact_scope", ""))),
        steps=glue.join(titles),
        feedback=str(heard.fields["text"]),
    )


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
        _hand_over(player, target)
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
    required = [one.name for one in desk.handbook.intake if one.required]
    # Where answers take long, what another line cannot begin without comes first, and the rest while that line works.
    urgent = [] if is_live(desk) else [slot for slot in NEEDED if slot in required and slot != "symptom"]
    wanted = list(dict.fromkeys((*urgent, *required)))
    _greet(player, wanted)
    ask(player, urgent or wanted)
    triage(player)
    if not diagnose.direct_tier(desk.handbook, player.state.ticket.level):
        ask(player, wanted)
        triage(player)
    _read_up(player)
    mending(player, _find_owner(player), wanted)
    wind_up(player)
    if finish is None:
        player.do("finish")
    else:
        finish(player)
