"""How does the ideal handling take a contact in: ask, record, set the type and the priority?"""

from scenarios.severity import right_priority
from simulator.player import Player

TOGETHER = 2
"""Questions in one message; a customer answers no more."""


def open_slots(player: Player, wanted: list[str]) -> list[str]:
    """Give what has not been told yet and can be."""
    return [slot for slot in wanted if slot not in player.state.told and _may_tell(player, slot)]


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
    said: set[str] = set()
    for event in player.attempt.events:
        slots = event.fields.get("slots") if event.kind == "customer.msg" else None
        said |= {str(slot) for slot in slots} if isinstance(slots, list | tuple) else set()
    fields = {one.name for one in player.desk.handbook.intake}
    for fact in player.desk.case.facts:
        if fact.slot in said & fields and fact.slot not in player.state.ticket.fields:
            player.do("field", name=fact.slot, value=fact.value)


def set_type(player: Player) -> None:
    """Say what type of issue it is, where the handbook tells types apart."""
    case = player.desk.case
    value = "complaint" if case.grievance else "request" if case.kind == "how_to" else "incident"
    if value in {one.code for one in player.desk.handbook.lists.get("ticket_types", ())}:
        player.do("type", value=value)


def triage(player: Player) -> None:
    """Set the priority of the impact as it is now, wherever it is not set so."""
    state = player.state
    level = right_priority(player.desk.case, player.desk.handbook, state.system, state.now)
    if level != state.ticket.level:
        player.do("priority", level=level)
