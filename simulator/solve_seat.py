"""How does the ideal handling work at a later line: take over, put the record right, report back?"""

from scenarios.marks import is_recorded
from simulator.diagnose import direct_tier
from simulator.duties import offers
from simulator.history import asked_of
from simulator.intake import ask, set_type, triage
from simulator.player import Player
from simulator.solve_article import steps_of, write_article
from simulator.solve_closing import own_name, state_reasons
from simulator.solve_complaint import follow_up, hear_complaint, work_off
from simulator.solve_duties import confirmed, no_gift, tell
from simulator.state import Desk
from simulator.ticket_type import is_fault


def line_of(player: Player) -> str:
    """Name the other line that the priority goes straight to, empty where the trainee's own may look first."""
    desk = player.desk
    line = direct_tier(desk.handbook, player.state.ticket.level)
    return "" if line <= desk.case.seat and desk.case.history is not None else line


def owning(desk: Desk, owners: tuple[str, ...]) -> tuple[str, ...]:
    """Let a later line keep what an earlier one could have cured: it is here now."""
    if desk.case.history is None:
        return owners
    return tuple(sorted({max(one, desk.case.seat) if one else one for one in owners}))


def take_over(player: Player, wanted: list[str]) -> None:
    """Begin, read what is there, ask for what is missing and put right what is wrong.

    Args:
        player: Who plays.
        wanted: Slots of a good intake, in order.
    """
    desk = player.desk
    if not player.state.ticket.joined:
        player.do("take")
    player.do("assign", to="me")
    if offers(desk.handbook, "acknowledge"):
        player.do("acknowledge")
    triage(player)
    line = desk.handbook.tier(desk.case.seat).name.in_lang(desk.case.lang)
    if player.state.complaint is not None:
        # An earlier line opened it; whoever leads it from here on makes the contact (STD-4.3.2).
        hear_complaint(player, own_name(player))
        tell(player, "say", "explain_plan")
    else:
        tell(player, "say", "take_over", "empathise", "explain_plan", me=own_name(player), tier=line)
    if not player.state.ticket.type and is_fault(desk.case):
        set_type(player)
    put_right(player)
    owed = asked_of(desk.handbook, desk.case)
    ask(player, [slot for slot in wanted if slot in owed])
    triage(player)


def put_right(player: Player) -> None:
    """Correct what stands in the record otherwise than the customer told it."""
    desk, state = player.desk, player.state
    for slot in state.told:
        fact = desk.case.fact(slot)
        held = desk.handbook.recorded(slot, state.ticket.fields)
        if fact is None or not held or is_recorded(fact, held):
            continue
        for name in desk.handbook.fields_for(slot):
            player.do("field", name=name, value=fact.value)


def leads_complaint(player: Player) -> bool:
    """Tell whether the ticket came as a complaint, which is led to its end by who has it (STD-4.3.3 to 4.3.5)."""
    return player.state.complaint is not None and player.desk.case.grievance is not None


def hand_in(player: Player) -> None:
    """Resolve, leave what was learned, and tell the line before what was done (DSK-11.2.4)."""
    lang = player.desk.case.lang
    state_reasons(player)
    confirmed(player)
    done = ("；" if lang == "zh" else "; ").join(steps_of(player))
    if leads_complaint(player):
        work_off(player, own_name(player), done)
    player.do("resolve")
    write_article(player)
    player.do("hand_in", what="fix", text=done)
    player.speak("say", "farewell")
    no_gift(player)
    if leads_complaint(player):
        follow_up(player, own_name(player))
