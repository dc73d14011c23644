"""What does the ideal handling do that only the case's own manual asks for: calls, numbers, groups, signatures?

Each duty stands in the pack's list `desk_moves`; a desk without one goes past it (STD has none of them).
"""

from scenarios.fault_model import Action
from simulator.calls import is_unmanned
from simulator.duties import offers
from simulator.intake import told_at_once, type_of
from simulator.player import Player
from simulator.state import is_live
from simulator.supervise import is_supervisor
from simulator.ticket_type import is_fault

MOBILE = "mobile"
"""Where a call is sent on to when nobody is at the desk."""

LOGS = "log"
"""Step of the handling by which a manual has the work logged."""

MOST_CALLS = 3
"""Times a name on the list of contacts is tried before the next one is."""

EXTERNAL = "external"
"""Route of what comes from a customer; what comes from inside is no department's (DSK-10.04)."""

NEXT, HEAD = "2", "3"
"""Levels of the list above the liaison."""


def _may(player: Player, move: str) -> bool:
    return offers(player.desk.handbook, move)


def answer(player: Player) -> None:
    """Take a ringing call before anything else (DSK-7.1, NET-3.1.chan)."""
    if not _may(player, "answer_call") or not player.state.duties.ringing:
        return
    if not is_unmanned(player.desk):
        player.do("answer_call")
        return
    player.do("forward_call", to=MOBILE)
    while player.state.duties.ringing:
        player.do("wait", seconds=0)


def sorts_first(player: Player) -> bool:
    """Tell whether the type is judged before anybody is given the ticket: it decides who gets it (ASC-2.1.type)."""
    return bool(player.desk.handbook.groups)


def settle(player: Player) -> None:
    """Do what is owed once the ticket is taken and its type is set: number, list, scope, group, acknowledgement."""
    duties = player.state.duties
    if _may(player, "tell_number") and not duties.number_told:
        tell(player, "tell_number", "tell_number", number=player.state.ticket.number)
    if _may(player, "event_row"):
        enter_row(player)
    if _may(player, "scope"):
        player.do("scope", verdict="in", text=player.desk.case.product)
    group = group_of(player)
    if group and _may(player, "acknowledge"):
        player.do("route", group=group)
    if _may(player, "acknowledge"):
        player.do("assign", to="me")
        player.do("acknowledge")


def group_of(player: Player) -> str:
    """Name the group that takes the type of the case (ASC-2.3.route), empty where groups take no types."""
    kind = type_of(player)
    return next((one.code for one in player.desk.handbook.groups if kind in one.takes), "")


def tell(player: Player, kind: str, *moments: str, **values: str) -> None:
    """Say the words of a move; a letter is not waited on."""
    listens, player.listens = player.listens, player.listens and is_live(player.desk)
    player.speak(kind, *moments, **values)
    player.listens = listens


def symptom(player: Player) -> str:
    """Give what is wrong, as the record has it or as the customer first said it."""
    held = player.desk.handbook.recorded("symptom", player.state.ticket.fields)
    return held or player.desk.case.opening


def enter_row(player: Player, result: str = "") -> None:
    """Enter the event in the list under its type, or complete its row (DSK-10.03, DSK-10.09)."""
    fields = {"result": result} if result else {}
    player.do("event_row", category=type_of(player), text=symptom(player), **fields)


def note_work(player: Player, action: Action) -> None:
    """Log what was done as soon as it is done, where the manual has the work logged as it goes on (ASC-2.4.log)."""
    if LOGS in {one.code for one in player.desk.handbook.lists.get("handling_steps", ())}:
        player.do("log", text=action.title.in_lang(player.desk.case.lang))


def report(player: Player) -> None:
    """Write a fault report on what is a fault (SMO-4.1.a, SMO-4.1.b), with what the customer has told."""
    if not _may(player, "fault_report") or not is_fault(player.desk.case):
        return
    case, told = player.desk.case, told_at_once(player).union(player.state.told)

    def value(slot: str) -> str:
        fact = case.fact(slot)
        return fact.value if fact is not None and slot in told else ""

    known = {"impact": value("impact_scope"), "reporter": value("contact_name")}
    player.do(
        "fault_report",
        occurred_at=value("since_when"),
        place=value("department") or case.company,
        symptom=symptom(player),
        **{name: text for name, text in known.items() if text},
    )


def inform(player: Player) -> None:
    """Pass the event to the department: its liaison, and whoever is next on the list until somebody is reached.

    DSK-7.3, DSK-7.3.chain: level by level, none skipped.
    """
    if not _may(player, "liaison") or origin_of(player) != EXTERNAL:
        return
    text = symptom(player)
    player.do("liaison", text=text)
    for level in (NEXT, HEAD):
        for _ in range(MOST_CALLS if level == HEAD else 1):
            if player.state.duties.liaison == "reached" or player.state.duties.level:
                return
            player.do("chain", level=level, text=text)


def origin_of(player: Player) -> str:
    """Tell from where the event comes: from inside, or from a customer where nothing else is said."""
    setting = player.desk.case.setting
    return (setting.origin if setting else "") or EXTERNAL


def route_out(player: Player) -> None:
    """Send an outside customer's event on to the department's liaison, an internal one to operations (DSK-10.02)."""
    routes = player.desk.handbook.lists.get("routes", ())
    group = next((one.figures.get("group", "") for one in routes if one.code == origin_of(player)), "")
    if group and _may(player, "liaison"):
        player.do("route", group=group, text=symptom(player))


def confirmed(player: Player) -> None:
    """Do what is owed once the customer says that it works: a signature, a gift declined, advice on prevention."""
    if _may(player, "sign_off") and not player.state.duties.signed:
        player.speak("sign_off", "sign_off")
    no_gift(player)
    if _may(player, "prevent") and not player.state.duties.advised:
        tell(player, "prevent", "prevention")


def no_gift(player: Player) -> None:
    """Decline what the customer offers (NET-2.1.c)."""
    if _may(player, "decline_gift") and player.state.duties.gift == "offered":
        player.speak("decline_gift", "decline_gift")


def complete(player: Player, done: str) -> None:
    """Complete the record that the manual wants: the row with its result, tags (DSK-10.09, NET-3.5.cat).

    Args:
        player: Who plays.
        done: What was done, in words.
    """
    no_gift(player)
    if _may(player, "event_row"):
        enter_row(player, done or symptom(player))
    if _may(player, "tag"):
        case = player.desk.case
        kinds = {one.code: one.title.in_lang(case.lang) for one in player.desk.handbook.lists.get("ticket_types", ())}
        player.do("tag", tags="，".join((case.product, kinds.get(type_of(player), type_of(player)))))


def after_rating(player: Player) -> None:
    """Ask a customer who rated the service low what was wrong, and tell the supervisor (ASC-2.5.dissat)."""
    duties = player.state.duties
    if not _may(player, "low_rating_contact") or not duties.low_rated or duties.followed_up:
        return
    player.speak("low_rating_contact", "low_rating")
    # Whoever stays unhappy is not closed without the supervisor (A-still-unhappy).
    if is_supervisor(player.desk):
        return
    said = [one for one in player.attempt.events if one.kind == "customer.msg"][-1]
    player.do("notify", reason="complaint", text=str(said.fields["text"]))
