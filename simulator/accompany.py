"""How does the ideal handling stay the customer's one voice while another line works on the ticket?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scenarios.fault_model import after, holds_strictly
from simulator.coworker import least_loaded
from simulator.intake import ask, ask_next, triage
from simulator.player import NotWinnableError, Player
from simulator.solve_partner import see_through
from simulator.solve_supervisor import attend
from simulator.state import is_live
from simulator.supervise import is_supervisor
from simulator.twist_absence import is_given_up
from simulator.urging import next_due
from sla.timeline import Event

MOST_TURNS = 400
"""Turns after which nobody believes in a cure any more."""

AGAIN = timedelta(minutes=10)
"""A colleague whose time has passed is not asked more often than this."""


@dataclass(slots=True, kw_only=True)
class Following:
    """What has been seen of the other lines' work.

    Attributes:
        player: Who follows.
        tier: Line that held the ticket when last looked at.
        fixes: Fixes that were tried with the customer.
        slips: Warnings that a named time slips, told on.
        detour: The way around was offered.
        asked_at: When a planned time was last asked for, else None.
        partners: Requests of a line to bring somebody in that were met.
    """

    player: Player
    tier: str
    fixes: int = 0
    partners: int = 0
    slips: int = 0
    detour: bool = False
    asked_at: datetime | None = None

    def seen(self, kind: str) -> tuple[Event, ...]:
        """Give what others did of one kind."""
        return tuple(one for one in self.player.attempt.events if one.kind == kind and one.actor != "trainee")

    @property
    def name(self) -> str:
        """Name of the line, as the customer hears it."""
        return self.player.desk.handbook.tier(self.tier).name.in_lang(self.player.desk.case.lang)


def assign(player: Player) -> None:
    """Give a transferred ticket to the colleague with the fewest tickets, where colleagues have names."""
    best = least_loaded(player.desk, player.state.ticket.tier)
    if best is not None:
        player.do("assign", to=best.id)


def accompany(player: Player, wanted: list[str]) -> None:
    """Follow the ticket until the customer confirms the cure: inform, chase, offer the way around.

    Args:
        player: Who plays.
        wanted: Intake fields still to be asked for, in order.
    """
    following = Following(player=player, tier=player.state.ticket.tier)
    player.listens = is_live(player.desk)
    for _ in range(MOST_TURNS):
        if is_given_up(player.desk, player.state):
            return
        if player.state.ticket.verified:
            player.listens = True
            ask(player, wanted)
            return
        if not _acts(following):
            ask_next(player, wanted)
            triage(player)
            _waits(following)
    raise NotWinnableError(f"{player.desk.case.id}: {following.tier} never cured the fault")


def _acts(following: Following) -> bool:
    """Do the first thing that something new asks for; False when nothing does."""
    player = following.player
    ticket = player.state.ticket
    if player.is_pressed():
        player.refuse()
    elif ticket.tier != following.tier:
        _passed_on(following)
    elif is_supervisor(player.desk) and attend(player):
        # What a colleague asked for is answered, and the ticket is where it belongs.
        if player.state.ticket.tier != following.tier:
            following.tier, following.asked_at = player.state.ticket.tier, None
    elif len(following.seen("partner.needed")) > following.partners:
        following.partners = len(following.seen("partner.needed"))
        _brings_in(following)
    elif len(following.seen("fix.provided")) > following.fixes:
        _tries(following)
    elif _is_round(following) and not following.detour:
        # The named time was for this; the cure has one of its own.
        following.detour, following.asked_at = True, None
        _offers_detour(following)
    elif ticket.joined and _owes_a_time(following):
        _asks_time(following, "progress" if following.asked_at is None else "delay")
    elif ticket.joined and len(_slips(following)) > following.slips:
        following.slips = len(_slips(following))
        tells(following, "delay")
    else:
        return False
    return True


def _is_round(following: Following) -> bool:
    """Tell whether somebody has opened a way around: a line says so, or a step that was given leave for did."""
    granted = any(one.verdict == "yes" for one in following.player.state.requests.values())
    model, system = following.player.desk.case.fault_model, following.player.state.system
    by_leave = granted and holds_strictly(model.detour, system)
    return bool(following.seen("workaround.provided")) or by_leave


def _slips(following: Following) -> tuple[Event, ...]:
    return tuple(one for one in following.seen("escalation.eta_obtained") if "due" in one.fields)


def _owes_a_time(following: Following) -> bool:
    """Tell whether a planned time is to be asked for: none was named, or it has passed."""
    state = following.player.state
    if following.asked_at is None:
        return True
    late = state.ticket.eta is not None and state.now >= state.ticket.eta
    return late and state.now >= following.asked_at + AGAIN


def _asks_time(following: Following, tell: str) -> None:
    following.player.do("ask_eta")
    following.asked_at = following.player.state.now
    if len(following.seen("fix.provided")) == following.fixes:
        # What came while the time was asked for is tried at once; nobody is told any more that it is worked on.
        tells(following, tell)


def tells(following: Following, moment: str) -> None:
    """Tell the customer where things stand and when there will be news."""
    player = following.player
    player.speak("update", moment, tier=following.name, time=player.clock(player.news_by()))


def _passed_on(following: Following) -> None:
    """Tell the customer that the next line has it, and see that somebody does."""
    player = following.player
    following.tier, following.asked_at = player.state.ticket.tier, None
    assign(player)
    player.speak("say", "escalate_notice", tier=following.name, time=player.clock(player.news_by()))


def _tries(following: Following) -> None:
    """Have the customer try a repair; one that did not help goes back with what the customer saw."""
    player = following.player
    following.fixes = len(following.seen("fix.provided"))
    player.listens = True
    player.speak("verify", "verify", "anything_else")
    player.listens = is_live(player.desk)
    if player.state.ticket.verified or is_given_up(player.desk, player.state):
        return
    said = [one for one in player.attempt.events if one.kind == "customer.msg"][-1]
    done = [str(one.fields.get("text") or "") for one in following.seen("fix.provided")]
    player.do(
        "escalate",
        to=following.tier,
        symptom=str(said.fields["text"]),
        done=done[-1],
        ask=player.words("chase_colleague"),
    )
    _asks_time(following, "still_broken")


def _brings_in(following: Following) -> None:
    """Bring in whom the line behind needs, and have the customer try what comes of it (DSK-7.5)."""
    player = following.player
    needed = following.seen("partner.needed")[-1]
    action = player.desk.case.fault_model.action(str(needed.fields["action"]))
    if action is not None and after(action, player.state.system) != player.state.system:
        see_through(player, action, (lambda: attend(player)) if is_supervisor(player.desk) else lambda: False)
    if not player.state.ticket.verified:
        player.listens = True
        player.speak("verify", "verify", "anything_else")
        player.listens = is_live(player.desk)


def _offers_detour(following: Following) -> None:
    player, lang = following.player, following.player.desk.case.lang
    model = player.desk.case.fault_model
    if not holds_strictly(model.detour, player.state.system):
        return
    action = model.action(str(following.seen("action.executed")[-1].fields["action"]))
    what = action.title.in_lang(lang) if action else ""
    news, named = player.news_by(), player.state.ticket.eta
    # Who speaks of the cure promises nothing for before the time that was named for it.
    promises = () if is_supervisor(player.desk) and named is not None and news < named else ("promise_update",)
    times = {"time": player.clock(news)} if promises else {}
    player.speak("verify", "workaround_offer", *promises, "verify", what=what, **times)


def _waits(following: Following) -> None:
    """Wait for what comes next, or say where things stand when it is time."""
    player = following.player
    due, speak_at = next_due(player.desk, player.state), player.speaks_by()
    if speak_at <= player.state.now + timedelta(seconds=30):
        # Nobody is said to be at work who has not begun.
        tells(following, "progress" if player.state.ticket.joined else "queued")
    elif due is not None and due.at <= speak_at:
        player.do("wait", seconds=0)
    else:
        player.do("wait", seconds=int((speak_at - player.state.now).total_seconds()))
