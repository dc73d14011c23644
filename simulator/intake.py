"""How does the ideal handling take a contact in: ask, record, set the type and the priority?"""

from datetime import datetime, timedelta

from scenarios.severity import right_priority
from simulator.player import Player
from simulator.state import Desk
from simulator.ticket_type import type_for

COLLECTS = "collect"
"""Step of the handling by which a manual has logs and pictures asked for."""

TOGETHER = 2
"""Questions in one message; a customer answers no more."""


def told_at_once(player: Player) -> frozenset[str]:
    """Name what the customer's first words tell, so that nobody has to ask for it."""
    return frozenset(fact.slot for fact in player.desk.case.facts if fact.disclosure == "open")


def open_slots(player: Player, wanted: list[str]) -> list[str]:
    """Give what has not been told yet and can be."""
    told = told_at_once(player).union(player.state.told)
    return [slot for slot in wanted if slot not in told and _may_tell(player, slot)]


def _may_tell(player: Player, slot: str) -> bool:
    fact = player.desk.case.fact(slot)
    return fact is not None and fact.disclosure not in {"unknown", "via_attachment"}


def ask(player: Player, wanted: list[str]) -> None:
    """Ask two things at a time until each is told, or shown to be unknown; record what was told."""
    for _ in range(len(wanted) + 3):
        if not open_slots(player, wanted):
            break
        _ask_some(player, wanted)
    record(player)


def ask_next(player: Player, wanted: list[str]) -> None:
    """Ask for the next two things, unless the answer to a question is on its way; record what was told."""
    answers = [due.data for due in player.state.agenda if due.what == "customer"]
    answering = any(one.get("slots") or one.get("hinted") for one in answers)
    if not answering and open_slots(player, wanted):
        _ask_some(player, wanted)
    record(player)


def _ask_some(player: Player, wanted: list[str]) -> None:
    slots = open_slots(player, wanted)[:TOGETHER]
    # Whoever stays vague after two questions wants to be understood first (disclosure `after_empathy`).
    kindly = ("empathise",) if any(_stays_vague(player, slot) for slot in slots) else ()
    player.speak("say", *kindly, *(f"ask_{slot}" for slot in slots))


def _stays_vague(player: Player, slot: str) -> bool:
    asked = player.state.asked.get(slot, 0) + (player.state.asked.get("scope", 0) if slot == "impact_scope" else 0)
    return slot in player.state.hinted and asked > 1


def record(player: Player) -> None:
    """Write into the ticket what the customer has told, as soon as it was said."""
    said = set(told_at_once(player))
    for event in player.attempt.events:
        slots = event.fields.get("slots") if event.kind == "customer.msg" else None
        said |= {str(slot) for slot in slots} if isinstance(slots, list | tuple) else set()
    handbook = player.desk.handbook
    for fact in player.desk.case.facts:
        for name in handbook.fields_for(fact.slot) if fact.slot in said else ():
            if name not in player.state.ticket.fields:
                player.do("field", name=name, value=fact.value)
    for one in handbook.intake:
        # What no fact fills is worded by whoever takes the request: what is needed is what the customer came with.
        if one.required and not one.fact and one.name not in player.state.ticket.fields:
            player.do("field", name=one.name, value=player.desk.case.opening)


def known(player: Player, slot: str) -> str:
    """Give what is known of a slot: as the ticket has it, or as it was told where the form has no field for it."""
    desk = player.desk
    fact = desk.case.fact(slot)
    told = fact.value if fact is not None and slot in told_at_once(player).union(player.state.told) else ""
    return desk.handbook.recorded(slot, player.state.ticket.fields) or told


def wanted_slots(desk: Desk) -> list[str]:
    """Name what a good intake asks for: what the form requires, what else of the issue it has room for, the impact.

    Without the impact nobody can judge the priority, whether the form has a field for it or not. Logs and pictures
    are asked for where that is a step of the handling (NET-3.2.info).
    """
    form = desk.handbook.intake
    collects = COLLECTS in {one.code for one in desk.handbook.lists.get("handling_steps", ())}
    required = [one.fact for one in form if one.required]
    more = [one.fact for one in form if one.group == "issue" or (one.group == "attachment" and collects)]
    there = [slot for slot in (*required, *more, "impact_scope") if slot and desk.case.fact(slot) is not None]
    return list(dict.fromkeys(there))


def type_of(player: Player) -> str:
    """Name the type of the case as its manual calls it, empty where the manual tells no types apart."""
    return type_for(player.desk.case, player.desk.handbook)


def set_type(player: Player) -> None:
    """Say what type of issue it is, where the handbook tells types apart."""
    value = type_of(player)
    if value:
        player.do("type", value=value)


def _told_until(player: Player) -> datetime:
    """Say up to when the impact is known: what would have grown by now has not, where a way around was open."""
    case, state = player.desk.case, player.state
    later = case.stages[state.stage + 1 : state.stage + 2]
    grows = [case.submitted_at + timedelta(seconds=one.after_s) for one in later]
    return min((one - timedelta(seconds=1) for one in grows if one <= state.now), default=state.now)


def triage(player: Player) -> None:
    """Set the priority of the impact as it is now, wherever it is not set so."""
    state = player.state
    level = right_priority(player.desk.case, player.desk.handbook, state.system, _told_until(player))
    if level != state.ticket.level:
        player.do("priority", level=level)
