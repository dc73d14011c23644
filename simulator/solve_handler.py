"""How does the ideal handling work off a complaint that somebody else took and opened? (STD-4.3.2 to 4.3.5)."""

from simulator.duties import offers
from simulator.history import asked_of
from simulator.intake import ask, triage
from simulator.player import Player
from simulator.solve_closing import own_name
from simulator.solve_complaint import hear_complaint
from simulator.solve_duties import tell
from simulator.solve_seat import put_right


def take_on(player: Player, wanted: list[str]) -> None:
    """Take the complaint, make contact with an apology, hear the demand, and complete what was taken down.

    Args:
        player: Who plays.
        wanted: Slots of a good intake, in order.
    """
    desk, case = player.desk, player.desk.case
    player.do("assign", to="me")
    if offers(desk.handbook, "acknowledge"):
        player.do("acknowledge")
    hear_complaint(player, own_name(player))
    if player.state.duties.low_rated and offers(desk.handbook, "low_rating_contact"):
        # The rating came first: the contact that it obliges to is made with the complaint's (ASC-2.5.dissat).
        player.speak("low_rating_contact", "low_rating")
    triage(player)
    put_right(player)
    owed = asked_of(desk.handbook, case)
    ask(player, [slot for slot in wanted if slot in owed])
    triage(player)
    tell(player, "say", "explain_plan")
